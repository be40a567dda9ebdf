/** How many are in groups, and wait for them; and groups by what they are called. */
import { sql } from 'kysely';
import type { Db } from '../database/open.ts';
import { type Group, likeOf, toGroup } from './group.ts';

/** How many members each of these groups has; one without any is left out. */
export async function countsOf(db: Db, groupIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('group_member')
    .select((eb) => ['group_id', eb.fn.countAll<number>().as('count')])
    .where('group_id', 'in', groupIds)
    .groupBy('group_id')
    .execute();
  return new Map(rows.map((row) => [row.group_id, row.count]));
}

/** How many places of these groups are kept for somebody at an instant (ms, UTC); one with none is left out. */
export async function keptIn(
  db: Db,
  groupIds: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, number>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('group_wait')
    .select((eb) => ['group_id', eb.fn.countAll<number>().as('count')])
    .where('group_id', 'in', groupIds)
    .where('offered_until', '>', nowMs)
    .groupBy('group_id')
    .execute();
  return new Map(rows.map((row) => [row.group_id, row.count]));
}

/** How many wait in a group for a place, or for its owner's yes. */
export async function countWaiting(db: Db, groupId: string, kind: 'place' | 'yes'): Promise<number> {
  const row = await db
    .selectFrom('group_wait')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_id', '=', groupId)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** That a group's name or topic has these words in it. */
export const hasWords = (words: string) => sql<boolean>`search_text like ${likeOf(words)} escape '\\'`;

/** Open groups of a server that have what was typed in their name or topic, the most alive first; 25 at most. */
export async function groupsNamed(db: Db, guildId: string, typed: string): Promise<Group[]> {
  const found = db
    .selectFrom('study_group')
    .select('group_id')
    .where('guild_id', '=', guildId)
    .where('state', '=', 'open')
    .$if(typed !== '', (query) => query.where(hasWords(typed)))
    .orderBy('active_at', 'desc')
    .limit(25);
  const rows = await db
    .selectFrom('study_group')
    .selectAll()
    .where('group_id', 'in', found)
    .orderBy('active_at', 'desc')
    .execute();
  return rows.map(toGroup);
}

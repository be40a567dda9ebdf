/** Who is not proposed to whom. Nobody is told: it only keeps two from meeting again. */

import { newId } from '../database/new-id.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { dayMs } from './act.ts';

/** How long two are kept apart, in ms, after one of them passed the other over, or did not answer; null is for good. */
export const apartFor = {
  passed: 14 * dayMs,
  /** After they were buddies. */
  left: 28 * dayMs,
  /** After a pair did not take somebody in. */
  notTaken: 28 * dayMs,
  declined: null,
} as const;

/** Keeps two apart for so long (ms), or for good; the longest of several such wishes counts. */
export async function keepApart(
  { trx, now }: Act,
  guildId: string,
  pair: readonly [string, string],
  forMs: number | null,
): Promise<void> {
  const known = await trx
    .selectFrom('buddy_apart as own')
    .innerJoin('buddy_apart as other', 'other.apart_id', 'own.apart_id')
    .select(['own.apart_id', 'own.until_at'])
    .where('own.guild_id', '=', guildId)
    .where('own.user_id', '=', pair[0])
    .where('other.user_id', '=', pair[1])
    .execute();
  const untilAt = forMs === null ? null : now + forMs;
  if (known.some(({ until_at }) => until_at === null || (untilAt !== null && until_at >= untilAt))) return;
  for (const { apart_id } of known) {
    await trx.deleteFrom('buddy_apart').where('apart_id', '=', apart_id).execute();
  }
  const apart_id = newId();
  const rows = pair.map((user_id) => ({ apart_id, guild_id: guildId, user_id, until_at: untilAt }));
  await trx.insertInto('buddy_apart').values(rows).execute();
}

/** Whom a member is kept apart from at an instant (ms, UTC). */
export async function apartFrom(
  db: Db,
  { guildId, userId }: MemberKey,
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('buddy_apart as own')
    .innerJoin('buddy_apart as other', 'other.apart_id', 'own.apart_id')
    .select('other.user_id')
    .where('own.guild_id', '=', guildId)
    .where('own.user_id', '=', userId)
    .whereRef('other.user_id', '!=', 'own.user_id')
    .where((eb) => eb.or([eb('own.until_at', 'is', null), eb('own.until_at', '>', nowMs)]))
    .execute();
  return new Set(rows.map((row) => row.user_id));
}

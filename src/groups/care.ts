/**
 * Care for groups that have gone silent: after six weeks without a sign of life the owner is asked; a week later the
 * others may take it on; a week after that it is closed, with a kind word.
 */
import { sql } from 'kysely';
import type { Db } from '../database/open.ts';
import type { Act } from '../scheduler/act.ts';
import { type Group, toGroup } from './group.ts';
import { close, drop, makeOwner } from './leaving.ts';
import { membersOf, standingOf } from './rows.ts';
import { tell } from './tell.ts';

const dayMs = 24 * 60 * 60_000;
/** A group is silent after so long (ms) without a sign of life. */
export const silentMs = 6 * 7 * dayMs;
/** How long an answer is waited for, in ms. */
const answerMs = 7 * dayMs;
/** What was begun and never opened is dropped after so long, in ms. */
const draftMs = 7 * dayMs;
/** What has ended is known for so long (ms), for the moderators' sake; then nothing is left of it. */
const endedMs = 30 * dayMs;
/** Groups in one run. */
const atOnce = 50;

/** Open groups for which something is due at an instant (ms, UTC), each with the instant since which it is silent. */
export async function neglected(db: Db, now: number): Promise<{ group: Group; silentSince: number }[]> {
  const open = db.selectFrom('study_group').selectAll().where('state', '=', 'open').limit(atOnce);
  const [silent, unanswered] = await Promise.all([
    open
      .where('care', '=', 'none')
      .where('active_at', '<=', now - silentMs)
      .orderBy('active_at')
      .execute(),
    open
      .where('care', 'in', ['asked', 'offered'])
      .where('care_at', '<=', now - answerMs)
      .execute(),
  ]);
  return [...silent, ...unanswered].map((row) => ({
    group: toGroup(row),
    // What is said after the owner was asked is an answer, too.
    silentSince: row.care === 'none' ? now - silentMs : (row.care_at ?? now),
  }));
}

/** Goes one step further with a group that is silent, unless somebody has spoken for it since it was read. */
export async function careFor(act: Act, { id, care }: Group): Promise<void> {
  const row = await act.trx
    .selectFrom('study_group')
    .selectAll()
    .where('group_id', '=', id)
    .where('state', '=', 'open')
    .where('care', '=', care)
    .executeTakeFirst();
  if (row === undefined) return;
  const group = toGroup(row);
  const members = await membersOf(act.trx, id);
  const others = members.filter(({ isOwner }) => !isOwner);
  if (care === 'none')
    await ask(
      act,
      group,
      'asked',
      members.filter(({ isOwner }) => isOwner),
    );
  else if (care === 'offered' || others.length === 0) await close(act, group);
  else await ask(act, group, 'offered', others);
}

async function ask(
  act: Act,
  { id, guildId }: Group,
  care: 'asked' | 'offered',
  asked: readonly { readonly userId: string }[],
): Promise<void> {
  const { trx, now } = act;
  await trx.updateTable('study_group').set({ care, care_at: now }).where('group_id', '=', id).execute();
  const what = care === 'asked' ? 'silent' : 'adopt';
  for (const { userId } of asked) await tell(act, { guildId, userId }, { what, groupId: id }, String(now));
}

/** A member takes on a group that was offered to them; false if it is not on offer any more, or not to them. */
export async function adopt(act: Act, group: Group, userId: string): Promise<boolean> {
  if (group.state !== 'open' || group.care !== 'offered') return false;
  if ((await standingOf(act.trx, group.id, userId)).kind !== 'member') return false;
  const owner = (await membersOf(act.trx, group.id)).find(({ isOwner }) => isOwner);
  await makeOwner(act, group, userId);
  if (owner !== undefined) {
    const about = { what: 'adopted', groupId: group.id } as const;
    await tell(act, { guildId: group.guildId, userId: owner.userId }, about, String(act.now));
  }
  return true;
}

/** Drops what was begun and never opened, and what has ended long ago; returns how many. */
export async function dropOld(act: Act): Promise<number> {
  const rows = await act.trx
    .selectFrom('study_group')
    .selectAll()
    .where('state', '=', 'draft')
    .where('created_at', '<=', act.now - draftMs)
    .limit(atOnce)
    .execute();
  for (const row of rows) await drop(act, toGroup(row));
  const ended = await act.trx
    .selectFrom('study_group')
    .select('group_id')
    .where('state', '=', 'closed')
    .where('updated_at', '<=', act.now - endedMs)
    .limit(atOnce)
    .execute();
  const ids = ended.map((row) => row.group_id);
  if (ids.length > 0) {
    await act.trx.deleteFrom('group_report').where('group_id', 'in', ids).execute();
    await act.trx.deleteFrom('study_group').where('group_id', 'in', ids).execute();
  }
  return rows.length + ids.length;
}

/** Notes a sign of life at an instant (ms, UTC). */
export async function noteAlive({ trx }: Pick<Act, 'trx'>, groupId: string, atMs: number): Promise<void> {
  await trx
    .updateTable('study_group')
    .set({ active_at: sql<number>`max(active_at, ${atMs})`, care: 'none', care_at: null })
    .where('group_id', '=', groupId)
    .execute();
}

/** When care for some group is next due (ms, UTC), or null. */
export async function nextCareAt(db: Db): Promise<number | null> {
  const open = db.selectFrom('study_group').where('state', '=', 'open');
  const [silent, asked] = await Promise.all([
    open
      .where('care', '=', 'none')
      .select((eb) => eb.fn.min<number | null>('active_at').as('at'))
      .executeTakeFirst(),
    open
      .where('care', 'in', ['asked', 'offered'])
      .select((eb) => eb.fn.min<number | null>('care_at').as('at'))
      .executeTakeFirst(),
  ]);
  const times = [
    ...(silent?.at == null ? [] : [silent.at + silentMs]),
    ...(asked?.at == null ? [] : [asked.at + answerMs]),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

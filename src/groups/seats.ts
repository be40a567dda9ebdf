/** Who sits in a group: each act within one transaction, by a caller who has made sure that it may be. */
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { type Group, groupLimits } from './group.ts';
import { membersOf } from './rows.ts';
import { tellInTurn } from './tell.ts';
import { forgetWait } from './waiting.ts';

/** Puts somebody into a group: the caller has made sure that there is a place. */
export async function seat(act: Act, group: Group, userId: string): Promise<void> {
  const { trx, now } = act;
  const { id: group_id, guildId: guild_id } = group;
  await trx
    .insertInto('group_member')
    .values({ group_id, guild_id, user_id: userId, is_owner: 0, joined_at: now })
    .execute();
  await forgetWait(act, group_id, userId);
  await trx
    .updateTable('study_group')
    .set({ active_at: now, care: 'none', care_at: null })
    .where('group_id', '=', group_id)
    .execute();
  await wantInThread(act, group, userId, 'in');
  // In its thread the others see for themselves who has come.
  if (group.threadId === null) await tellOwner(act, group, 'joined');
}

/** Takes somebody out of a group. */
export async function unseat(act: Act, group: Group, userId: string): Promise<void> {
  await act.trx
    .deleteFrom('group_member')
    .where('group_id', '=', group.id)
    .where('user_id', '=', userId)
    .execute();
  await wantInThread(act, group, userId, 'out');
}

/** Notes that somebody is to be added to the group's thread, or taken out of it. */
export async function wantInThread(
  { trx, now }: Act,
  { id, guildId }: Group,
  userId: string,
  wants: 'in' | 'out',
): Promise<void> {
  const row = { wants, not_before: now, attempts: 0 };
  await trx
    .insertInto('group_thread')
    .values({ group_id: id, guild_id: guildId, user_id: userId, ...row })
    .onConflict((conflict) => conflict.columns(['group_id', 'user_id']).doUpdateSet(row))
    .execute();
}

/** Tells the owner who comes: several who come at once are one message. */
export async function tellOwner(act: Act, group: Group, what: 'request' | 'joined'): Promise<void> {
  const owner = (await membersOf(act.trx, group.id)).find(({ isOwner }) => isOwner);
  if (owner === undefined) return;
  await tellInTurn(act, { guildId: group.guildId, userId: owner.userId }, { what, groupId: group.id });
}

/** Whether a member is in as many open groups of the server as they may be. */
export async function isInEnough(
  { trx }: Pick<Act, 'trx'>,
  { guildId, userId }: MemberKey,
): Promise<boolean> {
  const row = await trx
    .selectFrom('group_member')
    .innerJoin('study_group', 'study_group.group_id', 'group_member.group_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_member.guild_id', '=', guildId)
    .where('group_member.user_id', '=', userId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return row.count >= groupLimits.memberOf;
}

/** Whether they wait for as many as they may. */
export async function isInLineEnough(
  { trx }: Pick<Act, 'trx'>,
  { guildId, userId }: MemberKey,
): Promise<boolean> {
  const row = await trx
    .selectFrom('group_wait')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('kind', 'in', ['place', 'yes'])
    .executeTakeFirstOrThrow();
  return row.count >= groupLimits.waitsFor;
}

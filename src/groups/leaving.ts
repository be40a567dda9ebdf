/** Who leaves a group, whom it passes to, and how it ends: each act within one transaction. */
import { directOnly, type MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Group } from './group.ts';
import { groupsOf, membersOf, standingOf, waitersOf, waitsOf } from './rows.ts';
import { unseat } from './seats.ts';
import { tell } from './tell.ts';
import { fill, forgetWait } from './waiting.ts';
import { forget } from './wishes.ts';

/** `passed`: it goes on with another owner; `ended`: nobody was left. */
export type Left = 'left' | 'passed' | 'ended' | 'not in it';

/** A member leaves. What the owner leaves passes to whoever has been in it longest, and ends if there is nobody. */
export async function leave(act: Act, group: Group, userId: string): Promise<Left> {
  const { kind } = await standingOf(act.trx, group.id, userId);
  if (kind !== 'owner' && kind !== 'member') return 'not in it';
  const heir = (await membersOf(act.trx, group.id)).find((member) => member.userId !== userId);
  if (kind === 'owner' && heir === undefined) {
    if (group.state === 'draft') await drop(act, group);
    else await close(act, group, userId);
    return 'ended';
  }
  if (kind === 'owner' && heir !== undefined) {
    await makeOwner(act, group, heir.userId);
    await tellNewOwner(act, group, heir.userId);
  }
  await unseat(act, group, userId);
  await fill(act, group);
  return kind === 'owner' ? 'passed' : 'left';
}

/** The owner takes somebody out, who then can't come back by themselves; false if they are not in it, or own it. */
export async function remove(act: Act, group: Group, userId: string): Promise<boolean> {
  if ((await standingOf(act.trx, group.id, userId)).kind !== 'member') return false;
  await unseat(act, group, userId);
  const { id: group_id, guildId: guild_id } = group;
  await act.trx
    .insertInto('group_wait')
    .values({ group_id, guild_id, user_id: userId, kind: 'barred', since_at: act.now, offered_until: null })
    .execute();
  const about = { what: 'removed', groupId: group.id } as const;
  await tell(act, { guildId: group.guildId, userId }, about, String(act.now));
  await fill(act, group);
  return true;
}

/** Whoever was taken out may come back; false if they were not. */
export async function forgive(act: Act, group: Group, userId: string): Promise<boolean> {
  if ((await standingOf(act.trx, group.id, userId)).kind !== 'barred') return false;
  await forgetWait(act, group.id, userId);
  return true;
}

/**
 * Another member becomes the owner; false if they are not one, or if the group is not `fromId`'s any more, who was its
 * owner when this was decided.
 */
export async function handOver(act: Act, group: Group, fromId: string, userId: string): Promise<boolean> {
  if ((await standingOf(act.trx, group.id, fromId)).kind !== 'owner') return false;
  if ((await standingOf(act.trx, group.id, userId)).kind !== 'member') return false;
  await makeOwner(act, group, userId);
  await tellNewOwner(act, group, userId);
  return true;
}

/** Makes a member the owner, which is a sign of life. */
export async function makeOwner(act: Act, group: Group, userId: string): Promise<void> {
  await act.trx
    .updateTable('group_member')
    .set((eb) => ({ is_owner: eb.case().when('user_id', '=', userId).then(1).else(0).end() }))
    .where('group_id', '=', group.id)
    .execute();
  await act.trx
    .updateTable('study_group')
    .set({ care: 'none', care_at: null, active_at: act.now })
    .where('group_id', '=', group.id)
    .execute();
}

async function tellNewOwner(act: Act, group: Group, userId: string): Promise<void> {
  const about = { what: 'owner', groupId: group.id } as const;
  await tell(act, { guildId: group.guildId, userId }, about, String(act.now));
}

/** Ends a group. Its members read so in its thread, or are told one by one; who waits is told too, but not `by`. */
export async function close(act: Act, group: Group, by?: string): Promise<void> {
  const { trx, now } = act;
  const members = await membersOf(trx, group.id);
  const waiting = [
    ...(await waitersOf(trx, group.id, 'place')),
    ...(await waitersOf(trx, group.id, 'yes')),
  ].map((row) => row.user_id);
  const told = [...(group.threadId === null ? members.map(({ userId }) => userId) : []), ...waiting];
  for (const userId of told) {
    if (userId === by) continue;
    await tell(act, { guildId: group.guildId, userId }, { what: 'closed', groupId: group.id }, 'end');
  }
  for (const table of ['group_member', 'group_wait', 'group_thread'] as const)
    await trx.deleteFrom(table).where('group_id', '=', group.id).execute();
  await trx
    .updateTable('study_group')
    .set({ state: 'closed', updated_at: now })
    .where('group_id', '=', group.id)
    .execute();
}

/** Ends all that a member has with groups of a server, within the transaction that notes their leave. */
export async function leaveAll(act: Act, member: MemberKey): Promise<void> {
  if (member.guildId === directOnly) return;
  for (const group of await groupsOf(act.trx, member)) await leave(act, group, member.userId);
  for (const group of await waitsOf(act.trx, member)) {
    await forgetWait(act, group.id, member.userId);
    await fill(act, group);
  }
  await forget(act.trx, member);
}

/** Deletes a group that was never opened. */
export async function drop({ trx }: Act, group: Group): Promise<void> {
  if (group.state !== 'draft') return;
  await trx.deleteFrom('group_member').where('group_id', '=', group.id).execute();
  await trx.deleteFrom('study_group').where('group_id', '=', group.id).execute();
}

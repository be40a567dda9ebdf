/** Who gets into a group: each act within one transaction, so that no group ever has one too many. */
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Group } from './group.ts';
import { groupOf, standingOf } from './rows.ts';
import { isInEnough, isInLineEnough, seat, tellOwner } from './seats.ts';
import { tell } from './tell.ts';
import { freePlaces, lapseOffers, wait } from './waiting.ts';

/** After a no, the owner is not asked again for so long, in ms. */
export const askAgainMs = 30 * 24 * 60 * 60_000;

/**
 * `joined`: they are in; `already`: they were; `waiting`: in line for a place; `asking`: the owner has been asked;
 * `declined`: not so long ago; `barred`: the owner has removed them; `too many`: they are in as many as they may be, and
 * `too many lines`: they wait for as many.
 */
export type Joined =
  | 'joined'
  | 'already'
  | 'waiting'
  | 'asking'
  | 'declined'
  | 'barred'
  | 'too many'
  | 'too many lines'
  | 'gone';

/** A member wants to be in a group, or takes the place that is kept for them. */
export async function join(act: Act, member: MemberKey, groupId: string): Promise<Joined> {
  const { trx, now } = act;
  const group = await groupOf(trx, member.guildId, groupId);
  if (group?.state !== 'open') return 'gone';
  // A place that was kept too long belongs to the next in line, not to whoever presses first.
  await lapseOffers(act, groupId);
  const standing = await standingOf(trx, groupId, member.userId);
  switch (standing.kind) {
    case 'owner':
    case 'member':
      return 'already';
    case 'asking':
    case 'waiting':
    case 'barred':
      return standing.kind;
    case 'declined':
      if (now - standing.since < askAgainMs) return 'declined';
      break;
    case 'offered':
      return await take(act, group, member);
    case 'stranger':
      break;
  }
  if (await isInEnough(act, member)) return 'too many';
  if (!group.byRequest) return await seatOrWait(act, group, member);
  if (await isInLineEnough(act, member)) return 'too many lines';
  await wait(act, group, member.userId, 'yes');
  await tellOwner(act, group, 'request');
  return 'asking';
}

/** Takes the place that is kept for them. */
async function take(act: Act, group: Group, member: MemberKey): Promise<'joined' | 'too many'> {
  if (await isInEnough(act, member)) return 'too many';
  await seat(act, group, member.userId);
  return 'joined';
}

async function seatOrWait(
  act: Act,
  group: Group,
  member: MemberKey,
): Promise<'joined' | 'waiting' | 'too many lines'> {
  if ((await freePlaces(act.trx, act.now, group)) > 0) {
    await seat(act, group, member.userId);
    return 'joined';
  }
  if (await isInLineEnough(act, member)) return 'too many lines';
  await wait(act, group, member.userId, 'place');
  return 'waiting';
}

/** `too many`: they are in as many groups as they may be, and go on asking; `gone`: they don't ask any more. */
export type Approved = 'joined' | 'waiting' | 'too many' | 'gone';

/** The owner lets somebody in who has asked. */
export async function approve(act: Act, group: Group, userId: string): Promise<Approved> {
  await lapseOffers(act, group.id);
  const member = { guildId: group.guildId, userId };
  if ((await standingOf(act.trx, group.id, userId)).kind !== 'asking') return 'gone';
  if (await isInEnough(act, member)) return 'too many';
  const isFree = (await freePlaces(act.trx, act.now, group)) > 0;
  // Whoever has asked has a place in a line already: this one in place of that.
  if (isFree) await seat(act, group, userId);
  else await wait(act, group, userId, 'place');
  const what = isFree ? 'welcome' : 'accepted';
  await tell(act, member, { what, groupId: group.id }, String(act.now));
  return isFree ? 'joined' : 'waiting';
}

/** The owner does not let somebody in; false if they don't ask any more. */
export async function decline(act: Act, group: Group, userId: string): Promise<boolean> {
  if ((await standingOf(act.trx, group.id, userId)).kind !== 'asking') return false;
  await act.trx
    .updateTable('group_wait')
    .set({ kind: 'declined', since_at: act.now })
    .where('group_id', '=', group.id)
    .where('user_id', '=', userId)
    .execute();
  const about = { what: 'declined', groupId: group.id } as const;
  await tell(act, { guildId: group.guildId, userId }, about, String(act.now));
  return true;
}

/** Asking somebody, and what becomes of it: each act within one transaction, so that nobody ends up in two circles. */

import { newId } from '../database/new-id.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { tell } from './act.ts';
import { apartFor, apartFrom, keepApart } from './apart.ts';
import { circleOf, seat, seatsIn } from './circles.ts';
import {
  answerOf,
  askerOf,
  dropOffer,
  endOffer,
  type Offer,
  offerOf,
  offersFor,
  offersOf,
  openOffer,
} from './offers.ts';
import { seekerOf, startLooking, stopLooking } from './seekers.ts';

/**
 * `asked`: they were; `matched`: they had asked first; `asking`: another question is open; `seated`: who asks has a
 * buddy; `taken`: the other doesn't look, has been asked by somebody, or is kept apart.
 */
export type Asked = 'asked' | 'matched' | 'asking' | 'seated' | 'taken';

/** A member asks another. */
export async function ask(act: Act, member: MemberKey, otherId: string): Promise<Asked> {
  const { trx, now } = act;
  const { guildId, userId } = member;
  if ((await circleOf(trx, member)).length > 0) return 'seated';
  const own = await offersOf(trx, member, now);
  const asksMe = own.find((offer) => offer.circleId === null && askerOf(offer) === otherId);
  if (asksMe !== undefined && otherId !== userId) {
    return (await answer(act, asksMe.id, userId, true)) === 'matched' ? 'matched' : 'taken';
  }
  if (own.some((offer) => askerOf(offer) === userId)) return 'asking';
  if (!(await isFree(act, member, otherId))) return 'taken';
  await startLooking(act, member);
  await openOffer(act, guildId, null, [
    { userId, answer: 'asks' },
    { userId: otherId, answer: 'waiting' },
  ]);
  return 'asked';
}

async function isFree({ trx, now }: Act, member: MemberKey, otherId: string): Promise<boolean> {
  const other = { guildId: member.guildId, userId: otherId };
  if (otherId === member.userId || (await seekerOf(trx, other)) === undefined) return false;
  if ((await apartFrom(trx, member, now)).has(otherId)) return false;
  return (await offersOf(trx, other, now)).every((offer) => answerOf(offer, otherId) !== 'waiting');
}

/** `gone`: there is no such question, or no longer; `waiting`: the others have not all answered. */
export type Answered = 'gone' | 'declined' | 'waiting' | 'matched';

/** A member answers a question that was put to them. */
export async function answer(act: Act, offerId: string, userId: string, yes: boolean): Promise<Answered> {
  const offer = await offerOf(act.trx, offerId);
  if (offer === undefined || offer.lapsesAt <= act.now) return 'gone';
  const before = answerOf(offer, userId);
  if (before === undefined || before === 'asks') return 'gone';
  if (!yes) {
    await decline(act, offer, userId);
    return 'declined';
  }
  await act.trx
    .updateTable('buddy_offer')
    .set({ answer: 'yes' })
    .where('offer_id', '=', offerId)
    .where('user_id', '=', userId)
    .execute();
  const isOpen = offer.parts.some((part) => part.userId !== userId && part.answer === 'waiting');
  return isOpen ? 'waiting' : await seal(act, offer, userId);
}

async function decline(act: Act, offer: Offer, userId: string): Promise<void> {
  const { guildId, circleId, parts } = offer;
  await endOffer(act, offer, {
    by: userId,
    apartMs: circleId === null ? apartFor.declined : apartFor.notTaken,
  });
  if (circleId === null) return;
  // Of a pair and a third, those on the two sides of the one who declined are kept apart for good.
  const pair = new Set((await seatsIn(act.trx, circleId)).map((one) => one.userId));
  const across = parts.filter((part) => pair.has(part.userId) !== pair.has(userId));
  for (const other of across) await keepApart(act, guildId, [userId, other.userId], apartFor.declined);
}

/** All have said yes: they become a circle, and every other offer to one of them ends. */
async function seal(act: Act, offer: Offer, lastYes: string): Promise<Answered> {
  const { trx } = act;
  const { guildId, circleId, parts } = offer;
  const userIds = parts.map((part) => part.userId);
  const seats = circleId === null ? [] : await seatsIn(trx, circleId);
  const newcomers = userIds.filter((id) => !seats.some((one) => one.userId === id));
  const isWhole = circleId === null ? newcomers.length === 2 : seats.length === 2 && newcomers.length === 1;
  if (!isWhole || (await isAnySeated(act, guildId, newcomers))) {
    await dropOffer(act, offer);
    return 'gone';
  }
  await dropOffer(act, offer);
  await seat(act, guildId, circleId ?? newId(), newcomers);
  for (const userId of newcomers) await stopLooking(act, { guildId, userId });
  for (const userId of newcomers) {
    for (const other of await offersOf(trx, { guildId, userId }, act.now)) {
      await endOffer(act, other, { by: userId, apartMs: apartFor.passed, untold: newcomers });
    }
  }
  for (const userId of userIds) {
    if (userId !== lastYes) await tell(act, { guildId, userId }, { kind: 'matched' }, `matched:${offer.id}`);
  }
  return 'matched';
}

async function isAnySeated({ trx }: Act, guildId: string, userIds: readonly string[]): Promise<boolean> {
  for (const userId of userIds) {
    if ((await circleOf(trx, { guildId, userId })).length > 0) return true;
  }
  return false;
}

/** Takes a member's own question back. */
export async function takeBack(act: Act, offerId: string, userId: string): Promise<void> {
  const offer = await offerOf(act.trx, offerId);
  if (offer === undefined || askerOf(offer) !== userId) return;
  // Or they could be asked again and again.
  await endOffer(act, offer, { by: userId, apartMs: apartFor.passed });
}

/** A member looks no longer: what they have asked, and were asked, ends. Returns false if they did not look. */
export async function endLooking(act: Act, member: MemberKey): Promise<boolean> {
  if ((await seekerOf(act.trx, member)) === undefined) return false;
  await stopLooking(act, member);
  for (const offer of await offersOf(act.trx, member, act.now)) {
    await endOffer(act, offer, { by: member.userId, apartMs: apartFor.passed });
  }
  return true;
}

/** Ends what nobody answered in time; returns how many. */
export async function lapse(act: Act): Promise<number> {
  const lapsed = await offersFor(act.trx, { lapsedAt: act.now });
  for (const offer of lapsed) await endOffer(act, offer, { apartMs: apartFor.passed });
  return lapsed.length;
}

/** Asks a pair, and the one who is left over, whether they want to be three; false if they can't be any more. */
export async function inviteThird(act: Act, member: MemberKey, circleId: string): Promise<boolean> {
  const { trx, now } = act;
  const { guildId, userId } = member;
  const seats = await seatsIn(trx, circleId);
  const isOpen = seats.length === 2 && (await offersFor(trx, { circleId })).length === 0;
  const isWaiting =
    (await seekerOf(trx, member)) !== undefined && (await offersOf(trx, member, now)).length === 0;
  if (!isOpen || !isWaiting) return false;
  await trx.updateTable('buddy_seat').set({ invited_at: now }).where('circle_id', '=', circleId).execute();
  const asked = [userId, ...seats.map((one) => one.userId)];
  await openOffer(
    act,
    guildId,
    circleId,
    asked.map((id) => ({ userId: id, answer: 'waiting' })),
  );
  return true;
}

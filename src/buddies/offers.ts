/** Open questions whether people want to be buddies: read, and ended. */
import type { BuddyOfferTable } from '../database/buddy-schema.ts';
import { newId } from '../database/new-id.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { dayMs, tell } from './act.ts';
import { keepApart } from './apart.ts';
import { lookSoon, wakeOthers } from './seekers.ts';

type Answer = BuddyOfferTable['answer'];

export interface Offer {
  readonly id: string;
  readonly guildId: string;
  /** The pair that is asked to take in a third; null for a question from one to another. */
  readonly circleId: string | null;
  /** Ms, UTC. */
  readonly lapsesAt: number;
  readonly parts: readonly { readonly userId: string; readonly answer: Answer }[];
}

/** How long an offer is open, in ms. */
export const openForMs = 3 * dayMs;

export const answerOf = ({ parts }: Offer, userId: string): Answer | undefined =>
  parts.find((part) => part.userId === userId)?.answer;

/** Who asks; undefined where a pair is asked to take in a third. */
export const askerOf = ({ parts }: Offer) => parts.find(({ answer }) => answer === 'asks')?.userId;

export async function offerOf(db: Db, offerId: string): Promise<Offer | undefined> {
  const [offer] = await offersFor(db, { offerId });
  return offer;
}

/** All offers in which a member has a part, that are open at an instant (ms, UTC). */
export async function offersOf(db: Db, { guildId, userId }: MemberKey, nowMs: number): Promise<Offer[]> {
  const rows = await db
    .selectFrom('buddy_offer')
    .select('offer_id')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('lapses_at', '>', nowMs)
    .orderBy('lapses_at')
    .execute();
  const offers = await Promise.all(rows.map((row) => offerOf(db, row.offer_id)));
  return offers.filter((offer) => offer !== undefined);
}

/** Offers by id, by the circle that is asked, or that had lapsed at an instant (ms, UTC). */
export async function offersFor(
  db: Db,
  which: { offerId?: string; circleId?: string; lapsedAt?: number },
): Promise<Offer[]> {
  const { offerId, circleId, lapsedAt } = which;
  let query = db.selectFrom('buddy_offer').selectAll().orderBy('user_id');
  if (offerId !== undefined) query = query.where('offer_id', '=', offerId);
  if (circleId !== undefined) query = query.where('circle_id', '=', circleId);
  if (lapsedAt !== undefined) query = query.where('lapses_at', '<=', lapsedAt);
  const rows = await query.execute();
  return [...Map.groupBy(rows, (row) => row.offer_id)].flatMap(([id, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    return {
      id,
      guildId: first.guild_id,
      circleId: first.circle_id,
      lapsesAt: first.lapses_at,
      parts: parts.map((part) => ({ userId: part.user_id, answer: part.answer })),
    };
  });
}

/** Puts a question, and has everybody written to who is to answer it. */
export async function openOffer(
  act: Act,
  guildId: string,
  circleId: string | null,
  parts: Offer['parts'],
): Promise<void> {
  const { trx, now } = act;
  const id = newId();
  const values = parts.map(({ userId, answer }) => ({
    offer_id: id,
    guild_id: guildId,
    user_id: userId,
    answer,
    circle_id: circleId,
    lapses_at: now + openForMs,
  }));
  await trx.insertInto('buddy_offer').values(values).execute();
  for (const { userId, answer } of parts) {
    if (answer === 'asks') continue;
    await tell(act, { guildId, userId }, { kind: 'asked', offerId: id }, `asked:${id}`);
  }
}

/**
 * Ends an offer that comes to nothing: those whose hopes hung on it hear that it did not work out, and not why. `by` is
 * who ended it, and hears nothing; `apartMs` is how long those in it are not proposed to each other, null for good.
 */
export async function endOffer(
  act: Act,
  offer: Offer,
  { by, apartMs, untold = [] }: { by?: string; apartMs: number | null; untold?: readonly string[] },
): Promise<void> {
  const { guildId, circleId, parts } = offer;
  await dropOffer(act, offer);
  const seated = new Set(circleId === null ? [] : await seatedIn(act, circleId));
  for (const [one, other] of pairsOf(parts.map(({ userId }) => userId))) {
    // The two of a pair stay as they are.
    if (!(seated.has(one) && seated.has(other))) await keepApart(act, guildId, [one, other], apartMs);
  }
  for (const { userId, answer } of parts) {
    const member = { guildId, userId };
    const hoped = answer !== 'waiting' || (circleId !== null && !seated.has(userId));
    if (!hoped || userId === by || untold.includes(userId)) continue;
    await tell(act, member, { kind: 'over' }, `over:${offer.id}`);
    await lookSoon(act, member);
  }
  await wakeOthers(act, guildId);
}

export async function dropOffer({ trx }: Act, { id }: Offer): Promise<void> {
  await trx.deleteFrom('buddy_offer').where('offer_id', '=', id).execute();
}

async function seatedIn({ trx }: Act, circleId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('buddy_seat')
    .select('user_id')
    .where('circle_id', '=', circleId)
    .execute();
  return rows.map((row) => row.user_id);
}

function pairsOf(userIds: readonly string[]): (readonly [string, string])[] {
  return userIds.flatMap((one, index) => userIds.slice(index + 1).map((other) => [one, other] as const));
}

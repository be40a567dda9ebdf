/** Circles of buddies: who sits in which, and what ends when somebody leaves. */

import type { Selectable } from 'kysely';
import type { BuddySeatTable } from '../database/buddy-schema.ts';
import { newId } from '../database/new-id.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { tell } from './act.ts';
import { apartFor, keepApart } from './apart.ts';
import { endOffer, offersFor } from './offers.ts';
import { nextLookAt } from './quiet.ts';
import { zoneOfMember } from './zone.ts';

/** A member's place in a circle. */
export interface Seat {
  readonly circleId: string;
  readonly guildId: string;
  readonly userId: string;
  /** What others' rows and buttons call them. */
  readonly seat: string;
  /** Ms, UTC. */
  readonly joinedAt: number;
}

/** All seats of the circle that a member sits in, their own among them; empty if they sit in none. */
export async function circleOf(db: Db, { guildId, userId }: MemberKey): Promise<Seat[]> {
  const rows = await db
    .selectFrom('buddy_seat as own')
    .innerJoin('buddy_seat as seat', 'seat.circle_id', 'own.circle_id')
    .selectAll('seat')
    .where('own.guild_id', '=', guildId)
    .where('own.user_id', '=', userId)
    .orderBy('seat.joined_at')
    .orderBy('seat.user_id')
    .execute();
  return rows.map(toSeat);
}

/** The seats of a circle. */
export async function seatsIn(db: Db, circleId: string): Promise<Seat[]> {
  const rows = await db.selectFrom('buddy_seat').selectAll().where('circle_id', '=', circleId).execute();
  return rows.map(toSeat);
}

const toSeat = (row: Selectable<BuddySeatTable>): Seat => ({
  circleId: row.circle_id,
  guildId: row.guild_id,
  userId: row.user_id,
  seat: row.seat,
  joinedAt: row.joined_at,
});

/** Gives members seats in a circle; the table's key refuses who has one already. */
export async function seat(
  { trx, now }: Act,
  guildId: string,
  circleId: string,
  userIds: readonly string[],
): Promise<void> {
  for (const userId of userIds) {
    const member = { guildId, userId };
    await trx
      .insertInto('buddy_seat')
      .values({
        guild_id: guildId,
        user_id: userId,
        circle_id: circleId,
        seat: newId(),
        joined_at: now,
        look_at: nextLookAt(now, await zoneOfMember(trx, member)),
        invited_at: null,
      })
      .execute();
  }
}

/**
 * Ends a member's part in their circle and tells the others kindly, without a reason; three go on as two, and one alone
 * is no circle. `forGood` keeps them apart from these others. Returns false if it is not, or no longer, their circle.
 */
export async function leaveCircle(
  act: Act,
  member: MemberKey,
  circleId: string,
  forGood: boolean,
): Promise<boolean> {
  const seats = await circleOf(act.trx, member);
  const own = seats.find(({ userId }) => userId === member.userId);
  if (own?.circleId !== circleId) return false;
  const { guildId } = member;
  // Before the seats go: whether a third may join is a question to those who sit there.
  for (const offer of await offersFor(act.trx, { circleId })) {
    await endOffer(act, offer, { by: member.userId, apartMs: apartFor.notTaken });
  }
  const others = seats.filter(({ userId }) => userId !== member.userId);
  const gone = others.length === 1 ? seats : [own];
  await unseat(act, gone);
  for (const { userId } of others) {
    await keepApart(act, guildId, [member.userId, userId], forGood ? null : apartFor.left);
    await tell(act, { guildId, userId }, { kind: 'left' }, `left:${own.seat}`);
  }
  return true;
}

async function unseat({ trx }: Act, seats: readonly Seat[]): Promise<void> {
  for (const { circleId, userId, seat } of seats) {
    await trx
      .deleteFrom('buddy_seat')
      .where('circle_id', '=', circleId)
      .where('user_id', '=', userId)
      .execute();
    await trx.deleteFrom('buddy_told').where('seat', '=', seat).execute();
  }
}

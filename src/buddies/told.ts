/** What members were told of their buddies, and whether it is still so. */

import { sql } from 'kysely';
import { isoWeek, weekAfter, weekBefore } from '../accountability/weeks.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Piece } from './about.ts';
import type { BuddyWeek } from './facts.ts';
import type { BuddyStore } from './store.ts';
import { zoneOfMember } from './zone.ts';

/** A piece of news, with the week that it is about. */
export interface Told extends Piece {
  readonly buddy: BuddyWeek;
}

/**
 * What a member was told around an instant (ms, UTC), the latest first: of their week then, of the one before, and of
 * the one after, whose goal can be set early and which may have begun where the buddy lives.
 */
export async function toldAround(db: Db, member: MemberKey, atMs: number): Promise<Piece[]> {
  const week = isoWeek(atMs, await zoneOfMember(db, member));
  return await db
    .selectFrom('buddy_told')
    .select(['what', 'seat', 'week'])
    .where('guild_id', '=', member.guildId)
    .where('user_id', '=', member.userId)
    .where('week', '>=', weekBefore(week))
    .where('week', '<=', weekAfter(week))
    // Rows are only ever added: they stand in the order in which they were told.
    .orderBy(sql`rowid`, 'desc')
    .execute();
}

/** The pieces that are still so, each with its week. */
export async function stillSo(
  buddies: BuddyStore,
  member: MemberKey,
  pieces: readonly Piece[],
): Promise<Told[]> {
  const seats = await buddies.circleOf(member);
  const told = await Promise.all(
    pieces.map(async (piece): Promise<Told[]> => {
      const author = seats.find(({ seat }) => seat === piece.seat);
      if (author === undefined) return [];
      const buddy = await buddies.weekOf({ ...member, userId: author.userId }, piece.week);
      const isSo = {
        goal: buddy.goal,
        'check-in': buddy.checkIn,
        quiet: !buddy.checkIn,
        hello: true,
        cheer: true,
      };
      return isSo[piece.what] ? [{ ...piece, buddy }] : [];
    }),
  );
  return told.flat();
}

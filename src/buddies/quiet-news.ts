/** Looks, on the Tuesday of each reader, whether somebody in their circle has gone quiet. */
import { isoWeek, weekBefore } from '../accountability/weeks.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Piece } from './about.ts';
import { dayMs } from './act.ts';
import { circleOf, type Seat } from './circles.ts';
import { tellNews } from './news.ts';
import { isAwake, nextLookAt, nextMorningAt, quietWeek } from './quiet.ts';
import { zoneOfMember } from './zone.ts';

/** Members who are looked after in one transaction. */
export const looksAtOnce = 50;

/** Tells those whose Tuesday has come; returns how many were looked at. */
export async function planQuiet(act: Act): Promise<number> {
  const { trx, now } = act;
  const due = await trx
    .selectFrom('buddy_seat')
    .select(['guild_id', 'user_id', 'look_at'])
    .where('look_at', '<=', now)
    .orderBy('look_at')
    .limit(looksAtOnce)
    .execute();
  for (const { guild_id: guildId, user_id: userId, look_at: lookAt } of due) {
    const reader = { guildId, userId };
    const zone = await zoneOfMember(trx, reader);
    const isLate = now - lookAt > dayMs;
    const canRead = isAwake(now, zone);
    if (!isLate && canRead) await tellNews(act, reader, await quietOnes(act, reader));
    const next = isLate || canRead ? nextLookAt(now, zone) : nextMorningAt(now, zone);
    await trx
      .updateTable('buddy_seat')
      .set({ look_at: next })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }
  return due.length;
}

/** Who in a member's circle has gone quiet. */
async function quietOnes(act: Act, reader: MemberKey): Promise<Piece[]> {
  const seats = await circleOf(act.trx, reader);
  const own = seats.find(({ userId }) => userId === reader.userId);
  const pieces: Piece[] = [];
  for (const buddy of seats) {
    if (own === undefined || buddy === own) continue;
    const week = await quietWeekOf(act, reader, own, buddy);
    if (week !== undefined) pieces.push({ what: 'quiet', seat: buddy.seat, week });
  }
  return pieces;
}

async function quietWeekOf({ trx, now }: Act, reader: MemberKey, own: Seat, buddy: Seat) {
  const { guildId } = reader;
  const timeZone = await zoneOfMember(trx, { guildId, userId: buddy.userId });
  const present = isoWeek(now, timeZone);
  const lastIn = async (table: 'check_in' | 'goal') =>
    (
      await trx
        .selectFrom(table)
        .select('week')
        .where('guild_id', '=', guildId)
        .where('user_id', '=', buddy.userId)
        .where('week', '<=', present)
        .orderBy('week', 'desc')
        .executeTakeFirst()
    )?.week;
  const told = await trx
    .selectFrom('buddy_told')
    .select('week')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', reader.userId)
    .where('seat', '=', buddy.seat)
    .where('what', '=', 'quiet')
    .orderBy('week', 'desc')
    .executeTakeFirst();
  return quietWeek({
    present,
    timeZone,
    since: Math.max(own.joinedAt, buddy.joinedAt),
    lastCheckIn: await lastIn('check_in'),
    lastGoal: await lastIn('goal'),
    isResting: await isResting({ trx, now }, { guildId, userId: buddy.userId }, weekBefore(present)),
    lastTold: told?.week,
  });
}

async function isResting(
  { trx, now }: Pick<Act, 'trx' | 'now'>,
  { guildId, userId }: MemberKey,
  week: string,
): Promise<boolean> {
  const paused = await trx
    .selectFrom('paused_week')
    .select('week')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('week', '=', week)
    .executeTakeFirst();
  const rests = await trx
    .selectFrom('pause')
    .select('until_at')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('until_at', '>', now)
    .executeTakeFirst();
  return paused !== undefined || rests !== undefined;
}

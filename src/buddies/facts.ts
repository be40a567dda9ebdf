/** Reads what a member may see of a buddy's week. */
import type { CheckIn, CheckInStore } from '../accountability/check-ins.ts';
import type { Goal, GoalStore } from '../accountability/goals.ts';
import type { PauseStore } from '../accountability/pauses.ts';
import type { Streak } from '../accountability/streak.ts';
import { streakNow } from '../accountability/streaks.ts';
import { isoWeek } from '../accountability/weeks.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { zoneOfMember } from './zone.ts';

export interface WeekSources {
  readonly db: Db;
  readonly clock: Clock;
  readonly goals: GoalStore;
  readonly checkIns: CheckInStore;
  readonly pauses: PauseStore;
}

export interface BuddyWeek {
  readonly userId: string;
  /** The ISO week: the present one in the buddy's zone, unless another was asked for. */
  readonly week: string;
  readonly isPresent: boolean;
  readonly goal: Goal | undefined;
  readonly checkIn: CheckIn | undefined;
  readonly streak: Streak;
  /** Until when they rest (ms, UTC), or null. */
  readonly pausedUntil: number | null;
  /** When they last set a goal or checked in (ms, UTC), or null. */
  readonly heardAt: number | null;
}

/** A week of a buddy's, as those in their circle may see it. */
export async function weekOfBuddy(sources: WeekSources, buddy: MemberKey, week?: string): Promise<BuddyWeek> {
  const { db, clock, goals, checkIns, pauses } = sources;
  const zone = await zoneOfMember(db, buddy);
  const present = isoWeek(clock.now(), zone);
  const of = week ?? present;
  const [goal, checkIn, streak, pausedUntil, heardAt] = await Promise.all([
    goals.of(buddy, of),
    checkIns.of(buddy, of),
    streakNow(sources, buddy, zone),
    pauses.untilOf(buddy),
    lastHeard(db, buddy),
  ]);
  return {
    userId: buddy.userId,
    week: of,
    isPresent: of === present,
    goal,
    checkIn,
    streak,
    pausedUntil,
    heardAt,
  };
}

async function lastHeard(db: Db, { guildId, userId }: MemberKey): Promise<number | null> {
  const times = await Promise.all(
    (['goal', 'check_in'] as const).map((table) =>
      db
        .selectFrom(table)
        .select((eb) => eb.fn.max<number | null>('updated_at').as('at'))
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .executeTakeFirst(),
    ),
  );
  const known = times.map((row) => row?.at ?? null).filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** How a member was greeted in their present week by the buddy who has a seat. */
export async function greetingsTo(
  { db, clock }: Pick<WeekSources, 'db' | 'clock'>,
  member: MemberKey,
  seat: string,
): Promise<ReadonlySet<string>> {
  const week = isoWeek(clock.now(), await zoneOfMember(db, member));
  const rows = await db
    .selectFrom('buddy_told')
    .select('what')
    .where('guild_id', '=', member.guildId)
    .where('user_id', '=', member.userId)
    .where('seat', '=', seat)
    .where('week', '=', week)
    .where('what', 'in', ['hello', 'cheer'])
    .execute();
  return new Set(rows.map((row) => row.what));
}

/** Whether a member is in a server that the bot is in, as far as is known. */
export async function isHere(db: Db, { guildId, userId }: MemberKey): Promise<boolean> {
  const row = await db
    .selectFrom('member')
    .leftJoin('departed_guild', 'departed_guild.guild_id', 'member.guild_id')
    .select('member.user_id')
    .where('member.guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('member.left_at', 'is', null)
    .where('departed_guild.left_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

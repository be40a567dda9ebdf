/** The rows of nudges, as queries and transactions of several stores read and change them. */
import type { Db } from '../database/open.ts';
import type { NudgeTable } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { lateAfterMs } from '../scheduler/outbox.ts';
import { serverDefaults } from '../settings/store.ts';
import { nextNudgeAt, type Schedule } from './schedule.ts';
import { isoWeek } from './weeks.ts';

export type Place = NudgeTable['place'];

export interface Nudge extends Schedule {
  readonly member: MemberKey;
  readonly place: Place;
  /** The channel that the member chose by typing there; null follows the server's setting. */
  readonly channelId: string | null;
  /** When the next is due (ms, UTC); null while nudges are off, or rest until the member answers. */
  readonly nextAt: number | null;
  /** How many in a row met with no reaction. */
  readonly unheard: number;
  /** When the member was asked whether to go on (ms, UTC): nudges rest until they answer. */
  readonly askedAt: number | null;
  /** Nudges in a channel may say the member's goal. */
  readonly showsGoal: boolean;
  /** Why the last one could not be delivered, in words, or null. */
  readonly problem: string | null;
}

/** What makes a nudge the only one of its member in an ISO week. */
export const nudgeKey = ({ guildId, userId }: MemberKey, week: string) =>
  `nudge:${guildId}:${userId}:${week}`;

/** The nudges of members of a server, by user id. */
export async function nudgesOf(
  db: Db,
  guildId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Nudge>> {
  const rows = await db
    .selectFrom('nudge')
    .leftJoin('profile', (join) =>
      join.onRef('profile.guild_id', '=', 'nudge.guild_id').onRef('profile.user_id', '=', 'nudge.user_id'),
    )
    .selectAll('nudge')
    .select('profile.time_zone')
    .where('nudge.guild_id', '=', guildId)
    .where('nudge.user_id', 'in', userIds)
    .execute();
  return new Map(rows.map((row) => [row.user_id, toNudge(row)]));
}

/** The nudge of one member. */
export async function nudgeOf(db: Db, { guildId, userId }: MemberKey): Promise<Nudge | undefined> {
  return (await nudgesOf(db, guildId, [userId])).get(userId);
}

/** Sets the member's own zone. */
export async function setZone(db: Db, { guildId, userId }: MemberKey, time_zone: string, updated_at: number) {
  await db
    .insertInto('profile')
    .values({ guild_id: guildId, user_id: userId, time_zone, updated_at })
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'user_id']).doUpdateSet({ time_zone, updated_at }),
    )
    .execute();
}

/** The first instant of the schedule after `fromMs` in a week that has had no nudge yet: there is one a week at most. */
export async function firstFree(
  db: Db,
  member: MemberKey,
  schedule: Schedule,
  fromMs: number,
): Promise<number> {
  for (let at = nextNudgeAt(schedule, fromMs); ; at = nextNudgeAt(schedule, at)) {
    const taken = await db
      .selectFrom('outbox')
      .select('id')
      .where('dedupe_key', '=', nudgeKey(member, isoWeek(at, schedule.timeZone)))
      .executeTakeFirst();
    if (taken === undefined) return at;
  }
}

/** Whether a nudge is due at an instant (ms, UTC), and still in time, but not planned yet: no change may make it skip its week. */
export const isDueUnplanned = (nextAt: number | null | undefined, nowMs: number): nextAt is number =>
  nextAt != null && nextAt <= nowMs && nowMs - nextAt <= lateAfterMs;

/** Sets the next nudge anew, after the zone has changed or a pause has ended; nothing if nudges are off. */
export async function reschedule(trx: Db, member: MemberKey, nowMs: number): Promise<void> {
  const nudge = await nudgeOf(trx, member);
  if (nudge?.nextAt == null || isDueUnplanned(nudge.nextAt, nowMs)) return;
  const pause = await trx
    .selectFrom('pause')
    .select('until_at')
    .where('guild_id', '=', member.guildId)
    .where('user_id', '=', member.userId)
    .executeTakeFirst();
  const next_nudge_at = await firstFree(trx, member, nudge, Math.max(nowMs, (pause?.until_at ?? 0) - 1));
  await trx
    .updateTable('nudge')
    .set({ next_nudge_at, updated_at: nowMs })
    .where('guild_id', '=', member.guildId)
    .where('user_id', '=', member.userId)
    .execute();
}

/** Whoever has nudges has a zone, since turning them on sets it. */
export function toNudge(
  row: Omit<NudgeTable, 'unheard' | 'shows_goal'> & {
    unheard: number;
    shows_goal: number;
    time_zone: string | null;
  },
): Nudge {
  return {
    member: { guildId: row.guild_id, userId: row.user_id },
    weekday: row.weekday,
    minuteOfDay: row.minute_of_day,
    timeZone: row.time_zone ?? serverDefaults.timeZone,
    place: row.place,
    channelId: row.channel_id,
    nextAt: row.next_nudge_at,
    unheard: row.unheard,
    askedAt: row.asked_at,
    showsGoal: row.shows_goal === 1,
    problem: row.problem,
  };
}

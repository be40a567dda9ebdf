/** Who wants a weekly nudge, when and where. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { NudgeTable } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { isoWeek, nextNudgeAt, type Schedule } from './schedule.ts';

export type Place = NudgeTable['place'];

export interface Nudge extends Schedule {
  readonly member: MemberKey;
  readonly place: Place;
  /** The channel that the member chose by typing there; null follows the server's setting. */
  readonly channelId: string | null;
  readonly dmChannelId: string | null;
  /** When the next is due (ms, UTC); null while nudges are off. */
  readonly nextAt: number | null;
  /** Why the last one could not be delivered, in words, or null. */
  readonly problem: string | null;
}

/** What makes a nudge the only one of its member in an ISO week. */
export const nudgeKey = ({ guildId, userId }: MemberKey, week: string) =>
  `nudge:${guildId}:${userId}:${week}`;

export class NudgeStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async of({ guildId, userId }: MemberKey): Promise<Nudge | undefined> {
    const row = await this.#db
      .selectFrom('nudge')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toNudge(row);
  }

  /** Turns nudges on, or changes them; a problem of before is forgotten. */
  async turnOn(
    member: MemberKey,
    wish: Schedule & { place: Place; channelId: string | null; dmChannelId: string | null },
  ): Promise<Nudge> {
    const now = this.#clock.now();
    const columns = {
      weekday: wish.weekday,
      minute_of_day: wish.minuteOfDay,
      time_zone: wish.timeZone,
      place: wish.place,
      channel_id: wish.channelId,
      dm_channel_id: wish.dmChannelId,
      next_nudge_at: await this.#firstFree(member, wish, now),
      problem: null,
      updated_at: now,
    };
    const row = await this.#db
      .insertInto('nudge')
      .values({ guild_id: member.guildId, user_id: member.userId, ...columns })
      .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doUpdateSet(columns))
      .returningAll()
      .executeTakeFirstOrThrow();
    return toNudge(row);
  }

  /** Ends the nudges, and those that wait to be sent; returns false if they were off already. */
  async turnOff({ guildId, userId }: MemberKey): Promise<boolean> {
    return await this.#db.transaction().execute(async (trx) => {
      const now = this.#clock.now();
      const result = await trx
        .updateTable('nudge')
        .set({ next_nudge_at: null, problem: null, updated_at: now })
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where('next_nudge_at', 'is not', null)
        .executeTakeFirst();
      await trx
        .updateTable('outbox')
        .set({ state: 'skipped', reason: 'turned off', settled_at: now })
        .where('kind', '=', 'nudge')
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where('state', 'in', ['pending', 'claimed'])
        .execute();
      return result.numUpdatedRows > 0n;
    });
  }

  /** Notes in words why a nudge could not be delivered; `stop` also ends them until the member turns them on again. */
  async noteProblem({ guildId, userId }: MemberKey, problem: string, stop: boolean): Promise<void> {
    await this.#db
      .updateTable('nudge')
      .set({ problem, ...(stop && { next_nudge_at: null }) })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }

  /** The last one did reach the member. */
  async forgetProblem({ guildId, userId }: MemberKey): Promise<void> {
    await this.#db
      .updateTable('nudge')
      .set({ problem: null })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('problem', 'is not', null)
      .execute();
  }

  /** The first instant of the schedule in a week that has had no nudge yet: there is one a week at most. */
  async #firstFree(member: MemberKey, schedule: Schedule, nowMs: number): Promise<number> {
    const first = nextNudgeAt(schedule, nowMs);
    const taken = await this.#db
      .selectFrom('outbox')
      .select('id')
      .where('dedupe_key', '=', nudgeKey(member, isoWeek(first, schedule.timeZone)))
      .executeTakeFirst();
    return taken === undefined ? first : nextNudgeAt(schedule, first);
  }

  /** Keeps the direct-message channel, so that it is opened only once. */
  async keepDmChannel({ guildId, userId }: MemberKey, channelId: string): Promise<void> {
    await this.#db
      .updateTable('nudge')
      .set({ dm_channel_id: channelId })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }

  /** When the next nudge of anybody is due (ms, UTC), or null. */
  async nextAt(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('nudge')
      .select((eb) => eb.fn.min<number | null>('next_nudge_at').as('at'))
      .where('next_nudge_at', 'is not', null)
      .executeTakeFirst();
    return row?.at ?? null;
  }
}

export function toNudge(row: NudgeTable): Nudge {
  return {
    member: { guildId: row.guild_id, userId: row.user_id },
    weekday: row.weekday,
    minuteOfDay: row.minute_of_day,
    timeZone: row.time_zone,
    place: row.place,
    channelId: row.channel_id,
    dmChannelId: row.dm_channel_id,
    nextAt: row.next_nudge_at,
    problem: row.problem,
  };
}

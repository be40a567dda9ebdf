/** Who wants a weekly nudge, when and where. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { NudgeTable } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { serverDefaults } from '../settings/store.ts';
import { callOffNudges } from './call-off.ts';
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

export class NudgeStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async of(member: MemberKey): Promise<Nudge | undefined> {
    return await nudgeOf(this.#db, member);
  }

  /** Turns nudges on, or changes them; a pause ends, and a problem of before is forgotten. */
  async turnOn(
    member: MemberKey,
    wish: Schedule & { place: Place; channelId: string | null },
  ): Promise<Nudge> {
    const { guildId, userId } = member;
    const now = this.#clock.now();
    return await this.#db.transaction().execute(async (trx) => {
      await setZone(trx, member, wish.timeZone, now);
      const columns = {
        weekday: wish.weekday,
        minute_of_day: wish.minuteOfDay,
        place: wish.place,
        channel_id: wish.channelId,
        next_nudge_at: await firstFree(trx, member, wish, now),
        unheard: 0,
        asked_at: null,
        problem: null,
        updated_at: now,
      };
      const row = await trx
        .insertInto('nudge')
        .values({ guild_id: guildId, user_id: userId, ...columns })
        .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doUpdateSet(columns))
        .returningAll()
        .executeTakeFirstOrThrow();
      return toNudge({ ...row, time_zone: wish.timeZone });
    });
  }

  /** Ends the nudges, and those that wait to be sent; returns false if they were off already. */
  async turnOff(member: MemberKey): Promise<boolean> {
    const { guildId, userId } = member;
    return await this.#db.transaction().execute(async (trx) => {
      const now = this.#clock.now();
      const result = await trx
        .updateTable('nudge')
        .set({ next_nudge_at: null, unheard: 0, asked_at: null, problem: null, updated_at: now })
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where((eb) => eb.or([eb('next_nudge_at', 'is not', null), eb('asked_at', 'is not', null)]))
        .executeTakeFirst();
      await callOffNudges(trx, member, 'turned off', now);
      return result.numUpdatedRows > 0n;
    });
  }

  /** Sets the member's own zone; their next nudge moves to its local time. A pause stays as long as it was. */
  async moveTo(member: MemberKey, timeZone: string): Promise<void> {
    const now = this.#clock.now();
    await this.#db.transaction().execute(async (trx) => {
      await setZone(trx, member, timeZone, now);
      await this.#reschedule(trx, member, now);
    });
  }

  /** After a pause has ended: the next nudge is the next of the schedule. */
  async resume(member: MemberKey): Promise<void> {
    await this.#db.transaction().execute((trx) => this.#reschedule(trx, member, this.#clock.now()));
  }

  async #reschedule(trx: Db, member: MemberKey, now: number): Promise<void> {
    const nudge = await nudgeOf(trx, member);
    if (nudge?.nextAt == null) return;
    const pause = await trx
      .selectFrom('pause')
      .select('until_at')
      .where('guild_id', '=', member.guildId)
      .where('user_id', '=', member.userId)
      .executeTakeFirst();
    const from = Math.max(now, (pause?.until_at ?? 0) - 1);
    await this.#set(trx, member, { next_nudge_at: await firstFree(trx, member, nudge, from) });
  }

  /** The member used the bot: nudges are not ignored. */
  async heard(member: MemberKey): Promise<void> {
    const nudge = await nudgeOf(this.#db, member);
    if (nudge !== undefined && nudge.unheard > 0) await this.#set(this.#db, member, { unheard: 0 });
  }

  /** Lets nudges in a channel say the member's goal, or no longer. */
  async showGoal(member: MemberKey, shows: boolean): Promise<void> {
    await this.#set(this.#db, member, { shows_goal: shows ? 1 : 0 });
  }

  /** Notes in words why a nudge could not be delivered; `stop` also ends them until the member turns them on again. */
  async noteProblem(member: MemberKey, problem: string, stop: boolean): Promise<void> {
    await this.#set(this.#db, member, { problem, ...(stop && { next_nudge_at: null }) });
  }

  /** The last one did reach these members of a server. It is unheard until they do something. */
  async noteSent(guildId: string, userIds: readonly string[]): Promise<void> {
    await this.#db
      .updateTable('nudge')
      .set((eb) => ({ problem: null, unheard: eb('unheard', '+', 1), last_sent_at: this.#clock.now() }))
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
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

  async #set(
    db: Db,
    { guildId, userId }: MemberKey,
    change: { next_nudge_at?: number | null; problem?: string; unheard?: number; shows_goal?: number },
  ): Promise<void> {
    await db
      .updateTable('nudge')
      .set({ ...change, updated_at: this.#clock.now() })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }
}

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

async function nudgeOf(db: Db, { guildId, userId }: MemberKey): Promise<Nudge | undefined> {
  return (await nudgesOf(db, guildId, [userId])).get(userId);
}

async function setZone(db: Db, { guildId, userId }: MemberKey, time_zone: string, updated_at: number) {
  await db
    .insertInto('profile')
    .values({ guild_id: guildId, user_id: userId, time_zone, updated_at })
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'user_id']).doUpdateSet({ time_zone, updated_at }),
    )
    .execute();
}

/** The first instant of the schedule after `fromMs` in a week that has had no nudge yet: there is one a week at most. */
async function firstFree(db: Db, member: MemberKey, schedule: Schedule, fromMs: number): Promise<number> {
  const first = nextNudgeAt(schedule, fromMs);
  const taken = await db
    .selectFrom('outbox')
    .select('id')
    .where('dedupe_key', '=', nudgeKey(member, isoWeek(first, schedule.timeZone)))
    .executeTakeFirst();
  return taken === undefined ? first : nextNudgeAt(schedule, first);
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

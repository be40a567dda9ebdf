/** Who wants a weekly nudge, when and where. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { callOffNudges } from './call-off.ts';
import {
  firstFree,
  isDueUnplanned,
  type Nudge,
  nudgeOf,
  type Place,
  reschedule,
  setZone,
  toNudge,
} from './nudge-rows.ts';
import { endPause } from './pause-rows.ts';
import type { Schedule } from './schedule.ts';

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
      const before = await nudgeOf(trx, member);
      await setZone(trx, member, wish.timeZone, now);
      // Whoever wants nudges again has ended their pause.
      await endPause(trx, member, wish.timeZone, now);
      const columns = {
        weekday: wish.weekday,
        minute_of_day: wish.minuteOfDay,
        place: wish.place,
        channel_id: wish.channelId,
        next_nudge_at: isDueUnplanned(before?.nextAt, now)
          ? before.nextAt
          : await firstFree(trx, member, wish, now),
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
      await reschedule(trx, member, now);
    });
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
  async noteSent(trx: Db, guildId: string, userIds: readonly string[]): Promise<void> {
    await trx
      .updateTable('nudge')
      .set((eb) => ({ problem: null, unheard: eb('unheard', '+', 1) }))
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .execute();
  }

  /** These members of a server have been asked whether to go on: until they answer, nudges rest. */
  async noteAsked(trx: Db, guildId: string, userIds: readonly string[]): Promise<void> {
    await trx
      .updateTable('nudge')
      .set({ problem: null, next_nudge_at: null, asked_at: this.#clock.now() })
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

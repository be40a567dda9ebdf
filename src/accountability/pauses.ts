/** Members' pauses: no nudges until they end, and the weeks they touch count neither for nor against a streak. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { callOffNudges } from './call-off.ts';
import { nextNudgeAt } from './schedule.ts';
import { isoWeek, weeksBetween } from './weeks.ts';

export class PauseStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** When the member's pause ends (ms, UTC), or null if there is none now. */
  async untilOf({ guildId, userId }: MemberKey): Promise<number | null> {
    const row = await this.#db
      .selectFrom('pause')
      .select('until_at')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('until_at', '>', this.#clock.now())
      .executeTakeFirst();
    return row?.until_at ?? null;
  }

  /** All ISO weeks that the member's pauses touch or have touched. */
  async weeks({ guildId, userId }: MemberKey): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('paused_week')
      .select('week')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
    return new Set(rows.map((row) => row.week));
  }

  /**
   * Pauses from now until an instant (ms, UTC), or moves the end of a pause. The weeks are kept by name, so that a
   * change of zone costs none and gives none. Nudges that wait to be sent are called off.
   */
  async pause(member: MemberKey, untilAt: number, timeZone: string): Promise<void> {
    const { guildId, userId } = member;
    const now = this.#clock.now();
    await this.#db.transaction().execute(async (trx) => {
      await this.#forgetComing(trx, member, timeZone);
      const started_at = now;
      await trx
        .insertInto('pause')
        .values({ guild_id: guildId, user_id: userId, started_at, until_at: untilAt })
        .onConflict((conflict) =>
          conflict.columns(['guild_id', 'user_id']).doUpdateSet({ until_at: untilAt }),
        )
        .execute();
      // The instant of the end belongs to the pause no more.
      const weeks = weeksBetween(now, untilAt - 1, timeZone);
      await trx
        .insertInto('paused_week')
        .values(weeks.map((week) => ({ guild_id: guildId, user_id: userId, week })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const nudge = await trx
        .selectFrom('nudge')
        .select(['weekday', 'minute_of_day as minuteOfDay'])
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where('next_nudge_at', 'is not', null)
        .executeTakeFirst();
      if (nudge === undefined) return;
      await trx
        .updateTable('nudge')
        .set({ next_nudge_at: nextNudgeAt({ ...nudge, timeZone }, untilAt - 1), updated_at: now })
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .execute();
      await callOffNudges(trx, member, 'paused', now);
    });
  }

  /** Ends the pause now: the weeks that it would have touched from the next one on count again. Returns false if there is none. */
  async end(member: MemberKey, timeZone: string): Promise<boolean> {
    const { guildId, userId } = member;
    return await this.#db.transaction().execute(async (trx) => {
      const ended = await trx
        .deleteFrom('pause')
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where('until_at', '>', this.#clock.now())
        .executeTakeFirst();
      if (ended.numDeletedRows === 0n) return false;
      await this.#forgetComing(trx, member, timeZone);
      return true;
    });
  }

  /** Weeks are named so that they sort as they follow each other. */
  async #forgetComing(trx: Db, { guildId, userId }: MemberKey, timeZone: string): Promise<void> {
    await trx
      .deleteFrom('paused_week')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('week', '>', isoWeek(this.#clock.now(), timeZone))
      .execute();
  }
}

/** Members' pauses: no nudges until they end, and the weeks they touch count neither for nor against a streak. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { callOffNudges } from './call-off.ts';
import { firstFree, reschedule } from './nudge-rows.ts';
import { endPause, forgetComingWeeks } from './pause-rows.ts';
import { weeksBetween } from './weeks.ts';

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
      await forgetComingWeeks(trx, member, timeZone, now);
      await trx
        .insertInto('pause')
        .values({ guild_id: guildId, user_id: userId, until_at: untilAt })
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
        // Whoever pauses when asked whether to go on means to.
        .where((eb) => eb.or([eb('next_nudge_at', 'is not', null), eb('asked_at', 'is not', null)]))
        .executeTakeFirst();
      if (nudge === undefined) return;
      const next_nudge_at = await firstFree(trx, member, { ...nudge, timeZone }, untilAt - 1);
      await trx
        .updateTable('nudge')
        .set({ next_nudge_at, asked_at: null, unheard: 0, updated_at: now })
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .execute();
      await callOffNudges(trx, member, 'paused', now);
    });
  }

  /** Ends the pause now; nudges go on as they were set. Returns false if there is none. */
  async end(member: MemberKey, timeZone: string): Promise<boolean> {
    const now = this.#clock.now();
    return await this.#db.transaction().execute(async (trx) => {
      if (!(await endPause(trx, member, timeZone, now))) return false;
      await reschedule(trx, member, now);
      return true;
    });
  }
}

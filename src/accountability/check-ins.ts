/** The weeks in which a member reported that they kept going. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';

export class CheckInStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Notes a check-in for an ISO week; returns false if there was one already. */
  async add({ guildId, userId }: MemberKey, week: string): Promise<boolean> {
    const result = await this.#db
      .insertInto('check_in')
      .values({ guild_id: guildId, user_id: userId, week, created_at: this.#clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  /** All weeks that the member has checked in for. */
  async of({ guildId, userId }: MemberKey): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('check_in')
      .select('week')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
    return new Set(rows.map((row) => row.week));
  }

  /** Which of `weeks` the member has checked in for. */
  async among({ guildId, userId }: MemberKey, weeks: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('check_in')
      .select('week')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('week', 'in', weeks)
      .execute();
    return new Set(rows.map((row) => row.week));
  }
}

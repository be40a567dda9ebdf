/** What members mean to do in a week. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';

export interface Goal {
  /** As the member typed it. */
  readonly what: string;
  /** When and where, as they typed it. */
  readonly plan: string | null;
}

export class GoalStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async of({ guildId, userId }: MemberKey, week: string): Promise<Goal | undefined> {
    return await this.#db
      .selectFrom('goal')
      .select(['what', 'plan'])
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('week', '=', week)
      .executeTakeFirst();
  }

  /** Sets the goal of an ISO week, in place of one that was there. */
  async set({ guildId, userId }: MemberKey, week: string, { what, plan }: Goal): Promise<void> {
    const now = this.#clock.now();
    await this.#db
      .insertInto('goal')
      .values({ guild_id: guildId, user_id: userId, week, what, plan, created_at: now, updated_at: now })
      .onConflict((conflict) =>
        conflict.columns(['guild_id', 'user_id', 'week']).doUpdateSet({ what, plan, updated_at: now }),
      )
      .execute();
  }

  /** Takes the goal of an ISO week away; returns false if there was none. */
  async clear({ guildId, userId }: MemberKey, week: string): Promise<boolean> {
    const result = await this.#db
      .deleteFrom('goal')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('week', '=', week)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  }
}

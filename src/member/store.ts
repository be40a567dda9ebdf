/** Who uses the bot, and in which server. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';

/** Everything personal is kept for a member of one server. */
export interface MemberKey {
  readonly guildId: string;
  readonly userId: string;
}

/** Stands for the server of somebody who only ever wrote to the bot directly. */
export const directOnly = '@me';

/** How stale `last_seen_at` may be before it is written again, in ms. */
const seenWithinMs = 10 * 60_000;

export class MemberStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * The member behind an interaction, noted as seen. In direct messages it is the one of the server where they used
   * the bot last, so that they meet their own progress there.
   */
  async identify(where: { guildId: string | null; userId: string }): Promise<MemberKey> {
    const guildId = where.guildId ?? (await this.#lastGuildOf(where.userId)) ?? directOnly;
    const key = { guildId, userId: where.userId };
    await this.#see(key);
    return key;
  }

  async #lastGuildOf(userId: string): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('member')
      .select('guild_id')
      .where('user_id', '=', userId)
      .orderBy('last_seen_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row?.guild_id;
  }

  async #see({ guildId, userId }: MemberKey): Promise<void> {
    const now = this.#clock.now();
    const known = await this.#db
      .selectFrom('member')
      .select('last_seen_at')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (known !== undefined && now - known.last_seen_at < seenWithinMs) return;
    await this.#db
      .insertInto('member')
      .values({ guild_id: guildId, user_id: userId, first_seen_at: now, last_seen_at: now })
      .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doUpdateSet({ last_seen_at: now }))
      .execute();
  }
}

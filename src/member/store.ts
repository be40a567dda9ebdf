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
    const last = await this.#db
      .selectFrom('member')
      .select(['guild_id', 'last_seen_at'])
      .where('user_id', '=', where.userId)
      .orderBy('last_seen_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    const key = { guildId: where.guildId ?? last?.guild_id ?? directOnly, userId: where.userId };
    const isNoted = last?.guild_id === key.guildId && this.#clock.now() - last.last_seen_at < seenWithinMs;
    if (!isNoted) await this.#see(key, last?.guild_id === directOnly);
    return key;
  }

  /** Notes the member as seen. Who only wrote directly so far takes what they have done along to their first server. */
  async #see({ guildId, userId }: MemberKey, wasDirectOnly: boolean): Promise<void> {
    const now = this.#clock.now();
    await this.#db.transaction().execute(async (trx) => {
      if (wasDirectOnly && guildId !== directOnly && !(await isKnown(trx, { guildId, userId }))) {
        for (const table of personal) {
          await trx
            .updateTable(table)
            .set({ guild_id: guildId })
            .where('guild_id', '=', directOnly)
            .where('user_id', '=', userId)
            .execute();
        }
      }
      await trx
        .insertInto('member')
        .values({ guild_id: guildId, user_id: userId, first_seen_at: now, last_seen_at: now })
        .onConflict((conflict) =>
          conflict.columns(['guild_id', 'user_id']).doUpdateSet({ last_seen_at: now }),
        )
        .execute();
    });
  }
}

/** The member has used the bot in this server: two first commands at once must not both take things along. */
async function isKnown(trx: Db, { guildId, userId }: MemberKey): Promise<boolean> {
  const row = await trx
    .selectFrom('member')
    .select('user_id')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

/** All that is kept for a member. */
const personal = [
  'member',
  'step_state',
  'milestone_tick',
  'check_in',
  'profile',
  'entry',
  'entry_milestone',
  'showcase_post',
  'nudge',
  'outbox',
] as const;

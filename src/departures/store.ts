/** What is known of who is still where. */
import type { ExpressionBuilder, Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import { dayMs, type Missed, missedAgain, type Whereabouts } from './rules.ts';

/** What else ends when a member leaves a server, within the transaction that notes it. */
export type OnLeave = (trx: Transaction<Schema>, member: MemberKey) => Promise<void>;

export class DepartureStore {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #onLeave: OnLeave;

  constructor(db: Db, clock: Clock, onLeave: OnLeave) {
    this.#db = db;
    this.#clock = clock;
    this.#onLeave = onLeave;
  }

  /** Whether the bot has left the server. */
  async isGuildLeft(guildId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('departed_guild')
      .select('left_at')
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return row?.left_at != null;
  }

  /** Where members of a server are, as far as is known. */
  async whereaboutsOf(guildId: string, userIds: readonly string[]): Promise<Whereabouts[]> {
    const rows = await this.#db
      .selectFrom('member')
      .select(['user_id', 'here_at', 'asked_at', 'left_at'])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .execute();
    return rows.map((row) => ({
      userId: row.user_id,
      hereAt: row.here_at,
      askedAt: row.asked_at,
      leftAt: row.left_at,
    }));
  }

  /** Members who left before an instant (ms, UTC) and have not been asked after since yesterday, so many at most. */
  async leftBefore(atMs: number, most: number): Promise<MemberKey[]> {
    const rows = await this.#db
      .selectFrom('member')
      .select(['guild_id', 'user_id'])
      .where('left_at', '<=', atMs)
      .where(notAskedSince(this.#clock.now() - dayMs))
      .limit(most)
      .execute();
    return rows.map((row) => ({ guildId: row.guild_id, userId: row.user_id }));
  }

  /** Notes that Discord is being asked; false if it was within the time given (ms), so that nobody is asked after twice. */
  async beginAsking({ guildId, userId }: MemberKey, withinMs: number): Promise<boolean> {
    const now = this.#clock.now();
    const result = await this.#db
      .updateTable('member')
      .set({ asked_at: now })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where(notAskedSince(now - withinMs))
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Discord says that the member is in the server. */
  async memberIsHere({ guildId, userId }: MemberKey): Promise<void> {
    await this.#db
      .updateTable('member')
      .set({ here_at: this.#clock.now(), left_at: null })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }

  /** The member has left the server: what they have with others there ends, and their 30 days begin. */
  async memberLeft(member: MemberKey): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const result = await trx
        .updateTable('member')
        .set({ left_at: this.#clock.now() })
        .where('guild_id', '=', member.guildId)
        .where('user_id', '=', member.userId)
        .where('left_at', 'is', null)
        .executeTakeFirst();
      if (result.numUpdatedRows > 0n) await this.#onLeave(trx, member);
    });
  }

  /** The bot is certainly no longer in the server: its 30 days begin. */
  async guildLeft(guildId: string): Promise<void> {
    const now = this.#clock.now();
    await this.#db
      .insertInto('departed_guild')
      .values({ guild_id: guildId, missed_at: now, left_at: now })
      .onConflict((conflict) =>
        conflict.column('guild_id').doUpdateSet({ left_at: now }).where('departed_guild.left_at', 'is', null),
      )
      .execute();
  }

  /** Compares the servers that are kept with Discord's list of all that the bot is in; returns those now taken as left. */
  async look(present: ReadonlySet<string>): Promise<string[]> {
    return await this.#db.transaction().execute(async (trx) => {
      const now = this.#clock.now();
      const missed = await missedIn(trx);
      const known = await knownGuilds(trx);
      for (const guildId of missed.keys()) {
        if (!present.has(guildId) && known.has(guildId)) continue;
        await trx.deleteFrom('departed_guild').where('guild_id', '=', guildId).execute();
      }
      const left: string[] = [];
      for (const guildId of known) {
        if (present.has(guildId)) continue;
        const before = missed.get(guildId);
        const { missedAt, leftAt } = missedAgain(before, now);
        if (leftAt !== null && before?.leftAt === null) left.push(guildId);
        await trx
          .insertInto('departed_guild')
          .values({ guild_id: guildId, missed_at: missedAt, left_at: leftAt })
          .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ left_at: leftAt }))
          .execute();
      }
      return left;
    });
  }
}

const notAskedSince = (atMs: number) => (eb: ExpressionBuilder<Schema, 'member'>) =>
  eb.or([eb('asked_at', 'is', null), eb('asked_at', '<=', atMs)]);

async function missedIn(trx: Transaction<Schema>): Promise<ReadonlyMap<string, Missed>> {
  const rows = await trx.selectFrom('departed_guild').selectAll().execute();
  return new Map(rows.map((row) => [row.guild_id, { missedAt: row.missed_at, leftAt: row.left_at }]));
}

/** All servers for which anything is kept: whatever it is, somebody used the bot there, or set it up. */
async function knownGuilds(trx: Transaction<Schema>): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('member')
    .select('guild_id')
    .union(trx.selectFrom('guild_settings').select('guild_id'))
    .execute();
  return new Set(rows.map((row) => row.guild_id).filter((guildId) => guildId !== directOnly));
}

/**
 * Direct messages: each user's channel is opened once and kept. Discord stops bots that open many in a short time, so
 * conversations are opened one at a time, each at its turn, so many a minute for all processes together.
 */
import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { openDirectMessages } from '../discord/post.ts';
import type { Logger } from '../log.ts';

/** A user's channel, or when their turn comes to have it opened (ms, UTC). */
export type Opened = { readonly channelId: string } | { readonly turnAt: number };

/** Conversations opened by themselves in one go: the others wait a minute longer. */
const openAtOnce = 50;

export class DirectMessages {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #rest: REST;
  readonly #log: Logger;
  /** Between two turns, in ms. */
  readonly #gapMs: number;

  /** Opens at most `perMinute` conversations a minute. */
  constructor(options: { db: Db; clock: Clock; rest: REST; log: Logger; perMinute: number }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#rest = options.rest;
    this.#log = options.log;
    this.#gapMs = Math.ceil(60_000 / options.perMinute);
  }

  /** The channel to a user, opened now if it is their turn. @throws Discord's refusal. */
  async open(userId: string): Promise<Opened> {
    const known = await this.#db
      .selectFrom('dm_channel')
      .select('channel_id')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (known !== undefined) return { channelId: known.channel_id };
    const turnAt = await this.#turnOf(userId);
    if (turnAt > this.#clock.now()) return { turnAt };
    const channelId = await openDirectMessages(this.#rest, userId);
    const row = { channel_id: channelId, opened_at: this.#clock.now() };
    await this.#db
      .insertInto('dm_channel')
      .values({ user_id: userId, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
    await this.#endTurn(userId);
    return { channelId };
  }

  /** Opens the conversations whose turn has come, so that they stand open when there is something to say. */
  async openDue(): Promise<void> {
    const due = await this.#db
      .selectFrom('dm_turn')
      .select('user_id')
      .where('turn_at', '<=', this.#clock.now())
      .orderBy('turn_at')
      .limit(openAtOnce)
      .execute();
    for (const { user_id: userId } of due) {
      try {
        await this.open(userId);
      } catch (error) {
        // Whoever has something to say meets with the same, and knows what to do about it.
        this.#log.warn({ err: error }, 'a conversation could not be opened');
        if (codeOf(error) === discordCode.openingDirectMessagesTooFast) return;
      }
      await this.#endTurn(userId);
    }
  }

  /** When the next turn is (ms, UTC), or null. */
  async nextTurnAt(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('dm_turn')
      .select((eb) => eb.fn.min<number | null>('turn_at').as('at'))
      .executeTakeFirst();
    return row?.at ?? null;
  }

  /** Discord does not know the channel any more: the next message opens it anew. */
  async forget(userId: string): Promise<void> {
    await this.#db.deleteFrom('dm_channel').where('user_id', '=', userId).execute();
  }

  /** Whether Discord refused the last message to the user, because their direct messages are closed. */
  async isClosed(userId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('dm_channel')
      .select('closed_at')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row?.closed_at != null;
  }

  /** Notes that the user takes no direct messages, or takes them again. */
  async note(userId: string, isClosed: boolean): Promise<void> {
    await this.#db
      .updateTable('dm_channel')
      .set({ closed_at: isClosed ? this.#clock.now() : null })
      .where('user_id', '=', userId)
      .where('closed_at', isClosed ? 'is' : 'is not', null)
      .execute();
  }

  /** When the user's turn is: the one they have, or the next that is free. */
  async #turnOf(userId: string): Promise<number> {
    return await this.#db.transaction().execute(async (trx) => {
      const own = await trx
        .selectFrom('dm_turn')
        .select('turn_at')
        .where('user_id', '=', userId)
        .executeTakeFirst();
      if (own !== undefined) return own.turn_at;
      const last = await trx.selectFrom('dm_last_turn').select('turn_at').executeTakeFirst();
      const turn_at = Math.max(this.#clock.now(), (last?.turn_at ?? 0) + this.#gapMs);
      await trx.insertInto('dm_turn').values({ user_id: userId, turn_at }).execute();
      await trx
        .insertInto('dm_last_turn')
        .values({ id: 1, turn_at })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ turn_at }))
        .execute();
      return turn_at;
    });
  }

  async #endTurn(userId: string): Promise<void> {
    await this.#db.deleteFrom('dm_turn').where('user_id', '=', userId).execute();
  }
}

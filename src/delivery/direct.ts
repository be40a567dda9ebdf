/**
 * Direct messages: each user's channel is opened once and kept. Discord stops bots that open many in a short time, so
 * no more are opened in any minute than the budget allows, for all processes together; whoever comes later waits in line.
 */
import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { openDirectMessages } from '../discord/post.ts';
import type { Logger } from '../log.ts';

/** A user's channel, or when their turn comes to have it opened (ms, UTC). */
export type Opened = { readonly channelId: string } | { readonly turnAt: number };

const minuteMs = 60_000;

export class DirectMessages {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #rest: REST;
  readonly #log: Logger;
  readonly #perMinute: number;

  /** Opens at most `perMinute` conversations a minute. */
  constructor(options: { db: Db; clock: Clock; rest: REST; log: Logger; perMinute: number }) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#rest = options.rest;
    this.#log = options.log;
    this.#perMinute = options.perMinute;
  }

  /** The channel to a user, opened now if the budget allows; if not, they wait in line. @throws Discord's refusal. */
  async open(userId: string): Promise<Opened> {
    const known = await this.#db
      .selectFrom('dm_channel')
      .select('channel_id')
      .where('user_id', '=', userId)
      .executeTakeFirst();
    if (known !== undefined) return { channelId: known.channel_id };
    const turnAt = await this.#takeTurn(userId);
    if (turnAt !== undefined) return { turnAt };
    const channelId = await openDirectMessages(this.#rest, userId);
    const row = { channel_id: channelId };
    await this.#db
      .insertInto('dm_channel')
      .values({ user_id: userId, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
    await this.#leaveLine(userId);
    return { channelId };
  }

  /** Opens the conversations that wait in line, as the budget allows, so that they stand open when there is something to say. */
  async openWaiting(): Promise<void> {
    const waiting = await this.#db
      .selectFrom('dm_turn')
      .select('user_id')
      .orderBy('asked_at')
      .orderBy('user_id')
      .limit(this.#perMinute)
      .execute();
    for (const { user_id: userId } of waiting) {
      try {
        if ('turnAt' in (await this.open(userId))) return;
      } catch (error) {
        // Whoever has something to say meets with the same, and knows what to do about it.
        this.#log.warn({ err: error }, 'a conversation could not be opened');
        if (codeOf(error) === discordCode.openingDirectMessagesTooFast) return;
      }
      await this.#leaveLine(userId);
    }
  }

  /** When the next of those who wait can have their turn (ms, UTC), or null if nobody waits. */
  async nextTurnAt(): Promise<number | null> {
    const first = await this.#db
      .selectFrom('dm_turn')
      .select((eb) => eb.fn.min<number | null>('asked_at').as('at'))
      .executeTakeFirst();
    if (first?.at == null) return null;
    return Math.max(first.at, freeAt(await openingsIn(this.#db), this.#perMinute));
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

  /** Takes one of the openings of this minute; if there is none left, puts the user in line and returns about when it is their turn. */
  async #takeTurn(userId: string): Promise<number | undefined> {
    return await this.#db.transaction().execute(async (trx) => {
      const now = this.#clock.now();
      await trx
        .deleteFrom('dm_opening')
        .where('opened_at', '<=', now - minuteMs)
        .execute();
      const openings = await openingsIn(trx);
      if (openings.length < this.#perMinute) {
        await trx.insertInto('dm_opening').values({ opened_at: now }).execute();
        return undefined;
      }
      await trx
        .insertInto('dm_turn')
        .values({ user_id: userId, asked_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const line = await trx
        .selectFrom('dm_turn')
        .select((eb) => eb.fn.countAll<number>().as('length'))
        .where('asked_at', '<', (eb) =>
          eb.selectFrom('dm_turn').select('asked_at').where('user_id', '=', userId),
        )
        .executeTakeFirstOrThrow();
      const minutesAhead = Math.floor(line.length / this.#perMinute);
      return freeAt(openings, this.#perMinute) + minutesAhead * minuteMs;
    });
  }

  async #leaveLine(userId: string): Promise<void> {
    await this.#db.deleteFrom('dm_turn').where('user_id', '=', userId).execute();
  }
}

/** When conversations were opened lately (ms, UTC), oldest first. */
async function openingsIn(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('dm_opening').select('opened_at').orderBy('opened_at').execute();
  return rows.map(({ opened_at }) => opened_at);
}

/** When another may be opened (ms, UTC); 0 for at once. */
function freeAt(openings: readonly number[], perMinute: number): number {
  const blocking = openings.at(-perMinute);
  return blocking === undefined ? 0 : blocking + minuteMs;
}

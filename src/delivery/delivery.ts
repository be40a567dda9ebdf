/** Sends one batch of the outbox, and understands each way in which Discord can refuse it. */
import { setImmediate } from 'node:timers/promises';
import { DiscordAPIError, RateLimitError, type REST } from 'discord.js';
import pLimit from 'p-limit';
import type { Clock } from '../clock.ts';
import type { Departures } from '../departures/departures.ts';
import { clip, footnote } from '../discord/components.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { md } from '../discord/markdown.ts';
import { mayReadHistory } from '../discord/permissions.ts';
import { findOwnMessage, postMessage } from '../discord/post.ts';
import type { Logger } from '../log.ts';
import { directOnly } from '../member/store.ts';
import { type Batch, type OutboxRow, only } from '../scheduler/batch.ts';
import { lateAfterMs, type Outbox } from '../scheduler/outbox.ts';
import type { DirectMessages } from './direct.ts';
import type { Letter, Message, Refusal, Target } from './letter.ts';
import type { Origins } from './origins.ts';

export interface DeliveryOptions {
  readonly rest: REST;
  readonly botUserId: string;
  readonly outbox: Outbox;
  readonly direct: DirectMessages;
  readonly origins: Origins;
  readonly departures: Pick<Departures, 'whoLeft' | 'memberLeft'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Wait before a message is looked for whose answer was lost, in ms: time enough for Discord to have finished with it. */
const lookAfterMs = 5_000;
/** The wait doubles with each try, up to this, in ms. */
const lookAfterAtMostMs = 2 * 60_000;

/** Wait before a conversation that Discord has forgotten is opened anew, in ms; it doubles with each try. */
const openAgainAfter = ({ attempts }: Batch) => Math.min(60_000 * 2 ** (attempts - 1), 60 * 60_000);

const lookAfter = ({ attempts }: Batch) => Math.min(lookAfterMs * 2 ** (attempts - 1), lookAfterAtMostMs);

/** Wait after Discord says that direct messages are opened too fast, in ms. */
const slowDownMs = 5 * 60_000;

/** Refusals of a channel, as the end of a sentence. */
const lostChannel: Readonly<Record<number, string>> = {
  [discordCode.unknownChannel]: 'the channel is gone.',
  [discordCode.unknownGuild]: "I'm no longer in the server.",
  [discordCode.missingAccess]: "I can't see the channel.",
  [discordCode.missingPermissions]: "I'm not allowed to post in the channel.",
};

export class Delivery {
  readonly #with: DeliveryOptions;
  readonly #oneAtATime = pLimit(1);

  constructor(options: DeliveryOptions) {
    this.#with = options;
  }

  /** Sends the batch, or records why not. @throws only if the database does. */
  async deliver(letter: Letter, batch: Batch): Promise<void> {
    const { outbox, rest, log, clock } = this.#with;
    let current = batch;
    try {
      if (batch.inDoubt && (await this.#settledByLooking(letter, batch))) return;
      current = await this.#stillWanted(letter, batch);
      if (current.rows.length === 0) return;
      const channelId = await this.#channelOf(letter, current);
      if (channelId === null) return;
      const origin = await this.#originOf(current);
      const message = await this.#inTurn(async () => {
        const words = signed(await letter.message(current), origin);
        return (await outbox.beginSending(current)) ? words : undefined;
      });
      if (message === undefined) return;
      const messageId = await postMessage(rest, channelId, { ...message, nonce: batch.id });
      await this.#sent(letter, current, messageId);
    } catch (error) {
      if (await this.#understood(letter, current, error)) return;
      // A 5xx, a dropped socket, a time-out: if it was being sent, it may be out all the same.
      log.warn({ err: error, batch: batch.id }, 'a message met with a fault and is taken up again shortly');
      await outbox.leave(current, clock.now() + lookAfter(batch));
    }
  }

  /** Where a direct message comes from, if that has to be said. */
  async #originOf({ place, rows: [row] }: Batch): Promise<string | undefined> {
    return place === 'dm' && row !== undefined ? await this.#with.origins.of(row.member) : undefined;
  }

  /**
   * Does work of the database alone, for one message at a time: the thread that does it answers members too, and comes
   * to them in between. Requests to Discord are not waited for in a turn.
   */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#oneAtATime(async () => {
      await setImmediate();
      return await work();
    });
  }

  async #sent(letter: Letter, batch: Batch, messageId: string): Promise<void> {
    const { outbox, direct } = this.#with;
    await this.#inTurn(() => outbox.sent(batch, messageId, (trx) => letter.sent(batch.rows, trx)));
    if (batch.place === 'dm') for (const { member } of batch.rows) await direct.note(member.userId, false);
  }

  /** The part of the batch that is still wanted, and there. */
  async #stillWanted(letter: Letter, batch: Batch): Promise<Batch> {
    const { outbox, clock } = this.#with;
    const wanted: OutboxRow[] = [];
    const [unwanted, elsewhere] = await this.#inTurn(() =>
      Promise.all([letter.unwanted(batch.rows), letter.elsewhere?.(batch) ?? new Map<number, Target>()]),
    );
    const left = await this.#whoLeft(batch.rows.filter(({ id }) => !unwanted.has(id)));
    for (const row of batch.rows) {
      const reason = unwanted.get(row.id) ?? (left.has(row.member.userId) ? 'left the server' : undefined);
      const target = elsewhere.get(row.id);
      if (reason !== undefined) await outbox.skipped(only(batch, row), reason);
      else if (target !== undefined) await outbox.postpone(only(batch, row), clock.now(), target);
      else wanted.push(row);
    }
    return { ...batch, rows: wanted };
  }

  /** Who has left the server gets nothing more from it. All rows of a batch are of one. */
  async #whoLeft(rows: readonly OutboxRow[]): Promise<ReadonlySet<string>> {
    const [first] = rows;
    if (first === undefined) return new Set();
    const userIds = rows.map(({ member }) => member.userId);
    return await this.#with.departures.whoLeft(first.member.guildId, userIds);
  }

  async #channelOf(letter: Letter, batch: Batch): Promise<string | null> {
    const { outbox, direct } = this.#with;
    const [row] = batch.rows;
    if (batch.channelId !== null || row === undefined) return batch.channelId;
    if (batch.place === 'channel') {
      await this.#refused(letter, batch, { why: 'no channel' }, 'no channel');
      return null;
    }
    const opened = await direct.open(row.member.userId);
    if ('channelId' in opened) return opened.channelId;
    if (batch.inDoubt) await outbox.leave(batch, opened.turnAt);
    else await outbox.postpone(batch, opened.turnAt);
    return null;
  }

  /** Looks in the channel for a message whose fate is unknown; true if nothing is left to send now. */
  async #settledByLooking(letter: Letter, batch: Batch): Promise<boolean> {
    const { outbox, clock, log } = this.#with;
    try {
      const channelId = await this.#channelOf(letter, batch);
      if (channelId === null) return true;
      const found = await this.#look(batch, channelId);
      if (found === 'absent') return false;
      if (found === 'unknowable') await outbox.failed(batch, 'unconfirmed');
      else await this.#sent(letter, batch, found.id);
    } catch (error) {
      // What passes leaves it in doubt; what Discord refuses for good can't be known any more.
      if (isForGood(error)) await outbox.failed(batch, 'unconfirmed');
      else await outbox.leave(batch, clock.now() + lookAfter(batch));
      log.warn({ err: error, batch: batch.id }, 'a message that may be out could not be looked for');
    }
    return true;
  }

  async #look(batch: Batch, channelId: string): Promise<{ id: string } | 'absent' | 'unknowable'> {
    const { rest, botUserId, clock } = this.#with;
    const [row] = batch.rows;
    if (row === undefined) return 'unknowable';
    const found = await findOwnMessage(rest, { channelId, botUserId, mark: batch.id, sinceMs: row.dueAt });
    if (found === 'too-many') return 'unknowable';
    if (found !== undefined) return found;
    if (clock.now() - row.dueAt > lateAfterMs) return 'unknowable';
    if (batch.place === 'dm') return 'absent';
    // Without the history permission Discord answers with an empty list, which says nothing.
    const { guildId } = row.member;
    return (await mayReadHistory(rest, { guildId, channelId, botUserId })) ? 'absent' : 'unknowable';
  }

  /** Acts on a refusal that tells what to do; false if it leaves the message's fate unknown. */
  async #understood(letter: Letter, batch: Batch, error: unknown): Promise<boolean> {
    const { outbox, direct, clock } = this.#with;
    if (error instanceof RateLimitError) {
      await outbox.postpone(batch, clock.now() + Math.max(error.retryAfter, error.timeToReset));
      return true;
    }
    const code = codeOf(error);
    if (code === undefined) return false;
    if (isTokenRefused(error) || code === discordCode.openingDirectMessagesTooFast) {
      await outbox.postpone(batch, clock.now() + slowDownMs);
    } else if (batch.place === 'dm' && code === discordCode.unknownChannel) {
      for (const { member } of batch.rows) await direct.forget(member.userId);
      await outbox.postpone(batch, clock.now() + openAgainAfter(batch));
    } else if (batch.place === 'dm' && unreachable.has(code)) {
      await this.#onUnreachable(letter, batch, code);
    } else {
      await this.#onRefused(letter, batch, code, error);
    }
    return true;
  }

  /** Direct messages are closed, or the member has left every server that the bot is in. */
  async #onUnreachable(letter: Letter, batch: Batch, code: number): Promise<void> {
    const { outbox, direct, departures } = this.#with;
    for (const row of batch.rows) {
      if (code === discordCode.noMutualGuild && row.member.guildId !== directOnly) {
        await departures.memberLeft(row.member);
        await outbox.skipped(only(batch, row), 'left the server');
      } else {
        const why = 'direct messages closed';
        await direct.note(row.member.userId, true);
        await this.#refused(letter, only(batch, row), { why }, why);
      }
    }
  }

  /** The channel is lost, or Discord refuses the message for a reason that nobody has foreseen. */
  async #onRefused(letter: Letter, batch: Batch, code: number, error: unknown): Promise<void> {
    const words = lostChannel[code];
    if (words !== undefined && batch.channelId !== null) {
      const refusal = { why: 'channel refused', channelId: batch.channelId, code, words } as const;
      await this.#refused(letter, batch, refusal, `channel refused ${code}`);
    } else {
      this.#with.log.error({ err: error, batch: batch.id }, 'Discord refused a message');
      if (batch.place === 'channel') await this.#with.outbox.failed(batch, `refused ${code}`);
      else await this.#refused(letter, batch, { why: 'direct message refused' }, `refused ${code}`);
    }
  }

  /** Each row goes elsewhere if its feature knows where, and is recorded as failed if not. */
  async #refused(letter: Letter, batch: Batch, refusal: Refusal, reason: string): Promise<void> {
    const { outbox, clock } = this.#with;
    for (const row of batch.rows) {
      const other = await letter.refused(row, refusal);
      const target = typeof other === 'string' ? ({ place: 'channel', channelId: other } as const) : other;
      if (target === null) await outbox.failed(only(batch, row), reason);
      else await outbox.postpone(only(batch, row), clock.now(), target);
    }
  }
}

/** Characters of a server's name. */
const originLength = 60;

const signed = (message: Message, origin: string | undefined): Message =>
  origin === undefined
    ? message
    : { ...message, components: [...message.components, footnote(md`From ${clip(origin, originLength)}`)] };

/** Refusals by a user rather than a channel. */
const unreachable: ReadonlySet<number> = new Set([discordCode.cannotMessageUser, discordCode.noMutualGuild]);

const isTokenRefused = (error: unknown) => error instanceof DiscordAPIError && error.status === 401;

/** A refusal that the same request will meet again. */
const isForGood = (error: unknown) => codeOf(error) !== undefined && !isTokenRefused(error);

/** The one place that answers interactions: it acknowledges in time, once, and knows which of Discord's ways fits. */
import { setTimeout as wait } from 'node:timers/promises';
import { RateLimitError, type RawFile, REST } from 'discord.js';
import {
  type APIInteractionResponse,
  InteractionResponseType,
  MessageFlags,
  Routes,
} from 'discord-api-types/v10';
import type { Choice } from './command.ts';
import { clip } from './components.ts';
import { AnswerLostError, codeOf, discordCode, isInDoubt } from './errors.ts';
import type { IncomingInteraction, Unreadable } from './interaction.ts';
import { acknowledgeWithinMs, isWithoutWait, limits } from './limits.ts';
import type { MessageReply, Reply } from './reply.ts';

/**
 * A client for interactions alone. Discord exempts them from the bot's 50 requests a second, and discord.js does not
 * (it holds edits of replies to 50/s); channel posts keep the real limit with the bot's own client.
 */
export function interactionRest(apiUrl: string): REST {
  return new REST({
    api: apiUrl,
    version: '10',
    retries: 0,
    // Each request has a time of its own; this only ends what none was given.
    timeout: longestUploadMs,
    globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
    // A handler is kept for each token that was edited; the hourly default would let them pile up.
    handlerSweepInterval: 5 * 60_000,
    rejectOnRateLimit: isWithoutWait,
  });
}

/** How long one try of an answer may take, in ms: if Discord took it and its answer was lost, the next try tells. */
const tryWithinMs = 1_000;
/** The same for an edit, which has no deadline of 3 s. */
const editTryWithinMs = 8_000;
/** Files of so many bytes hardly arrive within the time for an acknowledgement, so that comes first. */
const largeBytes = 256 * 1024;
/** What is left, in ms, of the time for an acknowledgement when files that don't arrive are given up for a deferral. */
const deferWithinMs = 800;
/** What an upload is given time for: a slow line's bytes in a ms. */
const bytesPerMs = 50;

/** Time for an upload beyond that of the request itself, in whole ms. */
const uploadMs = (bytes: number) => Math.ceil(bytes / bytesPerMs);
/** An upload of 10 MiB, Discord's most, on that line, in ms. */
const longestUploadMs = 5 * 60_000;

/** Pauses between tries while the connection fails, in ms; the last repeats until the time is up. */
const pausesMs = [50, 100, 200, 400] as const;
/** How long an edit is tried, in ms; the token holds for 15 minutes. */
const editWithinMs = 2 * 60_000;

const bytesOf = (files: readonly RawFile[]) =>
  files.reduce((sum, file) => sum + (file.data instanceof Buffer ? file.data.byteLength : 0), 0);

const lost = (cause: unknown) =>
  new AnswerLostError('Discord did not say whether it took an answer', { cause });

export class Responder {
  readonly #rest: REST;
  readonly #interaction: IncomingInteraction | Unreadable;
  readonly #receivedAt = performance.now();
  #state: 'open' | 'deferred' | 'deferred-in-place' | 'answered' = 'open';
  /** Answers go out one after the other, so that a deferral and an answer can't cross. */
  #queue: Promise<void> = Promise.resolve();

  constructor(rest: REST, interaction: IncomingInteraction | Unreadable) {
    this.#rest = rest;
    this.#interaction = interaction;
  }

  /** Tells Discord that the answer takes longer; does nothing if there has been one. */
  defer(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#state === 'open') await this.#defer(this.#inPlace);
    });
  }

  /** `inPlace`: the pressed panel is what will change. */
  async #defer(inPlace: boolean, flags: MessageFlags.Ephemeral | 0 = MessageFlags.Ephemeral): Promise<void> {
    const deferral: APIInteractionResponse = inPlace
      ? { type: InteractionResponseType.DeferredMessageUpdate }
      : {
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          ...(flags !== 0 && { data: { flags } }),
        };
    try {
      await this.#callback(deferral);
    } catch (error) {
      if (!(error instanceof AnswerLostError)) throw error;
      // Discord may have taken it: an edit then still arrives, and another callback would not.
    }
    this.#state = inPlace ? 'deferred-in-place' : 'deferred';
  }

  /** Sends the answer. @throws what Discord says if it refuses it. */
  send(reply: Reply): Promise<void> {
    return this.#enqueue(async () => {
      if (reply.kind === 'message') await this.#sendMessage(reply);
      else if (this.#state === 'open') {
        await this.#callback({ type: InteractionResponseType.Modal, data: reply.modal });
      } else throw new Error('a form came after a deferral, which Discord does not take');
      this.#state = 'answered';
    });
  }

  /** Suggests choices for the option being typed. */
  suggest(choices: readonly Choice[]): Promise<void> {
    const shown = choices.slice(0, limits.autocompleteChoices);
    return this.#enqueue(() =>
      this.#callback({
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: shown },
      }),
    );
  }

  /** A panel of the member's own is changed in place; messages that others see never are. */
  get #inPlace(): boolean {
    return 'onOwnPanel' in this.#interaction && this.#interaction.onOwnPanel;
  }

  async #sendMessage(reply: MessageReply): Promise<void> {
    const { applicationId, token } = this.#interaction;
    const inPlace = this.#inPlace && reply.show === 'here';
    const shown = {
      components: [...reply.components],
      allowed_mentions: { parse: [] },
      // Named even if there are none: an update then drops those that the message had before.
      attachments: reply.files.map(({ name, description }, id) => ({
        id,
        filename: name,
        ...(description !== undefined && { description: clip(description, limits.altText) }),
      })),
    };
    const files = reply.files.map(({ name, data, contentType }) => ({
      name,
      data: Buffer.from(data),
      contentType,
    }));
    const changed = { ...shown, flags: MessageFlags.IsComponentsV2 };
    const privately = reply.show === 'public' ? 0 : MessageFlags.Ephemeral;
    const fresh = { ...shown, flags: MessageFlags.IsComponentsV2 | privately };
    if (this.#state === 'open') {
      const answer: APIInteractionResponse = inPlace
        ? { type: InteractionResponseType.UpdateMessage, data: changed }
        : { type: InteractionResponseType.ChannelMessageWithSource, data: fresh };
      if (files.length === 0) return await this.#callback(answer);
      if (await this.#sendWithFiles(answer, files, inPlace, privately)) return;
    }
    const bytes = bytesOf(files);
    if (this.#state === 'deferred-in-place' && !inPlace) {
      const signal = AbortSignal.timeout(acknowledgeWithinMs + uploadMs(bytes));
      const route = Routes.webhook(applicationId, token);
      // Not repeated if its answer is lost, since a follow-up has no nonce.
      await this.#rest
        .post(route, { body: fresh, files, auth: false, signal })
        .catch((error: unknown) => Promise.reject(isInDoubt(error) ? lost(error) : error));
      return;
    }
    const original = Routes.webhookMessage(applicationId, token);
    const until = performance.now() + editWithinMs;
    await this.#insist(
      until,
      (signal) => this.#rest.patch(original, { body: changed, files, auth: false, signal }),
      editTryWithinMs + uploadMs(bytes),
    );
  }

  /**
   * Sends an answer with files, once; false if they have not arrived in time, and the answer is deferred instead. Only the
   * edit that follows has the time that a slow line takes.
   */
  async #sendWithFiles(
    answer: APIInteractionResponse,
    files: RawFile[],
    inPlace: boolean,
    flags: MessageFlags.Ephemeral | 0,
  ): Promise<boolean> {
    const leftMs = Math.floor(this.#receivedAt + acknowledgeWithinMs - deferWithinMs - performance.now());
    const bytes = bytesOf(files);
    if (bytes <= largeBytes && leftMs > 0) {
      const { id, token } = this.#interaction;
      const route = Routes.interactionCallback(id, token);
      const signal = AbortSignal.timeout(Math.min(tryWithinMs + uploadMs(bytes), leftMs));
      try {
        await this.#rest.post(route, { body: answer, files, auth: false, signal });
        return true;
      } catch (error) {
        if (!isInDoubt(error)) throw error;
      }
    }
    try {
      await this.#defer(inPlace, flags);
    } catch (error) {
      // The files had arrived after all, and only Discord's word of it was lost.
      if (codeOf(error) === discordCode.alreadyAcknowledged) return true;
      throw error;
    }
    return false;
  }

  async #callback(body: APIInteractionResponse, files: RawFile[] = []): Promise<void> {
    const { id, token } = this.#interaction;
    const route = Routes.interactionCallback(id, token);
    const until = this.#receivedAt + acknowledgeWithinMs;
    await this.#insist(until, (signal) => this.#rest.post(route, { body, files, auth: false, signal }));
  }

  /**
   * Repeats a request whose outcome is unknown until the instant `until` (of `performance.now()`). If Discord then says
   * that the interaction has been acknowledged, an earlier try went through and only its answer was lost.
   */
  async #insist(
    until: number,
    request: (signal: AbortSignal) => Promise<unknown>,
    eachWithinMs: number = tryWithinMs,
  ): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const leftMs = Math.max(0, Math.floor(until - performance.now()));
      try {
        await request(AbortSignal.timeout(Math.min(eachWithinMs, leftMs)));
        return;
      } catch (error) {
        if (attempt > 0 && codeOf(error) === discordCode.alreadyAcknowledged) return;
        const pauseMs = pausesMs[Math.min(attempt, pausesMs.length - 1)] ?? 0;
        const isPassing = isInDoubt(error) || error instanceof RateLimitError;
        if (!isPassing) throw error;
        if (pauseMs >= leftMs) throw lost(error);
        await wait(pauseMs);
      }
    }
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => {});
    return done;
  }
}

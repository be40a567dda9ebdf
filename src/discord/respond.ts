/** The one place that answers interactions: it acknowledges in time, once, and knows which of Discord's ways fits. */
import { DiscordAPIError, REST } from 'discord.js';
import {
  type APIInteractionResponse,
  InteractionResponseType,
  MessageFlags,
  Routes,
} from 'discord-api-types/v10';
import type { Choice } from './command.ts';
import { codeOf, discordCode } from './errors.ts';
import type { IncomingInteraction, Unreadable } from './interaction.ts';
import { acknowledgeWithinMs, limits } from './limits.ts';
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
    timeout: acknowledgeWithinMs,
    globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
    // A handler is kept for each token that was edited; the hourly default would let them pile up.
    handlerSweepInterval: 5 * 60_000,
  });
}

/** How often an answer is tried when the connection fails. */
const attempts = 3;

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

  get deferred(): boolean {
    return this.#state === 'deferred' || this.#state === 'deferred-in-place';
  }

  /** Tells Discord that the answer takes longer; does nothing if there has been one. */
  defer(): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#state !== 'open') return;
      if (this.#inPlace) {
        await this.#callback({ type: InteractionResponseType.DeferredMessageUpdate });
        this.#state = 'deferred-in-place';
      } else {
        await this.#callback({
          type: InteractionResponseType.DeferredChannelMessageWithSource,
          data: { flags: MessageFlags.Ephemeral },
        });
        this.#state = 'deferred';
      }
    });
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
    const shown = { components: [...reply.components], allowed_mentions: { parse: [] } };
    const changed = { ...shown, flags: MessageFlags.IsComponentsV2 };
    const fresh = { ...shown, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral };
    if (this.#state === 'open') {
      await this.#callback(
        inPlace
          ? { type: InteractionResponseType.UpdateMessage, data: changed }
          : { type: InteractionResponseType.ChannelMessageWithSource, data: fresh },
      );
    } else if (this.#state === 'deferred-in-place' && !inPlace) {
      await this.#insist(() =>
        this.#rest.post(Routes.webhook(applicationId, token), { body: fresh, auth: false }),
      );
    } else {
      const original = Routes.webhookMessage(applicationId, token);
      await this.#insist(() => this.#rest.patch(original, { body: changed, auth: false }));
    }
  }

  async #callback(body: APIInteractionResponse): Promise<void> {
    const { id, token } = this.#interaction;
    const leftMs = acknowledgeWithinMs - (performance.now() - this.#receivedAt);
    const signal = AbortSignal.timeout(Math.max(0, Math.floor(leftMs)));
    const route = Routes.interactionCallback(id, token);
    await this.#insist(() => this.#rest.post(route, { body, auth: false, signal }), signal);
  }

  /**
   * Repeats a request whose outcome is unknown. If Discord then says that the interaction has been acknowledged, the
   * first try went through and only its answer was lost.
   */
  async #insist(request: () => Promise<unknown>, signal?: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await request();
        return;
      } catch (error) {
        if (attempt > 1 && codeOf(error) === discordCode.alreadyAcknowledged) return;
        const refused = error instanceof DiscordAPIError;
        if (refused || attempt === attempts || signal?.aborted === true) throw error;
      }
    }
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(step);
    this.#queue = done.catch(() => {});
    return done;
  }
}

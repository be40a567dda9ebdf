import type { MessageBody } from '../checks/message.ts';

/** How long a nonce is remembered, by the machine's clock: Discord publishes only that it is short. */
const REMEMBERED_MS = 3 * 60_000;

/** Remembers which message each enforced nonce made, so that a repeated request makes no second one. */
export class Nonces {
  readonly #made = new Map<string, { messageId: string; atMs: number }>();

  /** The message that an earlier request with this nonce has made in this channel, or null. */
  find(channelId: string, body: MessageBody): string | null {
    const key = keyOf(channelId, body);
    const found = key === null ? undefined : this.#made.get(key);
    if (found === undefined || Date.now() - found.atMs > REMEMBERED_MS) return null;
    return found.messageId;
  }

  remember(channelId: string, body: MessageBody, messageId: string): void {
    for (const [key, { atMs }] of this.#made) {
      if (Date.now() - atMs <= REMEMBERED_MS) break;
      this.#made.delete(key);
    }
    const key = keyOf(channelId, body);
    if (key !== null) this.#made.set(key, { messageId, atMs: Date.now() });
  }

  /** Forgets all of them, as Discord does after some minutes. */
  forget(): void {
    this.#made.clear();
  }
}

function keyOf(channelId: string, { nonce, enforce_nonce }: MessageBody): string | null {
  if (enforce_nonce !== true || nonce === undefined || nonce === null) return null;
  return `${channelId}:${nonce}`;
}

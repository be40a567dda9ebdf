import type { APIMessage } from 'discord-api-types/v10';

/** Something that has happened in the world, told to the gateway and to the pages that are open. */
export type Change =
  | { kind: 'message'; message: APIMessage; onlyFor: string | null }
  | { kind: 'message-update'; message: APIMessage; onlyFor: string | null }
  | { kind: 'message-delete'; channelId: string; messageId: string; onlyFor: string | null }
  /** A gateway event about a guild; bots get it when they hold one of `intents` (a bit set). */
  | { kind: 'dispatch'; event: string; intents: number; guildId: string; data: object }
  /** Something that only the pages show. */
  | { kind: 'state' };

/** Passes every change to everyone who listens, in the order in which they came. */
export class Hub {
  readonly #listeners = new Set<(change: Change) => void>();

  /** Listens from now on; the answer ends it. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  publish(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

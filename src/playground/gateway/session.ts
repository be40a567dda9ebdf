import type { WebSocket } from 'ws';

/** How many events are kept for a RESUME; a client that missed more starts afresh. */
const KEPT_EVENTS = 2_000;

/** Gateway opcodes that the server sends. */
export const Op = { Dispatch: 0, Reconnect: 7, InvalidSession: 9, Hello: 10, Ack: 11 } as const;

/** One identified client: what it asked for, and the events that it may ask for again. */
export class Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** The live connection, or null while the client is away. */
  socket: WebSocket | null = null;
  /** When the client went away, by the machine's clock. */
  awaySinceMs = 0;
  #sequence = 0;
  #events: { sequence: number; frame: string }[] = [];

  constructor(id: string, intents: number, shard: readonly [number, number]) {
    this.id = id;
    this.intents = intents;
    this.shard = shard;
  }

  /** Whether this shard is told of things in this guild; null stands for direct messages. */
  covers(guildId: string | null): boolean {
    const [index, count] = this.shard;
    if (guildId === null) return index === 0;
    return count === 1 || Number((BigInt(guildId) >> 22n) % BigInt(count)) === index;
  }

  /** Sends an event, and keeps it for a RESUME. */
  dispatch(event: string, data: unknown): void {
    this.#sequence += 1;
    const frame = JSON.stringify({ op: Op.Dispatch, t: event, s: this.#sequence, d: data });
    this.#events.push({ sequence: this.#sequence, frame });
    if (this.#events.length > KEPT_EVENTS * 2) this.#events = this.#events.slice(-KEPT_EVENTS);
    this.socket?.send(frame);
  }

  /** Sends again everything after `sequence`; false when that is no longer kept, or was never sent. */
  replayAfter(sequence: number): boolean {
    const oldest = this.#events[0]?.sequence ?? this.#sequence + 1;
    if (sequence > this.#sequence || sequence < oldest - 1) return false;
    for (const event of this.#events) {
      if (event.sequence > sequence) this.socket?.send(event.frame);
    }
    return true;
  }
}

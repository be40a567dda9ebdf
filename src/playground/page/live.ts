import type { LiveEvent } from '../protocol.ts';

/** The first wait before a reconnect, and the longest (ms); each failure doubles it. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

export interface LiveHandlers {
  event(event: LiveEvent): void;
  /** Connected; whatever happened before is to be read again. */
  up(): void;
  down(): void;
}

/** Keeps a live socket open as one person until `close()`, with growing waits between attempts. */
export class Live {
  readonly #as: string;
  readonly #handlers: LiveHandlers;
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitMs = FIRST_WAIT_MS;
  #isClosed = false;

  constructor(as: string, handlers: LiveHandlers) {
    this.#as = as;
    this.#handlers = handlers;
    this.#connect();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect(): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(
      `${scheme}://${location.host}/playground/live?as=${encodeURIComponent(this.#as)}`,
    );
    this.#socket = socket;
    socket.addEventListener('open', () => {
      if (this.#isClosed) return;
      this.#waitMs = FIRST_WAIT_MS;
      this.#handlers.up();
    });
    socket.addEventListener('message', (frame: MessageEvent<unknown>) => {
      if (this.#isClosed || typeof frame.data !== 'string') return;
      this.#handlers.event(JSON.parse(frame.data) as LiveEvent);
    });
    socket.addEventListener('close', () => this.#again());
  }

  #again(): void {
    if (this.#isClosed) return;
    this.#handlers.down();
    // A random part keeps many pages from coming back at the same instant.
    const waitMs = this.#waitMs * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#connect(), waitMs);
    this.#waitMs = Math.min(LONGEST_WAIT_MS, this.#waitMs * 2);
  }
}

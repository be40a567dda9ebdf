import { firstIdAt, Snowflakes } from './ids.ts';
import type { Clock } from './model.ts';
import type { Store } from './store.ts';

/** How far ahead of the last id the mark is set from which a restarted world counts on. */
const AHEAD_MS = 60_000;

/** Ids that go on growing after a restart, even if the clock has been set back in between. */
export class LastingIds {
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #ids: Snowflakes;
  #markMs = 0;

  /** Counts on from the mark of an earlier run, if the store has one. */
  constructor(clock: Clock, store: Store) {
    this.#clock = clock;
    this.#store = store;
    this.#ids = new Snowflakes(clock);
    for (const { idMarkMs } of store.all('meta') as { idMarkMs?: number }[]) {
      if (idMarkMs !== undefined) this.#countOnFrom(idMarkMs);
    }
  }

  next(): string {
    const now = this.#clock.now();
    if (now >= this.#markMs) this.#setMark(Math.floor(now) + AHEAD_MS);
    return this.#ids.next();
  }

  /** No earlier run has reached the mark; it moves by 1 ms (four million ids), so that the next run starts beyond this one. */
  #countOnFrom(markMs: number): void {
    this.#ids.startAfter(firstIdAt(markMs));
    this.#setMark(markMs + 1);
  }

  #setMark(idMarkMs: number): void {
    this.#markMs = idMarkMs;
    this.#store.put('meta', 'idMark', { idMarkMs });
  }
}

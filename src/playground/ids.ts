import type { Clock } from './model.ts';

/** The first millisecond of 2015 (UTC), from which Discord counts its ids. */
const DISCORD_EPOCH_MS = 1_420_070_400_000;
const SEQUENCE_BITS = 22n;

/** Gives out ids as Discord does: 17 to 19 digits, growing, and telling when they were made. */
export class Snowflakes {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new id, larger than every one before it, even if the clock has gone back. */
  next(): string {
    const now = BigInt(Math.max(Math.floor(this.#clock.now()) - DISCORD_EPOCH_MS, 0)) << SEQUENCE_BITS;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }

  /** From now on gives only ids larger than `id`. */
  startAfter(id: string): void {
    const given = BigInt(id);
    if (given > this.#last) this.#last = given;
  }
}

/** When an id was made, in ms (UTC). */
export function instantOf(id: string): number {
  return Number(BigInt(id) >> SEQUENCE_BITS) + DISCORD_EPOCH_MS;
}

/** An id that no object made before the instant `ms` (UTC) can reach. */
export function firstIdAt(ms: number): string {
  return (BigInt(ms - DISCORD_EPOCH_MS) << SEQUENCE_BITS).toString();
}

/** Orders ids by age, oldest first. */
export function byAge(a: { id: string }, b: { id: string }): number {
  return compareIds(a.id, b.id);
}

/** Negative when `a` is older than `b`: a longer decimal is a larger number, equal lengths compare as text. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether a text has the form of an id. */
export function isSnowflake(text: unknown): text is string {
  return typeof text === 'string' && /^\d{1,20}$/.test(text);
}

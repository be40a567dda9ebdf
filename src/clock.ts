/** Where all code asks for the time, so that a test, or a person in the playground, can move it. */
export interface Clock {
  /** The current instant, in milliseconds since the epoch (UTC). */
  now(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** A clock that runs at the usual pace, but from a point that can be moved forward. */
export class MovableClock implements Clock {
  #offsetMs: number;

  /** Starts `offsetMs` ahead of the machine's clock. */
  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs;
  }

  /** How far this clock is ahead of the machine's, in ms. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Moves the clock forward to the instant `atMs`; an instant that is already past changes nothing. */
  moveTo(atMs: number): void {
    this.#offsetMs += Math.max(0, atMs - this.now());
  }
}

/** When somebody is asked after, when a server that is missed has been left, and when what is kept goes. */

export const dayMs = 24 * 60 * 60_000;

/** A member who was known to be in the server, or asked after, within this time (ms) is not asked after again. */
export const askAfterMs = 14 * dayMs;

/** How long everything is kept for who has left a server, and for a server that the bot has left, in ms. */
export const keepMs = 30 * dayMs;

/** Two looks at the list of servers that are at least so far apart (ms) must miss one: an outage's list is partial. */
export const missedForMs = 60 * 60_000;

/** Questions to Discord in a minute, of the 50 requests a second that it allows for all that the bot does. */
export const questionsPerMinute = 30;

/** What is known of where a member is: instants in ms, UTC. */
export interface Whereabouts {
  readonly userId: string;
  /** When they were last known to be in the server. */
  readonly hereAt: number | null;
  /** When Discord was last asked. */
  readonly askedAt: number | null;
  /** When they were found to have left, or null. */
  readonly leftAt: number | null;
}

/** Whether it is time to ask Discord if the member is still in the server. */
export function isToBeAsked(
  { hereAt, askedAt }: Pick<Whereabouts, 'hereAt' | 'askedAt'>,
  nowMs: number,
): boolean {
  const knownAt = Math.max(hereAt ?? Number.NEGATIVE_INFINITY, askedAt ?? Number.NEGATIVE_INFINITY);
  return nowMs - knownAt >= askAfterMs;
}

/** A server that is missing from Discord's list. */
export interface Missed {
  /** When a look first missed it (ms, UTC). */
  readonly missedAt: number;
  /** When it was taken as left (ms, UTC), or null. */
  readonly leftAt: number | null;
}

/** What a look at an instant (ms, UTC) makes of a server that it misses; `before` is what earlier looks made of it. */
export function missedAgain(before: Missed | undefined, nowMs: number): Missed {
  if (before === undefined) return { missedAt: nowMs, leftAt: null };
  const isSure = nowMs - before.missedAt >= missedForMs;
  return { missedAt: before.missedAt, leftAt: before.leftAt ?? (isSure ? nowMs : null) };
}

/** A budget of so much in each minute. */
export class PerMinute {
  readonly #most: number;
  #minute = Number.NaN;
  #spent = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes one from the budget of the minute of an instant (ms, UTC); false if there is none left. */
  take(nowMs: number): boolean {
    const minute = Math.floor(nowMs / 60_000);
    if (minute !== this.#minute) this.#spent = 0;
    this.#minute = minute;
    if (this.#spent >= this.#most) return false;
    this.#spent += 1;
    return true;
  }
}

/** Where a member stands while the judge goes through what they did. */
import type { Entry, Wish } from '../ledger.ts';
import type { Place } from '../people.ts';
import { startOf, weekAt, weeksFrom } from './weeks.ts';
import type { WorldThen } from './world.ts';

/** A member in whose server nothing has been seen of them for so long (ms) is asked after before the next nudge. */
const askAfterMs = 14 * 24 * 60 * 60_000;
/** How long everything is kept for who has left, in ms. */
const keptForMs = 30 * 24 * 60 * 60_000;
/** What is about as long as a limit counts as either, in ms. */
const aboutMs = 5 * 60_000;
const twoDaysMs = 48 * 60 * 60_000;

export interface Chosen {
  weekday: number;
  minuteOfDay: number;
  zone: string;
  place: Place;
  /** The channel in which they turned nudges on, or two of which either may be taken for that. */
  channelIds: readonly [string, ...string[]];
}

export class Standing {
  /** When and where they last chose to be nudged; undefined until they do. */
  chosen: Chosen | undefined;
  rests: 'turned off' | 'ended after a failure' | 'asleep after three ignored' | undefined = 'turned off';
  unheard = 0;
  /** The last nudge could not arrive. */
  hasFailed = false;
  /** It may have ended the nudges: whether it was out could not be known. */
  mayHaveEnded = false;
  dmsOpen = true;
  isThere = true;
  /** They have been away, and have not used the bot since. */
  isUnsettled = false;
  readonly checkedIn = new Set<string>();
  readonly kept = new Set<string>();
  #paused = new Set<string>();
  #pauseEndsMs = Number.NEGATIVE_INFINITY;
  #firstKeptMs: number | undefined;
  #knownMs = Number.NEGATIVE_INFINITY;
  #knownGoneMs: number | undefined;
  readonly #world: WorldThen;

  constructor(world: WorldThen) {
    this.#world = world;
  }

  get paused(): ReadonlySet<string> {
    return this.#paused;
  }

  /** An instant before all weeks that were kept, whatever zone they were kept in (ms, UTC); undefined if none was. */
  get beforeFirstKept(): number | undefined {
    return this.#firstKeptMs === undefined ? undefined : this.#firstKeptMs - twoDaysMs;
  }

  isPaused(atMs: number): boolean {
    return atMs < this.#pauseEndsMs;
  }

  /** Whether the bot has to know that they have left: it has been told, or has to ask before it sends anything. */
  mustBeKnownGone(atMs: number): boolean {
    return this.#knownGoneMs !== undefined || atMs - this.#knownMs > askAfterMs + aboutMs;
  }

  /** Discord has told the bot that they share no server any more, as it does when a direct message is refused. */
  toldGone(atMs: number): void {
    this.#knownGoneMs ??= atMs;
  }

  /** Takes note of an entry. Returns whether everything is forgotten with it. */
  note(entry: Entry): boolean {
    const isOwn = !['direct messages', 'left', 'back', 'asked after'].includes(entry.kind);
    const forgotten = this.#isForgottenBy(entry);
    if (forgotten) this.#forget();
    if (isOwn) {
      this.#knownMs = entry.atMs;
      this.#knownGoneMs = undefined;
      this.isUnsettled = false;
      this.unheard = 0;
    }
    this.#take(entry);
    return forgotten;
  }

  #take(entry: Entry): void {
    switch (entry.kind) {
      case 'on':
        this.#turnOn(entry.atMs, entry.wish, entry.channelId);
        break;
      case 'off':
        this.rests = 'turned off';
        break;
      case 'pause':
        this.#pause(entry.atMs, entry.until);
        break;
      case 'zone':
        if (this.chosen !== undefined) this.chosen.zone = entry.zone;
        break;
      case 'check-in':
        this.#checkIn(entry.atMs, entry.outcome);
        break;
      case 'direct messages':
        this.dmsOpen = entry.open;
        break;
      case 'left':
        this.isThere = false;
        this.isUnsettled = true;
        break;
      case 'back':
        this.isThere = true;
        break;
      case 'asked after':
        this.#knownMs = entry.atMs;
        if (entry.isHere === true) this.#knownGoneMs = undefined;
        if (entry.isHere === false) this.#knownGoneMs ??= entry.atMs;
        break;
      case 'sign':
        break;
    }
  }

  #turnOn(atMs: number, wish: Wish, channelId: string): void {
    const { chosen } = this;
    const zone = wish.zone ?? chosen?.zone ?? 'UTC';
    this.chosen = {
      weekday: wish.weekday ?? chosen?.weekday ?? 1,
      minuteOfDay: wish.minuteOfDay ?? chosen?.minuteOfDay ?? 18 * 60,
      zone,
      place: wish.place ?? chosen?.place ?? 'channel',
      channelIds: this.#channelsAfter(atMs, wish, channelId),
    };
    this.hasFailed = false;
    this.mayHaveEnded = false;
    this.rests = undefined;
    this.#endPause(atMs, zone);
  }

  /** Who only changes the day means the channel of before; who says where means the one they are in. */
  #channelsAfter(atMs: number, wish: Wish, here: string): Chosen['channelIds'] {
    const before = this.chosen?.channelIds;
    if (before === undefined) return [here];
    if (!this.#world.works(here, atMs)) return before;
    if (wish.place !== undefined) return [here];
    const isNew = this.hasFailed || this.rests !== undefined;
    // Which of those where they ever were is meant shows only when one is used.
    return isNew ? [here, ...before] : before;
  }

  #pause(atMs: number, until: string): void {
    const zone = this.chosen?.zone ?? 'UTC';
    this.#endPause(atMs, zone);
    this.#pauseEndsMs = startOf(until, zone);
    for (const week of weeksFrom(atMs, this.#pauseEndsMs - 1, zone)) this.#paused.add(week);
    // A pause answers the question whether to go on: until then.
    if (this.rests === 'asleep after three ignored') this.rests = undefined;
  }

  /** The weeks after the present one count again. */
  #endPause(atMs: number, zone: string): void {
    if (!this.isPaused(atMs)) return;
    this.#pauseEndsMs = Number.NEGATIVE_INFINITY;
    const present = weekAt(atMs, zone);
    this.#paused = new Set([...this.#paused].filter((week) => week <= present));
  }

  #checkIn(atMs: number, outcome: 'kept' | 'partly' | 'missed'): void {
    const week = weekAt(atMs, this.chosen?.zone ?? 'UTC');
    this.checkedIn.add(week);
    if (outcome === 'missed') this.kept.delete(week);
    else {
      this.kept.add(week);
      this.#firstKeptMs ??= atMs;
    }
  }

  /** Who is still gone when asked after once more, 30 days later, is forgotten. */
  #isForgottenBy(entry: Entry): boolean {
    const isGone = entry.kind === 'asked after' && entry.isHere === false;
    return isGone && this.#knownGoneMs !== undefined && entry.atMs - this.#knownGoneMs >= keptForMs;
  }

  #forget(): void {
    this.chosen = undefined;
    this.rests = 'turned off';
    this.checkedIn.clear();
    this.kept.clear();
    this.#paused.clear();
    this.#pauseEndsMs = Number.NEGATIVE_INFINITY;
    this.#firstKeptMs = undefined;
  }
}

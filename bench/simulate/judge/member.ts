/**
 * Judges one member's year: goes through what they asked for, reckons when a nudge was due and whether it could reach
 * them, and holds that against what the local Discord has for them.
 */
import type { Entry, Seen } from '../ledger.ts';
import type { Outcome } from './outcomes.ts';
import { type Chosen, Standing } from './standing.ts';
import { streakAt } from './streak.ts';
import { waysFor } from './ways.ts';
import { firstAfter, weekAt } from './weeks.ts';
import { graceMs, type WorldThen } from './world.ts';

/** What a member has to be told more than once in a row before being asked whether to go on. */
const ignoredBeforeAsking = 3;
/** After so long (ms) a nudge is not sent any more. */
const lateAfterMs = 24 * 60 * 60_000;

export interface Judged {
  /** By ISO week. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** What is not as it ought to be, in words. */
  readonly faults: readonly string[];
  /** Streaks that were compared with what the bot said. */
  readonly streaks: number;
}

/** A nudge that is due, and waits for its chance. */
interface Due {
  readonly dueMs: number;
  readonly week: string;
  readonly chanceMs: number;
  readonly asks: boolean;
  /** Its week has been spent away, and may have had its turn unnoticed. */
  readonly isDoubtful: boolean;
}

export interface Case {
  readonly guildId: string;
  readonly entries: readonly Entry[];
  /** What this member was sent, in order. */
  readonly seen: readonly Seen[];
  readonly endMs: number;
}

export function judge(of: Case, world: WorldThen): Judged {
  return new Judge(of, world).run();
}

class Judge {
  readonly #case: Case;
  readonly #world: WorldThen;
  readonly #standing: Standing;
  readonly #outcomes = new Map<string, Outcome>();
  readonly #faults: string[] = [];
  /** Weeks whose nudge has fallen due: there is no second one. */
  readonly #used = new Set<string>();
  /** Weeks that fell due while they were away: what the bot made of them depends on when it found out. */
  readonly #doubtful = new Set<string>();
  readonly #unmatched: Seen[];
  #slotMs = Number.POSITIVE_INFINITY;
  #due: Due | undefined;
  #streaks = 0;

  constructor(of: Case, world: WorldThen) {
    this.#case = of;
    this.#world = world;
    this.#standing = new Standing(world);
    this.#unmatched = [...of.seen];
  }

  run(): Judged {
    for (const entry of this.#case.entries) {
      this.#passTo(entry.atMs);
      this.#enter(entry);
    }
    this.#passTo(this.#case.endMs);
    for (const seen of this.#unmatched) {
      this.#fault(seen.atMs, `got ${seen.asks ? 'a question' : 'a nudge'} that nothing called for`);
    }
    return { outcomes: this.#outcomes, faults: this.#faults, streaks: this.#streaks };
  }

  /** Everything that falls due before an instant. */
  #passTo(atMs: number): void {
    for (;;) {
      const chanceMs = this.#due?.chanceMs ?? Number.POSITIVE_INFINITY;
      if (Math.min(chanceMs, this.#slotMs) >= atMs) return;
      if (chanceMs <= this.#slotMs) this.#settle();
      else this.#fallDue(this.#slotMs);
    }
  }

  #enter(entry: Entry): void {
    const forgotten = this.#standing.note(entry);
    if (forgotten) {
      this.#used.clear();
      this.#due = undefined;
    }
    if (entry.kind === 'check-in' && entry.said !== null) this.#compareStreak(entry.atMs, entry.said);
    if (entry.kind === 'off' || entry.kind === 'pause' || entry.kind === 'check-in') this.#callOff(entry);
    const { chosen } = this.#standing;
    if (chosen === undefined) this.#slotMs = Number.POSITIVE_INFINITY;
    else if (entry.kind === 'on' || entry.kind === 'zone') this.#slotMs = firstAfter(entry.atMs, chosen);
  }

  #compareStreak(atMs: number, said: number): void {
    const { chosen, kept, paused, beforeFirstKept } = this.#standing;
    const sinceMs = beforeFirstKept ?? atMs;
    const own = streakAt(atMs, chosen?.zone ?? 'UTC', { kept, paused, sinceMs });
    this.#streaks += 1;
    if (own !== said) this.#fault(atMs, `has a streak of ${own} weeks, and was told ${said}`);
  }

  /** What waits for the end of an outage is not sent any more. */
  #callOff(entry: Entry): void {
    if (this.#due === undefined) return;
    const isOfItsWeek = weekAt(entry.atMs, this.#standing.chosen?.zone ?? 'UTC') === this.#due.week;
    if (entry.kind === 'check-in' && !isOfItsWeek) return;
    this.#outcomes.set(this.#due.week, 'not sent: called off during an outage');
    this.#due = undefined;
  }

  #fallDue(dueMs: number): void {
    const { chosen } = this.#standing;
    if (chosen === undefined) return;
    const week = weekAt(dueMs, chosen.zone);
    this.#slotMs = firstAfter(dueMs, chosen);
    if (this.#used.has(week)) return;
    const resting = this.#restingAt(dueMs);
    if (resting !== undefined) {
      this.#outcomes.set(week, resting);
      return;
    }
    const isDoubtful = this.#doubtful.has(week);
    if (this.#standing.isUnsettled) this.#doubtful.add(week);
    else this.#used.add(week);
    if (this.#standing.checkedIn.has(week)) {
      this.#outcomes.set(week, 'not sent: checked in before');
      return;
    }
    const asks = this.#standing.unheard >= ignoredBeforeAsking;
    this.#due = { dueMs, week, asks, isDoubtful, chanceMs: this.#world.chanceAfter(dueMs) };
  }

  #restingAt(atMs: number): Outcome | undefined {
    if (this.#standing.rests !== undefined) return this.#standing.rests;
    return this.#standing.isPaused(atMs) ? 'paused' : undefined;
  }

  /** The nudge that was due has its chance now: it is there, or there is a reason why not. */
  #settle(): void {
    const due = this.#due;
    const { chosen } = this.#standing;
    this.#due = undefined;
    if (due === undefined || chosen === undefined) return;
    const found = this.#take(due);
    if (found === undefined && due.isDoubtful) return;
    if (found === undefined && this.#isGivenUp(due)) {
      this.#outcomes.set(due.week, 'not sent: called off during an outage');
      return;
    }
    this.#outcomes.set(due.week, this.#outcomeOf(due, chosen, found));
    if (found === undefined) return;
    this.#used.add(due.week);
    this.#standing.hasFailed = false;
    this.#standing.mayHaveEnded = false;
    if (chosen.channelIds.includes(found.channelId)) chosen.channelIds = [found.channelId];
    if (due.asks !== found.asks) {
      this.#fault(found.atMs, due.asks ? 'got a fourth nudge in a row unheard' : 'was asked too early');
    }
    if (found.asks) this.#standing.rests = 'asleep after three ignored';
    else this.#standing.unheard += 1;
  }

  /** After an outage it is tried again within a few minutes, in which the member has left or said that they want none. */
  #isGivenUp({ dueMs, chanceMs }: Due): boolean {
    const untilMs = this.#world.deadlineOf(chanceMs, dueMs);
    return (
      this.#world.isTroubled(chanceMs, dueMs) &&
      this.#case.entries.some(({ kind, atMs }) => endings.has(kind) && chanceMs <= atMs && atMs < untilMs)
    );
  }

  #take({ dueMs, chanceMs }: Due): Seen | undefined {
    const latestMs = this.#world.deadlineOf(chanceMs, dueMs) + graceMs;
    const at = this.#unmatched.findIndex(({ atMs }) => atMs >= dueMs && atMs < latestMs);
    return at === -1 ? undefined : this.#unmatched.splice(at, 1)[0];
  }

  #outcomeOf(due: Due, chosen: Chosen, found: Seen | undefined): Outcome {
    if (this.#standing.isUnsettled) return this.#outcomeOfAbsent(due, chosen, found);
    const lateMs = due.chanceMs - due.dueMs;
    if (lateMs > lateAfterMs || (found === undefined && lateMs > lateAfterMs - graceMs)) {
      if (found !== undefined) this.#fault(found.atMs, 'got a nudge more than a day late');
      return 'not sent: more than 24 h late';
    }
    const { ways, certain } = waysFor(chosen, this.#standing, this.#serverAt(due.chanceMs), (channelId) =>
      this.#world.works(channelId, due.chanceMs),
    );
    if (certain.length > 0 && found === undefined) {
      this.#fault(
        due.dueMs,
        `got nothing for ${due.week}, though ${certain.join(' and ')} would have worked`,
      );
      return 'failed: channel gone or closed';
    }
    if (found === undefined) return this.#fail(chosen, due);
    return this.#sent(due, chosen, found, ways);
  }

  #outcomeOfAbsent(due: Due, { place }: Chosen, found: Seen | undefined): Outcome {
    if (found === undefined) {
      if (place !== 'channel' && !this.#standing.isThere) this.#standing.toldGone(due.chanceMs);
      this.#standing.hasFailed = true;
      this.#standing.mayHaveEnded = true;
      return 'not sent: has left the server';
    }
    if (!this.#standing.isThere && this.#standing.mustBeKnownGone(due.chanceMs)) {
      this.#fault(found.atMs, 'got a nudge though known to have left, or long unseen and not asked after');
    }
    return 'sent to who had just left, unnoticed';
  }

  /** Nothing works: a way of the member's own that fails ends the nudges; the server's channel is its admin's to mend. */
  #fail({ place, channelIds }: Chosen, { chanceMs, dueMs }: Due): Outcome {
    const server = this.#serverAt(chanceMs);
    this.#standing.hasFailed = true;
    if (this.#world.isTroubled(chanceMs, dueMs)) this.#standing.mayHaveEnded = true;
    else if (place === 'dm' || channelIds[0] !== server) this.#standing.rests = 'ended after a failure';
    return place === 'channel' ? 'failed: channel gone or closed' : 'failed: direct messages closed';
  }

  #sent(due: Due, { place }: Chosen, found: Seen, ways: readonly string[]): Outcome {
    const where = found.guildId === null ? 'direct messages' : found.channelId;
    if (!ways.includes(where)) this.#fault(found.atMs, `was nudged in ${where}, not in ${ways.join(' or ')}`);
    if (!found.pings) this.#fault(found.atMs, 'was named without a ping');
    const deadlineMs = this.#world.deadlineOf(due.chanceMs, due.dueMs);
    if (found.atMs < due.dueMs || found.atMs >= deadlineMs) {
      this.#fault(found.atMs, `was due at ${instant(due.dueMs)}, with a chance at ${instant(due.chanceMs)}`);
    }
    if (found.asks) return 'asked whether to go on';
    if (due.chanceMs > due.dueMs) return 'sent late, after an outage';
    const isFallback = place === 'dm-or-channel' && found.guildId !== null;
    return isFallback ? 'sent to the channel, direct messages being closed' : 'sent on time';
  }

  #serverAt(atMs: number): string | null {
    return this.#world.serverChannel(this.#case.guildId, atMs);
  }

  #fault(atMs: number, words: string): void {
    this.#faults.push(`${instant(atMs)}: ${words}`);
  }
}

const instant = (atMs: number) => Temporal.Instant.fromEpochMilliseconds(Math.round(atMs)).toString();

/** What ends the wish for a nudge that is due. */
const endings: ReadonlySet<Entry['kind']> = new Set(['left', 'off', 'pause', 'check-in']);

/** Who suits whom: by the hours in which both are awake, by how near their steps are, and by pace. Pure. */

/** Who looks for a buddy, as far as matching goes. */
export interface Seeker {
  readonly userId: string;
  /** IANA name. */
  readonly timeZone: string;
  /** The number of the step they are at. */
  readonly step: number;
  /** What they said of their pace; null if they have not. */
  readonly hoursAWeek: number | null;
  /** Since when they look (ms, UTC). */
  readonly sinceAt: number;
}

/** People are taken to be awake from 8:00 to 22:00, local. */
export const wakesAtHour = 8;
export const sleepsAtHour = 22;

const dayMinutes = 24 * 60;
const awakeMinutes = (sleepsAtHour - wakesAtHour) * 60;

/** How much each thing weighs: hours in common come first, since people write to each other in them. */
const weights = { hours: 0.5, step: 0.3, pace: 0.2 } as const;

/** Steps so far apart, or farther, have nothing in common. */
const farSteps = 5;

/** How well two paces suit if one of them is not known. */
const neutralPace = 0.5;

/** What `Offsets` answers for a zone: minutes ahead of UTC, at one instant. */
export type Offsets = (timeZone: string) => number;

/** The offsets of zones at an instant (ms, UTC), each reckoned once. */
export function offsetsAt(atMs: number): Offsets {
  const instant = Temporal.Instant.fromEpochMilliseconds(atMs);
  const known = new Map<string, number>();
  return (timeZone) => {
    const found = known.get(timeZone) ?? instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9;
    known.set(timeZone, found);
    return found;
  };
}

/** Minutes of a day in which people in both zones are awake. */
export function minutesInCommon(one: string, other: string, offsets: Offsets): number {
  const apart = Math.abs(offsets(one) - offsets(other)) % dayMinutes;
  // Two spans on the clock's circle can meet on both sides.
  return Math.max(0, awakeMinutes - apart) + Math.max(0, awakeMinutes - (dayMinutes - apart));
}

/** How well two suit each other, 0 to 1; the same either way round. */
export function scoreOf(one: Seeker, other: Seeker, offsets: Offsets): number {
  const hours = minutesInCommon(one.timeZone, other.timeZone, offsets) / awakeMinutes;
  const step = 1 - Math.min(Math.abs(one.step - other.step), farSteps) / farSteps;
  return weights.hours * hours + weights.step * step + weights.pace * paceScore(one, other);
}

function paceScore({ hoursAWeek: one }: Seeker, { hoursAWeek: other }: Seeker): number {
  if (one === null || other === null) return neutralPace;
  const most = Math.max(one, other);
  return most === 0 ? 1 : Math.min(one, other) / most;
}

/** Everybody who may be proposed, the best first; of equals, who has waited longest. Never oneself, nor who is avoided. */
export function ranked(
  own: Seeker,
  others: readonly Seeker[],
  avoided: ReadonlySet<string>,
  atMs: number,
): Seeker[] {
  const offsets = offsetsAt(atMs);
  return others
    .filter(({ userId }) => userId !== own.userId && !avoided.has(userId))
    .map((seeker) => ({ seeker, score: scoreOf(own, seeker, offsets) }))
    .toSorted((a, b) => b.score - a.score || inOrder(a.seeker, b.seeker))
    .map(({ seeker }) => seeker);
}

/** The pair that a third suits best: by both of them together. Undefined if none may be asked. */
export function bestPair<T extends { readonly members: readonly Seeker[] }>(
  third: Seeker,
  pairs: readonly T[],
  avoided: ReadonlySet<string>,
  atMs: number,
): T | undefined {
  const offsets = offsetsAt(atMs);
  const [best] = pairs
    .filter(({ members }) => members.every(({ userId }) => userId !== third.userId && !avoided.has(userId)))
    .map((pair) => ({
      pair,
      score: pair.members.reduce((sum, member) => sum + scoreOf(third, member, offsets), 0),
      first: pair.members.toSorted(inOrder)[0] ?? third,
    }))
    .toSorted((a, b) => b.score - a.score || inOrder(a.first, b.first));
  return best?.pair;
}

const inOrder = (a: Seeker, b: Seeker) =>
  a.sinceAt - b.sinceAt || (a.userId < b.userId ? -1 : Number(a.userId > b.userId));

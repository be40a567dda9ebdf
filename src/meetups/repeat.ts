/** When a meetup starts, once or every week. Pure; a week is a matter of the zone's calendar, never of adding seconds. */

export interface Repeating {
  /** The first start: ms, UTC. */
  readonly firstAtMs: number;
  /** IANA name: whose clock the weekly repetitions keep. */
  readonly timeZone: string;
  readonly weekly: boolean;
}

const weekMs = 7 * 24 * 60 * 60_000;

/**
 * The first start (ms, UTC) strictly after `afterMs`; null if there is none any more. Each week has the local time of
 * the first; one that a clock change skips comes later, one that it repeats is the first (Temporal's `compatible`).
 */
export function nextStart(meetup: Repeating, afterMs: number): number | null {
  if (meetup.firstAtMs > afterMs) return meetup.firstAtMs;
  if (!meetup.weekly) return null;
  const first = Temporal.Instant.fromEpochMilliseconds(meetup.firstAtMs)
    .toZonedDateTimeISO(meetup.timeZone)
    .toPlainDateTime();
  // Clock changes move a start by less than a week: from one week earlier than by the seconds, none is missed.
  for (let week = Math.max(1, Math.floor((afterMs - meetup.firstAtMs) / weekMs) - 1); ; week += 1) {
    const startMs = first.add({ weeks: week }).toZonedDateTime(meetup.timeZone).epochMilliseconds;
    if (startMs > afterMs) return startMs;
  }
}

/** All starts (ms, UTC) from `fromMs` on and before `toMs`, in order. */
export function startsBetween(meetup: Repeating, fromMs: number, toMs: number): number[] {
  const starts: number[] = [];
  let startMs = nextStart(meetup, fromMs - 1);
  while (startMs !== null && startMs < toMs) {
    starts.push(startMs);
    startMs = nextStart(meetup, startMs);
  }
  return starts;
}

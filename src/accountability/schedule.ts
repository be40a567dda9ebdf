/** When a weekly nudge is due. Pure; local time is a matter of the member's IANA zone, never of adding seconds. */

export interface Schedule {
  /** ISO weekday, 1 (Monday) to 7 (Sunday). */
  readonly weekday: number;
  /** Minutes after midnight, local. */
  readonly minuteOfDay: number;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * The first instant (ms, UTC) after `afterMs` at which the schedule falls due. A local time that a clock change skips
 * comes as much later as the clock jumped; one that it repeats counts the first time (Temporal's `compatible`).
 */
export function nextNudgeAt(schedule: Schedule, afterMs: number): number {
  const after = Temporal.Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(schedule.timeZone);
  const time = new Temporal.PlainTime(Math.floor(schedule.minuteOfDay / 60), schedule.minuteOfDay % 60);
  // Yesterday's date is tried first: a skipped local time near midnight may fall into the next day.
  const from = after.toPlainDate().subtract({ days: 1 });
  const date = from.add({ days: (schedule.weekday - from.dayOfWeek + 7) % 7 });
  for (let week = 0; ; week += 1) {
    const due = date
      .add({ weeks: week })
      .toZonedDateTime({ timeZone: schedule.timeZone, plainTime: time })
      .toInstant().epochMilliseconds;
    if (due > afterMs) return due;
  }
}

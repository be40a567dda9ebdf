/** Weeks and due times, reckoned by the judge's own means: nothing of the bot is used. */

const inZone = (atMs: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

/** The ISO week of a day, named so that weeks sort as they follow each other. */
export function weekOfDay(day: Temporal.PlainDate): string {
  const thursday = day.add({ days: 4 - day.dayOfWeek });
  return `${thursday.year}-W${String(Math.ceil(thursday.dayOfYear / 7)).padStart(2, '0')}`;
}

/** The ISO week of an instant (ms, UTC) in a zone. */
export const weekAt = (atMs: number, zone: string): string => weekOfDay(inZone(atMs, zone).toPlainDate());

/** All ISO weeks from that of one instant to that of another (ms, UTC) in a zone. */
export function weeksFrom(fromMs: number, toMs: number, zone: string): string[] {
  const first = inZone(fromMs, zone).toPlainDate();
  const last = inZone(toMs, zone).toPlainDate();
  const weeks: string[] = [];
  let monday = first.subtract({ days: first.dayOfWeek - 1 });
  for (; Temporal.PlainDate.compare(monday, last) <= 0; monday = monday.add({ days: 7 })) {
    weeks.push(weekOfDay(monday));
  }
  return weeks;
}

/** The first instant (ms, UTC) of a day, `2027-03-01`, in a zone. */
export const startOf = (day: string, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;

/** The first instant (ms, UTC) after another at which it is that weekday and time in the zone. */
export function firstAfter(
  afterMs: number,
  { weekday, minuteOfDay, zone }: { weekday: number; minuteOfDay: number; zone: string },
): number {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
  // A clock change may carry a time over midnight, so the days begin with yesterday.
  for (let day = inZone(afterMs, zone).toPlainDate().subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    if (day.dayOfWeek !== weekday) continue;
    const due = day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    if (due > afterMs) return due;
  }
}

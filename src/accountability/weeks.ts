/** ISO weeks, as a member's zone has them. Pure. */

/** Hours into the next week for which a week can still be reported: a Sunday's nudge is often read on Monday. */
const reportableForHours = 48;

const localDate = (atMs: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();

const nameOf = (date: Temporal.PlainDate): string =>
  `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;

/** The ISO week in which an instant falls in a zone, such as `2026-W48`; names sort as the weeks follow each other. */
export function isoWeek(atMs: number, timeZone: string): string {
  return nameOf(localDate(atMs, timeZone));
}

/** `isoWeek` for many members at once: each zone is reckoned once for an instant. */
export function isoWeeks(): typeof isoWeek {
  const known = new Map<string, string>();
  return (atMs, timeZone) => {
    const key = `${atMs} ${timeZone}`;
    const week = known.get(key) ?? isoWeek(atMs, timeZone);
    known.set(key, week);
    return week;
  };
}

/** The last `count` ISO weeks up to the one of `atMs`, oldest first. */
export function recentWeeks(atMs: number, timeZone: string, count: number): string[] {
  const date = localDate(atMs, timeZone);
  return Array.from({ length: count }, (_, index) => nameOf(date.subtract({ weeks: count - 1 - index })));
}

/** All ISO weeks that the time from one instant to another (both ms, UTC, and included) touches, oldest first. */
export function weeksBetween(fromMs: number, toMs: number, timeZone: string): string[] {
  const monday = mondayOf(isoWeek(fromMs, timeZone));
  const last = localDate(Math.max(fromMs, toMs), timeZone);
  const count = Math.floor(monday.until(last).days / 7) + 1;
  return Array.from({ length: count }, (_, index) => nameOf(monday.add({ weeks: index })));
}

/** The Monday with which an ISO week begins. @throws {RangeError} if the name is none of a week. */
export function mondayOf(week: string): Temporal.PlainDate {
  const found = /^(\d{4})-W(\d{2})$/.exec(week);
  if (found === null) throw new RangeError(`no ISO week: ${week}`);
  // The fourth of January is always in the first week.
  const fourth = new Temporal.PlainDate(Number(found[1]), 1, 4);
  return fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(found[2]) - 1 });
}

/** Whether a name, such as 2027-W53, is that of a week that there is. */
export const isWeek = (name: string): boolean =>
  /^\d{4}-W\d{2}$/.test(name) && nameOf(mondayOf(name)) === name;

/** The ISO week after another. */
export const weekAfter = (week: string): string => nameOf(mondayOf(week).add({ weeks: 1 }));

/** The ISO week before another. */
export const weekBefore = (week: string): string => nameOf(mondayOf(week).subtract({ weeks: 1 }));

/** Whether `week` can be reported at an instant: while it lasts, and for 48 hours after. Weeks to come can't. */
export function isReportable(week: string, atMs: number, timeZone: string): boolean {
  const latest = isoWeek(atMs, timeZone);
  const earliest = isoWeek(atMs - reportableForHours * 60 * 60_000, timeZone);
  return earliest <= week && week <= latest;
}

/** All ISO weeks from the first of `names` up to the present one, oldest first; the present one alone if it is earlier. */
export function weeksSince(names: Iterable<string>, nowMs: number, timeZone: string): string[] {
  const present = isoWeek(nowMs, timeZone);
  const [first = present] = [present, ...names].sort();
  const monday = mondayOf(first);
  const count = monday.until(mondayOf(present)).days / 7 + 1;
  return Array.from({ length: count }, (_, index) => nameOf(monday.add({ weeks: index })));
}

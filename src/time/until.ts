/** Days to come, as people type them. Pure. */
import { parse } from 'chrono-node';

/** The furthest day that may be named, in days. */
const mostDays = 366;

/** Reads a number of weeks or days by itself: chrono wants "in" before it. */
const span = /^(?<count>\d{1,3})\s*(?<unit>d|days?|w|weeks?|months?)$/i;

/**
 * The first instant (ms, UTC) of the day that `typed` means in a zone: `2027-03-01`, `march 1`, `2 weeks`, `monday`.
 * `past` if it is today or earlier, `far` if it is more than a year away, null if it names no day.
 */
export function readUntil(typed: string, nowMs: number, timeZone: string): number | 'past' | 'far' | null {
  const words = typed.normalize('NFKC').trim().toLowerCase();
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  const day = ofSpan(words, today) ?? ofDate(words, today);
  if (day === null) return null;
  if (Temporal.PlainDate.compare(day, today) <= 0) return 'past';
  if (today.until(day).days > mostDays) return 'far';
  return day.toZonedDateTime(timeZone).epochMilliseconds;
}

function ofSpan(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const found = span.exec(words)?.groups;
  if (found === undefined) return null;
  const count = Number(found['count']);
  const unit = found['unit']?.[0];
  return today.add(unit === 'd' ? { days: count } : unit === 'w' ? { weeks: count } : { months: count });
}

/** Day and month first or last: half of the world reads it one way, half the other. */
const ambiguous = /^\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?$/;

/** Chrono reckons in the zone of the machine: at noon, no zone's clock changes move the day. */
function ofDate(words: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (ambiguous.test(words)) return null;
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const found = parse(words, noon, { forwardDate: true })[0];
  // Words around a date are more likely a misunderstanding than a date.
  if (found === undefined || found.end != null || found.text.length < words.length) return null;
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) => found.start.get(part));
  if (year == null || month == null || day == null) return null;
  return Temporal.PlainDate.from({ year, month, day });
}

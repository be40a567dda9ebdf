/** The day in what chrono has read. Pure. */
import type { ParsedComponents } from 'chrono-node';

/** A day; if a weekday or a time alone names it, the first that comes into question, and after how many days the next. */
export interface NamedDay {
  readonly date: Temporal.PlainDate;
  readonly everyDays: 0 | 1 | 7;
}

/**
 * The day of components that chrono read in `words`, or why they name none. Of what chrono made up, nothing counts but
 * the year nearest to today and the week that "this" or "next" means.
 */
export function namedDay(
  start: ParsedComponents,
  today: Temporal.PlainDate,
  words: string,
): NamedDay | 'unreadable' | 'past' | 'too far' {
  const [year, month, day] = (['year', 'month', 'day'] as const).map((part) => start.get(part));
  if (year == null || month == null || day == null) return 'unreadable';
  // Dates end somewhere, and instants sooner: nothing far from today gets that far.
  if (Math.abs(year - today.year) > 2) return year > today.year ? 'too far' : 'past';
  const isDate = start.isCertain('day') || start.tags().has('result/relativeDate');
  if (isDate) return ofDate(start, { year, month, day }, today);
  if (start.isCertain('month') || start.isCertain('year')) return 'unreadable';
  if (start.isCertain('weekday')) return ofWeekday(Temporal.PlainDate.from({ year, month, day }), words);
  if (
    words
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.some((word) => !ofTime.has(word))
  )
    return 'unreadable';
  return { date: today.subtract({ days: 1 }), everyDays: 1 };
}

/** Words that say nothing of the day. With any other, chrono has lost a day: it reads no Tuesday in "evening tuesday 7pm". */
const ofTime: ReadonlySet<string> = new Set([
  ...['at', 'from', 'in', 'the', 'this', 'a', 'p', 'm', 'am', 'pm', 'o', 'clock', 'oclock', 'utc', 'gmt'],
  ...['morning', 'noon', 'midday', 'afternoon', 'evening', 'night', 'midnight'],
]);

function ofWeekday(read: Temporal.PlainDate, words: string): NamedDay | 'past' {
  if (/\b(?:last|past)\b/.test(words)) return 'past';
  // "Next friday" is that of next week, as chrono has it. Without such a word, chrono's is the nearest, past or not.
  return { date: /\bnext\b/.test(words) ? read : read.subtract({ days: 7 }), everyDays: 7 };
}

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function ofDate(
  start: ParsedComponents,
  parts: DateParts,
  today: Temporal.PlainDate,
): NamedDay | 'unreadable' {
  const date = start.isCertain('year') ? dateOf(parts) : dateFrom(parts, today);
  if (date === undefined) return 'unreadable';
  // A weekday beside a date confirms it, or one of the two is wrong.
  const isContradicted = start.isCertain('weekday') && start.get('weekday') !== date.dayOfWeek % 7;
  return isContradicted ? 'unreadable' : { date, everyDays: 0 };
}

/** A date whose year nobody gave is the next one, today counting. */
function dateFrom(parts: DateParts, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  const date = dateOf(parts);
  const isOver = date !== undefined && Temporal.PlainDate.compare(date, today) < 0;
  return isOver ? dateOf({ ...parts, year: parts.year + 1 }) : date;
}

/** Undefined if the month has no such day. */
function dateOf(parts: DateParts): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

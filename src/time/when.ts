/** When something is to be, as people type it. Pure: the machine's own zone plays no part. */
import { parse } from 'chrono-node';
import { readMinutes } from './minutes.ts';
import { type NamedDay, namedDay } from './named-day.ts';
import { formatTimeOfDay, parseTimeOfDay, weekdays } from './time-of-day.ts';

export { weekdayAndTime } from './weekday-and-time.ts';

/** An instant (ms, UTC, a whole minute), or why there is none. */
export type When =
  | { readonly atMs: number }
  | { readonly problem: 'unreadable' | 'no time' | 'past' | 'too far' };

type Problem = Extract<When, { problem: string }>['problem'];

const minuteMs = 60_000;

/** The furthest that may be named: any day of the year to come. */
const mostMs = 366 * 24 * 60 * minuteMs;

/** No way to say when is longer than this, in characters; the parser's time grows with the text. */
const mostCharacters = 100;

/**
 * The instant that `typed` means in a zone: `sat 18:30`, `tomorrow 7pm`, `every thursday at seven`, `in 3 days at 19:00`, `2027-03-04 19:00`.
 * A weekday, or a time alone, is the next one to come; an offset in the text (`+01:00`, `UTC`) wins over the zone. A
 * local time that a clock change skips comes later, one that it repeats is the first (Temporal's `compatible`).
 * `4/3/2027` is unreadable: half of the world reads it one way, half the other. Never throws for any text.
 */
export function readWhen(typed: string, nowMs: number, timeZone: string): When {
  if (typed.trim().length > mostCharacters) return { problem: 'unreadable' };
  const words = tidy(typed);
  const found = ofInstant(words) ?? ofSpan(words, nowMs) ?? ofWords(words, nowMs, timeZone);
  if (typeof found === 'string') return { problem: found };
  const atMs = Math.round(found / minuteMs) * minuteMs;
  if (atMs <= nowMs) return { problem: 'past' };
  return atMs > nowMs + mostMs ? { problem: 'too far' } : { atMs };
}

const names = Object.keys(weekdays);
/** From one o'clock on. */
const hourWords = [
  ...['one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];
const shortWeekday = /^(?:mo|tu|we|th|fr|sa|su)(?=[ .,])/;

/** `every thursday`, `thursdays`: the next of them is meant. */
const repeated = /\b(?:every )?(mon|tues|wednes|thurs|fri|satur|sun)days?\b/g;

const hours = hourWords.join('|');
const spelledHour = new RegExp(`(?<=\\bat )(?:${hours})\\b|\\b(?:${hours})(?= ?[ap]\\.?m)`, 'g');

/** Spells what chrono does not know the way that it does: `18h`, `18.30` alone, `sa 18:30`, `thursdays at seven`. */
function tidy(typed: string): string {
  const words = typed.normalize('NFKC').toLowerCase().replaceAll('@', ' at ').replace(/\s+/g, ' ').trim();
  // A bare number might be an hour, a day or a year.
  const alone = /^\d+$/.test(words) ? undefined : parseTimeOfDay(words);
  if (alone !== undefined) return formatTimeOfDay(alone);
  return words
    .replace(shortWeekday, (short) => names.find((name) => name.startsWith(short)) ?? short)
    .replace(/\bevery (?=(?:mon|tues?|wed|thu|thurs?|fri|sat|sun)\b)/g, '')
    .replace(repeated, '$1day')
    .replace(spelledHour, (word) => String(hourWords.indexOf(word) + 1))
    .replace(/(?<![+-])\b(\d{1,2})h(\d{2})?\b/g, (_, hour: string, minute = '00') => `${hour}:${minute}`)
    .replace(/ ?(?:\butc|\bgmt|(?<=\d ?)z)$/, ' UTC');
}

const isoWithOffset = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d)? ?(?:UTC|[+-]\d\d(?::?\d\d)?)$/;

/** ISO 8601 with an offset. Not left to chrono, which takes `19:00-05:00` for the hours from seven to five. */
function ofInstant(words: string): number | Problem | undefined {
  if (!isoWithOffset.test(words)) return undefined;
  try {
    return Temporal.Instant.from(words.replace(/ ?UTC$/, 'z').replace(/ (?=[+-])/, '')).epochMilliseconds;
  } catch {
    return 'unreadable';
  }
}

/** `in 2 hours`. Not left to chrono, which would count across clock changes of the machine's zone. */
function ofSpan(words: string, nowMs: number): number | undefined {
  const span = /^in (?:an? )?(?<length>.*[a-z].*)$/.exec(words)?.groups?.['length'];
  if (span === undefined) return undefined;
  const minutes = readMinutes(/^in an? /.test(words) ? `1 ${span}` : span);
  return minutes === undefined ? undefined : nowMs + minutes * minuteMs;
}

/** Numbers in which the day may be the month: with slashes, or with dots and dashes where they can be no time. */
const ambiguousDate = /(?<![\d/])\d{1,2}\/\d|\b\d{1,2}\.\d{1,2}\.|\b\d{1,2}-\d{1,2}-\d/;

/** Chrono reads over the first two, and takes the third for the next day. */
const vague = /\b(?:before|after|weekday)\b/;

function ofWords(words: string, nowMs: number, timeZone: string): number | Problem {
  if (ambiguousDate.test(words) || vague.test(words)) return 'unreadable';
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  // Chrono reckons in the zone of the machine: from noon, no zone's clock changes move the day.
  const found = parse(words, new Date(today.year, today.month - 1, today.day, 12))[0];
  // Words around a date are more likely a misunderstanding than a date; hours from and to are for the length to say.
  if (found === undefined || found.end != null || found.text.length < words.length) return 'unreadable';
  const { start } = found;
  if (!start.isCertain('hour')) return 'no time';
  // Abbreviations such as IST or CST mean several zones; what is relative to now has the machine's own offset.
  const hasOffset = start.isCertain('timezoneOffset');
  if (hasOffset && !/(?:UTC|[+-]\d{1,2}(?::?\d\d)?\)?)$/.test(words)) return 'unreadable';
  const day = namedDay(start, today, words);
  if (typeof day === 'string') return day;
  return firstAfter(day, nowMs, (date) => {
    const local = date.toPlainDateTime({ hour: start.get('hour') ?? 0, minute: start.get('minute') ?? 0 });
    const atMs = local.toZonedDateTime(hasOffset ? 'UTC' : timeZone).epochMilliseconds;
    return atMs - (hasOffset ? (start.get('timezoneOffset') ?? 0) * minuteMs : 0);
  });
}

/** The instant (ms, UTC) on that day, or on the first of its repetitions that is still to come. */
function firstAfter(day: NamedDay, nowMs: number, instantOn: (date: Temporal.PlainDate) => number): number {
  let { date } = day;
  let atMs = instantOn(date);
  while (day.everyDays > 0 && atMs <= nowMs) {
    date = date.add({ days: day.everyDays });
    atMs = instantOn(date);
  }
  return atMs;
}

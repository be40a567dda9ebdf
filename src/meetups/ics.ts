/** A meetup as a file that calendars open: iCalendar, RFC 5545. Pure. */
import ical, { ICalCalendarMethod, ICalEventRepeatingFreq, ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block } from 'timezones-ical-library';

export interface CalendarMeetup {
  /** The same for all editions of a meetup: calendars know it by that. Of the bot's own making. */
  readonly uid: string;
  /** Higher in each edition. */
  readonly sequence: number;
  /** Title, place and description may be anything that a member typed. */
  readonly title: string;
  readonly place: string;
  readonly description: string;
  readonly url?: string;
  /** Of the first, if it repeats: ms, UTC. */
  readonly startsAtMs: number;
  readonly minutes: number;
  /** IANA name: whose clock the weekly repetitions keep. */
  readonly timeZone: string;
  readonly weekly: boolean;
  readonly cancelled: boolean;
  /** When this edition was written: ms, UTC. */
  readonly stampMs: number;
}

/**
 * The file's content, for `text/calendar; charset=utf-8`. A single meetup is in UTC, which each calendar shows in its
 * reader's zone; a weekly one names its zone, whose clock the repetitions keep. Texts come out as they were, but for what
 * `textOf` leaves out; a link that is none is left out.
 */
export function icsOf(meetup: CalendarMeetup): string {
  const zone = meetup.weekly ? zoneOf(meetup.timeZone) : null;
  const calendar = ical({
    prodId: '//nextstep//meetups//EN',
    method: meetup.cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: () => zone?.definition ?? null },
  });
  calendar.createEvent({
    id: meetup.uid,
    sequence: meetup.sequence,
    stamp: instant(meetup.stampMs),
    start: instant(meetup.startsAtMs),
    end: instant(meetup.startsAtMs + meetup.minutes * 60_000),
    timezone: zone?.id ?? null,
    repeating: meetup.weekly ? { freq: ICalEventRepeatingFreq.WEEKLY } : null,
    summary: textOf(meetup.title),
    location: textOf(meetup.place) || null,
    description: textOf(meetup.description) || null,
    url: meetup.url === undefined ? null : linkOf(meetup.url),
    status: meetup.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  // The generator leaves out the line break that the last line must have too.
  return `${calendar.toString()}\r\n`;
}

const instant = (atMs: number) => Temporal.Instant.fromEpochMilliseconds(atMs);

/** The zone's id and VTIMEZONE; null for UTC, which needs none. Zones of one clock share a name: Oslo's is Berlin's. */
function zoneOf(timeZone: string): { readonly id: string; readonly definition: string | null } | null {
  if (timeZone === 'UTC') return null;
  const [definition, parameter] = tzlib_get_ical_block(timeZone);
  // One so new that the library lacks it: calendars know zones by name, and need the definition only as a last resort.
  if (definition === undefined || parameter === undefined) return { id: timeZone, definition: null };
  return { id: parameter.replace('TZID=', ''), definition };
}

/** Breaks between lines, of every kind that anybody takes for one. */
const lineBreaks = /\r\n|[\r\u0085\u2028\u2029]/g;

/** What RFC 5545 allows in no text (3.3.11), and overrides of the writing direction: a line must read as what it is. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unwanted = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g;

/** A text without control characters and halves of characters. The generator escapes the rest. */
const textOf = (text: string): string => text.toWellFormed().replace(lineBreaks, '\n').replace(unwanted, '');

/** The generator escapes commas, semicolons and backslashes as in a text, which a link is not: none may be left. */
function linkOf(url: string): string | null {
  const link = URL.parse(url);
  if (link?.protocol !== 'https:' && link?.protocol !== 'http:') return null;
  return link.href.replace(/[,;\\]/g, encodeURIComponent);
}

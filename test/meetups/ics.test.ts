import fc from 'fast-check';
import ICAL from 'ical.js';
import { sync } from 'node-ical';
import { describe, expect, test } from 'vitest';
import { type CalendarMeetup, icsOf } from '../../src/meetups/ics.ts';
import { startsBetween } from '../../src/meetups/repeat.ts';

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;
const ms = (iso: string) => Temporal.Instant.from(iso).epochMilliseconds;

const meetup: CalendarMeetup = {
  uid: 'meetup-7@nextstep',
  sequence: 3,
  title: 'Reading group',
  place: 'Voice channel “Study”',
  description: 'Chapter 4.\nBring questions.',
  url: 'https://discord.com/channels/1/2',
  startsAtMs: ms('2027-01-13T18:00:00Z'),
  minutes: 90,
  timeZone: 'Europe/Berlin',
  weekly: true,
  cancelled: false,
  stampMs: ms('2027-01-01T12:34:56Z'),
};

/** As a calendar reads it that believes the file: the zone is what its VTIMEZONE says. */
function parsed(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  const [component] = events;
  if (component === undefined || events.length > 1) throw new Error(`${events.length} events`);
  return { calendar, component, event: new ICAL.Event(component) };
}

function startsOf(text: string, count: number): number[] {
  const next = parsed(text).event.iterator();
  return Array.from({ length: count }, () => (next.next()?.toUnixTime() ?? Number.NaN) * 1000);
}

/** As a calendar reads it that knows zones by their name. */
function startsByName(text: string, uid: string, toMs: number): number[] {
  const event = sync.parseICS(text)[uid];
  if (event?.type !== 'VEVENT' || event.rrule === undefined) throw new Error('no event that repeats');
  return event.rrule.between(new Date(0), new Date(toMs - 1), true).map((date) => date.getTime());
}

describe('fields', () => {
  test('of a weekly meetup', () => {
    const { calendar, component, event } = parsed(icsOf(meetup));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getFirstPropertyValue('prodid')).toMatch(/^-\/\/nextstep\/\//);
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH');
    expect(calendar.getAllSubcomponents('vtimezone').length).toBe(1);
    expect(event.uid).toBe(meetup.uid);
    expect(event.sequence).toBe(3);
    expect(event.summary).toBe(meetup.title);
    expect(event.location).toBe(meetup.place);
    expect(event.description).toBe(meetup.description);
    expect(component.getFirstPropertyValue('url')).toBe(meetup.url);
    expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2027-01-01T12:34:56Z');
    expect(component.getFirstProperty('dtstart')?.getParameter('tzid')).toBe('Europe/Berlin');
    expect(String(event.startDate)).toBe('2027-01-13T19:00:00');
    expect(event.startDate.toUnixTime() * 1000).toBe(meetup.startsAtMs);
    expect(event.duration.toSeconds()).toBe(90 * 60);
    expect(String(component.getFirstPropertyValue('rrule'))).toBe('FREQ=WEEKLY');
  });

  test('of a single one, which is in UTC and needs no zone', () => {
    const { calendar, component, event } = parsed(icsOf({ ...meetup, weekly: false }));
    expect(calendar.getAllSubcomponents('vtimezone')).toEqual([]);
    expect(String(component.getFirstPropertyValue('dtstart'))).toBe('2027-01-13T18:00:00Z');
    expect(String(component.getFirstPropertyValue('dtend'))).toBe('2027-01-13T19:30:00Z');
    expect(event.isRecurring()).toBe(false);
  });

  test('of one that is called off', () => {
    for (const weekly of [true, false]) {
      const { calendar, component, event } = parsed(
        icsOf({ ...meetup, weekly, cancelled: true, sequence: 4 }),
      );
      expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
      expect(component.getFirstPropertyValue('status')).toBe('CANCELLED');
      expect([event.uid, event.sequence, event.isRecurring()]).toEqual([meetup.uid, 4, weekly]);
    }
  });

  test('what is empty is left out, and so is a link that is none', () => {
    for (const url of ['', 'no link', 'https://', '\r\nATTENDEE:x', 'javascript:alert(1)']) {
      const { component } = parsed(icsOf({ ...meetup, place: '', description: '\0', url }));
      const names = component.getAllProperties().map((property) => property.name);
      expect(names).not.toContain('location');
      expect(names).not.toContain('description');
      expect(names, url).not.toContain('url');
      expect(names).not.toContain('attendee');
    }
  });

  test('a link leads where it led, and adds no line', () => {
    const url = 'https://example.org/a,b;c?q=x\\y,z&r=1\r\nATTENDEE:mailto:a@example.org#,;';
    const { component } = parsed(icsOf({ ...meetup, url }));
    expect(component.getFirstProperty('attendee')).toBeNull();
    const link = String(component.getFirstPropertyValue('url'));
    expect(decodeURIComponent(link)).toBe(decodeURIComponent(new URL(url).href));
    expect(link).not.toMatch(/[\\,;\s]/);
  });

  test('both parsers agree', () => {
    const event = sync.parseICS(icsOf(meetup))[meetup.uid];
    if (event?.type !== 'VEVENT') throw new Error('no event');
    expect(event.summary).toBe(meetup.title);
    expect(event.location).toBe(meetup.place);
    expect(event.description).toBe(meetup.description);
    expect(event.status).toBe('CONFIRMED');
    expect(event.start.getTime()).toBe(meetup.startsAtMs);
    expect(event.end?.getTime()).toBe(meetup.startsAtMs + 90 * minuteMs);
  });
});

describe('each week', () => {
  const firsts = [
    ['Europe/Berlin', '2027-03-10T19:00'],
    ['Europe/Berlin', '2027-10-13T19:00'],
    ['America/New_York', '2027-03-02T18:30'],
    ['America/New_York', '2027-10-20T23:30'],
    ['Australia/Sydney', '2027-03-15T19:00'],
    ['Australia/Sydney', '2027-09-20T00:15'],
    ['Asia/Kolkata', '2027-03-10T19:00'],
    ['UTC', '2027-03-10T19:00'],
    // Zones that share their clock with another have its name in the file.
    ['Europe/Oslo', '2027-03-10T19:00'],
    ['Asia/Calcutta', '2027-03-10T19:00'],
    ['Africa/Accra', '2027-10-10T19:00'],
    ['America/Argentina/Buenos_Aires', '2027-03-10T19:00'],
    ['Australia/Lord_Howe', '2027-03-10T19:00'],
    ['Pacific/Kiritimati', '2027-03-10T01:00'],
    ['Europe/Dublin', '2027-10-10T19:00'],
  ] as const;

  test.each(firsts)('in %s from %s, calendars keep the local time for a year', (timeZone, first) => {
    const startsAtMs = Temporal.PlainDateTime.from(first).toZonedDateTime(timeZone).epochMilliseconds;
    const text = icsOf({ ...meetup, timeZone, startsAtMs });
    const toMs = startsAtMs + 53 * weekMs;
    const expected = startsBetween({ firstAtMs: startsAtMs, timeZone, weekly: true }, 0, toMs);
    expect(startsOf(text, expected.length)).toEqual(expected);
    expect(startsByName(text, meetup.uid, toMs)).toEqual(expected);
  });

  test('in zones of many kinds, from any minute of a year', () => {
    const zone = fc.constantFrom(...new Set(firsts.map(([name]) => name)));
    const minute = fc.integer({
      min: ms('2027-01-01T00:00:00Z') / minuteMs,
      max: ms('2028-01-01T00:00:00Z') / minuteMs,
    });
    fc.assert(
      fc.property(zone, minute, (timeZone, at) => {
        const startsAtMs = at * minuteMs;
        const local = Temporal.Instant.fromEpochMilliseconds(startsAtMs).toZonedDateTimeISO(timeZone);
        const repeats = (week: number) => {
          const plain = local.toPlainDateTime().add({ weeks: week });
          return (
            plain.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds !==
            plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' }).epochMilliseconds
          );
        };
        // On nights of clock changes, parsers are at odds about what a local time means.
        fc.pre(!Array.from({ length: 53 }, (_, week) => repeats(week)).some(Boolean));
        const expected = startsBetween(
          { firstAtMs: startsAtMs, timeZone, weekly: true },
          0,
          startsAtMs + 53 * weekMs,
        );
        expect(startsOf(icsOf({ ...meetup, timeZone, startsAtMs }), expected.length)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

/** What a text is to come out as. */
const kept = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\0-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g, '');

function expectText(title: string, place: string, description: string): void {
  const text = icsOf({ ...meetup, title, place, description });
  // Folded, ended, and nothing in it that is no line: RFC 5545, 3.1.
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  for (const line of text.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\r\n]/);
    expect(line.isWellFormed(), 'no character is cut in two').toBe(true);
  }
  const { calendar, component, event } = parsed(text);
  expect(event.summary).toBe(kept(title));
  expect(event.location ?? '').toBe(kept(place));
  expect(event.description ?? '').toBe(kept(description));
  expect(calendar.getAllSubcomponents().map((part) => part.name)).toEqual(['vtimezone', 'vevent']);
  expect(component.getAllSubcomponents()).toEqual([]);
  const names = component.getAllProperties().map((property) => property.name);
  expect(new Set(names).size, 'no field is there twice').toBe(names.length);
  expect(names.filter((name) => name.startsWith('x-') || name === 'attendee')).toEqual([]);
}

test.each([
  'a, b; c \\ d: "e" \\n \\, ^n',
  'Title\r\nBEGIN:VALARM\r\nTRIGGER:-PT1M\r\nACTION:DISPLAY\r\nEND:VALARM',
  'Title\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR',
  'Title\rX-INJECTED:1',
  'Title\u2028ATTENDEE:mailto:a@example.org\u0085X-A:1',
  'Title\r\n ATTENDEE:folded',
  '🥑'.repeat(100),
  '👩‍👩‍👧‍👦'.repeat(50),
  'é'.repeat(200),
  'לימוד משותף, מחר; בערב',
  'مجموعة القراءة \u200F(4)',
  '\u202Eesrever',
  '\0\x07bell\x1b[31m\ttab',
  'half a 🥑: \uD83E',
  'x'.repeat(66),
  'x'.repeat(67),
  ' spaces around ',
  '\\',
  ';',
  '',
])('%j stays text', (text) => {
  expectText(text, text, text);
});

test('whatever strangers type comes out as it was', () => {
  const pieces = fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    ',',
    ';',
    '\\',
    '\\n',
    ':',
    '"',
    '🥑',
    ' ',
    '\t',
    'BEGIN:VALARM',
    'א',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(fc.property(text, text, text, expectText), { numRuns: 200 });
});

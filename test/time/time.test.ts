import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTimeOfDay, parseTimeOfDay } from '../../src/time/time-of-day.ts';
import { parseTimeZone, suggestTimeZones } from '../../src/time/time-zones.ts';

test.each([
  ['18:30', 1110],
  ['18.30', 1110],
  ['18h30', 1110],
  ['18h', 1080],
  ['1830', 1110],
  ['18', 1080],
  ['6pm', 1080],
  ['6:30 p.m.', 1110],
  ['6 PM', 1080],
  ['12am', 0],
  ['12 pm', 720],
  ['0:00', 0],
  ['23:59', 1439],
  ['７pm', 1140],
  ['24:00', undefined],
  ['6:75', undefined],
  ['13pm', undefined],
  ['0am', undefined],
  ['noon', undefined],
  ['', undefined],
  ['m', undefined],
  ['18m', undefined],
  ['-1', undefined],
  ['1:2:3', undefined],
])('%j is %s minutes after midnight', (typed, expected) => {
  expect(parseTimeOfDay(typed)).toBe(expected);
});

test('every minute of the day is read back as it is shown, and nothing typed throws', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => {
      expect(parseTimeOfDay(formatTimeOfDay(minute))).toBe(minute);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const minute = parseTimeOfDay(typed);
      expect(minute === undefined || (minute >= 0 && minute < 1440)).toBe(true);
    }),
  );
});

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['America/new york', 'America/New_York'],
  ['US/Eastern', 'America/New_York'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['utc', 'UTC'],
  ['+02:00', undefined],
  ['nowhere', undefined],
  ['', undefined],
  ['../etc/passwd', undefined],
])('%j is the zone %s', (typed, expected) => {
  expect(parseTimeZone(typed)).toBe(expected);
});

test('every suggested zone can be taken, for any typing and locale', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('de', 'en-US', 'xx', 'constructor'),
      (typed, locale) => {
        for (const zone of suggestTimeZones(typed, locale, 25)) expect(parseTimeZone(zone)).toBe(zone);
      },
    ),
  );
  expect(suggestTimeZones('kyi', 'en-US', 3)).toEqual(['Europe/Kyiv']);
  expect(suggestTimeZones('são pau', 'en-US', 3)).toEqual(['America/Sao_Paulo']);
});

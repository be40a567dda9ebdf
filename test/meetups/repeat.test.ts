import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextStart, type Repeating, startsBetween } from '../../src/meetups/repeat.ts';

const weekMs = 7 * 24 * 60 * 60_000;
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Cairo',
];

const ms = (iso: string) => Temporal.ZonedDateTime.from(iso).epochMilliseconds;
const meetup = (first: string, weekly = true): Repeating => ({
  firstAtMs: ms(first),
  timeZone: Temporal.ZonedDateTime.from(first).timeZoneId,
  weekly,
});
const local = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
const shown = (at: number, timeZone: string) =>
  local(at, timeZone).toString({ smallestUnit: 'minute', timeZoneName: 'never' });

test('one that does not repeat is once', () => {
  const once = meetup('2027-03-24T19:00[Europe/Berlin]', false);
  expect(nextStart(once, once.firstAtMs - 1)).toBe(once.firstAtMs);
  expect(nextStart(once, once.firstAtMs)).toBeNull();
  expect(startsBetween(once, 0, Number.MAX_SAFE_INTEGER)).toEqual([once.firstAtMs]);
});

test('the beginning counts, the end does not', () => {
  const weekly = meetup('2027-01-13T19:00[Asia/Kolkata]');
  const [first, second, third] = [0, 1, 2].map((week) => weekly.firstAtMs + week * weekMs);
  expect(startsBetween(weekly, weekly.firstAtMs, weekly.firstAtMs + 2 * weekMs)).toEqual([first, second]);
  expect(startsBetween(weekly, weekly.firstAtMs + 1, weekly.firstAtMs + 2 * weekMs + 1)).toEqual([
    second,
    third,
  ]);
  expect(startsBetween(weekly, weekly.firstAtMs, weekly.firstAtMs)).toEqual([]);
  expect(nextStart(weekly, 0)).toBe(first);
});

test.each([
  [
    '2027-03-21T02:30[Europe/Berlin]',
    ['2027-03-21T02:30+01:00', '2027-03-28T03:30+02:00', '2027-04-04T02:30+02:00'],
  ],
  [
    '2027-10-24T02:30[Europe/Berlin]',
    ['2027-10-24T02:30+02:00', '2027-10-31T02:30+02:00', '2027-11-07T02:30+01:00'],
  ],
  [
    '2027-03-10T19:00[America/New_York]',
    ['2027-03-10T19:00-05:00', '2027-03-17T19:00-04:00', '2027-03-24T19:00-04:00'],
  ],
  // The second of two 01:30s: announced as that, it stays that; the weeks after have only one.
  [
    '2027-11-07T01:30-05:00[America/New_York]',
    ['2027-11-07T01:30-05:00', '2027-11-14T01:30-05:00', '2027-11-21T01:30-05:00'],
  ],
])('weekly from %s', (first, expected) => {
  const weekly = meetup(first);
  const starts = startsBetween(weekly, 0, weekly.firstAtMs + 2.5 * weekMs);
  expect(starts.map((at) => shown(at, weekly.timeZone))).toEqual(expected);
});

const instant = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((at) => Math.floor(at / 60_000) * 60_000);
const weekly = fc.record({
  firstAtMs: instant,
  timeZone: fc.constantFrom(...zones),
  weekly: fc.constant(true),
});

test('for two years, each start is a week after the last by the calendar, at the same local time unless that is skipped', () => {
  fc.assert(
    fc.property(weekly, (meetup) => {
      const starts = startsBetween(meetup, meetup.firstAtMs, meetup.firstAtMs + 104 * weekMs);
      expect(starts.length).toBeGreaterThanOrEqual(104);
      const first = local(meetup.firstAtMs, meetup.timeZone).toPlainDateTime();
      starts.forEach((at, week) => {
        const wished = first.add({ weeks: week });
        // No instant has a local time that a clock change skips; any other, one has.
        const exists = wished.toZonedDateTime(meetup.timeZone).toPlainDateTime().equals(wished);
        expect(local(at, meetup.timeZone).toPlainDateTime().equals(wished)).toBe(exists);
      });
      for (const [index, at] of starts.slice(1).entries()) {
        const beforeMs = starts[index] ?? 0;
        // A start that was moved by an hour is an hour nearer to the one after it, though the clock has changed before.
        const offsets = [at, beforeMs, beforeMs - weekMs].map(
          (ms) => local(ms, meetup.timeZone).offsetNanoseconds,
        );
        const change = (Math.max(...offsets) - Math.min(...offsets)) / 1_000_000;
        expect(Math.abs(at - beforeMs - weekMs)).toBeLessThanOrEqual(change);
      }
    }),
    { numRuns: 200 },
  );
});

test('the next start is strictly after, and the first of all that are', () => {
  fc.assert(
    fc.property(weekly, fc.integer({ min: -weekMs, max: 600 * weekMs }), (meetup, laterMs) => {
      const afterMs = meetup.firstAtMs + laterMs;
      const next = nextStart(meetup, afterMs) ?? Number.NaN;
      expect(next).toBeGreaterThan(afterMs);
      // At the start itself, the one after it is next; a moment before, it still is.
      expect(nextStart(meetup, next - 1)).toBe(next);
      expect(nextStart(meetup, next)).toBeGreaterThan(next);
      expect(startsBetween(meetup, meetup.firstAtMs, next).filter((at) => at > afterMs)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

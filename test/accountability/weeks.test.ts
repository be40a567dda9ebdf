import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isoWeek,
  isReportable,
  mondayOf,
  recentWeeks,
  weekAfter,
  weekBefore,
  weeksBetween,
  weeksSince,
} from '../../src/accountability/weeks.ts';

const hourMs = 60 * 60_000;
const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;
const zone = fc.constantFrom(
  'UTC',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
);
const instant = fc.integer({ min: ms('2020-01-01T00:00:00Z'), max: ms('2035-01-01T00:00:00Z') });

test('weeks follow each other, over years of 53 weeks too, and sort as they do', () => {
  fc.assert(
    fc.property(instant, zone, (at, timeZone) => {
      const week = isoWeek(at, timeZone);
      expect(weekBefore(weekAfter(week))).toBe(week);
      expect(weekAfter(week) > week).toBe(true);
      expect(mondayOf(week).dayOfWeek).toBe(1);
      expect(recentWeeks(at, timeZone, 2)).toEqual([weekBefore(week), week]);
    }),
  );
  expect(weekAfter('2026-W53')).toBe('2027-W01');
});

test('the weeks between two instants are all that the time touches', () => {
  fc.assert(
    fc.property(instant, zone, fc.integer({ min: 0, max: 400 * 24 }), (from, timeZone, hours) => {
      const to = from + hours * hourMs;
      const weeks = weeksBetween(from, to, timeZone);
      expect(weeks[0]).toBe(isoWeek(from, timeZone));
      expect(weeks.at(-1)).toBe(isoWeek(to, timeZone));
      for (const [index, week] of weeks.slice(1).entries()) expect(week).toBe(weekAfter(weeks[index] ?? ''));
    }),
  );
});

test('the weeks since the first of some end with the present one', () => {
  const now = ms('2027-01-13T12:00:00Z');
  expect(weeksSince([], now, 'UTC')).toEqual(['2027-W02']);
  expect(weeksSince(['2027-W01', '2026-W52'], now, 'UTC')).toEqual([
    '2026-W52',
    '2026-W53',
    '2027-W01',
    '2027-W02',
  ]);
  expect(weeksSince(['2027-W05'], now, 'UTC')).toEqual(['2027-W02']);
});

describe('what can be reported', () => {
  test('a week while it lasts and for two days, and none to come', () => {
    const week = '2027-W02';
    const at = (time: string) => isReportable(week, ms(time), 'UTC');
    expect(at('2027-01-10T23:59:00Z')).toBe(false);
    expect(at('2027-01-11T00:00:00Z')).toBe(true);
    expect(at('2027-01-17T23:59:00Z')).toBe(true);
    expect(at('2027-01-19T23:59:00Z')).toBe(true);
    expect(at('2027-01-20T00:00:00Z')).toBe(false);
  });

  test('a change of zone never costs a week: the one that ends by it can still be reported', () => {
    fc.assert(
      fc.property(instant, zone, zone, (at, from, to) => {
        const before = isoWeek(at, from);
        const present = isoWeek(at, to);
        // Whoever moves east may find that the week is over.
        if (before < present) expect(isReportable(before, at, to)).toBe(true);
        expect([weekBefore(before), before, weekAfter(before)]).toContain(present);
      }),
    );
  });
});

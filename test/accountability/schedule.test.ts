import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextNudgeAt } from '../../src/accountability/schedule.ts';
import { isoWeek, recentWeeks } from '../../src/accountability/weeks.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/Santiago',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Africa/Cairo',
];
const schedule = fc.record({
  weekday: fc.integer({ min: 1, max: 7 }),
  minuteOfDay: fc.integer({ min: 0, max: 1439 }),
  timeZone: fc.constantFrom(...zones),
});
const instant = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => Math.floor(ms / 1000) * 1000);

const localOf = (atMs: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);

test('the next nudge is after now, within eight days, on its weekday at its local time, or later by a gap', () => {
  fc.assert(
    fc.property(schedule, instant, (wish, now) => {
      const next = nextNudgeAt(wish, now);
      expect(next).toBeGreaterThan(now);
      expect(next - now).toBeLessThanOrEqual(8 * 24 * 60 * 60_000);
      const local = localOf(next, wish.timeZone);
      const minute = local.hour * 60 + local.minute;
      const isExact = local.dayOfWeek === wish.weekday && minute === wish.minuteOfDay;
      if (isExact) return;
      // Skipped by a clock change: read as `compatible`, as much later as the clock jumped (at most a day, in Samoa).
      const wished = local.toPlainDate().toZonedDateTime({
        timeZone: wish.timeZone,
        plainTime: new Temporal.PlainTime(Math.floor(wish.minuteOfDay / 60), wish.minuteOfDay % 60),
      });
      expect(wished.toInstant().epochMilliseconds).toBe(next);
    }),
    { numRuns: 2_000 },
  );
});

test('a year of nudges has one in each ISO week of the zone, none twice', () => {
  fc.assert(
    fc.property(schedule, instant, (wish, start) => {
      const weeks: string[] = [];
      for (let at = start, count = 0; count < 54; count += 1) {
        at = nextNudgeAt(wish, at);
        weeks.push(isoWeek(at, wish.timeZone));
      }
      expect(new Set(weeks).size).toBe(weeks.length);
    }),
    { numRuns: 60 },
  );
});

test('weeks are ISO weeks of the zone: Sunday night in New York is still last week, in Berlin it is the next', () => {
  const at = Temporal.Instant.from('2027-01-04T03:00:00Z').epochMilliseconds;
  expect(isoWeek(at, 'America/New_York')).toBe('2026-W53');
  expect(isoWeek(at, 'Europe/Berlin')).toBe('2027-W01');
  expect(recentWeeks(at, 'Europe/Berlin', 3)).toEqual(['2026-W52', '2026-W53', '2027-W01']);
});

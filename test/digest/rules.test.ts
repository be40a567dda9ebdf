import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { peopleOf, stepCounts } from '../../src/digest/week.ts';
import { mondayAt, movedPostAt, nextPostAt, postAt } from '../../src/settings/weekly-post.ts';

const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;
const utc = (atMs: number) => new Date(atMs).toISOString();

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Pacific/Niue',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'Asia/Gaza',
];
const time = fc.record({
  minuteOfDay: fc.integer({ min: 0, max: 1_439 }),
  timeZone: fc.constantFrom(...zones),
});
const instant = fc.integer({ min: ms('2024-01-01T00:00:00Z'), max: ms('2030-12-31T00:00:00Z') });

describe('when the weekly post is due', () => {
  test('the same local time on both sides of a clock change', () => {
    const berlin = { minuteOfDay: 18 * 60, timeZone: 'Europe/Berlin' };
    expect(utc(nextPostAt(berlin, ms('2027-03-22T17:00:00Z')))).toBe('2027-03-29T16:00:00.000Z');
    expect(utc(nextPostAt(berlin, ms('2027-10-25T15:59:59Z')))).toBe('2027-10-25T16:00:00.000Z');
    expect(utc(nextPostAt(berlin, ms('2027-10-25T16:00:00Z')))).toBe('2027-11-01T17:00:00.000Z');
  });

  test('a local time that a Monday’s clock change skips comes as much later, once', () => {
    // São Tomé went from 01:00 straight to 02:00 on a Monday, the first of 2018.
    const saoTome = { minuteOfDay: 90, timeZone: 'Africa/Sao_Tome' };
    const skipped = ms('2018-01-01T01:30:00Z');
    expect(nextPostAt(saoTome, ms('2017-12-31T12:00:00Z'))).toBe(skipped);
    expect(utc(nextPostAt(saoTome, skipped))).toBe('2018-01-08T00:30:00.000Z');
  });

  test('strictly later, on a Monday at the very time, and never a week left out', () => {
    fc.assert(
      fc.property(time, instant, (when, after) => {
        const at = nextPostAt(when, after);
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(when.timeZone);
        expect(at).toBeGreaterThan(after);
        // At most an hour's jump, and the 8 days of a week with a clock change.
        expect(at - after).toBeLessThanOrEqual(7 * 24 * 3_600_000 + 3_600_000);
        expect(postAt(mondayAt(at, when.timeZone), when)).toBe(at);
        expect(local.dayOfWeek).toBe(1);
      }),
    );
  });

  test('a change of time and zone keeps the Monday, there and back', () => {
    fc.assert(
      fc.property(time, time, instant, (before, after, from) => {
        const at = nextPostAt(before, from);
        const moved = movedPostAt(at, before, after);
        expect(mondayAt(moved, after.timeZone).toString()).toBe(mondayAt(at, before.timeZone).toString());
        expect(movedPostAt(moved, after, before)).toBe(at);
      }),
    );
  });
});

describe('who did what', () => {
  test('a member counts once, and only who allowed it is named', () => {
    const deed = (userId: string, isNamed: boolean) => ({ userId, isNamed });
    expect(peopleOf([deed('1', true), deed('2', false), deed('1', true)])).toEqual({
      count: 2,
      named: ['1'],
    });
    expect(peopleOf([])).toEqual({ count: 0, named: [] });
  });

  test('steps, the most frequent first', () => {
    expect(stepCounts(['b', 'a', 'c', 'c'])).toEqual([
      { id: 'c', count: 2 },
      { id: 'a', count: 1 },
      { id: 'b', count: 1 },
    ]);
  });
});

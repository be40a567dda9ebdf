/** When somebody has gone quiet. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAwake, nextLookAt, nextMorningAt, quietWeek, type Recently } from '../../src/buddies/quiet.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'Asia/Tokyo',
  'America/New_York',
  'Pacific/Kiritimati',
  'Africa/Cairo',
];
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2034, 0, 1) });
const local = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

describe('when it is looked', () => {
  test('each Tuesday at ten, local, whatever the clocks do', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (atMs, zone) => {
        const look = nextLookAt(atMs, zone);
        const { dayOfWeek, hour, minute } = local(look, zone);
        expect([dayOfWeek, hour, minute]).toEqual([2, 10, 0]);
        expect(look).toBeGreaterThan(atMs);
        expect(look - atMs).toBeLessThanOrEqual(7 * 24 * 3_600_000 + 3_600_000);
        expect(isAwake(look, zone)).toBe(true);
      }),
    );
  });

  test('the next morning, for who is asleep', () => {
    const night = Date.UTC(2027, 0, 12, 23);
    expect(isAwake(night, 'UTC')).toBe(false);
    expect(nextMorningAt(night, 'UTC')).toBe(Date.UTC(2027, 0, 13, 10));
    expect(nextMorningAt(Date.UTC(2027, 0, 13, 3), 'UTC')).toBe(Date.UTC(2027, 0, 13, 10));
  });
});

describe('what is told', () => {
  const silent: Recently = {
    present: '2027-W03',
    timeZone: 'UTC',
    since: Date.UTC(2026, 11, 1),
    lastCheckIn: '2027-W01',
    lastGoal: '2027-W02',
    isResting: false,
    lastTold: undefined,
  };

  test.each<[string, Partial<Recently>, string | undefined]>([
    ['a week without a check-in', {}, '2027-W02'],
    ['who has never checked in', { lastCheckIn: undefined, lastGoal: undefined }, '2027-W02'],
    ['who reported it', { lastCheckIn: '2027-W02' }, undefined],
    ['who reported the present one already', { lastCheckIn: '2027-W03' }, undefined],
    ['who has a goal again', { lastGoal: '2027-W03' }, undefined],
    ['who rests', { isResting: true }, undefined],
    ['who became a buddy within that week', { since: Date.UTC(2027, 0, 12) }, undefined],
    ['a spell that was told', { lastTold: '2027-W02' }, undefined],
    ['a spell that was told weeks ago', { present: '2027-W06', lastTold: '2027-W02' }, undefined],
    ['a second spell', { present: '2027-W06', lastCheckIn: '2027-W04', lastTold: '2027-W02' }, '2027-W05'],
  ])('%s', (_, over, expected) => {
    expect(quietWeek({ ...silent, ...over })).toBe(expected);
  });
});

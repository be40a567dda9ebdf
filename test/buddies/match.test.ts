/** Who suits whom. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bestPair,
  minutesInCommon,
  offsetsAt,
  ranked,
  type Seeker,
  scoreOf,
} from '../../src/buddies/match.ts';

const winter = Date.UTC(2027, 0, 13, 12);
const summer = Date.UTC(2027, 6, 13, 12);
const zones = [
  'UTC',
  'Europe/Berlin',
  'Asia/Tokyo',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
];

const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2034, 0, 1) });
const seeker = fc.record({
  userId: fc.integer({ min: 1, max: 30 }).map(String),
  timeZone: fc.constantFrom(...zones),
  step: fc.integer({ min: 1, max: 11 }),
  hoursAWeek: fc.option(fc.integer({ min: 0, max: 60 })),
  sinceAt: fc.integer({ min: 0, max: 3 }),
});
const seekers = fc.uniqueArray(seeker, { selector: ({ userId }) => userId, maxLength: 20 });

const plain = (over: Partial<Seeker>): Seeker => ({
  userId: '1',
  timeZone: 'UTC',
  step: 1,
  hoursAWeek: null,
  sinceAt: 0,
  ...over,
});

describe('hours in common', () => {
  const hours = (one: string, other: string, atMs: number) =>
    minutesInCommon(one, other, offsetsAt(atMs)) / 60;

  test('all waking hours in one zone, fewer the farther apart, and never none', () => {
    expect(hours('UTC', 'UTC', winter)).toBe(14);
    expect(hours('Europe/Berlin', 'UTC', winter)).toBe(13);
    expect(hours('Europe/Berlin', 'America/New_York', winter)).toBe(8);
    expect(hours('Asia/Kathmandu', 'UTC', winter)).toBe(8.25);
    // Half the Earth apart, each meets the other's morning in their evening, and the other way round.
    expect(hours('Asia/Tokyo', 'America/Sao_Paulo', winter)).toBe(4);
    expect(hours('Pacific/Kiritimati', 'Pacific/Honolulu', winter)).toBe(14);
  });

  test('a clock change counts at the instant', () => {
    expect(hours('Europe/Berlin', 'UTC', summer)).toBe(12);
    // Three weeks of March in which America's clocks have changed and Europe's have not.
    expect(hours('Europe/Berlin', 'America/New_York', Date.UTC(2027, 2, 20))).toBe(9);
  });

  test('the same either way round, from 4 to 14', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom(...zones), instant, (one, other, atMs) => {
        expect(hours(one, other, atMs)).toBe(hours(other, one, atMs));
        expect(hours(one, other, atMs)).toBeGreaterThanOrEqual(4);
        expect(hours(one, other, atMs)).toBeLessThanOrEqual(14);
      }),
    );
  });
});

describe('the score', () => {
  test('is symmetric, and from 0 to 1', () => {
    fc.assert(
      fc.property(seeker, seeker, instant, (one, other, atMs) => {
        const score = scoreOf(one, other, offsetsAt(atMs));
        expect(score).toBe(scoreOf(other, one, offsetsAt(atMs)));
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('falls with hours, steps and paces apart; an unknown pace is between', () => {
    const score = (over: Partial<Seeker>) =>
      scoreOf(plain({ hoursAWeek: 5 }), plain({ hoursAWeek: 5, ...over }), offsetsAt(winter));
    expect(score({})).toBe(1);
    expect(score({ timeZone: 'Asia/Tokyo' })).toBeLessThan(score({ timeZone: 'Europe/Berlin' }));
    expect(score({ step: 3 })).toBeLessThan(score({ step: 2 }));
    expect(score({ hoursAWeek: 50 })).toBeLessThan(score({ hoursAWeek: null }));
    expect(score({ hoursAWeek: null })).toBeLessThan(score({ hoursAWeek: 6 }));
  });
});

describe('the order of proposals', () => {
  test('holds nobody who is avoided, never oneself, and does not depend on the order given', () => {
    fc.assert(
      fc.property(
        seeker,
        seekers,
        fc.array(fc.integer({ min: 1, max: 30 }).map(String)),
        instant,
        (own, all, no, atMs) => {
          const avoided = new Set(no);
          const order = ranked(own, all, avoided, atMs).map(({ userId }) => userId);
          expect(new Set(order)).toEqual(
            new Set(all.map(({ userId }) => userId).filter((id) => id !== own.userId && !avoided.has(id))),
          );
          expect(ranked(own, all.toReversed(), avoided, atMs).map(({ userId }) => userId)).toEqual(order);
        },
      ),
    );
  });

  test('never puts a worse one first; of equals, who has waited longest', () => {
    fc.assert(
      fc.property(seeker, seekers, instant, (own, all, atMs) => {
        const offsets = offsetsAt(atMs);
        const order = ranked(own, all, new Set(), atMs).map((one) => ({
          ...one,
          score: scoreOf(own, one, offsets),
        }));
        for (const [index, next] of order.slice(1).entries()) {
          const before = order[index];
          expect(before?.score).toBeGreaterThanOrEqual(next.score);
          if (before?.score === next.score) expect(before.sinceAt).toBeLessThanOrEqual(next.sinceAt);
        }
      }),
    );
  });

  test('a pool of 1,000 is quick', () => {
    const pool = Array.from({ length: 1_000 }, (_, index) =>
      plain({
        userId: String(index),
        timeZone: zones[index % zones.length] ?? 'UTC',
        step: (index % 10) + 1,
      }),
    );
    const startedAt = performance.now();
    expect(ranked(plain({ userId: 'me' }), pool, new Set(), winter)).toHaveLength(1_000);
    expect(performance.now() - startedAt).toBeLessThan(250);
  });
});

describe('a pair for a third', () => {
  const pair = (circleId: string, ...members: Seeker[]) => ({ circleId, members });

  test('the one that suits by both', () => {
    const near = pair('near', plain({ userId: '2' }), plain({ userId: '3', step: 2 }));
    const far = pair('far', plain({ userId: '4' }), plain({ userId: '5', timeZone: 'Asia/Tokyo' }));
    expect(bestPair(plain({}), [far, near], new Set(), winter)?.circleId).toBe('near');
    expect(bestPair(plain({}), [far, near], new Set(['3']), winter)?.circleId).toBe('far');
    expect(bestPair(plain({}), [far, near], new Set(['3', '4']), winter)).toBeUndefined();
  });
});

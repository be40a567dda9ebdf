import fc from 'fast-check';
import { expect, test } from 'vitest';
import { streakOf, weeksOf } from '../../src/progress/activity.ts';

const weeks = ['W1', 'W2', 'W3', 'W4', 'W5'];

test.each<[string[], number]>([
  [[], 0],
  [['W5'], 1],
  [['W4'], 1],
  [['W3'], 0],
  [['W3', 'W4'], 2],
  [['W3', 'W4', 'W5'], 3],
  [['W1', 'W2', 'W4', 'W5'], 2],
  [weeks, 5],
])('kept %j, the row is %i long', (kept, length) => {
  expect(streakOf({ weeks, kept: new Set(kept) })).toBe(length);
});

test('a week is as full as what was done in it, a check-in included', () => {
  const done = ['W2', 'W3', 'W3', 'W4', 'W4', 'W4', 'W4', 'W4', 'elsewhere'];
  const found = weeksOf({ weeks, kept: new Set(['W2']), done });
  expect(found.map(({ level }) => level)).toEqual([0, 2, 2, 4, 0]);
  expect(found.map(({ kept }) => kept)).toEqual([false, true, false, false, false]);
});

test('more done never makes a week less full', () => {
  const level = (count: number) =>
    weeksOf({ weeks: ['W1'], kept: new Set(), done: Array.from({ length: count }, () => 'W1') })[0]?.level ??
    0;
  fc.assert(
    fc.property(fc.nat(20), (count) => {
      expect(level(count + 1)).toBeGreaterThanOrEqual(level(count));
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weeksOf } from '../../src/progress/activity.ts';

const weeks = ['W1', 'W2', 'W3', 'W4', 'W5'];

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

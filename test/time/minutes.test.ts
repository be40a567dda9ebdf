import { expect, test } from 'vitest';
import { readMinutes } from '../../src/time/minutes.ts';

test.each([
  ['90', 90],
  ['90 min', 90],
  ['1 minute', 1],
  ['1:30', 90],
  ['1:30 h', 90],
  ['1h', 60],
  ['1 h 30', 90],
  ['1h30m', 90],
  ['2 hrs', 120],
  ['1.5 h', 90],
  ['1,5 hours', 90],
  ['2.25h', 135],
  ['90', 90],
  ['0', 0],
  ['10080', 10_080],
])('%s is %i minutes', (typed, minutes) => {
  expect(readMinutes(typed)).toBe(minutes);
});

test.each(['', 'an hour', '-5', '1:75', '10081', '1e3', '2.25', '99999999', '1 h 30 s'])(
  '%s is none',
  (typed) => {
    expect(readMinutes(typed)).toBeUndefined();
  },
);

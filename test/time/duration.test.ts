import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDuration } from '../../src/time/duration.ts';

test.each([
  ['90', 90],
  ['90 min', 90],
  ['1.5h', 90],
  ['1,5 h', 90],
  ['1:30', 90],
  ['2 hours', 120],
  ['1h30', 90],
  ['15', 15],
  ['12h', 720],
  [' 45 MIN ', 45],
  ['two hours', 120],
  ['An  Hour', 60],
  ['half an hour', 30],
  ['one hour', 60],
  ['an hour and a half', 90],
  ['one and a half hours', 90],
])('%s is %i minutes', (typed, minutes) => {
  expect(readDuration(typed)).toBe(minutes);
});

test.each([
  '',
  '14',
  '0',
  '2',
  '12:01',
  '721',
  '13 hours',
  'constructor hours',
  'happy hour',
  'two',
  'all day',
  '-90',
  '1.5',
  '90\u00001',
  '🥑',
])('%j is no length for a meetup', (typed) => {
  expect(readDuration(typed)).toBeUndefined();
});

test('whatever is typed, it is undefined or within the bounds', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.stringMatching(/^\d{1,4}[:.,]?\d{0,2} ?(?:h|min)?$/),
  );
  fc.assert(
    fc.property(anything, (typed) => {
      const minutes = readDuration(typed) ?? 15;
      expect(Number.isInteger(minutes) && minutes >= 15 && minutes <= 720).toBe(true);
    }),
  );
});

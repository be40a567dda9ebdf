import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weekdayAndTime } from '../../src/time/weekday-and-time.ts';

test.each([
  ['Tuesdays 19:00', 2, 1140],
  ['tue 7pm', 2, 1140],
  ['Tues. 7 pm', 2, 1140],
  ['Saturday at 10', 6, 600],
  ['sunday 18:30', 7, 1110],
  ['every thurs, 18h30', 4, 1110],
  ['on WEDS @ 6:30 p.m.', 3, 1110],
  ['Sa 18.30', 6, 1110],
  ['mo 0:00', 1, 0],
  ['19:00 on Fridays', 5, 1140],
  ['at 7 pm, every monday', 1, 1140],
])('%s is a regular hour', (typed, weekday, minuteOfDay) => {
  expect(weekdayAndTime(typed)).toEqual({ weekday, minuteOfDay });
});

test.each([
  '',
  'tuesdays',
  '19:00',
  's 19:00',
  'someday 19:00',
  'tuesday 25:00',
  'tue wed 19:00',
  'tue 19:00 wed',
])('%j is no regular hour', (typed) => {
  expect(weekdayAndTime(typed)).toBeUndefined();
});

const words = fc.constantFrom('tue', 'sundays', 'at', '7', 'pm', '18:30', 'every', 'on', ',', '@', '25:00');
const anything = fc.oneof(
  fc.array(words, { maxLength: 5 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'grapheme' }),
);

test('whatever is typed, a regular hour is within the week, and is found fast', () => {
  fc.assert(
    fc.property(anything, (typed) => {
      const { weekday, minuteOfDay } = weekdayAndTime(typed) ?? { weekday: 1, minuteOfDay: 0 };
      expect(weekday >= 1 && weekday <= 7 && minuteOfDay >= 0 && minuteOfDay < 1440).toBe(true);
    }),
  );
  const began = performance.now();
  for (const piece of ['1', 'a', ' ', 'a 1', '1 a', 'at ']) weekdayAndTime(piece.repeat(10_000));
  expect(performance.now() - began).toBeLessThan(500);
});

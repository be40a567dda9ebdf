import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDay, readDay } from '../../src/time/day.ts';

const anyText = fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^\d{4}-\d{1,2}-\d{1,2}$/));

test('a day is one up to today', () => {
  const today = '2027-01-13';
  expect(readDay('2027-01-13', today)).toBe('2027-01-13');
  expect(readDay(' 2027-1-3 ', today)).toBe('2027-01-03');
  expect(readDay('2024-02-29', today)).toBe('2024-02-29');
  for (const typed of ['2027-01-14', '2023-02-29', '1989-12-31', '13.1.2027', '2027-13-01', '', 'today'])
    expect(readDay(typed, today), typed).toBeNull();
  fc.assert(
    fc.property(anyText, (typed) => {
      const day = readDay(typed, today);
      if (day !== null) expect(formatDay(day)).toMatch(/^[A-Z][a-z]{2} \d{1,2}, \d{4}$/);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readUntil } from '../../src/time/until.ts';

/** A Wednesday; in Auckland it is Thursday already. */
const now = Temporal.Instant.from('2027-01-13T12:00:00Z').epochMilliseconds;

const dayOf = (typed: string, zone = 'UTC') => {
  const found = readUntil(typed, now, zone);
  if (typeof found !== 'number') return found;
  const local = Temporal.Instant.fromEpochMilliseconds(found).toZonedDateTimeISO(zone);
  expect(local.toPlainTime().toString(), 'the day begins').toBe('00:00:00');
  return local.toPlainDate().toString();
};

test.each([
  ['2027-03-01', '2027-03-01'],
  ['March 1', '2027-03-01'],
  ['1 march', '2027-03-01'],
  ['march 1st, 2027', '2027-03-01'],
  ['tomorrow', '2027-01-14'],
  ['monday', '2027-01-18'],
  ['next monday', '2027-01-18'],
  ['2 weeks', '2027-01-27'],
  ['2w', '2027-01-27'],
  ['in 2 weeks', '2027-01-27'],
  ['10 days', '2027-01-23'],
  ['1 month', '2027-02-13'],
  [' 2027-03-01 ', '2027-03-01'],
])('%s is %s', (typed, day) => {
  expect(dayOf(typed)).toBe(day);
});

test('the day begins where the member is, and today is theirs', () => {
  expect(dayOf('tomorrow', 'Pacific/Auckland')).toBe('2027-01-15');
  expect(readUntil('2027-01-14', now, 'Pacific/Auckland')).toBe('past');
  expect(dayOf('2027-01-14', 'America/New_York')).toBe('2027-01-14');
});

test.each(['2027-01-13', 'today', 'yesterday', '2026-12-31', '0 days'])('%s is past', (typed) => {
  expect(readUntil(typed, now, 'UTC')).toBe('past');
});

test.each(['2028-03-01', '60 weeks', '999 months'])('%s is too far', (typed) => {
  expect(readUntil(typed, now, 'UTC')).toBe('far');
});

test.each(['', 'soon', 'when I can', 'jan 20 - feb 3', '1.3.2027', '03/04/2027', '2027-02-30', 'week', '🥑'])(
  '%s is no day',
  (typed) => {
    expect(readUntil(typed, now, 'UTC')).toBeNull();
  },
);

test('whatever is typed, it is answered', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40, unit: 'grapheme' }), (typed) => {
      const found = readUntil(typed, now, 'UTC');
      if (typeof found === 'number') expect(found).toBeGreaterThan(now);
    }),
  );
});

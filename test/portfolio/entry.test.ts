import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryLimits, formatDay, readDay, readNote, readTitle } from '../../src/portfolio/entry.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 }));

test('a title is one well-formed line that is never empty and never too long', () => {
  fc.assert(
    fc.property(anyText, (typed) => {
      const title = readTitle(typed, 'post');
      expect(title).not.toBe('');
      expect(title.isWellFormed()).toBe(true);
      expect(title).not.toMatch(/\p{Cc}|[\u2028\u202E]/u);
      expect(title.length).toBeLessThanOrEqual(entryLimits.title);
      expect(readTitle(title, 'post')).toBe(title);
    }),
    { numRuns: 1_000 },
  );
  expect(readTitle('\u200B\u2060\uFE0F', 'paid')).toBe('Untitled paid work');
  expect(readTitle(' \n ', 'gpu')).toBe('Untitled GPU run');
});

test('a note keeps its lines and loses what can’t be seen', () => {
  expect(readNote(' a\nb\u202E\u0000c ')).toBe('a\nbc');
  expect(readNote(' \n\t ')).toBeNull();
  fc.assert(
    fc.property(anyText, (typed) => {
      const note = readNote(typed);
      if (note === null) return;
      expect(note.isWellFormed()).toBe(true);
      expect(note.trim()).not.toBe('');
      expect(note.length).toBeLessThanOrEqual(entryLimits.note);
    }),
    { numRuns: 1_000 },
  );
});

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

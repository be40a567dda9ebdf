import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryLimits, readNote, readTitle } from '../../src/portfolio/entry.ts';

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

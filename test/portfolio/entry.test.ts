import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryLimits, formatDay, readDay, readNote, readTitle, readUrl } from '../../src/portfolio/entry.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 }));

describe('a link', () => {
  test.each([
    ['https://example.com', 'https://example.com/'],
    ['example.com/a b', null],
    [' example.com/a?b=c#d ', 'https://example.com/a?b=c#d'],
    ['HTTPS://Example.COM/Path', 'https://example.com/Path'],
    ['https://пример.рф/статья', 'https://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F'],
    ['https://example.com/(a)', 'https://example.com/(a)'],
    ['http://example.com', null],
    ['ftp://example.com', null],
    ['data:text/html,x', null],
    ['javascript:alert(1)', null],
    ['https://user@example.com', null],
    ['https://user:pw@example.com', null],
    ['https://example.com:444', null],
    ['https://localhost', null],
    ['https://1.2.3.4/x', null],
    ['https://0x7f.1/x', null],
    ['https://[::1]/', null],
    ['https://example', null],
    ['https://example.com\\@evil.example', null],
    ['https://exa<mple.com', null],
    ['', null],
    ['https://', null],
    [`https://example.com/${'x'.repeat(300)}`, null],
  ])('%s becomes %s', (typed, url) => {
    expect(readUrl(typed)).toBe(url);
  });

  test('whatever is typed, what is kept is short, https, and reads back as itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.webUrl(), fc.domain()), (typed) => {
        const url = readUrl(typed);
        if (url === null) return;
        expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\//);
        expect(url.length).toBeLessThanOrEqual(entryLimits.url);
        expect(url).not.toMatch(/[\s<>"`\\]/);
        expect(readUrl(url)).toBe(url);
      }),
      { numRuns: 1_000 },
    );
  });
});

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
  expect(readTitle(' \n ', 'gpu')).toBe('Untitled gpu run');
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLine, readLines, readUrl, urlLength } from '../../src/typed/read.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 400 }));

describe('a link', () => {
  test.each([
    ['https://example.com', 'https://example.com/'],
    ['example.com/a b', null],
    [' example.com/a?b=c#d ', 'https://example.com/a?b=c#d'],
    ['HTTPS://Example.COM/Path', 'https://example.com/Path'],
    ['https://пример.рф/статья', 'https://xn--e1afmkfd.xn--p1ai/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F'],
    ['https://example.com/(a)', 'https://example.com/%28a%29'],
    [`https://example.com/${'('.repeat(100)}`, null],
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
        expect(url.length).toBeLessThanOrEqual(urlLength);
        expect(url).not.toMatch(/[\s<>"`\\]/);
        expect(readUrl(url)).toBe(url);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a text', () => {
  test('is well-formed, never too long, and reads back as itself, in one line or in several', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 80 }), (typed, max) => {
        for (const read of [readLine, readLines]) {
          const text = read(typed, max);
          expect(text.isWellFormed()).toBe(true);
          expect(text.length).toBeLessThanOrEqual(max);
          expect(text).toBe(text.trim());
          expect(text).not.toMatch(/[\u202A-\u202E]/);
          expect(read(text, max)).toBe(text);
        }
        expect(readLine(typed, max)).not.toMatch(/[\n\r]/);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['', ' \n ', '\u200B', '\u2800\uFE0F', '\u202E\u0000'])('%j is nothing', (typed) => {
    expect(readLine(typed, 80)).toBe('');
    expect(readLines(typed, 80)).toBe('');
  });

  test('keeps its lines, and at most one empty one in a row', () => {
    expect(readLines(' a\r\n\n\n\nb\u0007 ', 80)).toBe('a\n\nb');
    expect(readLine('a\n b', 80)).toBe('a b');
    expect(readLine('ab👩', 3)).toBe('ab');
  });
});

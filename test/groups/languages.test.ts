import { expect, test } from 'vitest';
import { aboutText, readAbout } from '../../src/groups/about.ts';
import { folded, likeOf } from '../../src/groups/group.ts';
import {
  commonLanguages,
  languageChoices,
  languageName,
  languageOf,
  readLanguage,
} from '../../src/groups/languages.ts';
import { readWords } from '../../src/groups/query.ts';

test('a language by its code, its English name or its own', () => {
  for (const typed of ['de', 'German', 'deutsch', ' DEUTSCH ']) expect(readLanguage(typed), typed).toBe('de');
  expect(readLanguage('日本語')).toBe('ja');
  for (const typed of ['', 'xx', 'Klingon', '__proto__', 'a'.repeat(100)])
    expect(readLanguage(typed), typed).toBeUndefined();
  expect(languageName('pt')).toBe('Portuguese');
  expect(languageOf('pt-BR')).toBe('pt');
  expect(languageOf('xx')).toBe('en');
  expect(new Set(commonLanguages).size).toBe(25);
  expect(languageChoices('')).toHaveLength(25);
  expect(languageChoices('ger').map(({ value }) => value)).toContain('de');
});

test('words are compared without capitals and accents, and no sign is a wild card', () => {
  expect(folded('ÜBUNG Ёлка')).toBe(folded('ubung елка'));
  expect(likeOf('100%_\\')).toBe('%100\\%\\_\\\\%');
  expect(readWords('a/b%c '.repeat(20)).length).toBeLessThanOrEqual(24);
});

test('what a row is about is read as it was written, and nothing else is', () => {
  const about = { what: 'place', groupId: 'x1Yz' } as const;
  expect(readAbout(aboutText(about))).toEqual(about);
  expect(readAbout('near ')).toEqual({ what: 'near', groupId: '' });
  for (const text of [null, '', 'party x']) expect(() => readAbout(text)).toThrow('no news of a group');
});

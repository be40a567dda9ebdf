/** What somebody typed, as words to look for, each with the ways in which it may be written. */
import { hasUmlaut, spelledOut, wordsOf } from './fold.ts';

export interface QueryWord {
  /** As typed; it may be the beginning of a longer word. */
  readonly text: string;
  /** Other beginnings that mean the same. */
  readonly alsoBeginning: readonly string[];
  /** Other words that mean the same. */
  readonly also: readonly string[];
}

/** Nobody types more; what is behind is not read. */
const longestText = 120;
const mostWords = 10;
const longestPair = 24;

/** Words that are written in several ways in names. */
const synonyms: readonly (readonly string[])[] = [
  ['st', 'saint', 'sankt', 'sint', 'ste', 'sainte', 'szent'],
  ['mt', 'mount'],
  ['ft', 'fort'],
  ['a', 'am', 'an', 'on', 'upon', 'ob', 'nad'],
];

/** What follows a name in Chinese, Japanese and Korean, such as “city”, and is left out as often. */
const kind = /(?<=^.{2,})(?:市|都|府|県|縣|县|區|区|시)$/u;

/** The words of a typed text; none where it has neither letters nor digits. */
export function readQuery(typed: string): QueryWord[] {
  const text = typed.slice(0, longestText);
  const words = wordsOf(text).slice(0, mostWords);
  const spelled = hasUmlaut(text) ? wordsOf(spelledOut(text)) : words;
  return words.map((word, place) => {
    const outspoken = spelled[place] ?? word;
    const withoutKind = word.replace(kind, '');
    const alsoBeginning = [outspoken, withoutKind].filter((other) => other !== word);
    return { text: word, alsoBeginning, also: synonymsOf(word) };
  });
}

/** All words of a query as one: `new castle` may be Newcastle. */
export function asOneWord(words: readonly QueryWord[]): QueryWord {
  return plainWord(words.map(({ text }) => text).join(''));
}

/** A word in all ways in which it may be two: `newyork` may be New York. */
export function asTwoWords({ text }: QueryWord): QueryWord[][] {
  const splits = Array.from(
    { length: Math.max(0, Math.min(text.length, longestPair) - 3) },
    (_, place) => place + 2,
  );
  return splits.map((at) => [plainWord(text.slice(0, at)), plainWord(text.slice(at))]);
}

const plainWord = (text: string): QueryWord => ({ text, alsoBeginning: [], also: [] });

const synonymsOf = (word: string) =>
  (synonyms.find((same) => same.includes(word)) ?? []).filter((other) => other !== word);

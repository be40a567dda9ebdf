import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slipsOf } from '../../src/places/slips.ts';
import { Vocabulary } from '../../src/places/vocabulary.ts';

function vocabularyOf(words: readonly string[]): Vocabulary {
  const starts = new Uint32Array(words.length + 1);
  words.forEach((word, number) => {
    starts[number + 1] = (starts[number] ?? 0) + word.length;
  });
  const letters = Uint16Array.from(words.join(''), (letter) => letter.charCodeAt(0));
  return new Vocabulary({ letters, starts, names: new Uint32Array(), nameStarts: new Uint32Array() });
}

/** The distance as the textbook has it, with the whole table. */
function distance(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => table[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i += 1)
    for (let j = 1; j <= other.length; j += 1) {
      const change = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isExchange = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const exchange = isExchange ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      const row = table[i];
      if (row !== undefined) row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, change, exchange);
    }
  return at(one.length, other.length);
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 7 });

test('the slips of a word are those that the textbook finds, and so are the beginnings', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1 }),
      word,
      fc.integer({ min: 1, max: 2 }),
      (all, typed, most) => {
        const words = all.toSorted();
        const vocabulary = vocabularyOf(words);
        const found = (isBeginning: boolean) => {
          const least = new Map<string, number>();
          for (const { from, to, slips } of slipsOf(vocabulary, typed, most, isBeginning))
            for (const one of words.slice(from, to)) least.set(one, Math.min(slips, least.get(one) ?? slips));
          return new Map([...least].toSorted());
        };
        const beginningsOf = (one: string) => Array.from(one, (_, place) => one.slice(0, place + 1));
        const expected = (distanceTo: (one: string) => number) =>
          new Map(
            words
              .filter((one) => one[0] === typed[0])
              .map((one) => [one, distanceTo(one)] as const)
              .filter(([, slips]) => slips <= most),
          );
        expect(found(false)).toEqual(expected((one) => distance(typed, one)));
        expect(found(true)).toEqual(
          expected((one) => Math.min(...beginningsOf(one).map((beginning) => distance(typed, beginning)))),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('beginnings and words are found among all', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word), word, (all, typed) => {
      const words = all.toSorted();
      const vocabulary = vocabularyOf(words);
      const { from, to } = vocabulary.beginningWith(typed);
      expect(words.slice(from, to)).toEqual(words.filter((one) => one.startsWith(typed)));
      expect(vocabulary.numberOf(typed)).toBe(words.indexOf(typed));
    }),
  );
});

/** A word that is looked for: the words of names that may be it, and how surely. */
import type { QueryWord } from './query.ts';
import { slipsAllowed, slipsOf } from './slips.ts';
import type { WordTable } from './tables.ts';
import type { Range, Vocabulary } from './vocabulary.ts';

/** How surely a word of a name is the one that was typed; 0 if it is not. */
export const level = { twoSlips: 1, slip: 2, begins: 3, same: 4 } as const;

export class Sought {
  readonly isLast: boolean;
  /** How well the word fits each region; undefined if it can only be part of a name. */
  readonly fits: Uint8Array | undefined;
  /** The level of each word of the vocabulary. */
  readonly marks: Uint8Array;
  readonly ranges: Range[] = [];
  readonly #word: QueryWord;
  readonly #vocabulary: Vocabulary;
  readonly #words: WordTable;

  /** `marks` is all zeros, and is so again after `clear`. */
  constructor(
    of: {
      readonly word: QueryWord;
      readonly isLast: boolean;
      readonly fits: Uint8Array | undefined;
      readonly marks: Uint8Array;
    },
    vocabulary: Vocabulary,
    words: WordTable,
  ) {
    this.isLast = of.isLast;
    this.fits = of.fits;
    this.marks = of.marks;
    this.#word = of.word;
    this.#vocabulary = vocabulary;
    this.#words = words;
    const { text, also, alsoBeginning } = of.word;
    for (const beginning of [text, ...alsoBeginning])
      this.#mark(vocabulary.beginningWith(beginning), level.begins);
    for (const word of [text, ...alsoBeginning, ...also]) this.#markWord(vocabulary.numberOf(word));
  }

  /** How many names hold such a word, some counted twice. */
  get holders(): number {
    const { nameStarts } = this.#words;
    return this.ranges.reduce(
      (sum, { from, to }) => sum + (nameStarts[to] ?? 0) - (nameStarts[from] ?? 0),
      0,
    );
  }

  /** Whether anything may be meant by the word. */
  get isKnown(): boolean {
    return this.ranges.length > 0 || this.fits !== undefined;
  }

  /** Looks for what the word may be a slip of, too. */
  addSlips(): void {
    const { text } = this.#word;
    const most = slipsAllowed(text);
    if (most === 0) return;
    for (const { from, to, slips } of slipsOf(this.#vocabulary, text, most, this.isLast))
      this.#mark({ from, to }, slips > 1 ? level.twoSlips : level.slip);
  }

  clear(): void {
    for (const { from, to } of this.ranges) this.marks.fill(0, from, to);
    this.ranges.length = 0;
  }

  #markWord(number: number): void {
    if (number >= 0) this.#mark({ from: number, to: number + 1 }, level.same);
  }

  #mark({ from, to }: Range, as: number): void {
    if (from >= to) return;
    const isMarked = this.marks[from] !== 0 && this.marks[to - 1] !== 0;
    for (let word = from; word < to; word += 1) if ((this.marks[word] ?? 0) < as) this.marks[word] = as;
    if (!isMarked || as < level.begins) this.ranges.push({ from, to });
  }
}

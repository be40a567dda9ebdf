/** Finds the words that somebody may have meant who typed a letter too many, too few, wrong, or two exchanged. */
import type { Range, Vocabulary } from './vocabulary.ts';

/** More letters than nearly all words have; longer ones are not looked for. */
const longest = 24;

/** How many slips a word may hold: short words are too like each other. */
export function slipsAllowed(word: string): number {
  if (word.length < 4 || word.length > longest || /\p{N}/u.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** Words, and how many slips those hold that are meant by them. */
export type Slips = Range & { readonly slips: number };

/**
 * The words within `most` slips of `word`, or, with `isBeginning`, that begin with such a slip; the first letter is
 * taken to be right. Some come more than once.
 */
export function slipsOf(vocabulary: Vocabulary, word: string, most: number, isBeginning: boolean): Slips[] {
  const walk = new Walk(word, most);
  const found: Slips[] = [];
  const { from, to } = vocabulary.beginningWith(word.slice(0, 1));
  let number = from;
  let depth = 0;
  while (number < to) {
    const length = vocabulary.lengthOf(number);
    let isEnd = false;
    while (depth < length && !isEnd) {
      depth += 1;
      isEnd = walk.read(depth, vocabulary.letterOf(number, depth - 1));
      const slips = walk.slipsAt(depth);
      if (slips > most) continue;
      if (isBeginning) found.push({ ...beginningOf(vocabulary, number, depth), slips });
      else if (depth === length) found.push({ from: number, to: number + 1, slips });
    }
    const { to: next } = isEnd ? beginningOf(vocabulary, number, depth) : { to: number + 1 };
    depth = sharedLetters(vocabulary, number, next, depth);
    number = next;
  }
  return found;
}

/** The words from this one on that share so many of its first letters. */
function beginningOf(vocabulary: Vocabulary, number: number, letters: number): Range {
  return { from: number, to: vocabulary.endOfBeginning(number, letters) };
}

function sharedLetters(vocabulary: Vocabulary, one: number, other: number, most: number): number {
  let shared = 0;
  while (shared < most && vocabulary.letterOf(one, shared) === vocabulary.letterOf(other, shared))
    shared += 1;
  return shared;
}

/**
 * The table of the distances (Damerau's, of neighbours exchanged) between all beginnings of the typed word and those of
 * the word that is being read, a row for each of its letters. Words that begin alike share the rows.
 */
class Walk {
  readonly #typed: string;
  readonly #most: number;
  readonly #width: number;
  readonly #rows: Uint8Array;
  readonly #letters: Uint16Array;

  constructor(typed: string, most: number) {
    this.#typed = typed;
    this.#most = most;
    this.#width = typed.length + 1;
    this.#rows = new Uint8Array(this.#width * (typed.length + most + 1));
    this.#letters = new Uint16Array(typed.length + most + 1);
    for (let place = 0; place < this.#width; place += 1) this.#set(0, place, place);
  }

  /** Reads the letter at a depth from 1, and returns whether whatever follows has too many slips. */
  read(depth: number, letter: number): boolean {
    this.#letters[depth] = letter;
    this.#set(depth, 0, depth);
    let least = depth;
    for (let place = 1; place < this.#width; place += 1) {
      const isSame = this.#typed.charCodeAt(place - 1) === letter;
      let distance = Math.min(
        this.#at(depth - 1, place) + 1,
        this.#at(depth, place - 1) + 1,
        this.#at(depth - 1, place - 1) + (isSame ? 0 : 1),
      );
      if (this.#isExchange(depth, place, letter))
        distance = Math.min(distance, this.#at(depth - 2, place - 2) + 1);
      this.#set(depth, place, distance);
      if (distance < least) least = distance;
    }
    return least > this.#most || depth === this.#typed.length + this.#most;
  }

  /** The distance between the whole typed word and the letters read up to a depth. */
  slipsAt(depth: number): number {
    return this.#at(depth, this.#width - 1);
  }

  #isExchange(depth: number, place: number, letter: number): boolean {
    return (
      depth > 1 &&
      place > 1 &&
      this.#typed.charCodeAt(place - 2) === letter &&
      this.#typed.charCodeAt(place - 1) === this.#letters[depth - 1]
    );
  }

  #at(depth: number, place: number): number {
    return this.#rows[depth * this.#width + place] ?? 0;
  }

  #set(depth: number, place: number, distance: number): void {
    this.#rows[depth * this.#width + place] = distance;
  }
}

/** The sorted words of all names: which begin with what was typed, and which are a slip of it. */
import type { WordTable } from './tables.ts';

/** Words by their numbers, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export class Vocabulary {
  readonly size: number;
  readonly #letters: Uint16Array;
  readonly #starts: Uint32Array;

  constructor({ letters, starts }: WordTable) {
    this.#letters = letters;
    this.#starts = starts;
    this.size = starts.length - 1;
  }

  /** The words that begin with `beginning`. */
  beginningWith(beginning: string): Range {
    return { from: this.#firstFrom(beginning, false), to: this.#firstFrom(beginning, true) };
  }

  /** The number of a word, or -1. */
  numberOf(word: string): number {
    const number = this.#firstFrom(word, false);
    return number < this.size && this.lengthOf(number) === word.length && this.#compare(number, word) === 0
      ? number
      : -1;
  }

  lengthOf(number: number): number {
    return (this.#starts[number + 1] ?? 0) - (this.#starts[number] ?? 0);
  }

  /** The UTF-16 code unit at a place in a word; 0 behind its end. */
  letterOf(number: number, place: number): number {
    const at = (this.#starts[number] ?? 0) + place;
    return at < (this.#starts[number + 1] ?? 0) ? (this.#letters[at] ?? 0) : 0;
  }

  /** The first word after `number` that does not share its first `length` letters. */
  endOfBeginning(number: number, length: number): number {
    let beginning = '';
    for (let place = 0; place < length; place += 1)
      beginning += String.fromCharCode(this.letterOf(number, place));
    return this.#firstFrom(beginning, true, number);
  }

  /** The first word that is not before `text`; or, with `isPast`, that is behind all that begin with it. */
  #firstFrom(text: string, isPast: boolean, lowest = 0): number {
    let [low, high] = [lowest, this.size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle, text);
      if (order < 0 || (isPast && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How a word's beginning of the text's length compares with the text: negative if it comes before. */
  #compare(number: number, text: string): number {
    for (let place = 0; place < text.length; place += 1) {
      const difference = this.letterOf(number, place) - text.charCodeAt(place);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}

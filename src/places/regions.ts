/** Countries and regions: what they are called, and which ones a word may mean. */
import type { Region, RegionTable } from './tables.ts';

/** How well a word fits a region or its country. */
export const fit = { none: 0, beginning: 1, whole: 2 } as const;

/** A word of so few letters, such as `de`, is a code or nothing: too many names begin so. */
const shortest = 3;

export class Regions {
  readonly #table: RegionTable;

  constructor(table: RegionTable) {
    this.#table = table;
  }

  of(region: number): Region {
    return this.#table.regions[region] ?? { name: '', country: '', countryCode: '' };
  }

  /** How well a typed word fits every region, by its number; undefined if it fits none. */
  fitting(word: string): Uint8Array | undefined {
    const { regions, words } = this.#table;
    const fits = new Uint8Array(regions.length);
    let isAny = false;
    for (let at = this.#firstFrom(word); words[at]?.[0].startsWith(word); at += 1) {
      const [known, ofThem] = words[at] ?? ['', []];
      if (known !== word && word.length < shortest) continue;
      isAny = true;
      for (const region of ofThem)
        fits[region] = Math.max(fits[region] ?? 0, known === word ? fit.whole : fit.beginning);
    }
    return isAny ? fits : undefined;
  }

  /** Where the words begin that are not before this one. */
  #firstFrom(word: string): number {
    const { words } = this.#table;
    let [low, high] = [0, words.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((words[middle]?.[0] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

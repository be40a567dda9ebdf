/**
 * Finds cities by what somebody types: names that begin with its words, in any order, while other words may say the
 * region or country. Where that finds little, also what it may be a slip of.
 */
import { Best } from './best.ts';
import type { Position } from './distance.ts';
import { Nearness } from './nearness.ts';
import { asOneWord, asTwoWords, type QueryWord, readQuery } from './query.ts';
import { Rating } from './rating.ts';
import type { Regions } from './regions.ts';
import { Sought } from './sought.ts';
import type { Tables } from './tables.ts';
import { Vocabulary } from './vocabulary.ts';

/** So few cities are a reason to look for slips, too. */
const few = 5;
/** A word that so many names hold or begin with tells little. */
const many = 5_000;

/** How far to look for cities around somebody who has typed nothing, in km, until there are enough. */
const rings = [50, 150, 500, 2_000, Number.POSITIVE_INFINITY];

export class Search {
  readonly #tables: Tables;
  readonly #regions: Regions;
  readonly #vocabulary: Vocabulary;
  readonly #rating: Rating;
  readonly #best: Best;
  /** Kept from search to search, since they are large; each is all zeros in between. */
  readonly #marks: Uint8Array[] = [];

  constructor(tables: Tables, regions: Regions) {
    this.#tables = tables;
    this.#regions = regions;
    this.#vocabulary = new Vocabulary(tables.words);
    this.#rating = new Rating(tables);
    this.#best = new Best(tables.cities.ids.length);
  }

  /** Numbers of cities, best first. */
  find(typed: string, near: Position | undefined, limit: number): number[] {
    const words = readQuery(typed);
    const nearness = near === undefined ? undefined : new Nearness(this.#tables.cities, near);
    if (words.length === 0) return nearness === undefined ? [] : this.#around(nearness, limit);
    this.#with(words, 0, (sought) => {
      this.#offer(sought, nearness);
      if (words.length > 1) this.#with([asOneWord(words)], words.length, (one) => this.#offer(one, nearness));
      if (this.#best.size >= few) return;
      if (words.length === 1) this.#offerApart(words, nearness);
      for (const each of sought) each.addSlips();
      this.#offer(sought, nearness);
      // Rather what fits some of the words than nothing.
      if (this.#best.size === 0) this.#offerParts(sought, nearness);
    });
    return this.#best.take(limit);
  }

  /** Rates all names that hold the rarest of the words that can only be part of a name. */
  #offer(sought: readonly Sought[], nearness: Nearness | undefined): void {
    for (const anchor of anchors(sought)) this.#offerHolders(anchor, sought, nearness, 0);
  }

  /** Rates all names that hold any of the words, but for words that too many hold. */
  #offerParts(sought: readonly Sought[], nearness: Nearness | undefined): void {
    for (const anchor of sought.filter(({ holders }) => holders < many))
      this.#offerHolders(anchor, sought, nearness, sought.length - 1);
  }

  /** Rates all names that hold one word, of which so many of the words may be missing. */
  #offerHolders(
    { ranges }: Sought,
    sought: readonly Sought[],
    nearness: Nearness | undefined,
    mayMiss: number,
  ): void {
    const { cities } = this.#tables.names;
    const { names, nameStarts } = this.#tables.words;
    for (const { from, to } of ranges) {
      for (let at = nameStarts[from] ?? 0; at < (nameStarts[to] ?? 0); at += 1) {
        const name = names[at] ?? 0;
        const score = this.#rating.of(name, sought, mayMiss);
        const city = cities[name] ?? 0;
        if (score > 0) this.#best.offer(city, score + (nearness?.bonus(city) ?? 0));
      }
    }
  }

  /** `newyork` may be New York. */
  #offerApart([word]: readonly QueryWord[], nearness: Nearness | undefined): void {
    for (const two of word === undefined ? [] : asTwoWords(word))
      this.#with(two, 1, (sought) => {
        if (sought.every(({ isKnown }) => isKnown)) this.#offer(sought, nearness);
      });
  }

  /** Runs `use` with words to look for; their marks are those from `slot` on. */
  #with(words: readonly QueryWord[], slot: number, use: (sought: readonly Sought[]) => void): void {
    const sought = words.map((word, place) => {
      this.#marks[slot + place] ??= new Uint8Array(this.#vocabulary.size);
      return new Sought(
        {
          word,
          isLast: place === words.length - 1,
          // A word alone is the name of a city, though it may be that of a region, too.
          fits: words.length > 1 ? this.#regions.fitting(word.text) : undefined,
          marks: this.#marks[slot + place] ?? new Uint8Array(),
        },
        this.#vocabulary,
        this.#tables.words,
      );
    });
    try {
      use(sought);
    } finally {
      for (const each of sought) each.clear();
    }
  }

  /** The largest cities around, the nearer ones before the farther. */
  #around(nearness: Nearness, limit: number): number[] {
    const { populations } = this.#tables.cities;
    for (const ring of rings) {
      for (let city = 0; city < populations.length; city += 1)
        if (nearness.squareKm(city) <= ring ** 2)
          this.#best.offer(city, 1 + this.#rating.sizeOf(city) + nearness.bonus(city));
      if (this.#best.size >= limit) break;
    }
    return this.#best.take(limit);
  }
}

/** The words whose names are rated: the rarest of those that can only be part of a name, or else all. */
function anchors(sought: readonly Sought[]): readonly Sought[] {
  const [rarest] = sought
    .filter(({ fits, holders }) => fits === undefined && holders > 0)
    .toSorted((a, b) => a.holders - b.holders);
  return rarest === undefined ? sought : [rarest];
}

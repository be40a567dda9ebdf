/** How well a name answers what was typed: whole names first, then beginnings, then slips, and large cities first. */
import { fit } from './regions.ts';
import { level, type Sought } from './sought.ts';
import type { Tables } from './tables.ts';

/** Keeps scores above 0, which is none. */
const base = 20;
/** What follows is in powers of ten of inhabitants: a city that has its whole name typed comes before … */
const wholeName = 2;
/** … one a hundred times as large that only begins so. A city's other names count a little less. */
const wholeOtherName = 1.6;
const allButTheEnd = 0.3;
/** A large city has so many names in the world's languages that one of them begins like almost anything. */
const beginningOfOtherName = -0.8;
const endsInWholeWord = 0.3;
const notTheBeginning = -1;
const otherOrder = -0.2;
const wordLeft = -0.05;
const ofWord: readonly number[] = [0, -3, -2, 0, 0];
const brokenOff = -0.5;
const beginningOfRegion = -0.3;
const missing = -1.5;

/** What a city counts for that is said to have no inhabitants, since GeoNames does not know how many. */
const fewest = 500;

export class Rating {
  readonly #tables: Tables;
  /** Powers of ten. */
  readonly #sizes: Float32Array;
  /** One for all names: a search rates tens of thousands. */
  readonly #found = new Found();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#sizes = Float32Array.from(tables.cities.populations, (count) =>
      Math.log10(Math.max(count, fewest)),
    );
  }

  /** The logarithm of a city's inhabitants. */
  sizeOf(city: number): number {
    return this.#sizes[city] ?? 0;
  }

  /** The score of a name; 0 if more than `mayMiss` of the words are neither in it nor names of its region. */
  of(name: number, sought: readonly Sought[], mayMiss: number): number {
    const { names, cities } = this.#tables;
    const city = names.cities[name] ?? 0;
    const region = cities.regions[city] ?? 0;
    const from = names.starts[name] ?? 0;
    const to = names.starts[name + 1] ?? 0;
    const found = this.#found;
    found.reset();
    for (const each of sought) {
      this.#read(each, from, to, found);
      found.take(each.isLast, each.fits?.[region] ?? fit.none);
      if (found.missed > mayMiss) return 0;
    }
    if (found.words === 0) return 0;
    const isOwn = name === 0 || names.cities[name - 1] !== city;
    return base + this.sizeOf(city) + found.score + found.asWhole(to - from, isOwn);
  }

  /** The word of the name that is likeliest the one sought, among those not used. */
  #read({ marks }: Sought, from: number, to: number, found: Found): void {
    const { words } = this.#tables.names;
    found.level = 0;
    for (let place = from; place < to; place += 1) {
      const here = marks[words[place] ?? 0] ?? 0;
      if (here > found.level && !found.isUsed(place - from)) {
        found.level = here;
        found.place = place - from;
      }
    }
  }
}

/** What has been found in one name so far. */
class Found {
  score = 0;
  /** Of the word that was just read, and where it stands. */
  level = 0;
  place = 0;
  /** How many words of the name have been used, and how many of those sought are not there. */
  words = 0;
  missed = 0;
  #used = 0;
  #isWhole = true;
  #isInOrder = true;
  #last = 0;

  reset(): void {
    this.score = 0;
    this.words = 0;
    this.missed = 0;
    this.#used = 0;
    this.#isWhole = true;
    this.#isInOrder = true;
  }

  isUsed(place: number): boolean {
    return (this.#used & (1 << place)) !== 0;
  }

  /** Takes the word that was read for the one sought, or else the region, whichever is surer. */
  take(isLast: boolean, inRegion: number): void {
    if (inRegion === fit.whole && this.level < level.same) return;
    if (this.level > 0) this.#use(isLast);
    else if (inRegion === fit.beginning) this.score += beginningOfRegion;
    else {
      this.missed += 1;
      this.score += missing;
    }
  }

  #use(isLast: boolean): void {
    this.score += ofWord[this.level] ?? 0;
    if (this.level === level.begins && !isLast) this.score += brokenOff;
    if (this.level !== level.same) this.#isWhole = false;
    if (this.place !== this.words) this.#isInOrder = false;
    this.#used |= 1 << this.place;
    this.#last = this.level;
    this.words += 1;
  }

  /** What the words are as a whole of a name of so many. */
  asWhole(words: number, isOwn: boolean): number {
    const order = this.#isInOrder ? 0 : otherOrder;
    if (this.words === words && this.#isWhole) return (isOwn ? wholeName : wholeOtherName) + order;
    const other = isOwn ? 0 : beginningOfOtherName;
    if (this.words === words) return allButTheEnd + order + other;
    const end = this.#last === level.same ? endsInWholeWord : 0;
    const beginning = this.#used === (1 << this.words) - 1 ? order : notTheBeginning;
    return end + beginning + other + wordLeft * (words - this.words);
  }
}

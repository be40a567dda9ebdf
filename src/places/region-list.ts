/** Collects the regions of all cities while the tables are built, and what they and their countries are called. */
import type { City } from './cities-file.ts';
import { countryNames, countryWords } from './countries.ts';
import { wordsOf } from './fold.ts';
import type { RegionTable } from './tables.ts';

interface Entry {
  readonly code: string;
  readonly countryCode: string;
  readonly regionCode: string;
}

export class RegionList {
  readonly #entries: Entry[] = [];
  readonly #numbers = new Map<string, number>();

  /** The number of a city's region, in the order in which they come. */
  numberOf({ countryCode, regionCode }: City): number {
    const code = `${countryCode}.${regionCode}`;
    return this.#numbers.getOrInsertComputed(
      code,
      () => this.#entries.push({ code, countryCode, regionCode }) - 1,
    );
  }

  /** The table, given the regions' names and what else they are called, by codes such as `US.IL`. */
  table(names: ReadonlyMap<string, string>, aliases: ReadonlyMap<string, string>): RegionTable {
    const countryCodes = [...new Set(this.#entries.map(({ countryCode }) => countryCode))];
    const countries = countryNames(countryCodes);
    const ofCountry = countryWords(countryCodes);
    const words = new Map<string, Set<number>>();
    this.#entries.forEach(({ code, countryCode, regionCode }, number) => {
      const ownCode = /^[A-Z]{2,3}$/.test(regionCode) ? regionCode : '';
      const own = wordsOf(`${names.get(code) ?? ''} ${ownCode} ${aliases.get(code) ?? ''}`);
      for (const word of [...own, ...(ofCountry.get(countryCode) ?? [])])
        words.getOrInsertComputed(word, () => new Set()).add(number);
    });
    return {
      regions: this.#entries.map(({ code, countryCode }) => ({
        name: names.get(code) ?? '',
        country: countries.get(countryCode) ?? countryCode,
        countryCode,
      })),
      words: [...words]
        .map(([word, regions]) => [word, [...regions]] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    };
  }
}

/** All cities of 1,000 inhabitants or more, to be found by what people type. */
import type { Position } from './distance.ts';
import { loadTables } from './load.ts';
import { Regions } from './regions.ts';
import { Search } from './search.ts';
import type { CityTable, Tables } from './tables.ts';

export { timeZoneOf } from './time-zone.ts';

export interface Place {
  /** Of GeoNames: it stays. */
  readonly id: number;
  readonly name: string;
  /** '' if unknown. */
  readonly region: string;
  /** In English. */
  readonly country: string;
  /** ISO 3166-1, two letters. */
  readonly countryCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

/** A list that an option of Discord can show has 25. */
const mostFound = 100;

export class Places {
  readonly #cities: CityTable;
  readonly #regions: Regions;
  readonly #search: Search;
  readonly #decoder = new TextDecoder();

  constructor(tables: Tables) {
    this.#cities = tables.cities;
    this.#regions = new Regions(tables.regions);
    this.#search = new Search(tables, this.#regions);
  }

  /** Loads them, which takes a second or two, in a process of its own; rejects if a file is missing or broken. */
  static async load(): Promise<Places> {
    return new Places(await loadTables());
  }

  /**
   * The places that `typed` may mean, best first, 100 at most: large ones, and those near `near`, come first among
   * equals. Of nothing typed, the largest near `near`.
   */
  search(typed: string, options: { readonly near?: Position | undefined; readonly limit: number }): Place[] {
    const limit = Math.min(mostFound, Math.max(0, Math.trunc(options.limit)));
    return this.#search.find(typed, options.near, limit).map((city) => this.#place(city));
  }

  /** The place with a GeoNames id. */
  byId(id: number): Place | undefined {
    const { ids, byId } = this.#cities;
    let [low, high] = [0, byId.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ids[byId[middle] ?? 0] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    const city = byId[low];
    return city !== undefined && ids[city] === id ? this.#place(city) : undefined;
  }

  #place(city: number): Place {
    const { ids, names, nameStarts, latitudes, longitudes, populations, regions } = this.#cities;
    const { name: region, country, countryCode } = this.#regions.of(regions[city] ?? 0);
    return {
      id: ids[city] ?? 0,
      name: this.#decoder.decode(names.subarray(nameStarts[city], nameStarts[city + 1])),
      region,
      country,
      countryCode,
      latitude: (latitudes[city] ?? 0) / 1e5,
      longitude: (longitudes[city] ?? 0) / 1e5,
      population: populations[city] ?? 0,
    };
  }
}

const longestLabel = 100;

/** `Springfield, Illinois, United States`: at most 100 characters. What would say the same twice is left out. */
export function placeLabel({ name, region, country }: Place): string {
  const parts =
    name === country ? [name] : [...new Set([name, region, country])].filter((part) => part !== '');
  const whole = parts.join(', ');
  if (whole.length <= longestLabel) return whole;
  const short = `${name}, ${country}`;
  return short.length <= longestLabel ? short : `${short.slice(0, longestLabel - 1)}…`;
}

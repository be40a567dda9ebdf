/**
 * All that a search needs, as a few arrays of numbers: a tenth of what objects would take, and a process
 * that has built them hands them over as they are. What belongs to number N of a list stands from `starts[N]` to `starts[N + 1]`.
 */

/** The cities, largest first: a city's number is its rank. */
export interface CityTable {
  readonly ids: Uint32Array;
  /** The cities' numbers, by their ids ascending. */
  readonly byId: Uint32Array;
  /** UTF-8. */
  readonly names: Uint8Array;
  readonly nameStarts: Uint32Array;
  /** Hundred-thousandths of a degree. */
  readonly latitudes: Int32Array;
  readonly longitudes: Int32Array;
  readonly populations: Uint32Array;
  /** Numbers in the table of regions. */
  readonly regions: Uint16Array;
}

/** Every name of every city as the words it consists of, in the cities' order; a city's own name is its first. */
export interface NameTable {
  readonly cities: Uint32Array;
  readonly words: Uint32Array;
  readonly starts: Uint32Array;
}

/** The words of all names, sorted by their UTF-16 code units, and the names that hold each. */
export interface WordTable {
  readonly letters: Uint16Array;
  readonly starts: Uint32Array;
  readonly names: Uint32Array;
  readonly nameStarts: Uint32Array;
}

export interface Region {
  /** '' where a country has none, or nobody knows it. */
  readonly name: string;
  /** In English. */
  readonly country: string;
  readonly countryCode: string;
}

export interface RegionTable {
  readonly regions: readonly Region[];
  /** Sorted words, each with the numbers of the regions that it may mean: by their names, or by their country's. */
  readonly words: readonly (readonly [word: string, regions: readonly number[]])[];
}

export interface Tables {
  readonly cities: CityTable;
  readonly names: NameTable;
  readonly words: WordTable;
  readonly regions: RegionTable;
}

/** Builds the tables that are searched out of the lists of cities, names and regions. Takes about a second. */
import { type City, readCities } from './cities-file.ts';
import { readMoreCities, readOtherNames, readRegionAliases, readRegionNames } from './data-files.ts';
import { hasUmlaut, spelledOut, wordsOf } from './fold.ts';
import { RegionList } from './region-list.ts';
import type { CityTable, NameTable, Tables, WordTable } from './tables.ts';

export async function buildTables(): Promise<Tables> {
  const cities = [...(await readCities()), ...(await readMoreCities())].sort(
    (a, b) => b.population - a.population || a.id - b.id,
  );
  const regions = new RegionList();
  const table = cityTable(cities, regions);
  return {
    cities: table,
    ...nameTables(cities, await readOtherNames()),
    regions: regions.table(await readRegionNames(), await readRegionAliases()),
  };
}

/** More than there are. */
const mostCities = 2 ** 20;

function cityTable(cities: readonly City[], regions: RegionList): CityTable {
  const names = Buffer.from(cities.map(({ name }) => name).join(''));
  const nameStarts = startsOf(cities.map(({ name }) => Buffer.byteLength(name)));
  return {
    ids: Uint32Array.from(cities, ({ id }) => id),
    // Numbers sort themselves much faster than a function does: the id in front, the city behind.
    byId: Uint32Array.from(
      Float64Array.from(cities, ({ id }, city) => id * mostCities + city).sort(),
      (both) => both % mostCities,
    ),
    names: new Uint8Array(names),
    nameStarts,
    latitudes: Int32Array.from(cities, ({ latitude }) => latitude),
    longitudes: Int32Array.from(cities, ({ longitude }) => longitude),
    populations: Uint32Array.from(cities, ({ population }) => population),
    regions: Uint16Array.from(cities, (city) => regions.numberOf(city)),
  };
}

function nameTables(
  cities: readonly City[],
  otherNames: ReadonlyMap<number, readonly string[]>,
): { names: NameTable; words: WordTable } {
  const found = new Map<string, number>();
  const nameCities: number[] = [];
  const nameStarts = [0];
  const nameWords: number[] = [];
  cities.forEach(({ id, name }, city) => {
    for (const words of spellings(name, otherNames.get(id) ?? [])) {
      nameCities.push(city);
      for (const word of words) {
        const number = found.get(word) ?? found.size;
        if (number === found.size) found.set(word, number);
        nameWords.push(number);
      }
      nameStarts.push(nameWords.length);
    }
  });
  const sorted = [...found.keys()].sort();
  const numbers = new Uint32Array(sorted.length);
  sorted.forEach((word, number) => {
    numbers[found.get(word) ?? 0] = number;
  });
  const names = {
    cities: Uint32Array.from(nameCities),
    words: Uint32Array.from(nameWords, (word) => numbers[word] ?? 0),
    starts: Uint32Array.from(nameStarts),
  };
  return { names, words: wordTable(sorted, names) };
}

/** The names of a city as words, its own first, and each but once. */
function spellings(name: string, otherNames: readonly string[]): string[][] {
  const own = wordsOf(name);
  const others = [...otherNames, ...[name, ...otherNames].filter(hasUmlaut).map(spelledOut)];
  if (elision.test(name)) others.push(name.replace(elision, ' '));
  const all = [own, ...others.map(wordsOf)];
  // Most cities have one name.
  const once = all.length === 1 ? all : new Map(all.map((words) => [words.join(' '), words])).values();
  return [...once].filter((words) => words.length > 0).map((words) => words.slice(0, longestName));
}

/** Words; some names of parishes have more. */
const longestName = 12;

/** `L'Aquila` is found as `Aquila`, too. */
const elision = /(?<=(?:^|[\s-])\p{L}{1,4})['’](?=\p{Lu})/u;

function wordTable(sorted: readonly string[], names: NameTable): WordTable {
  const lengths = new Uint32Array(sorted.length);
  for (const word of names.words) lengths[word] = (lengths[word] ?? 0) + 1;
  const nameStarts = startsOf([...lengths]);
  // Where the next name of each word goes.
  const next = nameStarts.slice();
  const holders = new Uint32Array(names.words.length);
  let name = 0;
  names.words.forEach((word, place) => {
    while ((names.starts[name + 1] ?? 0) <= place) name += 1;
    const slot = next[word] ?? 0;
    holders[slot] = name;
    next[word] = slot + 1;
  });
  return {
    letters: lettersOf(sorted.join('')),
    starts: startsOf(sorted.map(({ length }) => length)),
    names: holders,
    nameStarts,
  };
}

function lettersOf(text: string): Uint16Array {
  const letters = new Uint16Array(text.length);
  for (let place = 0; place < text.length; place += 1) letters[place] = text.charCodeAt(place);
  return letters;
}

/** Where each of several lists begins when they stand one after the other, and last, where they end. */
function startsOf(lengths: readonly number[]): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, list) => {
    starts[list + 1] = (starts[list] ?? 0) + length;
  });
  return starts;
}

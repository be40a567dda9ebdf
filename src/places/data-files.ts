/** Reads the lists in data/places/: lines of fields with tabs between them; lines that begin with # are remarks. */
import { readFile } from 'node:fs/promises';
import type { City } from './cities-file.ts';

const folder = new URL('../../data/places/', import.meta.url);

async function linesOf(file: string): Promise<string[][]> {
  const text = await readFile(new URL(file, folder), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

/** Names of cities besides their own, by the cities' ids: GeoNames', and ours after them. */
export async function readOtherNames(): Promise<Map<number, string[]>> {
  const names = new Map<number, string[]>();
  for (const [id, list = ''] of await linesOf('names.tsv')) names.set(Number(id), list.split('|'));
  for (const { id, names: more } of await readNicknames()) names.set(id, [...(names.get(id) ?? []), ...more]);
  return names;
}

export interface Nickname {
  readonly id: number;
  /** What GeoNames calls the city, so that people can read the list and a test can hold it. */
  readonly city: string;
  readonly names: readonly string[];
}

/** Names that GeoNames lacks, or that only people use: our own list. */
export async function readNicknames(): Promise<Nickname[]> {
  const lines = await linesOf('also-called.tsv');
  return lines.map(([id, city = '', list = '']) => ({ id: Number(id), city, names: list.split('|') }));
}

/** Cities that the package lacks. */
export async function readMoreCities(): Promise<City[]> {
  const lines = await linesOf('more-cities.tsv');
  return lines.map(([id, name = '', countryCode = '', regionCode = '', ...numbers]) => {
    const [population = 0, latitude = 0, longitude = 0] = numbers.map(Number);
    return { id: Number(id), name, countryCode, regionCode, population, latitude, longitude };
  });
}

/** The names of regions by their codes, such as `US.IL`. */
export async function readRegionNames(): Promise<Map<string, string>> {
  return new Map((await linesOf('regions.tsv')).map(([code = '', name = '']) => [code, name]));
}

/** What else regions are called, by their codes: our own list of abbreviations and names in the regions' languages. */
export async function readRegionAliases(): Promise<Map<string, string>> {
  return new Map((await linesOf('region-aliases.tsv')).map(([code = '', words = '']) => [code, words]));
}

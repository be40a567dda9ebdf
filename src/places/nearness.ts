/** How near cities are to somebody, as what it adds to their scores. */
import type { Position } from './distance.ts';
import type { CityTable } from './tables.ts';

/** What a city next door gains, as much as one of thirty times the inhabitants; half of it is left at 200 km. */
const nextDoor = 1.5;
const halfAtKm = 200;
const kmPerUnit = 111.2 / 1e5;
const wholeTurn = 360 * 1e5;

export class Nearness {
  readonly #cities: CityTable;
  readonly #latitude: number;
  readonly #longitude: number;
  readonly #shrinking: number;

  constructor(cities: CityTable, { latitude, longitude }: Position) {
    this.#cities = cities;
    this.#latitude = latitude * 1e5;
    this.#longitude = longitude * 1e5;
    this.#shrinking = Math.cos((latitude * Math.PI) / 180);
  }

  /** 0 far away. */
  bonus(city: number): number {
    return nextDoor / (1 + this.squareKm(city) / halfAtKm ** 2);
  }

  /** The square of the distance on a flat map around the centre: right enough nearby, and far away none matters. */
  squareKm(city: number): number {
    const north = (this.#cities.latitudes[city] ?? 0) - this.#latitude;
    const turn = Math.abs((this.#cities.longitudes[city] ?? 0) - this.#longitude);
    const east = Math.min(turn, wholeTurn - turn) * this.#shrinking;
    return (north * north + east * east) * kmPerUnit ** 2;
  }
}

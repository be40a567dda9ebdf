/** Collects cities with their scores, and gives the best. */
export class Best {
  /** By city; 0 is none, so scores are above it. */
  readonly #scores: Float32Array;
  #touched: number[] = [];

  constructor(cities: number) {
    this.#scores = new Float32Array(cities);
  }

  get size(): number {
    return this.#touched.length;
  }

  /** A score above 0; a city keeps its best. */
  offer(city: number, score: number): void {
    const known = this.#scores[city] ?? 0;
    if (known === 0) this.#touched.push(city);
    if (score > known) this.#scores[city] = score;
  }

  /** The best cities so far, best first, equals by size. It forgets all. */
  take(limit: number): number[] {
    const best: number[] = [];
    const isBefore = (a: number, b: number | undefined) => {
      if (b === undefined) return true;
      const difference = (this.#scores[a] ?? 0) - (this.#scores[b] ?? 0);
      return difference > 0 || (difference === 0 && a < b);
    };
    for (const city of this.#touched) {
      if (best.length === limit && !isBefore(city, best.at(-1))) continue;
      let place = best.length;
      while (place > 0 && isBefore(city, best[place - 1])) place -= 1;
      best.splice(place, 0, city);
      if (best.length > limit) best.pop();
    }
    for (const city of this.#touched) this.#scores[city] = 0;
    this.#touched = [];
    return best;
  }
}

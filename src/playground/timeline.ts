import { compareIds } from './ids.ts';

/** The ids of one channel's messages, oldest first; finds a place in it without going through all. */
export class Timeline {
  readonly #ids: string[] = [];

  /** Adds an id; nearly always the newest. */
  add(id: string): void {
    const last = this.#ids.at(-1);
    if (last === undefined || compareIds(last, id) < 0) this.#ids.push(id);
    else this.#ids.splice(this.#placeOf(id), 0, id);
  }

  remove(id: string): void {
    const at = this.#placeOf(id);
    if (this.#ids[at] === id) this.#ids.splice(at, 1);
  }

  get newest(): string | null {
    return this.#ids.at(-1) ?? null;
  }

  get size(): number {
    return this.#ids.length;
  }

  all(): readonly string[] {
    return this.#ids;
  }

  /** Up to `limit` ids older than `id`, oldest first. */
  before(id: string, limit: number): string[] {
    const end = this.#placeOf(id);
    return this.#ids.slice(Math.max(0, end - limit), end);
  }

  /** Up to `limit` ids newer than `id`, oldest first. */
  after(id: string, limit: number): string[] {
    const at = this.#placeOf(id);
    const start = this.#ids[at] === id ? at + 1 : at;
    return this.#ids.slice(start, start + limit);
  }

  latest(limit: number): string[] {
    return this.#ids.slice(Math.max(0, this.#ids.length - limit));
  }

  /** The index of the first id that is not older than `id`. */
  #placeOf(id: string): number {
    let low = 0;
    let high = this.#ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareIds(this.#ids[middle] ?? '', id) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Ids by the group that they belong to, such as the channels of a guild. */
export class Groups {
  readonly #groups = new Map<string, Set<string>>();

  add(group: string, id: string): void {
    const ids = this.#groups.get(group) ?? new Set();
    this.#groups.set(group, ids.add(id));
  }

  remove(group: string, id: string): void {
    const ids = this.#groups.get(group);
    ids?.delete(id);
    if (ids?.size === 0) this.#groups.delete(group);
  }

  of(group: string): string[] {
    return [...(this.#groups.get(group) ?? [])];
  }

  sizeOf(group: string): number {
    return this.#groups.get(group)?.size ?? 0;
  }
}

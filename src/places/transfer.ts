/**
 * The tables as the bytes of a file, by which the process that builds them hands them over: each array behind its length
 * in bytes, from a multiple of four on, so that what is read needs no copy.
 */
import type { Tables } from './tables.ts';

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

const aligned = (length: number) => Math.ceil(length / 4) * 4;

/** The parts of the file, in their order. */
export function partsOf({ cities, names, words, regions }: Tables): Uint8Array[] {
  const columns: Column[] = [
    ...[cities.ids, cities.byId, cities.names, cities.nameStarts, cities.latitudes, cities.longitudes],
    ...[cities.populations, cities.regions],
    ...[names.cities, names.words, names.starts],
    ...[words.letters, words.starts, words.names, words.nameStarts],
    new TextEncoder().encode(JSON.stringify(regions)),
  ];
  return columns.flatMap((column) => [
    new Uint8Array(Uint32Array.of(column.byteLength).buffer),
    new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
    new Uint8Array(aligned(column.byteLength) - column.byteLength),
  ]);
}

/** The tables that `partsOf` has written. */
export function tablesIn(file: ArrayBuffer): Tables {
  const read = new Reader(file);
  return {
    cities: {
      ids: read.uint32(),
      byId: read.uint32(),
      names: read.uint8(),
      nameStarts: read.uint32(),
      latitudes: read.int32(),
      longitudes: read.int32(),
      populations: read.uint32(),
      regions: read.uint16(),
    },
    names: { cities: read.uint32(), words: read.uint32(), starts: read.uint32() },
    words: { letters: read.uint16(), starts: read.uint32(), names: read.uint32(), nameStarts: read.uint32() },
    regions: JSON.parse(new TextDecoder().decode(read.uint8())),
  };
}

class Reader {
  readonly #file: ArrayBuffer;
  #at = 0;

  constructor(file: ArrayBuffer) {
    this.#file = file;
  }

  uint8 = () => this.#next((at, length) => new Uint8Array(this.#file, at, length));
  uint16 = () => this.#next((at, length) => new Uint16Array(this.#file, at, length / 2));
  uint32 = () => this.#next((at, length) => new Uint32Array(this.#file, at, length / 4));
  int32 = () => this.#next((at, length) => new Int32Array(this.#file, at, length / 4));

  #next<Array>(view: (at: number, length: number) => Array): Array {
    const [length = 0] = new Uint32Array(this.#file, this.#at, 1);
    const array = view(this.#at + 4, length);
    this.#at += 4 + aligned(length);
    return array;
  }
}

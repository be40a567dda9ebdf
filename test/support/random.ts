/** Chance that comes out the same for the same seed. */

export interface Dice {
  /** A number from 0 (included) to 1 (not). */
  readonly roll: () => number;
  /** A whole number from 0 to `count` - 1. */
  below(count: number): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True in this share of cases. */
  chance(share: number): boolean;
  /** One of a list. @throws {RangeError} if it is empty. */
  pick<T>(list: readonly T[]): T;
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function diceFrom(seed: number): Dice {
  const roll = randomFrom(seed);
  const below = (count: number) => Math.floor(roll() * count);
  return {
    roll,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (share) => roll() < share,
    pick(list) {
      const index = below(list.length);
      if (index >= list.length) throw new RangeError('there is nothing to pick from');
      return list[index] as (typeof list)[number];
    },
  };
}

/** A seed from the environment variable, so that a run can be repeated, or a new one. */
export const seedFrom = (variable: string): number =>
  Number(process.env[variable] ?? Math.floor(Math.random() * 2 ** 31));

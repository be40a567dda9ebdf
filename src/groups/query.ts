/** A search as a button keeps it. Pure. */
import type { z } from 'zod';
import { readLine } from '../typed/read.ts';
import type { searchShape } from './actions.ts';
import { mostKm } from './wishes.ts';

export type Query = z.output<z.ZodObject<typeof searchShape>>;

/** Characters of the words that are looked for: a custom id has to hold them. */
const wordsLength = 24;

/** Radii that can be chosen, in km. */
export const radii = { '5': '5 km', '10': '10 km', '25': '25 km', '50': '50 km', '100': '100 km' } as const;

export const usualRadius = 25;

/** What somebody typed as words to look for. */
export const readWords = (typed: string): string => readLine(typed.replace(/[%/]/g, ' '), wordsLength);

/** The radius of a query: a forged one is none that can be looked in. */
export const radiusOf = ({ radius }: Query): number => Math.min(Math.max(radius, 1), mostKm);

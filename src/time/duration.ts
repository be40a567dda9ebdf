/** How long something is to take, as people type it. Pure. */
import { readMinutes } from './minutes.ts';

/** Shorter is a message, longer is a journey; in minutes. */
const shortest = 15;
const longest = 12 * 60;

/** Hours in words, without `hours`. */
const words: Readonly<Record<string, number>> = {
  ...{ 'half an': 0.5, a: 1, an: 1, one: 1, 'one and a half': 1.5, two: 2, 'two and a half': 2.5, three: 3 },
  ...{ four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12 },
};

/** Spells hours with digits: `two hours`, `an hour and a half`. */
const spelled = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^an hour and a half$/, 'one and a half hours')
    .replace(/^([a-z][a-z ]{0,20}?) (?=hours?$)/, (all, number: string) => {
      const hours = Object.hasOwn(words, number) ? words[number] : undefined;
      return hours === undefined ? all : `${hours} `;
    });

/**
 * Minutes of `90`, `1.5h`, `1:30`, `2 hours`, `half an hour`; undefined if it is none of these, or not from 15 minutes to
 * 12 hours.
 */
export function readDuration(typed: string): number | undefined {
  const minutes = readMinutes(spelled(typed));
  return minutes !== undefined && minutes >= shortest && minutes <= longest ? minutes : undefined;
}

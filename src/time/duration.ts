/** How long something is to take, as people type it. Pure. */
import { readMinutes } from './minutes.ts';

/** Shorter is a message, longer is a journey; in minutes. */
const shortest = 15;
const longest = 12 * 60;

/** Minutes of `90`, `1.5h`, `1:30`, `2 hours`; undefined if it is none of these, or not from 15 minutes to 12 hours. */
export function readDuration(typed: string): number | undefined {
  const minutes = readMinutes(typed);
  return minutes !== undefined && minutes >= shortest && minutes <= longest ? minutes : undefined;
}

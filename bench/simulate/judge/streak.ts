import { weeksFrom } from './weeks.ts';

/** Of so many weeks in a row, one may be missed. */
const window = 4;

/**
 * The streak that a member should read, tried out from every week on which it may have begun: the weeks kept since,
 * if no four in a row hold two that were missed. Weeks of pauses are left out, and so is the present one until it is kept.
 */
export function streakAt(
  nowMs: number,
  zone: string,
  { kept, paused, sinceMs }: { kept: ReadonlySet<string>; paused: ReadonlySet<string>; sinceMs: number },
): number {
  const all = weeksFrom(sinceMs, nowMs, zone);
  const present = all.at(-1);
  const counting = all.filter((week) => kept.has(week) || (week !== present && !paused.has(week)));
  const missed = counting.map((week) => !kept.has(week));
  const lengths = counting.map((_, begin) => {
    const row = missed.slice(begin);
    const stands = row.every((_, at) => row.slice(at, at + window).filter(Boolean).length <= 1);
    return stands ? row.filter((isMissed) => !isMissed).length : 0;
  });
  return Math.max(0, ...lengths);
}

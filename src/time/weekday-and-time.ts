/** A regular hour of the week, as people type it. Pure. */
import { parseTimeOfDay, weekdays } from './time-of-day.ts';

const patterns = [
  /^(?:(?:every|on) )?(?<day>[a-z]+)\.?,? ?(?:(?:at|@) ?)?(?<time>\d.*)$/,
  /^(?:at )?(?<time>\d.*?),? (?:(?:every|on) )?(?<day>[a-z]+)\.?$/,
] as const;

/** `Tuesdays 19:00`, `tue 7pm`, `Saturday at 10`, `18:30 on sundays`: an ISO weekday and minutes after midnight, or undefined. */
export function weekdayAndTime(typed: string): { weekday: number; minuteOfDay: number } | undefined {
  const words = typed.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  for (const pattern of patterns) {
    const { day = '', time = '' } = pattern.exec(words)?.groups ?? {};
    const weekday = weekdayOf(day);
    const minuteOfDay = parseTimeOfDay(time);
    if (weekday !== undefined && minuteOfDay !== undefined) return { weekday, minuteOfDay };
  }
  return undefined;
}

/** The weekday that starts so, also in the plural; two letters are enough to tell the seven apart. */
function weekdayOf(word: string): number | undefined {
  const begins = word.length > 3 ? word.replace(/s$/, '') : word;
  if (begins.length < 2) return undefined;
  return Object.entries(weekdays).find(([name]) => name.startsWith(begins))?.[1];
}

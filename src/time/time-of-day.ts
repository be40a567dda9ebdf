/** Times of day as people type them. Pure. */

/** `18:30`, `18.30`, `18h30`, `1830`, `18`, `6pm`, `6:30 p.m.` */
const pattern = /^(?<hour>\d{1,2})(?:[:.h]?(?<minute>\d{2})|h)?\s*(?<half>[ap])?\.?\s?m?\.?$/i;

/** Minutes after midnight, or undefined if `text` is no time of day. */
export function parseTimeOfDay(text: string): number | undefined {
  const found = pattern.exec(text.normalize('NFKC').trim())?.groups;
  if (found === undefined) return undefined;
  const minute = Number(found['minute'] ?? 0);
  const half = found['half']?.toLowerCase();
  let hour = Number(found['hour']);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'p' ? 12 : 0);
  } else if (/m/i.test(text)) return undefined;
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/** `18:30` */
export function formatTimeOfDay(minuteOfDay: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

/** ISO weekdays, 1 to 7, by the value of the command option. */
export const weekdays = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
} as const;

export type WeekdayName = keyof typeof weekdays;

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `Monday` for 1. */
export const weekdayName = (weekday: number): string => names[weekday - 1] ?? 'Monday';

/** Option value to label, for slash-command choices. */
export const weekdayChoices = Object.fromEntries(
  Object.entries(weekdays).map(([value, weekday]) => [value, weekdayName(weekday)]),
) as Record<WeekdayName, string>;

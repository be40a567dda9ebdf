/** Days of the calendar, as people type and read them. Pure. */

/** A day from 1990 to `today` (both such as 2026-11-23), as ISO writes it; null if it is none. */
export function readDay(typed: string, today: string): string | null {
  const words = typed.normalize('NFKC').trim();
  if (!/^\d{4}-\d{1,2}-\d{1,2}$/.test(words)) return null;
  const [year = 0, month = 0, day = 0] = words.split('-').map(Number);
  try {
    const iso = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
    return iso >= '1990-01-01' && iso <= today ? iso : null;
  } catch {
    return null;
  }
}

/** In English, as all of the bot's words. */
const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

/** A day such as 2026-11-23 in words. */
export const formatDay = (day: string) => dayFormat.format(new Date(`${day}T00:00:00Z`));

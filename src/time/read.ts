/** Reads what a member typed as a time or a zone; what can't be read is answered in a sentence. */
import { UserError } from '../discord/errors.ts';
import { md, quoted } from '../discord/markdown.ts';
import { parseTimeOfDay } from './time-of-day.ts';
import { parseTimeZone } from './time-zones.ts';

/** Minutes after midnight. @throws {UserError} */
export function readTime(typed: string): number {
  const minuteOfDay = parseTimeOfDay(typed);
  if (minuteOfDay === undefined) {
    throw new UserError(md`I can't read ${quoted(typed)} as a time. Write it like 18:30 or 6:30 pm.`);
  }
  return minuteOfDay;
}

/** An IANA zone. @throws {UserError} */
export function readZone(typed: string): string {
  const zone = parseTimeZone(typed);
  if (zone === undefined) {
    throw new UserError(
      md`I don't know the time zone ${quoted(typed)}. Write it like Europe/Berlin or America/New_York.`,
    );
  }
  return zone;
}

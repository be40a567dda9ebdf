/** When somebody has gone quiet, and when their buddies hear of it. Pure. */
import { mondayOf, weekBefore } from '../accountability/weeks.ts';
import { sleepsAtHour, wakesAtHour } from './match.ts';

/** Tuesday, when last week can still be reported; at ten, local, of who is told. */
const tuesday = 2;
const lookHour = 10;

const at = (ms: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);

/** The first Tuesday at 10:00 in a zone after an instant (both ms, UTC). */
export function nextLookAt(afterMs: number, timeZone: string): number {
  const date = at(afterMs, timeZone).toPlainDate();
  const first = date.add({ days: (tuesday - date.dayOfWeek + 7) % 7 });
  return firstAfter(first, 7, afterMs, timeZone);
}

/** The first 10:00 in a zone after an instant (both ms, UTC): for who was to be told while asleep. */
export const nextMorningAt = (afterMs: number, timeZone: string): number =>
  firstAfter(at(afterMs, timeZone).toPlainDate(), 1, afterMs, timeZone);

function firstAfter(date: Temporal.PlainDate, everyDays: number, afterMs: number, timeZone: string): number {
  const plainTime = new Temporal.PlainTime(lookHour);
  const due = date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return due > afterMs ? due : firstAfter(date.add({ days: everyDays }), everyDays, afterMs, timeZone);
}

/** Whether people in a zone are awake at an instant (ms, UTC). */
export function isAwake(atMs: number, timeZone: string): boolean {
  const { hour } = at(atMs, timeZone);
  return hour >= wakesAtHour && hour < sleepsAtHour;
}

/** What is known of a buddy on the day when it is looked whether they have gone quiet. */
export interface Recently {
  /** The present ISO week in the buddy's zone. */
  readonly present: string;
  readonly timeZone: string;
  /** When the two became buddies (ms, UTC). */
  readonly since: number;
  /** The last weeks with a check-in and with a goal, or undefined. */
  readonly lastCheckIn: string | undefined;
  readonly lastGoal: string | undefined;
  /** The week before the present one is paused, or a pause lasts now. */
  readonly isResting: boolean;
  /** The last week of which it was told that they were quiet. */
  readonly lastTold: string | undefined;
}

/**
 * The week to be told as a quiet one: the last, if it passed without a check-in, wasn't paused, and there is no goal for
 * a later one; once until they check in again. Undefined if there is nothing to tell.
 */
export function quietWeek(buddy: Recently): string | undefined {
  const week = weekBefore(buddy.present);
  const began = mondayOf(week).toZonedDateTime(buddy.timeZone).epochMilliseconds;
  if (buddy.isResting || buddy.since > began) return undefined;
  if ((buddy.lastCheckIn ?? '') >= week || (buddy.lastGoal ?? '') > week) return undefined;
  const isTold = buddy.lastTold !== undefined && buddy.lastTold > (buddy.lastCheckIn ?? '');
  return isTold ? undefined : week;
}

/** What a meetup is. Pure. */
import type { Selectable } from 'kysely';
import type { MeetupTable } from '../database/meetup-schema.ts';

export interface Meetup {
  readonly id: string;
  readonly groupId: string;
  readonly guildId: string;
  readonly state: MeetupTable['state'];
  /** The start (ms, UTC); of one that repeats, the next that has not ended. */
  readonly startsAt: number;
  /** The first start (ms, UTC), from which the others are reckoned. */
  readonly firstAt: number;
  /** IANA name, of its group. */
  readonly timeZone: string;
  readonly minutes: number;
  readonly place: string;
  readonly isWeekly: boolean;
  /** Counts up with every change and every next date. */
  readonly sequence: number;
  /** The edition that was announced, or null. */
  readonly announcement: string | null;
  /** Whether those who come are still to be reminded of the present date a day before it, and an hour. */
  readonly remindsDay: boolean;
  readonly remindsHour: boolean;
  readonly plannedBy: string;
  readonly eventId: string | null;
  /** Why Discord has no event of it, in words, or null. */
  readonly eventProblem: string | null;
}

export type Answer = 'yes' | 'maybe' | 'no';
export const answers = ['yes', 'maybe', 'no'] as const;

/** How many members gave each answer. */
export type Counts = Readonly<Record<Answer, number>>;

/** How many gave each answer. */
export function countsOf(given: readonly { readonly answer: Answer }[]): Counts {
  const count = (answer: Answer) => given.filter((one) => one.answer === answer).length;
  return { yes: count('yes'), maybe: count('maybe'), no: count('no') };
}

/** Characters of what is typed, how long a meetup is unless somebody says, how many a group may have ahead, and hear of anew in a day. */
export const meetupLimits = {
  place: 100,
  when: 60,
  duration: 20,
  usualMinutes: 90,
  ahead: 10,
  newADay: 10,
} as const;

/** How long after its end (ms) somebody can still say whether they were there. */
export const sayWithinMs = 14 * 24 * 60 * 60_000;

/** When a meetup that begins at an instant ends (both ms, UTC). */
export const endOf = ({ minutes }: Pick<Meetup, 'minutes'>, startsAt: number): number =>
  startsAt + minutes * 60_000;

/** What tells an edition of a meetup from all others: its date, and how often it has been changed. */
export const editionOf = ({ startsAt, sequence }: { startsAt: number; sequence: number }): string =>
  `${startsAt}:${sequence}`;

export const toMeetup = (row: Selectable<MeetupTable>): Meetup => ({
  id: row.meetup_id,
  groupId: row.group_id,
  guildId: row.guild_id,
  state: row.state,
  startsAt: row.starts_at,
  firstAt: row.first_at,
  timeZone: row.time_zone,
  minutes: row.minutes,
  place: row.place,
  isWeekly: row.weekly === 1,
  sequence: row.sequence,
  announcement: row.announcement,
  remindsDay: row.day_for !== row.starts_at,
  remindsHour: row.hour_for !== row.starts_at,
  plannedBy: row.planned_by,
  eventId: row.event_id,
  eventProblem: row.event_problem,
});

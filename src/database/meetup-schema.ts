/** The tables of study groups' meetups. */
import type { Generated } from 'kysely';

export interface MeetupTable {
  meetup_id: string;
  group_id: string;
  guild_id: string;
  /** `draft`: shown back to who plans it, and not confirmed; `over`: its last date has ended. */
  state: 'draft' | 'planned' | 'cancelled' | 'over';
  /** The start; of one that repeats, the next that has not ended. */
  starts_at: number;
  /** The first start, from which the others are reckoned in the zone. */
  first_at: number;
  time_zone: string;
  minutes: number;
  place: string;
  weekly: number;
  /** Counts up with every change and every next date, for calendars. */
  sequence: Generated<number>;
  /** Who planned it; nobody once they are forgotten. */
  planned_by: string;
  /** The edition that was announced (`editionOf`), by which its message is found; null until it is. */
  announcement: string | null;
  /** Counts up with each answer; its message shows the answers up to `recounted`. */
  recount: Generated<number>;
  recounted: Generated<number>;
  /** Nobody changes the message before this instant: somebody is at it, or Discord has refused. */
  recount_not_before: number | null;
  /** The start for which reminders a day and an hour before have been planned. */
  day_for: number | null;
  hour_for: number | null;
  /** Discord's scheduled event, and what of the meetup it shows. */
  event_id: string | null;
  event_for: string | null;
  /** When somebody last took its event on; nobody else does within a minute. */
  event_begun_at: number | null;
  /** The start of an event that was asked for, if nobody knows yet whether Discord has made it: it is looked for first. */
  event_begun_start: number | null;
  /** Not tried again before this instant. */
  event_not_before: number | null;
  /** Why there is none, in words, or null. */
  event_problem: string | null;
  created_at: number;
  updated_at: number;
}

/** A member's part in one date of a meetup. */
export interface MeetupMemberTable {
  meetup_id: string;
  starts_at: number;
  guild_id: string;
  user_id: string;
  answer: 'yes' | 'maybe' | 'no' | null;
  /** 1 if they were there, 0 if not; null until they say. */
  attended: number | null;
  /** 1 once it has been put into their portfolio. */
  logged: Generated<number>;
  updated_at: number;
}

export interface MeetupSchema {
  meetup: MeetupTable;
  meetup_member: MeetupMemberTable;
}

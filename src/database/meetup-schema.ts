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
  /** Counts up with every change, for calendars. */
  sequence: Generated<number>;
  /** Who planned it; nobody once they are forgotten. */
  planned_by: string;
  /** The start for which it has been announced, and for which reminders a day and an hour before have been planned. */
  announced_for: number | null;
  day_for: number | null;
  hour_for: number | null;
  /** Discord's scheduled event, and the edition of the meetup that it shows. */
  event_id: string | null;
  event_for: string | null;
  /** When an event was last begun: if nobody knows how that ended, it is looked for first. */
  event_begun_at: number | null;
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
  updated_at: number;
}

export interface MeetupSchema {
  meetup: MeetupTable;
  meetup_member: MeetupMemberTable;
}

/** The tables of study groups. Whoever is forgotten leaves nothing in others' rows: a row names one member. */
import type { Generated } from 'kysely';

export interface StudyGroupTable {
  group_id: string;
  guild_id: string;
  /** `draft`: its owner is still putting it together; nobody else sees it. */
  state: 'draft' | 'open' | 'closed';
  name: string;
  /** What it studies, in its owner's words; empty if it follows a step alone. */
  topic: string;
  /** Both, as searches compare them. */
  search_text: string;
  /** The step of the guide that it follows, or null. */
  step_id: string | null;
  /** GeoNames' id of its city; null for a group that meets online. */
  city_id: number | null;
  /** The city as it is shown. */
  city: string | null;
  latitude: number | null;
  longitude: number | null;
  /** The degree square in which the city lies, by which groups nearby are found; -1 for online. */
  cell: number;
  time_zone: string;
  /** Two-letter code (ISO 639-1). */
  language: string;
  /** Its regular hour: ISO weekday and minutes after midnight in its zone; both null if it has none. */
  weekday: number | null;
  minute_of_day: number | null;
  /** How many members it takes. */
  capacity: number;
  /** 1 if its owner lets people in one by one. */
  by_request: number;
  /** Its thread, or null while it has none. */
  thread_id: string | null;
  /** What that is called by now, or null. */
  thread_name: string | null;
  /** When its thread was last begun: if nobody knows how that ended, it is looked for first. */
  thread_begun_at: number | null;
  /** Why there is no thread, in words, or null. */
  thread_problem: string | null;
  /** The last sign of life: somebody joined, planned, met, or said that it goes on. */
  active_at: number;
  /** How far care for a silent group has gone, and since when. */
  care: Generated<'none' | 'asked' | 'offered'>;
  care_at: number | null;
  created_at: number;
  updated_at: number;
}

export interface GroupMemberTable {
  group_id: string;
  guild_id: string;
  user_id: string;
  is_owner: number;
  joined_at: number;
}

/** Who waits for a place in a group, or for its owner's yes; and who was declined, or is not to come back. */
export interface GroupWaitTable {
  group_id: string;
  guild_id: string;
  user_id: string;
  kind: 'place' | 'yes' | 'declined' | 'barred';
  since_at: number;
  /** A place is kept for them until then; null while there is none. */
  offered_until: number | null;
}

/** Who is to be added to a group's thread, or taken out of it: Discord has not confirmed it yet. */
export interface GroupThreadTable {
  group_id: string;
  guild_id: string;
  user_id: string;
  wants: 'in' | 'out';
  not_before: number;
  attempts: Generated<number>;
}

/** What a member looked for and did not find: they are told once when there is such a group. */
export interface GroupWishTable {
  guild_id: string;
  user_id: string;
  /** The city that they look around, which nobody else is shown; null if they look for a group online. */
  city_id: number | null;
  latitude: number | null;
  longitude: number | null;
  cell: number;
  radius_km: number;
  topic: string;
  step_id: string | null;
  language: string | null;
  since_at: number;
  /** When they were last told that others near them look too. */
  paired_at: number | null;
  /** The group that they are being told of, and since when: the wish is granted once that message is out. */
  told_of: string | null;
  told_at: number | null;
}

/** A member's word to the moderators about a group. */
export interface GroupReportTable {
  report_id: string;
  group_id: string;
  guild_id: string;
  user_id: string;
  reason: string;
  created_at: number;
}

export interface GroupSchema {
  study_group: StudyGroupTable;
  group_member: GroupMemberTable;
  group_wait: GroupWaitTable;
  group_thread: GroupThreadTable;
  group_wish: GroupWishTable;
  group_report: GroupReportTable;
}

/** The tables of buddies. What ties members together is one row for each of them, under one id. */

/** A member's place in their circle of buddies: two, sometimes three, of one server. */
export interface BuddySeatTable {
  guild_id: string;
  user_id: string;
  /** Those with the same id are buddies. */
  circle_id: string;
  /** What others' rows and messages call this member in this circle, so that they need not hold their id. */
  seat: string;
  joined_at: number;
  /** When to look next whether the others have gone quiet. */
  look_at: number;
  /** When the circle was last asked to take in a third. */
  invited_at: number | null;
}

/** Who looks for a buddy. */
export interface BuddySeekerTable {
  guild_id: string;
  user_id: string;
  since_at: number;
  /** When somebody was last proposed to them; null while they wait to hear of one. */
  shown_at: number | null;
  /** When to look next for somebody. */
  look_at: number;
}

/** Somebody's part in an open question whether people want to be buddies: the rows with one id are the question. */
export interface BuddyOfferTable {
  offer_id: string;
  guild_id: string;
  user_id: string;
  /** `asks`: it is their question; `waiting`: they have not answered. */
  answer: 'asks' | 'yes' | 'waiting';
  /** The pair that is asked to take in a third; null for a question to one person. */
  circle_id: string | null;
  lapses_at: number;
}

/** Those with one id are not proposed to each other. */
export interface BuddyApartTable {
  apart_id: string;
  guild_id: string;
  user_id: string;
  /** Null: for good. */
  until_at: number | null;
}

/** What a member has been told of a buddy: each piece of news once. */
export interface BuddyToldTable {
  guild_id: string;
  user_id: string;
  /** The buddy's. */
  seat: string;
  what: 'goal' | 'check-in' | 'quiet' | 'hello' | 'cheer';
  /** ISO week that it is about. */
  week: string;
}

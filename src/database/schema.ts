/**
 * The tables, as the queries see them. Ids of Discord are text (they exceed 2^53); instants are UTC, in whole ms.
 * The SQL that makes them stands in `migrations/`.
 */
import type { Generated } from 'kysely';
import type {
  BuddyApartTable,
  BuddyOfferTable,
  BuddySeatTable,
  BuddySeekerTable,
  BuddyToldTable,
} from './buddy-schema.ts';
import type { GroupSchema } from './group-schema.ts';
import type { MeetupSchema } from './meetup-schema.ts';
import type { ServerSchema } from './server-schema.ts';

/** A member in one server; `guild_id` is `@me` for somebody who only ever wrote to the bot directly. */
export interface MemberTable {
  guild_id: string;
  user_id: string;
  first_seen_at: number;
  last_seen_at: number;
  /** When they were last known to be in the server: they used the bot there, or Discord said so. */
  here_at: number | null;
  /** When Discord was last asked whether they still are. */
  asked_at: number | null;
  /** When the bot learned that they had left; null while they are in the server. */
  left_at: number | null;
}

export interface StepStateTable {
  guild_id: string;
  user_id: string;
  step_id: string;
  state: 'open' | 'done' | 'declined';
  /** The step is not recommended before this instant. */
  snoozed_until: number | null;
  updated_at: number;
}

export interface MilestoneTickTable {
  guild_id: string;
  user_id: string;
  step_id: string;
  milestone_id: string;
  ticked_at: number;
}

export interface CheckInTable {
  guild_id: string;
  user_id: string;
  /** ISO week in the member's zone, such as 2026-W48. */
  week: string;
  /** What they did, in their words. */
  did: string | null;
  minutes: number | null;
  /** How the week's goal fared, or the week, if there was none. */
  outcome: Generated<'kept' | 'partly' | 'missed'>;
  created_at: number;
  updated_at: Generated<number>;
}

/** What a member means to do in an ISO week. */
export interface GoalTable {
  guild_id: string;
  user_id: string;
  week: string;
  what: string;
  /** When and where. */
  plan: string | null;
  created_at: number;
  updated_at: number;
}

/** A member's pause: the present one, or the last that ran its time. */
export interface PauseTable {
  guild_id: string;
  user_id: string;
  until_at: number;
}

/** ISO weeks that a pause touches: they count neither for nor against a streak. */
export interface PausedWeekTable {
  guild_id: string;
  user_id: string;
  week: string;
}

export interface NudgeTable {
  guild_id: string;
  user_id: string;
  /** ISO weekday, 1 (Monday) to 7. */
  weekday: number;
  /** Minutes after midnight, in the member's zone. */
  minute_of_day: number;
  /** `dm-or-channel`: by direct message, and in the channel when those are closed. */
  place: 'channel' | 'dm' | 'dm-or-channel';
  /** The channel the member chose by typing there; null follows the server's setting. */
  channel_id: string | null;
  /** When the next one is planned; null while nudges are off, or rest until the member answers. */
  next_nudge_at: number | null;
  /** How many in a row met with no reaction. */
  unheard: Generated<number>;
  /** When the member was asked whether to go on; nudges rest until they answer. */
  asked_at: number | null;
  /** 1 if nudges in a channel may say the member's goal. */
  shows_goal: Generated<number>;
  /** Why the last one could not be delivered, for `/nudge show`. */
  problem: string | null;
  updated_at: number;
}

/** The direct messages with a user. */
export interface DmChannelTable {
  user_id: string;
  channel_id: string;
  /** Discord refused a message to them then, and has taken none since. */
  closed_at: number | null;
}

/** A user who waits for the bot to open their direct messages. */
export interface DmTurnTable {
  user_id: string;
  asked_at: number;
}

/** When direct messages were opened, as long as it counts against the budget of a minute. */
export interface DmOpeningTable {
  id: Generated<number>;
  opened_at: number;
}

/** When something that runs by the clock last ended well. */
export interface SchedulerRunTable {
  name: string;
  ran_at: number;
  /** For what is done by one process at a time: when one last began it. */
  begun_at: number | null;
}

export interface OutboxTable {
  id: Generated<number>;
  /** Whose row it is: the feature's name for it, such as `nudge`. */
  kind: string;
  /** At most one row may ever hold a key: what makes a message the only one of its kind, such as member and week. */
  dedupe_key: string;
  guild_id: string;
  user_id: string;
  channel_id: string | null;
  place: 'channel' | 'dm';
  due_at: number;
  /** `claimed`: by a process that has not begun to send it; `sending`: its fate is unknown until it is settled. */
  state: 'pending' | 'claimed' | 'sending' | 'sent' | 'skipped' | 'failed';
  /** Rows with one batch id went, or go, in one message; the id is its nonce and stands in its buttons. */
  batch_id: string | null;
  /** While `claimed` or `sending`: another process may take over after this instant. */
  lease_until: number | null;
  lease_owner: string | null;
  /** While `pending` after a refusal that passes: not before this instant. */
  not_before: number | null;
  attempts: Generated<number>;
  message_id: string | null;
  /** What it is about, in a form of its kind's own. */
  about: string | null;
  /** Why it was skipped or failed. */
  reason: string | null;
  settled_at: number | null;
}

/** What a member said of themselves, and whether others in the server may see how far they are. */
export interface ProfileTable {
  guild_id: string;
  user_id: string;
  hours_a_week: number | null;
  gpu: string | null;
  aim: string | null;
  /** The member's own zone (IANA name), or null until they have said. */
  time_zone: string | null;
  /** When they answered, or skipped, the questions; null while they are still to be asked. */
  asked_at: number | null;
  /** 1 if members of the server may look at their progress and portfolio. */
  visible: Generated<number>;
  /** 1 if the server's weekly post may name them. */
  named: Generated<number>;
  /** 1 if they are on the server's leaderboard. */
  ranked: Generated<number>;
  /** GeoNames' id of their city, which nobody else is shown, or null. */
  city_id: number | null;
  updated_at: number;
}

/** Something that a member has made or gone through: their portfolio. */
export interface EntryTable {
  id: Generated<number>;
  guild_id: string;
  user_id: string;
  kind: string;
  title: string;
  url: string | null;
  note: string | null;
  step_id: string | null;
  /** The day it belongs to, in the member's zone, such as 2026-11-23. */
  dated_on: string;
  created_at: number;
  updated_at: number;
}

/** Which milestones an entry proves, or counts towards. */
export interface EntryMilestoneTable {
  entry_id: number;
  guild_id: string;
  user_id: string;
  step_id: string;
  milestone_id: string;
}

/** An entry that its member shows to the server. */
export interface ShowcasePostTable {
  entry_id: number;
  guild_id: string;
  user_id: string;
  channel_id: string;
  /** `sending`: begun, its fate unknown until it is `shared`. */
  state: 'sending' | 'shared';
  started_at: number;
  message_id: string | null;
  /** The thread for feedback; null until it is made. */
  thread_id: string | null;
}

export interface Schema extends ServerSchema, GroupSchema, MeetupSchema {
  member: MemberTable;
  step_state: StepStateTable;
  milestone_tick: MilestoneTickTable;
  check_in: CheckInTable;
  goal: GoalTable;
  pause: PauseTable;
  paused_week: PausedWeekTable;
  nudge: NudgeTable;
  dm_channel: DmChannelTable;
  dm_turn: DmTurnTable;
  dm_opening: DmOpeningTable;
  scheduler_run: SchedulerRunTable;
  profile: ProfileTable;
  entry: EntryTable;
  entry_milestone: EntryMilestoneTable;
  showcase_post: ShowcasePostTable;
  buddy_seat: BuddySeatTable;
  buddy_seeker: BuddySeekerTable;
  buddy_offer: BuddyOfferTable;
  buddy_apart: BuddyApartTable;
  buddy_told: BuddyToldTable;
  outbox: OutboxTable;
}

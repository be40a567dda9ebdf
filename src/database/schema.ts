/**
 * The tables, as the queries see them. Ids of Discord are text (they exceed 2^53); instants are UTC, in whole ms.
 * The SQL that makes them stands in `migrations/`.
 */
import type { Generated } from 'kysely';

/** A member in one server; `guild_id` is `@me` for somebody who only ever wrote to the bot directly. */
export interface MemberTable {
  guild_id: string;
  user_id: string;
  first_seen_at: number;
  last_seen_at: number;
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
  created_at: number;
}

export interface NudgeTable {
  guild_id: string;
  user_id: string;
  /** ISO weekday, 1 (Monday) to 7. */
  weekday: number;
  /** Minutes after midnight, in the member's zone. */
  minute_of_day: number;
  /** IANA name. */
  time_zone: string;
  /** `dm-or-channel`: by direct message, and in the channel when those are closed. */
  place: 'channel' | 'dm' | 'dm-or-channel';
  /** The channel the member chose by typing there; null follows the server's setting. */
  channel_id: string | null;
  /** The direct-message channel, once opened. */
  dm_channel_id: string | null;
  /** When the next one is planned; null while nudges are off. */
  next_nudge_at: number | null;
  /** Why the last one could not be delivered, for `/nudge show`. */
  problem: string | null;
  updated_at: number;
}

export interface GuildSettingsTable {
  guild_id: string;
  nudge_channel_id: string | null;
  weekday: number;
  minute_of_day: number;
  time_zone: string;
  /** What kept the bot from posting in the channel; while it stands, nudges go where members asked for them. */
  channel_problem: string | null;
  /** Whom to tell of a problem: the admin who last changed something here. */
  updated_by: string;
  updated_at: number;
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
  /** Why it was skipped or failed. */
  reason: string | null;
  settled_at: number | null;
}

export interface Schema {
  member: MemberTable;
  step_state: StepStateTable;
  milestone_tick: MilestoneTickTable;
  check_in: CheckInTable;
  nudge: NudgeTable;
  guild_settings: GuildSettingsTable;
  outbox: OutboxTable;
}

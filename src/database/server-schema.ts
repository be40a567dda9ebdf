/** The tables of what a server has for itself, and not for one of its members. */
import type { Generated } from 'kysely';

export interface GuildSettingsTable {
  guild_id: string;
  nudge_channel_id: string | null;
  weekday: number;
  minute_of_day: number;
  time_zone: string;
  /** What kept the bot from posting in the channel; while it stands, nudges go where members asked for them. */
  channel_problem: string | null;
  /** Where members show what they made, or null until an admin says. */
  showcase_channel_id: string | null;
  /** Where study groups have their threads, or null until an admin says. */
  groups_channel_id: string | null;
  /** When the weekly post is next due; null while it is off. */
  next_digest_at: number | null;
  /** Counts up with every change of the server's own links and texts. */
  content_revision: Generated<number>;
  /** Whom to tell of a problem: the admin who last changed something here. */
  updated_by: string;
  updated_at: number;
}

/** A link that a server's admins have added to a step. */
export interface GuildLinkTable {
  id: Generated<number>;
  guild_id: string;
  step_id: string;
  title: string;
  url: string;
  kind: string;
  cost: string;
  level: string;
  about: string;
  added_by: string;
  added_at: number;
}

/** A text of the guide that a server has in words of its own. */
export interface GuildTextTable {
  guild_id: string;
  step_id: string;
  field: 'why' | 'how';
  words: string;
  updated_by: string;
  updated_at: number;
}

/** A link of the guide that a server does not show. */
export interface GuildHiddenLinkTable {
  guild_id: string;
  url: string;
  hidden_by: string;
  hidden_at: number;
}

/** A server that the bot knows and no longer finds in Discord's list of those it is in. */
export interface DepartedGuildTable {
  guild_id: string;
  /** When it was first missed. */
  missed_at: number;
  /** When it was taken as left; null while one look alone says so. */
  left_at: number | null;
}

export interface ServerSchema {
  guild_settings: GuildSettingsTable;
  guild_link: GuildLinkTable;
  guild_text: GuildTextTable;
  guild_hidden_link: GuildHiddenLinkTable;
  departed_guild: DepartedGuildTable;
}

/** What the local Discord keeps: plain records, rendered into Discord's own shapes on the way out. */
import type {
  APIApplicationCommand,
  APIAttachment,
  APIGuildScheduledEvent,
  APIMessage,
  APIRole,
  APIUser,
  ChannelType,
  Locale,
} from 'discord-api-types/v10';

/** Where the playground asks for the time (ms, UTC). */
export interface Clock {
  now(): number;
}

export interface UserRecord {
  user: APIUser;
  /** One line for the page's member switcher. */
  about: string;
  dmsOpen: boolean;
  locale: `${Locale}`;
}

export interface GuildRecord {
  id: string;
  name: string;
  ownerId: string;
  locale: `${Locale}`;
}

export interface RoleRecord {
  guildId: string;
  role: APIRole;
}

export interface MemberRecord {
  guildId: string;
  userId: string;
  nick: string | null;
  roles: string[];
  joinedAt: string;
}

/** A permission overwrite; bit sets are decimal strings, as Discord sends them. */
export interface OverwriteRecord {
  id: string;
  /** 0 for a role, 1 for a member. */
  type: 0 | 1;
  allow: string;
  deny: string;
}

export interface ThreadRecord {
  ownerId: string;
  archived: boolean;
  archivedAt: string;
  autoArchiveMinutes: 60 | 1440 | 4320 | 10080;
  locked: boolean;
  invitable: boolean;
  createdAt: string;
  /** Member ids and when each joined. */
  members: Record<string, string>;
  messageCount: number;
  totalSent: number;
}

/** A channel of any kind: of a guild, a thread, or a direct one (then `recipientId` is the person). */
export interface ChannelRecord {
  id: string;
  type: ChannelType;
  guildId: string | null;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  overwrites: OverwriteRecord[];
  nsfw: boolean;
  slowmodeSeconds: number;
  recipientId: string | null;
  thread: ThreadRecord | null;
  lastMessageId: string | null;
}

/** A message; `onlyFor` names the one person who sees an ephemeral one. */
export interface MessageRecord {
  message: APIMessage;
  /** All its files; the message itself lists only those that no embed or component shows. */
  files: APIAttachment[];
  onlyFor: string | null;
  /** Whom it pinged: people by name, roles, and everyone. */
  pinged: Pinged;
}

export interface Pinged {
  users: string[];
  roles: string[];
  everyone: boolean;
}

export interface CommandRecord {
  /** The guild that it is for, or null when it is global. */
  guildId: string | null;
  command: APIApplicationCommand;
}

export interface EventRecord {
  event: APIGuildScheduledEvent;
}

export interface FileRecord {
  id: string;
  channelId: string;
  filename: string;
  contentType: string;
  bytes: Buffer;
}

/** Who the page is at first, and where; `words` says so to them. */
export interface Start {
  userId: string;
  channelId: string;
  words: string;
}

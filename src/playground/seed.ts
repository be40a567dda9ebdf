/** The world that a playground starts with: what a caller may ask for, and the friendly one by default. */
import { type Locale, PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { ChannelRecord } from './model.ts';

/** The bot's own permissions in every server, unless a seed says otherwise. */
export const DEFAULT_BOT_PERMISSIONS =
  P.ViewChannel |
  P.SendMessages |
  P.ReadMessageHistory |
  P.EmbedLinks |
  P.AttachFiles |
  P.CreatePublicThreads |
  P.CreatePrivateThreads |
  P.SendMessagesInThreads |
  P.CreateEvents;

/** What every member may do, as in a new server. */
export const EVERYONE_PERMISSIONS =
  P.ViewChannel |
  P.SendMessages |
  P.ReadMessageHistory |
  P.EmbedLinks |
  P.AttachFiles |
  P.AddReactions |
  P.UseExternalEmojis |
  P.ChangeNickname |
  P.CreateInstantInvite |
  P.CreatePublicThreads |
  P.SendMessagesInThreads |
  P.UseApplicationCommands |
  P.Connect |
  P.Speak;

/** People, servers and the bot's permissions to start with. Keys are the caller's own names for things. */
export interface WorldSeed {
  users: Record<string, UserSeed>;
  guilds: Record<string, GuildSeed>;
  /** The bits of the bot's managed role in every guild; default `DEFAULT_BOT_PERMISSIONS`. */
  botPermissions?: bigint;
  /** Who the page is at first; default the first of `users`. */
  start?: StartSeed;
}

/** Who somebody is who opens the page for the first time, and where. */
export interface StartSeed {
  /** A key of `users`. */
  as: string;
  /** A channel, as `guild.channel`. */
  in: string;
  /** A sentence that tells them so. */
  words: string;
}

export interface UserSeed {
  username: string;
  displayName?: string;
  about?: string;
  locale?: `${Locale}`;
  dmsOpen?: boolean;
}

export interface GuildSeed {
  name: string;
  locale?: `${Locale}`;
  /** Keys of `users`. */
  owner: string;
  members: string[];
  /** What some are called in this guild, by keys of `users`. */
  nicks?: Record<string, string>;
  roles?: Record<string, { name: string; permissions: bigint; members: string[]; mentionable?: boolean }>;
  channels: Record<string, ChannelSeed>;
  /** The bits of the `@everyone` role. */
  everyonePermissions?: bigint;
  botPermissions?: bigint;
  /** Whether the bot is in this guild; default yes. */
  withBot?: boolean;
}

export interface ChannelSeed {
  name: string;
  /** Discord's channel type; default 0, text. */
  type?: ChannelRecord['type'];
  topic?: string;
  /** The key of a category in the same guild, seeded before. */
  parent?: string;
  /** Overwrites by role key, user key, `everyone` or `bot`. */
  overwrites?: Record<string, { allow?: bigint; deny?: bigint }>;
}

/** Two servers and a handful of people, enough to see what each kind of member sees. */
export const demoWorld: WorldSeed = {
  start: { as: 'ben', in: 'hall.nextSteps', words: 'You are Ben, and have just finished the book.' },
  users: {
    ada: { username: 'ada', displayName: 'Ada', about: 'Runs the study hall: owner and admin' },
    ben: { username: 'ben', displayName: 'Ben', about: 'Has just finished the book' },
    chidi: { username: 'chidi', displayName: 'Chidi', about: 'Reads Discord in German', locale: 'de' },
    yuki: { username: 'yuki_s', displayName: '佐藤 雪', about: 'Reads Discord in Japanese', locale: 'ja' },
    layla: { username: 'layla', displayName: 'ليلى', about: 'Takes no direct messages', dmsOpen: false },
    maja: { username: 'maja', displayName: 'Maja', about: 'Runs the reading circle; not in the hall' },
    noor: { username: 'noor.k', about: 'Has no display name, but a nickname in the hall' },
    theo: { username: 'theo_gpu', displayName: '🦊 Théo 👩🏽‍💻', about: 'Has emoji in the name' },
    sam: { username: 'sam_1999', about: 'Has neither a display name nor a nickname' },
  },
  guilds: {
    hall: {
      name: 'Deep Learning Study Hall',
      owner: 'ada',
      members: ['ada', 'ben', 'chidi', 'yuki', 'layla', 'noor', 'theo', 'sam'],
      nicks: { noor: 'Noor (Oslo)' },
      roles: {
        moderators: {
          name: 'Moderators',
          permissions: P.ManageGuild | P.ManageMessages | P.ManageThreads | P.ManageEvents,
          members: ['ada'],
        },
      },
      channels: {
        start: { name: 'Start here', type: 4 },
        welcome: { name: 'welcome', parent: 'start', topic: 'Say hello, and what you have just finished.' },
        study: { name: 'Study', type: 4 },
        nextSteps: { name: 'next-steps', parent: 'study', topic: 'What comes after the book.' },
        studyGroups: {
          name: 'study-groups',
          parent: 'study',
          topic: 'Find people near you, or near your time.',
        },
        showcase: { name: 'showcase', parent: 'study', topic: 'Made something? Show it.' },
        staff: { name: 'Staff', type: 4 },
        moderators: {
          name: 'moderators',
          parent: 'staff',
          topic: 'For the people who look after this place.',
          overwrites: { everyone: { deny: P.ViewChannel }, moderators: { allow: P.ViewChannel } },
        },
      },
    },
    circle: {
      name: 'Sunday Paper Circle',
      locale: 'en-GB',
      owner: 'maja',
      members: ['maja', 'ada', 'yuki'],
      channels: {
        general: { name: 'general', topic: 'One paper a week, read together.' },
        papers: { name: 'papers', topic: 'What to read next.' },
      },
    },
  },
};

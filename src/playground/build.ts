/** Makes users, guilds, roles and channels, and plants a seed into an empty world. */
import { type APIUser, ChannelType, type RoleFlags, type UserFlags } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, OverwriteRecord, RoleRecord, Start, UserRecord } from './model.ts';
import {
  type ChannelSeed,
  DEFAULT_BOT_PERMISSIONS,
  EVERYONE_PERMISSIONS,
  type GuildSeed,
  type StartSeed,
  type UserSeed,
  type WorldSeed,
} from './seed.ts';
import type { World } from './world.ts';

/** No badge at all; Discord's types know only the single bits. */
const NO_FLAGS = 0 as UserFlags;

/** The ids that a seed's names got, by the seed's own keys. */
export interface Handles {
  users: Record<string, string>;
  guilds: Record<string, string>;
  /** By `guild.channel`. */
  channels: Record<string, string>;
  /** By `guild.role`. */
  roles: Record<string, string>;
}

/** The bot itself, its token and everything in the seed. */
export function plant(world: World, seed: WorldSeed): Handles {
  return world.store.atomically(() => plantAll(world, seed));
}

function plantAll(world: World, seed: WorldSeed): Handles {
  const botUserId = world.newId();
  const token = `${Buffer.from(botUserId).toString('base64url')}.local1.playground-token-for-no-real-discord`;
  world.setIdentity({ applicationId: botUserId, botUserId, botToken: token });
  const bot = newUser(botUserId, { username: 'nextstep', about: 'The bot' });
  world.putUser({ ...bot, user: { ...bot.user, bot: true, global_name: null, discriminator: '0001' } });
  const handles: Handles = { users: {}, guilds: {}, channels: {}, roles: {} };
  for (const [key, user] of Object.entries(seed.users)) {
    const id = world.newId();
    handles.users[key] = id;
    world.putUser(newUser(id, user));
  }
  for (const [key, guild] of Object.entries(seed.guilds)) {
    const bits = guild.botPermissions ?? seed.botPermissions ?? DEFAULT_BOT_PERMISSIONS;
    plantGuild(world, key, { ...guild, botPermissions: bits }, handles);
  }
  if (seed.start !== undefined) world.setStart(startOf(seed.start, handles));
  world.store.put('meta', 'handles', { handles });
  return handles;
}

function startOf(seed: StartSeed, handles: Handles): Start {
  const userId = handles.users[seed.as];
  const channelId = handles.channels[seed.in];
  if (userId === undefined || channelId === undefined) {
    throw new Error(`The seed starts as "${seed.as}" in "${seed.in}", but has no such user or channel`);
  }
  return { userId, channelId, words: seed.words };
}

/** A person as Discord's API describes one. */
export function newUser(id: string, seed: UserSeed): UserRecord {
  const user: APIUser = {
    id,
    username: seed.username,
    global_name: seed.displayName ?? null,
    discriminator: '0',
    avatar: null,
    banner: null,
    accent_color: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    primary_guild: null,
  };
  return { user, about: seed.about ?? '', dmsOpen: seed.dmsOpen ?? true, locale: seed.locale ?? 'en-US' };
}

/** Adds one guild with its people, roles and channels; answers with its id. */
export function plantGuild(world: World, key: string, seed: GuildSeed, handles: Handles): string {
  const id = world.newId();
  handles.guilds[key] = id;
  const ownerId = handles.users[seed.owner] ?? seed.owner;
  const guild: GuildRecord = { id, name: seed.name, ownerId, locale: seed.locale ?? 'en-US' };
  world.putGuild(guild);
  world.putRole(
    newRole(id, id, { name: '@everyone', permissions: seed.everyonePermissions ?? EVERYONE_PERMISSIONS }),
  );
  for (const user of seed.members) {
    join(world, id, handles.users[user] ?? user, [], seed.nicks?.[user] ?? null);
  }
  plantRoles(world, key, id, seed, handles);
  if (seed.withBot !== false) admitBot(world, id, seed.botPermissions ?? DEFAULT_BOT_PERMISSIONS);
  let position = 0;
  for (const [name, channel] of Object.entries(seed.channels)) {
    const record = newChannel(world.newId(), id, channel, position++);
    record.parentId = handles.channels[`${key}.${channel.parent}`] ?? null;
    record.overwrites = overwritesOf(world, key, id, channel, handles);
    handles.channels[`${key}.${name}`] = record.id;
    world.putChannel(record);
  }
  return id;
}

function plantRoles(world: World, key: string, guildId: string, seed: GuildSeed, handles: Handles): void {
  let position = 1;
  for (const [name, role] of Object.entries(seed.roles ?? {})) {
    const id = world.newId();
    handles.roles[`${key}.${name}`] = id;
    world.putRole(newRole(id, guildId, { ...role, position: position++ }));
    for (const user of role.members) {
      const member = world.member(guildId, handles.users[user] ?? user);
      if (member !== undefined) world.putMember({ ...member, roles: [...member.roles, id] });
    }
  }
}

/** Makes someone a member of a guild. */
export function join(
  world: World,
  guildId: string,
  userId: string,
  roles: string[] = [],
  nick: string | null = null,
): void {
  world.putMember({ guildId, userId, nick, roles, joinedAt: world.timestamp() });
}

/** Lets the bot in, with a managed role that holds exactly these permissions. */
export function admitBot(world: World, guildId: string, permissions: bigint): void {
  const { botUserId } = world.identity;
  const id = world.newId();
  const position = world.rolesOf(guildId).length;
  const made = newRole(id, guildId, { name: 'nextstep', permissions, position });
  world.putRole({ guildId, role: { ...made.role, managed: true, tags: { bot_id: botUserId } } });
  join(world, guildId, botUserId, [id]);
}

/** A role as Discord's API describes one. */
export function newRole(
  id: string,
  guildId: string,
  given: { name: string; permissions: bigint; position?: number; mentionable?: boolean },
): RoleRecord {
  return {
    guildId,
    role: {
      id,
      name: given.name,
      permissions: given.permissions.toString(),
      position: given.position ?? 0,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      managed: false,
      mentionable: given.mentionable ?? false,
      icon: null,
      unicode_emoji: null,
      flags: 0 as RoleFlags,
    },
  };
}

/** An empty channel of a guild, or, with `guildId` null, a direct one. */
export function newChannel(
  id: string,
  guildId: string | null,
  given: Pick<ChannelSeed, 'name' | 'type' | 'topic'>,
  position: number,
): ChannelRecord {
  return {
    id,
    type: given.type ?? ChannelType.GuildText,
    guildId,
    name: given.name,
    topic: given.topic ?? null,
    parentId: null,
    position,
    overwrites: [],
    nsfw: false,
    slowmodeSeconds: 0,
    recipientId: null,
    thread: null,
    lastMessageId: null,
  };
}

function overwritesOf(
  world: World,
  key: string,
  guildId: string,
  seed: ChannelSeed,
  handles: Handles,
): OverwriteRecord[] {
  return Object.entries(seed.overwrites ?? {}).map(([who, { allow = 0n, deny = 0n }]) => {
    const roleId = who === 'everyone' ? guildId : handles.roles[`${key}.${who}`];
    const userId = who === 'bot' ? world.identity.botUserId : (handles.users[who] ?? who);
    return {
      id: roleId ?? userId,
      type: roleId === undefined ? 1 : 0,
      allow: allow.toString(),
      deny: deny.toString(),
    };
  });
}

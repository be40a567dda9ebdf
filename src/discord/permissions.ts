/** What the bot needs, and what it may do in a channel: asked by REST, since no intent keeps a copy of servers. */
import { PermissionFlagsBits as Flags, type REST } from 'discord.js';
import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  type APIRole,
  ChannelType,
  OverwriteType,
  Routes,
} from 'discord-api-types/v10';
import { UserError } from './errors.ts';
import { md } from './markdown.ts';

/** Permissions by the names that Discord's settings show. */
export type Permissions = Readonly<Record<string, bigint>>;

/** What the bot needs wherever it posts. */
export const neededPermissions = {
  'View Channel': Flags.ViewChannel,
  'Send Messages': Flags.SendMessages,
  'Read Message History': Flags.ReadMessageHistory,
} as const satisfies Permissions;

const historyPermissions = {
  'View Channel': Flags.ViewChannel,
  'Read Message History': Flags.ReadMessageHistory,
} as const satisfies Permissions;

/** What it needs where members show their work: each piece gets a thread for feedback. */
export const showcasePermissions = {
  ...neededPermissions,
  'Create Public Threads': Flags.CreatePublicThreads,
  'Send Messages in Threads': Flags.SendMessagesInThreads,
} as const satisfies Permissions;

/** What it needs where study groups have their threads. */
export const groupPermissions = {
  ...neededPermissions,
  'Create Private Threads': Flags.CreatePrivateThreads,
  'Send Messages in Threads': Flags.SendMessagesInThreads,
} as const satisfies Permissions;

/** What it needs in a server, for meetups to be among its events. */
export const eventPermissions = { 'Create Events': Flags.CreateEvents } as const satisfies Permissions;

/** All that the bot asks for when it is invited, as one bit field. */
export const neededBits: bigint = Object.values({
  ...showcasePermissions,
  ...groupPermissions,
  ...eventPermissions,
}).reduce((sum, bit) => sum | bit, 0n);

/** Names of the needed permissions that `bits` lacks. */
export function missingIn(bits: bigint, needed: Permissions): string[] {
  if ((bits & Flags.Administrator) !== 0n) return [];
  return Object.entries(needed).flatMap(([name, bit]) => ((bits & bit) === bit ? [] : [name]));
}

/** The link by which a server's admin invites the bot, with exactly the permissions it needs. */
export function inviteUrl(applicationId: string): string {
  const url = new URL('https://discord.com/oauth2/authorize');
  url.searchParams.set('client_id', applicationId);
  url.searchParams.set('scope', 'bot applications.commands');
  url.searchParams.set('permissions', String(neededBits));
  return url.href;
}

/** The bot in a server: its roles, and all of the server's. */
export interface BotRoles {
  readonly guildId: string;
  readonly userId: string;
  readonly memberRoles: readonly string[];
  readonly roles: readonly Pick<APIRole, 'id' | 'permissions'>[];
}

/** @throws Discord's refusal if the bot is not in the server. */
export async function botRolesIn(
  rest: REST,
  { guildId, botUserId }: { guildId: string; botUserId: string },
): Promise<BotRoles> {
  const [guild, member] = await Promise.all([
    rest.get(Routes.guild(guildId)) as Promise<APIGuild>,
    rest.get(Routes.guildMember(guildId, botUserId)) as Promise<APIGuildMember>,
  ]);
  return { guildId, userId: botUserId, memberRoles: member.roles, roles: guild.roles };
}

/**
 * The bot's permissions in a channel of a server, as a bit field. Whoever asks for several channels gives `bot`, so
 * that its roles are read once.
 * @throws {UserError} if it is no text channel or belongs to another server; Discord's refusal if the bot can't see it, or it is gone.
 */
export async function botPermissionsIn(
  rest: REST,
  where: { guildId: string; channelId: string; botUserId: string },
  bot: Promise<BotRoles> = botRolesIn(rest, where),
): Promise<bigint> {
  const [channel, roles] = await Promise.all([
    rest.get(Routes.channel(where.channelId)) as Promise<APIChannel>,
    bot,
  ]);
  if (!('guild_id' in channel) || channel.guild_id !== where.guildId) {
    throw new UserError(md`That channel isn't in this server. Choose one of this server's.`);
  }
  if (channel.type !== ChannelType.GuildText && channel.type !== ChannelType.GuildAnnouncement) {
    throw new UserError(md`I can't post in that kind of channel. Choose a text channel.`);
  }
  const overwrites = ('permission_overwrites' in channel && channel.permission_overwrites) || [];
  return computePermissions({ ...roles, overwrites });
}

/** Whether the bot may read what was written in a channel, or in a thread of one. @throws Discord's refusal. */
export async function mayReadHistory(
  rest: REST,
  where: { guildId: string; channelId: string; botUserId: string },
): Promise<boolean> {
  const channel = (await rest.get(Routes.channel(where.channelId))) as APIChannel;
  const isThread = 'thread_metadata' in channel && channel.parent_id != null;
  // A thread has the permissions of its channel.
  const channelId = isThread ? (channel.parent_id ?? where.channelId) : where.channelId;
  const bits = await botPermissionsIn(rest, { ...where, channelId });
  return missingIn(bits, historyPermissions).length === 0;
}

/** Discord's algorithm (topics/permissions): roles added up, then overwrites of everyone, of roles, of the member. */
export function computePermissions(
  given: BotRoles & { overwrites: readonly Pick<APIOverwrite, 'id' | 'type' | 'allow' | 'deny'>[] },
): bigint {
  const held = new Set([given.guildId, ...given.memberRoles]);
  const base = given.roles
    .filter((role) => held.has(role.id))
    .reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if ((base & Flags.Administrator) !== 0n) return base;

  const apply = (bits: bigint, overwrites: typeof given.overwrites) => {
    const deny = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = overwrites.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (bits & ~deny) | allow;
  };
  const ofRoles = given.overwrites.filter((overwrite) => overwrite.type === OverwriteType.Role);
  const everyone = ofRoles.filter((overwrite) => overwrite.id === given.guildId);
  const others = ofRoles.filter((overwrite) => overwrite.id !== given.guildId && held.has(overwrite.id));
  const own = given.overwrites.filter(
    (overwrite) => overwrite.type === OverwriteType.Member && overwrite.id === given.userId,
  );
  return [everyone, others, own].reduce(apply, base);
}

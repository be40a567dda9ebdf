/** Records in the shapes in which Discord's API shows them. */
import {
  type APIChannel,
  type APIGuildMember,
  type APIInteractionGuildMember,
  type APIUser,
  ChannelType,
  type GuildMemberFlags,
  type UserFlags,
} from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, MemberRecord } from './model.ts';
import { openEvents } from './scheduled.ts';
import type { World } from './world.ts';

/** No badge at all; Discord's types know only the single bits. */
const NO_FLAGS = 0 as UserFlags;

/** A channel in full, for REST and the gateway; a direct one names the other of the two, as seen by the viewer. */
export function renderChannel(
  world: World,
  record: ChannelRecord,
  viewerId = world.identity.botUserId,
): APIChannel {
  const base = { id: record.id, type: record.type, last_message_id: record.lastMessageId, flags: 0 };
  if (record.type === ChannelType.DM) {
    const { botUserId } = world.identity;
    const other = viewerId === botUserId ? (record.recipientId ?? '') : botUserId;
    return { ...base, recipients: [userOf(world, other)] } as unknown as APIChannel;
  }
  const common = {
    ...base,
    guild_id: record.guildId,
    name: record.name,
    parent_id: record.parentId,
    rate_limit_per_user: record.slowmodeSeconds,
  };
  if (record.thread !== null) return { ...common, ...renderThread(record) } as unknown as APIChannel;
  return {
    ...common,
    topic: record.topic,
    position: record.position,
    permission_overwrites: record.overwrites,
    nsfw: record.nsfw,
  } as unknown as APIChannel;
}

function renderThread(record: ChannelRecord): object {
  const thread = record.thread;
  if (thread === null) return {};
  return {
    owner_id: thread.ownerId,
    message_count: thread.messageCount,
    member_count: Object.keys(thread.members).length,
    total_message_sent: thread.totalSent,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: thread.archivedAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: thread.createdAt,
      ...(record.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
    },
  };
}

/** A channel as an interaction shows it: no overwrites, but what the person may do in it. */
export function renderPartialChannel(world: World, record: ChannelRecord, permissions: bigint): object {
  const { permission_overwrites: _, ...shown } = renderChannel(world, record) as unknown as Record<
    string,
    unknown
  >;
  return record.guildId === null ? shown : { ...shown, permissions: permissions.toString() };
}

/** A user by id; one who is not known is shown as Discord shows a deleted account. */
export function userOf(world: World, id: string): APIUser {
  const known = world.users.get(id);
  if (known !== undefined) return known.user;
  return {
    id,
    username: 'deleted_user',
    global_name: null,
    discriminator: '0',
    avatar: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    primary_guild: null,
  };
}

/** A member without the user, as messages and resolved data have it. */
export function renderBareMember(member: MemberRecord): Omit<APIGuildMember, 'user'> {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0 as GuildMemberFlags,
    joined_at: member.joinedAt,
    nick: member.nick,
    pending: false,
    premium_since: null,
    roles: member.roles,
    mute: false,
    deaf: false,
  };
}

export function renderMember(world: World, member: MemberRecord): APIGuildMember {
  return { ...renderBareMember(member), user: userOf(world, member.userId) };
}

/** The member of an interaction, with what they may do in its channel. */
export function renderInteractionMember(
  world: World,
  member: MemberRecord,
  permissions: bigint,
): APIInteractionGuildMember {
  return { ...renderMember(world, member), permissions: permissions.toString() };
}

/** A guild as `GET /guilds/:id` shows it. */
export function renderGuild(world: World, guild: GuildRecord): object {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    roles: world.rolesOf(guild.id).map(({ role }) => role),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}

/** A guild as GUILD_CREATE shows it to the bot. */
export function renderGuildCreate(world: World, guild: GuildRecord): object {
  const { botUserId } = world.identity;
  const channels = world.channelsOf(guild.id);
  const bot = world.member(guild.id, botUserId);
  return {
    ...renderGuild(world, guild),
    joined_at: bot?.joinedAt ?? world.timestamp(),
    large: world.memberCount(guild.id) > 50,
    unavailable: false,
    member_count: world.memberCount(guild.id),
    voice_states: [],
    members: bot === undefined ? [] : [renderMember(world, bot)],
    channels: channels.filter((c) => c.thread === null).map((c) => renderChannel(world, c)),
    threads: channels.filter((c) => c.thread?.archived === false).map((c) => renderChannel(world, c)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: openEvents(world, guild.id),
    soundboard_sounds: [],
  };
}

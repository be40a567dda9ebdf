/** The world as one person sees it, for the page. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { Client } from '../interactions/client.ts';
import type { ChannelRecord, MemberRecord } from '../model.ts';
import { has } from '../permissions.ts';
import type {
  ClockView,
  CommandView,
  DirectView,
  GuildView,
  MessagesView,
  StartView,
  StateView,
  TimeControl,
} from '../protocol.ts';
import { renderChannel, userOf } from '../render.ts';
import { openDirect } from '../rest/directs.ts';
import { openEvents } from '../scheduled.ts';
import type { World } from '../world.ts';
import type { Parts } from './endpoints.ts';

const PAGE_SIZE = 50;

/** Whether a person may open this channel. */
export function sees(world: World, channel: ChannelRecord, userId: string): boolean {
  if (channel.guildId === null) return channel.recipientId === userId;
  return has(world.permissionsIn(channel, userId), P.ViewChannel);
}

export async function stateView(
  { world, client, gateway, time, hint }: Parts,
  userId: string,
): Promise<StateView> {
  const { botUserId } = world.identity;
  const users = [...world.users.values()];
  return {
    me: userOf(world, userId),
    start: startOf(world, userId),
    hint,
    people: users.flatMap(({ user, about, dmsOpen }) =>
      user.bot === true ? [] : [{ user, about, dmsOpen }],
    ),
    guilds: world.guildsOf(userId).map(({ id }) => guildView(world, id, userId)),
    directs: directsOf(world, userId),
    commands: commandsOf(world, client, userId),
    bots: [{ user: userOf(world, botUserId), online: gateway.online }],
    clock: await clockView(world, time),
  };
}

/** Where this person begins, if the world says so and they can go there. */
function startOf(world: World, userId: string): StartView | null {
  const { start } = world;
  const channel = world.channels.get(start?.channelId ?? '');
  if (start?.userId !== userId || channel === undefined || !sees(world, channel, userId)) return null;
  return { channelId: start.channelId, words: start.words };
}

function guildView(world: World, guildId: string, userId: string): GuildView {
  const guild = world.guilds.get(guildId);
  const channels = world.channelsOf(guildId).filter((channel) => sees(world, channel, userId));
  return {
    id: guildId,
    name: guild?.name ?? '',
    ownerId: guild?.ownerId ?? '',
    channels: channels.map((channel) => renderChannel(world, channel)),
    roles: world.rolesOf(guildId).map(({ role }) => role),
    members: world.membersOf(guildId).map((member) => memberView(world, member)),
    scheduledEvents: openEvents(world, guildId),
    threadMembers: Object.fromEntries(
      channels.flatMap(({ id, thread }) => (thread === null ? [] : [[id, Object.keys(thread.members)]])),
    ),
  };
}

function memberView(world: World, member: MemberRecord): GuildView['members'][number] {
  return { user: userOf(world, member.userId), nick: member.nick, roles: member.roles };
}

/** Anyone who shares a server with the bot may write to it, so their channel is there from the start. */
function directsOf(world: World, userId: string): DirectView[] {
  const { botUserId } = world.identity;
  const shares = world.guildsOf(userId).some(({ id }) => world.member(id, botUserId) !== undefined);
  if (!shares && world.directWith(userId) === undefined) return [];
  const direct = openDirect(world, userId);
  return [{ channel: renderChannel(world, direct, userId), with: userOf(world, world.identity.botUserId) }];
}

/** Commands that the person may use in at least one of their channels, or directly. */
function commandsOf(world: World, client: Client, userId: string): CommandView[] {
  const direct = world.directWith(userId);
  const channels = world.guildsOf(userId).flatMap(({ id }) => world.channelsOf(id));
  const offered = new Set(
    [...channels, ...(direct === undefined ? [] : [direct])].flatMap((channel) =>
      client.commandsIn(channel, userId),
    ),
  );
  return [...offered].map((command) => ({ applicationId: command.application_id, command }));
}

export async function clockView(world: World, time: TimeControl | undefined): Promise<ClockView> {
  if (time === undefined) return { nowMs: world.now(), canMove: false, nextEventMs: null };
  return { nowMs: time.now(), canMove: true, nextEventMs: await time.nextEventMs() };
}

/** A page of messages, oldest first, the person's own ephemeral ones among them. */
export function messagesView(
  world: World,
  channelId: string,
  userId: string,
  before: string | null,
): MessagesView {
  const common = world.timeline(channelId);
  const own = world.timeline(channelId, userId);
  const take = PAGE_SIZE + 1;
  const ids = [common, own].flatMap((line) =>
    before === null ? line.latest(take) : line.before(before, take),
  );
  const sorted = ids.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  const messages = sorted.slice(-PAGE_SIZE).flatMap((id) => world.messages.get(id)?.message ?? []);
  return { messages, hasMore: sorted.length > PAGE_SIZE };
}

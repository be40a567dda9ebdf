/** Channels and threads: read, made, changed, deleted. */
import {
  type APIChannel,
  ChannelType,
  GatewayIntentBits as I,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { newChannel } from '../build.ts';
import { asObject, holdAgainst, mustHaveName, numberOf } from '../checks/body.ts';
import { refuse } from '../errors.ts';
import type { ChannelRecord, OverwriteRecord, ThreadRecord } from '../model.ts';
import { has } from '../permissions.ts';
import { renderChannel } from '../render.ts';
import type { World } from '../world.ts';
import { botPermissions, guildWith, mustHave, visibleChannel } from './access.ts';
import type { Answer, Call, Route } from './route.ts';

const MAX_CHANNELS = 500;

export const channelRoutes: Route[] = [
  {
    method: 'GET',
    path: '/channels/:channel',
    answers: schemaOf,
    handle: (call) => ({ status: 200, body: renderChannel(call.world, visibleChannel(call)) }),
  },
  { method: 'PATCH', path: '/channels/:channel', answers: schemaOf, handle: change },
  { method: 'DELETE', path: '/channels/:channel', answers: schemaOf, handle: remove },
  { method: 'POST', path: '/guilds/:guild/channels', answers: schemaOf, handle: create },
];

function schemaOf(answer: unknown): string {
  const { type } = answer as APIChannel;
  if (type === ChannelType.DM) return 'PrivateChannelResponse';
  return type >= ChannelType.AnnouncementThread && type <= ChannelType.PrivateThread
    ? 'ThreadResponse'
    : 'GuildChannelResponse';
}

function create(call: Call): Answer {
  const { world } = call;
  const guild = guildWith(call, P.ManageChannels);
  const body = withNumbers(asObject(call.body));
  call.noteUnknownKeys(holdAgainst('CreateGuildChannelRequest', body));
  const channels = world.channelsOf(guild.id).filter(({ thread }) => thread === null);
  if (channels.length >= MAX_CHANNELS) throw refuse(30013);
  const given = body as { name: string; type?: ChannelType | null; topic?: string | null };
  const made = newChannel(
    world.newId(),
    guild.id,
    { name: given.name, type: given.type ?? ChannelType.GuildText },
    channels.length,
  );
  const channel = { ...made, ...placeFields(call) };
  world.putChannel(channel);
  tell(world, 'CHANNEL_CREATE', channel);
  return { status: 201, body: renderChannel(world, channel) };
}

function change(call: Call): Answer {
  const channel = visibleChannel(call);
  if (channel.guildId === null) throw refuse(50024);
  return channel.thread === null ? changePlace(call, channel) : changeThread(call, channel, channel.thread);
}

function changePlace(call: Call, channel: ChannelRecord): Answer {
  const { world } = call;
  mustHave(world, channel, P.ManageChannels);
  const body = withNumbers(asObject(call.body));
  call.noteUnknownKeys(holdAgainst('UpdateGuildChannelRequestPartial', body));
  if ('permission_overwrites' in body) mustHave(world, channel, P.ManageRoles);
  const changed = { ...channel, ...placeFields(call) };
  world.putChannel(changed);
  tell(world, 'CHANNEL_UPDATE', changed);
  return { status: 200, body: renderChannel(world, changed) };
}

/** The fields of a channel's body as the record has them. */
function placeFields(call: Call): Partial<ChannelRecord> {
  const body = asObject(call.body) as {
    name?: string;
    topic?: string | null;
    parent_id?: string | null;
    position?: number | null;
    nsfw?: boolean | null;
    rate_limit_per_user?: number | null;
    permission_overwrites?: { id: string; type?: 0 | 1 | null; allow?: unknown; deny?: unknown }[] | null;
  };
  const overwrites = body.permission_overwrites?.map(
    ({ id, type, allow, deny }): OverwriteRecord => ({
      id,
      type: type ?? (call.world.roles.has(id) ? 0 : 1),
      allow: String(allow ?? 0),
      deny: String(deny ?? 0),
    }),
  );
  return {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.topic === undefined ? {} : { topic: body.topic }),
    ...(body.parent_id === undefined ? {} : { parentId: body.parent_id }),
    ...(typeof body.position === 'number' ? { position: body.position } : {}),
    ...(typeof body.nsfw === 'boolean' ? { nsfw: body.nsfw } : {}),
    ...(typeof body.rate_limit_per_user === 'number' ? { slowmodeSeconds: body.rate_limit_per_user } : {}),
    ...(overwrites === undefined ? {} : { overwrites }),
  };
}

/** Bit sets come as strings; the specification wants numbers. */
function withNumbers(given: Record<string, unknown>): Record<string, unknown> {
  const overwrites = given['permission_overwrites'];
  if (!Array.isArray(overwrites)) return given;
  const converted = overwrites.map((overwrite: unknown) => {
    if (typeof overwrite !== 'object' || overwrite === null) return overwrite;
    const bits = Object.entries(overwrite).filter(([key]) => key === 'allow' || key === 'deny');
    return { ...overwrite, ...Object.fromEntries(bits.map(([key, value]) => [key, numberOf(value)])) };
  });
  return { ...given, permission_overwrites: converted };
}

interface ThreadChange {
  name?: string | null;
  archived?: boolean | null;
  locked?: boolean | null;
  invitable?: boolean | null;
  auto_archive_duration?: ThreadRecord['autoArchiveMinutes'] | null;
  rate_limit_per_user?: number | null;
}

function changeThread(call: Call, channel: ChannelRecord, thread: ThreadRecord): Answer {
  const { world } = call;
  const body = asObject(call.body);
  call.noteUnknownKeys(holdAgainst('UpdateThreadRequestPartial', body));
  const given = body as ThreadChange;
  mustHaveName(given.name);
  mayChangeThread(world, channel, thread, given);
  const archived = given.archived ?? thread.archived;
  const changed: ChannelRecord = {
    ...channel,
    name: given.name ?? channel.name,
    slowmodeSeconds: given.rate_limit_per_user ?? channel.slowmodeSeconds,
    thread: {
      ...thread,
      archived,
      archivedAt: archived === thread.archived ? thread.archivedAt : world.timestamp(),
      locked: given.locked ?? thread.locked,
      invitable: given.invitable ?? thread.invitable,
      autoArchiveMinutes: given.auto_archive_duration ?? thread.autoArchiveMinutes,
    },
  };
  world.putChannel(changed);
  tell(world, 'THREAD_UPDATE', changed);
  return { status: 200, body: renderChannel(world, changed) };
}

/** Its owner may change most of a thread; locking, slow mode and what is locked want MANAGE_THREADS. */
function mayChangeThread(
  world: World,
  channel: ChannelRecord,
  thread: ThreadRecord,
  given: ThreadChange,
): void {
  const manages = has(botPermissions(world, channel), P.ManageThreads);
  const onlyOpens = Object.keys(given).every((key) => key === 'archived') && given.archived === false;
  if (thread.archived && given.archived !== false) throw refuse(50083);
  if (manages) return;
  if (thread.locked) throw refuse(50013);
  const needsManaging = given.locked !== undefined || given.rate_limit_per_user !== undefined;
  const owns = thread.ownerId === world.identity.botUserId;
  if (
    needsManaging ||
    !(owns || (onlyOpens && has(botPermissions(world, channel), P.SendMessagesInThreads)))
  ) {
    throw refuse(50013);
  }
}

function remove(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(call);
  const body = renderChannel(world, channel);
  // Closing a direct channel only hides it.
  if (channel.guildId === null) return { status: 200, body };
  mustHave(world, channel, channel.thread === null ? P.ManageChannels : P.ManageThreads);
  removeChannel(world, channel);
  return { status: 200, body };
}

/** Deletes a channel with its threads, and tells. */
export function removeChannel(world: World, channel: ChannelRecord): void {
  for (const below of world.channelsOf(channel.guildId ?? '')) {
    if (below.parentId !== channel.id) continue;
    if (below.thread !== null) world.dropChannel(below);
    else world.putChannel({ ...below, parentId: null });
  }
  world.dropChannel(channel);
  tell(world, channel.thread === null ? 'CHANNEL_DELETE' : 'THREAD_DELETE', channel);
}

function tell(world: World, event: string, channel: ChannelRecord): void {
  const data = renderChannel(world, channel);
  world.hub.publish({ kind: 'dispatch', event, intents: I.Guilds, guildId: channel.guildId ?? '', data });
}

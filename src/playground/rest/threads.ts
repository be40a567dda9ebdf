/** Threads: made from a channel or from a message, joined, left. (They are changed as channels are.) */
import {
  type APIMessage,
  ChannelType,
  GatewayIntentBits as I,
  MessageFlags,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { newChannel } from '../build.ts';
import { asObject, holdAgainst, mustHaveName } from '../checks/body.ts';
import { refuse } from '../errors.ts';
import { postMessage } from '../messages/post.ts';
import { postStarter } from '../messages/starter.ts';
import type { ChannelRecord, ThreadRecord } from '../model.ts';
import { has } from '../permissions.ts';
import { renderChannel } from '../render.ts';
import type { World } from '../world.ts';
import { botPermissions, guildOf, messageIn, mustHave, visibleChannel } from './access.ts';
import { type Answer, type Call, known, param, type Route } from './route.ts';

const MAX_ACTIVE = 1_000;
const LIMIT = { requests: 10, perMs: 10_000 };

interface ThreadBody {
  name: string;
  auto_archive_duration?: ThreadRecord['autoArchiveMinutes'] | null;
  rate_limit_per_user?: number | null;
  type?: number | null;
  invitable?: boolean | null;
}

export const threadRoutes: Route[] = [
  {
    method: 'POST',
    path: '/channels/:channel/threads',
    limit: LIMIT,
    answers: 'CreatedThreadResponse',
    handle: createAlone,
  },
  {
    method: 'POST',
    path: '/channels/:channel/messages/:message/threads',
    limit: LIMIT,
    answers: 'CreatedThreadResponse',
    handle: createFromMessage,
  },
  { method: 'PUT', path: '/channels/:channel/thread-members/:user', handle: join },
  { method: 'DELETE', path: '/channels/:channel/thread-members/:user', handle: leave },
  {
    method: 'GET',
    path: '/channels/:channel/thread-members',
    answers: 'ThreadMemberResponse',
    handle: (call) => {
      const { channel, thread } = threadOf(call);
      return { status: 200, body: Object.keys(thread.members).map((id) => renderThreadMember(channel, id)) };
    },
  },
  {
    method: 'GET',
    path: '/channels/:channel/thread-members/:user',
    answers: 'ThreadMemberResponse',
    handle: (call) => {
      const { channel, thread } = threadOf(call);
      const userId = userIn(call);
      if (!(userId in thread.members)) throw refuse(10007);
      return { status: 200, body: renderThreadMember(channel, userId) };
    },
  },
  { method: 'GET', path: '/guilds/:guild/threads/active', handle: active },
  {
    method: 'GET',
    path: '/channels/:channel/threads/archived/public',
    answers: 'ThreadsResponse',
    handle: archived,
  },
];

function userIn(call: Call): string {
  const id = param(call, 'user');
  return id === '@me' ? call.world.identity.botUserId : id;
}

function threadOf(call: Call): { channel: ChannelRecord; thread: ThreadRecord } {
  const channel = visibleChannel(call);
  if (channel.thread === null) throw refuse(50024);
  return { channel, thread: channel.thread };
}

/** One person's membership of a thread. */
export function renderThreadMember(channel: ChannelRecord, userId: string): object {
  return { id: channel.id, user_id: userId, join_timestamp: channel.thread?.members[userId], flags: 0 };
}

function createAlone(call: Call): Answer {
  const parent = visibleChannel(call);
  if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement)
    throw refuse(50024);
  const body = asObject(call.body);
  call.noteUnknownKeys(holdAgainst('CreateTextThreadWithoutMessageRequest', body));
  const given = body as unknown as ThreadBody;
  // Discord takes a thread without a type for a private one.
  const type = given.type ?? ChannelType.PrivateThread;
  mustHave(
    call.world,
    parent,
    type === ChannelType.PrivateThread ? P.CreatePrivateThreads : P.CreatePublicThreads,
  );
  const channel = make(call, parent, given, call.world.newId(), type);
  if (type === ChannelType.PublicThread) {
    announce(call, parent, channel);
  }
  return { status: 201, body: shown(call.world, channel) };
}

function createFromMessage(call: Call): Answer {
  const parent = visibleChannel(call);
  if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement)
    throw refuse(50024);
  const record = messageIn(call, parent);
  const body = asObject(call.body);
  call.noteUnknownKeys(holdAgainst('CreateTextThreadWithMessageRequest', body));
  mustHave(call.world, parent, P.CreatePublicThreads);
  if (call.world.channels.has(record.message.id)) throw refuse(160004);
  const type =
    parent.type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
  const channel = make(call, parent, body as unknown as ThreadBody, record.message.id, type);
  const flags = (record.message.flags ?? 0) | MessageFlags.HasThread;
  const message = { ...record.message, flags, thread: renderChannel(call.world, channel) } as APIMessage;
  call.world.putMessage({ ...record, message });
  call.world.hub.publish({ kind: 'message-update', message, onlyFor: null });
  postStarter(call.world, channel, record.message);
  return { status: 201, body: shown(call.world, channel) };
}

function make(
  call: Call,
  parent: ChannelRecord,
  body: ThreadBody,
  id: string,
  type: ChannelType,
): ChannelRecord {
  const { world } = call;
  mustHaveName(body.name);
  const guildId = parent.guildId ?? '';
  const running = world.channelsOf(guildId).filter(({ thread }) => thread?.archived === false);
  if (running.length >= MAX_ACTIVE) throw refuse(160006);
  const { botUserId } = world.identity;
  const now = world.timestamp();
  const channel: ChannelRecord = {
    ...newChannel(id, guildId, { name: body.name, type }, 0),
    parentId: parent.id,
    slowmodeSeconds: body.rate_limit_per_user ?? 0,
    thread: {
      ownerId: botUserId,
      archived: false,
      archivedAt: now,
      autoArchiveMinutes: body.auto_archive_duration ?? 4_320,
      locked: false,
      invitable: body.invitable ?? true,
      createdAt: now,
      members: { [botUserId]: now },
      messageCount: 0,
      totalSent: 0,
    },
  };
  world.putChannel(channel);
  world.hub.publish({
    kind: 'dispatch',
    event: 'THREAD_CREATE',
    intents: I.Guilds,
    guildId,
    data: { ...shown(world, channel), newly_created: true },
  });
  return channel;
}

/** The line in the parent channel that tells of a new thread. */
function announce(call: Call, parent: ChannelRecord, thread: ChannelRecord): void {
  postMessage(call.world, call.origin, {
    channel: parent,
    authorId: call.world.identity.botUserId,
    body: { content: thread.name },
    type: MessageType.ThreadCreated,
    threadId: thread.id,
  });
}

function shown(world: World, channel: ChannelRecord): object {
  return { ...renderChannel(world, channel), member: renderThreadMember(channel, world.identity.botUserId) };
}

function join(call: Call): Answer {
  const { world } = call;
  const { channel, thread } = threadOf(call);
  if (thread.archived) throw refuse(50083);
  const userId = userIn(call);
  const isSelf = userId === world.identity.botUserId;
  if (!isSelf) mayAdd(call, channel, thread, userId);
  if (!(userId in thread.members)) {
    thread.members[userId] = world.timestamp();
    membersChanged(world, channel, [userId], []);
  }
  return { status: 204 };
}

function mayAdd(call: Call, channel: ChannelRecord, thread: ThreadRecord, userId: string): void {
  const { world } = call;
  mustHave(world, channel, P.SendMessagesInThreads);
  const closed = channel.type === ChannelType.PrivateThread && !thread.invitable;
  if (closed && thread.ownerId !== world.identity.botUserId) mustHave(world, channel, P.ManageThreads);
  known(world.member(channel.guildId ?? '', userId), 10007);
  const parent = world.channels.get(channel.parentId ?? '');
  if (parent === undefined || !has(world.permissionsIn(parent, userId), P.ViewChannel)) throw refuse(50001);
}

function leave(call: Call): Answer {
  const { world } = call;
  const { channel, thread } = threadOf(call);
  if (thread.archived) throw refuse(50083);
  const userId = userIn(call);
  const { botUserId } = world.identity;
  const ownPrivate = channel.type === ChannelType.PrivateThread && thread.ownerId === botUserId;
  if (userId !== botUserId && !ownPrivate) mustHave(world, channel, P.ManageThreads);
  if (userId in thread.members) {
    delete thread.members[userId];
    membersChanged(world, channel, [], [userId]);
  }
  return { status: 204 };
}

function membersChanged(world: World, channel: ChannelRecord, added: string[], removed: string[]): void {
  world.putChannel(channel);
  world.hub.publish({
    kind: 'dispatch',
    event: 'THREAD_MEMBERS_UPDATE',
    intents: I.Guilds,
    guildId: channel.guildId ?? '',
    data: {
      id: channel.id,
      guild_id: channel.guildId,
      member_count: Object.keys(channel.thread?.members ?? {}).length,
      added_members: added.map((id) => renderThreadMember(channel, id)),
      removed_member_ids: removed,
    },
  });
}

function active(call: Call): Answer {
  const { world } = call;
  const guild = guildOf(call);
  const threads = world
    .channelsOf(guild.id)
    .filter(
      (channel) => channel.thread?.archived === false && has(botPermissions(world, channel), P.ViewChannel),
    );
  return { status: 200, body: listed(world, threads) };
}

/** Threads, with the bot's membership in those it has joined. */
function listed(world: World, threads: readonly ChannelRecord[]) {
  const { botUserId } = world.identity;
  const joined = threads.filter(({ thread }) => botUserId in (thread?.members ?? {}));
  return {
    threads: threads.map((channel) => renderChannel(world, channel)),
    members: joined.map((channel) => renderThreadMember(channel, botUserId)),
  };
}

/** Newest first, as Discord lists them. */
function archived(call: Call): Answer {
  const { world } = call;
  const parent = visibleChannel(call);
  mustHave(world, parent, P.ReadMessageHistory);
  const threads = world
    .channelsOf(parent.guildId ?? '')
    .filter(({ parentId, thread, type }) => {
      return parentId === parent.id && thread?.archived === true && type !== ChannelType.PrivateThread;
    })
    .toSorted((a, b) => ((a.thread?.archivedAt ?? '') < (b.thread?.archivedAt ?? '') ? 1 : -1));
  return { status: 200, body: { ...listed(world, threads), has_more: false } };
}

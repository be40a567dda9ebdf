/** `/channels/:channel/messages` and the bot's direct channels. */
import {
  type APIMessage,
  type APIThreadChannel,
  ChannelType,
  GatewayIntentBits,
  MessageFlags,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { asObject, holdAgainst } from '../checks/body.ts';
import { checkMessage, type MessageBody } from '../checks/message.ts';
import { invalidForm, refuse } from '../errors.ts';
import { isSnowflake } from '../ids.ts';
import { deleteMessage, editMessage, postMessage } from '../messages/post.ts';
import type { ChannelRecord } from '../model.ts';
import { has } from '../permissions.ts';
import { renderChannel } from '../render.ts';
import type { World } from '../world.ts';
import { botPermissions, messageIn, mustHave, visibleChannel } from './access.ts';
import { openDirect } from './directs.ts';
import type { Nonces } from './nonces.ts';
import type { Answer, Call, Route } from './route.ts';

const TEXT_TYPES = new Set<ChannelType>([
  ChannelType.GuildText,
  ChannelType.DM,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

/** The routes of messages; `nonces` remembers what has been sent with `enforce_nonce`. */
export function messageRoutes(nonces: Nonces): Route[] {
  return [
    {
      method: 'POST',
      path: '/users/@me/channels',
      limit: { requests: 10, perMs: 10_000 },
      answers: 'PrivateChannelResponse',
      handle: openDm,
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      limit: { requests: 5, perMs: 5_000 },
      handle: (call) => {
        writableChannel(call);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages',
      answers: 'MessageResponse',
      handle: history,
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      limit: { requests: 5, perMs: 5_000 },
      answers: 'MessageResponse',
      handle: (call) => create(call, nonces),
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages/:message',
      answers: 'MessageResponse',
      handle: (call) => {
        const channel = visibleChannel(call);
        mustHave(call.world, channel, P.ReadMessageHistory);
        return { status: 200, body: forBot(call, messageIn(call, channel).message) };
      },
    },
    {
      method: 'PATCH',
      path: '/channels/:channel/messages/:message',
      limit: { requests: 5, perMs: 5_000 },
      answers: 'MessageResponse',
      handle: edit,
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/messages/:message',
      limit: { requests: 5, perMs: 1_000 },
      handle: remove,
    },
  ];
}

function openDm({ world, body }: Call): Answer {
  const given = asObject(body);
  holdAgainst('CreatePrivateChannelRequest', given);
  const userId = given['recipient_id'];
  if (typeof userId !== 'string') {
    throw invalidForm([
      { path: ['recipient_id'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' },
    ]);
  }
  const user = world.users.get(userId);
  if (user === undefined) throw refuse(50033);
  if (user.user.bot === true) throw refuse(50007);
  return { status: 200, body: renderChannel(world, openDirect(world, userId)) };
}

function create(call: Call, nonces: Nonces): Answer {
  const { world } = call;
  const channel = writableChannel(call);
  const { body, unknownKeys } = checkMessage('MessageCreateRequest', call.body, call.files);
  call.noteUnknownKeys(unknownKeys);
  mayPost(world, channel, body, call.files.length > 0);
  const repeated = nonces.find(channel.id, body);
  if (repeated !== null) {
    const record = world.messages.get(repeated);
    if (record === undefined) throw refuse(10008);
    return { status: 200, body: record.message };
  }
  const flags = (body.flags ?? 0) & ~MessageFlags.Ephemeral;
  const authorId = world.identity.botUserId;
  const { message } = postMessage(world, call.origin, {
    channel,
    authorId,
    body: { ...body, flags },
    files: call.files,
  });
  nonces.remember(channel.id, body, message.id);
  return { status: 200, body: message };
}

/** The channel in the path, if the bot may write there at all; a direct one only if the person lets it. */
function writableChannel(call: Call): ChannelRecord {
  const channel = visibleChannel(call);
  if (!TEXT_TYPES.has(channel.type)) throw refuse(50008);
  if (channel.guildId === null) mayWriteTo(call.world, channel.recipientId ?? '');
  else mustHave(call.world, channel, channel.thread === null ? P.SendMessages : P.SendMessagesInThreads);
  const locked =
    channel.thread?.locked === true && !has(botPermissions(call.world, channel), P.ManageThreads);
  if (locked) throw refuse(160005);
  return channel;
}

function mayWriteTo(world: World, userId: string): void {
  const { botUserId } = world.identity;
  const shared = world.guildsOf(userId).some((guild) => world.member(guild.id, botUserId) !== undefined);
  if (!shared) throw refuse(50278);
  if (world.users.get(userId)?.dmsOpen !== true) throw refuse(50007);
}

function mayPost(world: World, channel: ChannelRecord, body: MessageBody, hasFiles: boolean): void {
  if ((body.embeds ?? []).length > 0) mustHave(world, channel, P.EmbedLinks);
  if (hasFiles) mustHave(world, channel, P.AttachFiles);
  if (body.tts === true && channel.guildId !== null) mustHave(world, channel, P.SendTTSMessages);
  const reference = body.message_reference;
  if (reference === undefined || reference === null) return;
  if (!has(botPermissions(world, channel), P.ReadMessageHistory)) throw refuse(160002);
  const found = world.messages.get(reference.message_id ?? '');
  const isThere = found !== undefined && found.message.channel_id === channel.id && found.onlyFor === null;
  if (!isThere && reference.fail_if_not_exists !== false) {
    throw invalidForm([
      { path: ['message_reference'], code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' },
    ]);
  }
}

function history(call: Call): Answer {
  const { world, query } = call;
  const channel = visibleChannel(call);
  if (!TEXT_TYPES.has(channel.type)) throw refuse(50024);
  const limit = limitOf(query.get('limit'));
  if (!has(botPermissions(world, channel), P.ReadMessageHistory)) return { status: 200, body: [] };
  const page = pick(world, channel.id, query, limit);
  const messages = page.flatMap((id) => world.messages.get(id)?.message ?? []);
  return { status: 200, body: messages.reverse().map((message) => forBot(call, message)) };
}

function pick(world: World, channelId: string, query: URLSearchParams, limit: number): string[] {
  const timeline = world.timeline(channelId);
  const around = idIn(query, 'around');
  if (around !== null) {
    const half = Math.floor(limit / 2);
    const exact = world.messages.get(around)?.message.channel_id === channelId ? [around] : [];
    return [...timeline.before(around, half), ...exact, ...timeline.after(around, half)].slice(0, limit);
  }
  const after = idIn(query, 'after');
  if (after !== null) return timeline.after(after, limit);
  const before = idIn(query, 'before');
  return before === null ? timeline.latest(limit) : timeline.before(before, limit);
}

function idIn(query: URLSearchParams, key: string): string | null {
  const id = query.get(key);
  if (id === null || isSnowflake(id)) return id;
  throw invalidForm([
    { path: [key], code: 'NUMBER_TYPE_COERCE', message: `Value "${id}" is not snowflake.` },
  ]);
}

function limitOf(given: string | null): number {
  const limit = given === null ? 50 : Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 100) return limit;
  throw invalidForm([
    { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: 'int value should be between 1 and 100.' },
  ]);
}

/** Other people's words are blank to a bot without the intent for them, unless they name it. */
function forBot({ world, gateway }: Call, stored: APIMessage): APIMessage {
  const message = withThread(world, stored);
  if ((gateway.options.privilegedIntents & GatewayIntentBits.MessageContent) !== 0) return message;
  const { botUserId } = world.identity;
  const own = message.author.id === botUserId || message.mentions.some(({ id }) => id === botUserId);
  const direct = world.channels.get(message.channel_id)?.guildId === null;
  return own || direct ? message : { ...message, content: '', embeds: [], attachments: [], components: [] };
}

/** A message's thread as it is now, which may have been renamed or deleted since the message was written. */
function withThread(world: World, message: APIMessage): APIMessage {
  if (message.thread === undefined) return message;
  const { thread: _, ...alone } = message;
  const now = world.channels.get(message.id);
  return now === undefined ? alone : { ...alone, thread: renderChannel(world, now) as APIThreadChannel };
}

function edit(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(call);
  const record = messageIn(call, channel);
  if (record.message.author.id !== world.identity.botUserId) throw refuse(50005);
  if (channel.thread?.archived === true) throw refuse(50083);
  const { body, unknownKeys } = checkMessage('MessageEditRequestPartial', call.body, call.files, record);
  call.noteUnknownKeys(unknownKeys);
  mayPost(world, channel, body, call.files.length > 0);
  return { status: 200, body: editMessage(world, call.origin, record, body, call.files).message };
}

function remove(call: Call): Answer {
  const { world } = call;
  const channel = visibleChannel(call);
  const record = messageIn(call, channel);
  if (record.message.author.id !== world.identity.botUserId) {
    if (channel.guildId === null) throw refuse(50013);
    mustHave(world, channel, P.ManageMessages);
  }
  deleteMessage(world, record);
  return { status: 204 };
}

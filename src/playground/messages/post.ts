/** Makes, changes and removes messages, whoever writes them and by whatever route. */
import {
  type APIAttachment,
  type APIMessage,
  type APIMessageInteractionMetadata,
  GatewayIntentBits,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import type { MessageBody } from '../checks/message.ts';
import type { ChannelRecord, MessageRecord } from '../model.ts';
import { has } from '../permissions.ts';
import { renderChannel, userOf } from '../render.ts';
import type { World } from '../world.ts';
import { addedFiles, keepFiles, keptFiles, type Upload } from './files.ts';
import { type Mentions, readMentions } from './mentions.ts';
import { shownComponents, shownEmbeds, type Unfurl } from './shapes.ts';

/** Flags that a sender may set; the rest Discord ignores. */
const SETTABLE =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

export interface Post {
  channel: ChannelRecord;
  authorId: string;
  body: MessageBody;
  files?: readonly Upload[];
  /** The one person who sees it, if it is ephemeral. */
  onlyFor?: string | null;
  /** Set when it answers an interaction. */
  interaction?: { metadata: APIMessageInteractionMetadata; isCommand: boolean; name: string };
  type?: MessageType;
  /** The thread that a system message tells of. */
  threadId?: string;
  /** A deferred answer: shows "is thinking" until it is edited. */
  loading?: boolean;
}

/** Writes a message into a channel, and tells everyone who may see it. */
export function postMessage(world: World, origin: string, post: Post): MessageRecord {
  const { channel, authorId, body } = post;
  const id = world.newId();
  const place = { channelId: channel.id, ephemeral: (post.onlyFor ?? null) !== null };
  const files = keepFiles(world, origin, place, post.files ?? [], body.attachments);
  const content = (body.content ?? '').trim();
  const reference = referenceOf(world, channel, body);
  const mentions = mentionsIn(world, channel, authorId, body, content, reference?.author.id ?? null);
  const unfurl = unfurlFrom(files);
  const embeds = shownEmbeds(body.embeds ?? [], unfurl);
  const components = shownComponents(body.components ?? [], unfurl, () => world.newId());
  const message = {
    type: post.type ?? (reference === null ? MessageType.Default : MessageType.Reply),
    id,
    channel_id: channel.id,
    author: userOf(world, authorId),
    content,
    timestamp: world.timestamp(),
    edited_timestamp: null,
    tts: body.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.shown.map((userId) => userOf(world, userId)),
    mention_roles: mentions.roles,
    attachments: listed(files, embeds, components),
    embeds,
    components,
    pinned: false,
    flags: flagsOf(post),
    ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: body.nonce }),
    ...(reference === null ? {} : referenceFields(channel.guildId, reference)),
    ...(post.threadId === undefined
      ? {}
      : { message_reference: { type: 0, channel_id: post.threadId, guild_id: channel.guildId } }),
    ...interactionFields(world, post),
  } as APIMessage;
  const record: MessageRecord = { message, files, onlyFor: post.onlyFor ?? null, pinged: pingsOf(mentions) };
  keep(world, channel, record);
  world.hub.publish({ kind: 'message', message, onlyFor: record.onlyFor });
  return record;
}

/** Changes a message in place: a field that is not sent stays. A deferred one gets its content by this. */
export function editMessage(
  world: World,
  origin: string,
  record: MessageRecord,
  body: MessageBody,
  files: readonly Upload[] = [],
): MessageRecord {
  const before = record.message;
  const channel = world.channels.get(before.channel_id);
  if (channel === undefined) return record;
  const isFirst = (before.flags ?? 0) & MessageFlags.Loading;
  const place = { channelId: channel.id, ephemeral: record.onlyFor !== null };
  const kept = [
    ...keptFiles(record.files, body.attachments),
    ...keepFiles(world, origin, place, addedFiles(files, body.attachments), body.attachments),
  ];
  const unfurl = unfurlFrom(kept);
  const content = body.content === undefined ? before.content : (body.content ?? '').trim();
  const embeds = body.embeds === undefined ? before.embeds : shownEmbeds(body.embeds ?? [], unfurl);
  const components =
    body.components === undefined
      ? (before.components ?? [])
      : shownComponents(body.components ?? [], unfurl, () => world.newId());
  const now = { ...body, components: components as unknown as NonNullable<MessageBody['components']> };
  const mentions = mentionsIn(world, channel, before.author.id, now, content, null);
  const message = {
    ...before,
    content,
    embeds,
    components,
    flags: ((before.flags ?? 0) & ~MessageFlags.Loading) | ((body.flags ?? 0) & SETTABLE),
    edited_timestamp: isFirst ? null : world.timestamp(),
    attachments: listed(kept, embeds, components),
    mentions: mentions.shown.map((userId) => userOf(world, userId)),
    mention_roles: mentions.roles,
    mention_everyone: mentions.everyone,
  } as APIMessage;
  // An edit pings nobody; the first words of a deferred answer do.
  const changed = { ...record, message, files: kept, pinged: isFirst ? pingsOf(mentions) : record.pinged };
  world.putMessage(changed);
  world.hub.publish({ kind: 'message-update', message, onlyFor: record.onlyFor });
  return changed;
}

/** Takes a message away. */
export function deleteMessage(world: World, record: MessageRecord): void {
  const { channel_id: channelId, id: messageId } = record.message;
  world.dropMessage(record);
  const channel = world.channels.get(channelId);
  if (channel?.thread) {
    channel.thread.messageCount -= 1;
    world.putChannel(channel);
  }
  world.hub.publish({ kind: 'message-delete', channelId, messageId, onlyFor: record.onlyFor });
}

function keep(world: World, channel: ChannelRecord, record: MessageRecord): void {
  world.putMessage(record);
  if (record.onlyFor !== null) return;
  channel.lastMessageId = record.message.id;
  if (channel.thread === null) return;
  // A message in an archived thread brings it back.
  if (channel.thread.archived) {
    Object.assign(channel.thread, { archived: false, archivedAt: record.message.timestamp });
    tellOfThread(world, channel);
  }
  channel.thread.messageCount += 1;
  channel.thread.totalSent += 1;
  channel.thread.members[record.message.author.id] ??= record.message.timestamp;
  world.putChannel(channel);
  // Below the message that a thread was made from, pages show how many messages are in it.
  world.hub.publish({ kind: 'state' });
}

function tellOfThread(world: World, channel: ChannelRecord): void {
  const data = renderChannel(world, channel);
  const guildId = channel.guildId ?? '';
  world.hub.publish({
    kind: 'dispatch',
    event: 'THREAD_UPDATE',
    intents: GatewayIntentBits.Guilds,
    guildId,
    data,
  });
}

function pingsOf({ users, roles, everyone }: Mentions): MessageRecord['pinged'] {
  return { users, roles, everyone };
}

function flagsOf({ body, onlyFor, loading }: Post): number {
  const ephemeral = (onlyFor ?? null) === null ? 0 : MessageFlags.Ephemeral;
  return ((body.flags ?? 0) & SETTABLE) | ephemeral | (loading === true ? MessageFlags.Loading : 0);
}

function mentionsIn(
  world: World,
  channel: ChannelRecord,
  authorId: string,
  body: MessageBody,
  content: string,
  repliedTo: string | null,
): Mentions {
  const texts = (body.components ?? []).length > 0 ? textsOf(body.components) : [];
  return readMentions(
    [content, ...texts].join('\n'),
    body.allowed_mentions,
    {
      world,
      guildId: channel.guildId,
      mayMentionEveryone:
        channel.guildId !== null && has(world.permissionsIn(channel, authorId), P.MentionEveryone),
    },
    repliedTo,
  );
}

/** The texts of text displays, which can ping as content can. */
function textsOf(parts: MessageBody['components']): string[] {
  return (parts ?? []).flatMap((part) => [
    ...(part.type === 10 ? [part.content ?? ''] : []),
    ...textsOf(part.components),
  ]);
}

/** Finds a file by its name, or by its own address, which a message that is sent back has in place of the name. */
function unfurlFrom(attachments: readonly APIAttachment[]): Unfurl {
  return (given) =>
    attachments.find(({ filename, url }) => given === url || given === `attachment://${filename}`) ?? given;
}

/** A file that an embed or a component shows is not listed a second time. */
function listed(files: readonly APIAttachment[], embeds: unknown, components: unknown): APIAttachment[] {
  if (files.length === 0) return [];
  const elsewhere = JSON.stringify([embeds, components]);
  return files.filter(({ url }) => !elsewhere.includes(url));
}

function referenceOf(world: World, channel: ChannelRecord, body: MessageBody): APIMessage | null {
  const id = body.message_reference?.message_id;
  const found = id === undefined ? undefined : world.messages.get(id);
  return found === undefined || found.message.channel_id !== channel.id ? null : found.message;
}

/** How a message points to another one. */
export function referenceFields(guildId: string | null, referenced: APIMessage): object {
  const { referenced_message: _, ...flat } = referenced;
  return {
    message_reference: {
      type: MessageReferenceType.Default,
      message_id: referenced.id,
      channel_id: referenced.channel_id,
      ...(guildId === null ? {} : { guild_id: guildId }),
    },
    referenced_message: flat,
  };
}

function interactionFields(world: World, { interaction, authorId }: Post): object {
  if (interaction === undefined) return {};
  const { metadata, isCommand, name } = interaction;
  return {
    application_id: world.identity.applicationId,
    webhook_id: world.identity.applicationId,
    interaction_metadata: metadata,
    ...(isCommand && authorId === world.identity.botUserId
      ? { interaction: { id: metadata.id, type: metadata.type, name, user: metadata.user } }
      : {}),
  };
}

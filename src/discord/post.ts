/** Messages that the bot sends by itself, to channels and in direct messages. */
import { setTimeout as wait } from 'node:timers/promises';
import { type REST, SnowflakeUtil } from 'discord.js';
import {
  type APIChannel,
  type APIMessage,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessagesThreadsJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { clip, type TopLevelComponent } from './components.ts';
import { codeOf, discordCode, isInDoubt } from './errors.ts';
import { limits } from './limits.ts';

const postWithinMs = 15_000;
/** Pause before a request whose outcome is unknown is repeated, in ms. */
const pauseMs = 250;
/** How long a thread stays in the list without a new message: a week, Discord's most. */
const archiveAfterMinutes = 10_080;

/**
 * Posts to a channel and returns the message's id. `nonce` (at most 25 characters) makes Discord answer a repeated
 * post with the first message, for a short while. Only `mention`ed users (at most 100) are pinged. After `withinMs`
 * (default 15 s) it is given up, waiting for a rate limit included.
 */
export async function postMessage(
  rest: REST,
  channelId: string,
  message: { components: readonly TopLevelComponent[]; nonce: string; mention: readonly string[] },
  withinMs = postWithinMs,
): Promise<string> {
  if (message.nonce.length > limits.nonce) throw new RangeError(`the nonce is too long: ${message.nonce}`);
  const body: RESTPostAPIChannelMessageJSONBody = {
    components: [...message.components],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [], users: message.mention.slice(0, limits.allowedMentions) },
    nonce: message.nonce,
    enforce_nonce: true,
  };
  const signal = AbortSignal.timeout(withinMs);
  const posted = (await rest.post(Routes.channelMessages(channelId), { body, signal })) as APIMessage;
  return posted.id;
}

/** Thrown when Discord has not said, even when asked twice, whether it has done something. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
}

/**
 * Repeats a request once if its outcome is unknown: only for one that may be repeated without doing anything twice.
 * @throws {OutcomeUnknown} if it still is, else Discord's refusal.
 */
export async function insist<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!isInDoubt(error)) throw error;
  }
  await wait(pauseMs);
  try {
    return await request();
  } catch (cause) {
    // Whatever Discord says of the second try, the first may have taken effect.
    throw new OutcomeUnknown('Discord did not say whether it has done it', { cause });
  }
}

/**
 * Starts a thread on a message of a server's text channel, and returns its id, which is the message's. A message can
 * have only one: `isNew` says whether it had none before.
 */
export async function startThread(
  rest: REST,
  at: { channelId: string; messageId: string; name: string },
): Promise<{ id: string; isNew: boolean }> {
  const body: RESTPostAPIChannelMessagesThreadsJSONBody = {
    name: clip(at.name, limits.threadName),
    auto_archive_duration: archiveAfterMinutes,
  };
  const signal = AbortSignal.timeout(postWithinMs);
  try {
    await rest.post(Routes.threads(at.channelId, at.messageId), { body, signal });
    return { id: at.messageId, isNew: true };
  } catch (error) {
    if (codeOf(error) !== discordCode.threadExists) throw error;
    return { id: at.messageId, isNew: false };
  }
}

/** Deletes a message of the bot's own; one that is gone already is fine. */
export async function deleteOwnMessage(
  rest: REST,
  at: { channelId: string; messageId: string },
): Promise<void> {
  const signal = AbortSignal.timeout(postWithinMs);
  try {
    await rest.delete(Routes.channelMessage(at.channelId, at.messageId), { signal });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Whether a message is still there; taken to be so if Discord won't say. */
export async function isStillThere(
  rest: REST,
  at: { channelId: string; messageId: string },
): Promise<boolean> {
  const signal = AbortSignal.timeout(postWithinMs);
  try {
    await rest.get(Routes.channelMessage(at.channelId, at.messageId), { signal });
    return true;
  } catch (error) {
    return !isGone(error);
  }
}

/** Discord's way to say that a message is no more, or the channel that it was in. */
export function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return code === discordCode.unknownMessage || code === discordCode.unknownChannel;
}

/** Opens the direct messages with a user, or finds them open, and returns the channel's id. */
export async function openDirectMessages(rest: REST, userId: string): Promise<string> {
  const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as APIChannel;
  return channel.id;
}

/** Messages in one page of a channel's history: Discord's most. */
const perPage = 100;
/** Pages to read before giving up: 5,000 messages, half a day in a very busy channel. */
const mostPages = 50;
/** How far this machine's clock may be ahead of Discord's, in ms. */
const clockSkewMs = 5 * 60_000;

/**
 * Finds the bot's own message since `sinceMs` (UTC) one of whose custom ids contains `mark`, oldest first.
 * @returns undefined if there is none; `too-many` if the channel has had too many messages since to say.
 */
export async function findOwnMessage(
  rest: REST,
  where: { channelId: string; botUserId: string; mark: string; sinceMs: number },
): Promise<APIMessage | undefined | 'too-many'> {
  let after = SnowflakeUtil.generate({ timestamp: where.sinceMs - clockSkewMs }).toString();
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ limit: String(perPage), after });
    const messages = (await rest.get(Routes.channelMessages(where.channelId), { query })) as APIMessage[];
    const found = messages.find(
      (message) => message.author.id === where.botUserId && hasCustomId(message.components, where.mark),
    );
    if (found !== undefined) return found;
    if (messages.length < perPage) return undefined;
    after = messages.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return 'too-many';
}

function hasCustomId(value: unknown, mark: string): boolean {
  if (Array.isArray(value)) return value.some((part) => hasCustomId(part, mark));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) =>
    key === 'custom_id' && typeof part === 'string' ? part.includes(mark) : hasCustomId(part, mark),
  );
}

/** Messages that the bot sends by itself, to channels and in direct messages. */
import { type REST, SnowflakeUtil } from 'discord.js';
import {
  type APIChannel,
  type APIMessage,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { TopLevelComponent } from './components.ts';
import { limits } from './limits.ts';

const postWithinMs = 15_000;

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

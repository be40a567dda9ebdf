/** Messages that the bot sends by itself, to channels and in direct messages. */
import type { REST } from 'discord.js';
import {
  type APIChannel,
  type APIMessage,
  MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord-api-types/v10';
import type { TopLevelComponent } from './components.ts';
import { limits } from './limits.ts';

/**
 * Posts to a channel and returns the message's id. `nonce` (at most 25 characters) makes Discord answer a repeated
 * post with the first message, for a short while. Only `mention`ed users (at most 100) are pinged.
 */
export async function postMessage(
  rest: REST,
  channelId: string,
  message: { components: readonly TopLevelComponent[]; nonce: string; mention: readonly string[] },
): Promise<string> {
  if (message.nonce.length > limits.nonce) throw new RangeError(`the nonce is too long: ${message.nonce}`);
  const body: RESTPostAPIChannelMessageJSONBody = {
    components: [...message.components],
    flags: MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [], users: message.mention.slice(0, limits.allowedMentions) },
    nonce: message.nonce,
    enforce_nonce: true,
  };
  const posted = (await rest.post(Routes.channelMessages(channelId), { body })) as APIMessage;
  return posted.id;
}

/** Opens the direct messages with a user, or finds them open, and returns the channel's id. */
export async function openDirectMessages(rest: REST, userId: string): Promise<string> {
  const channel = (await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })) as APIChannel;
  return channel.id;
}

/** How many messages of a channel are searched; a lost answer is looked for within minutes of its post. */
const historyDepth = 100;

/** Finds the bot's own message in a channel's last hundred one of whose custom ids contains `mark`; returns its id. */
export async function findOwnMessage(
  rest: REST,
  channelId: string,
  botUserId: string,
  mark: string,
): Promise<string | undefined> {
  const query = new URLSearchParams({ limit: String(historyDepth) });
  const messages = (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
  return messages.find((message) => message.author.id === botUserId && hasCustomId(message.components, mark))
    ?.id;
}

function hasCustomId(value: unknown, mark: string): boolean {
  if (Array.isArray(value)) return value.some((part) => hasCustomId(part, mark));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) =>
    key === 'custom_id' && typeof part === 'string' ? part.includes(mark) : hasCustomId(part, mark),
  );
}

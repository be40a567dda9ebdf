/** Reads what the local Discord holds: nudges and whom they address, and when the bot asked after members. */
import type { APIMessage } from 'discord-api-types/v10';
import type { Playground, RequestLog } from '../../src/playground/index.ts';
import type { Seen } from './ledger.ts';

interface Part {
  readonly content?: string;
  readonly label?: string;
  readonly components?: readonly Part[];
}

const partsOf = (part: Part): Part[] => [part, ...(part.components ?? []).flatMap(partsOf)];

/** What a message says, and the labels of its buttons. */
export function readMessage(message: APIMessage): { text: string; labels: string[] } {
  const parts = ((message.components ?? []) as readonly Part[]).flatMap(partsOf);
  return {
    text: parts.flatMap(({ content }) => content ?? []).join('\n'),
    labels: parts.flatMap(({ label }) => label ?? []),
  };
}

export const asksWhetherToGoOn = (message: APIMessage): boolean =>
  readMessage(message).labels.includes('Keep them coming');

/** The nudges in a message, one for each member whom it addresses; none if it is something else. */
export function nudgesIn(
  playground: Playground,
  message: APIMessage,
  guildId: string | null,
  recipient?: string,
): Seen[] {
  const { text, labels } = readMessage(message);
  if (message.author.id !== playground.botUserId || !labels.includes('Stop nudges')) return [];
  const pinged = new Set(playground.pingsOf(message.id).users);
  const addressed =
    recipient === undefined ? [...text.matchAll(/<@(\d+)>/g)].map(([, id = '']) => id) : [recipient];
  return addressed.map((userId) => ({
    atMs: Date.parse(message.timestamp),
    messageId: message.id,
    guildId,
    channelId: message.channel_id,
    userId,
    asks: labels.includes('Keep them coming'),
    pings: pinged.has(userId),
  }));
}

/** A question to Discord whether a member is in a server. */
export interface Question {
  readonly guildId: string;
  readonly userId: string;
  readonly isHere: boolean | null;
}

/** Returns, each time it is called, the questions since the time before. */
export function questionReader({ requests, botUserId }: Playground): () => Question[] {
  let last: RequestLog | undefined;
  return () => {
    // The list is cut at its beginning now and then.
    const fresh = requests.slice(last === undefined ? 0 : requests.lastIndexOf(last) + 1);
    last = requests.at(-1);
    return fresh.flatMap(({ method, path, status }) => {
      const found = /^\/guilds\/(\d+)\/members\/(\d+)$/.exec(path);
      const [, guildId = '', userId = ''] = found ?? [];
      if (method !== 'GET' || found === null || userId === botUserId) return [];
      return [{ guildId, userId, isHere: status === 200 ? true : status === 404 ? false : null }];
    });
  };
}

import type { APIChannel } from 'discord-api-types/v10';
import { Channel, isThread } from '../discord.ts';

/** How a sentence names a channel of a server: `#welcome`, or `the private thread Tuesday Tensors`. */
export function channelWords(channel: APIChannel): string {
  const name = channel.name ?? '';
  return isThread(channel.type) ? `the ${threadKind(channel)} ${name}` : `#${name}`;
}

/** What sort of thread it is, in small letters. */
export function threadKind(channel: APIChannel): 'private thread' | 'thread' {
  return channel.type === Channel.PrivateThread ? 'private thread' : 'thread';
}

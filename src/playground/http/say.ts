import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { ChannelRecord } from '../model.ts';
import { has } from '../permissions.ts';
import type { World } from '../world.ts';
import { sees } from './views.ts';

const MAX_CONTENT = 2_000;

/** The channel, if the person may write this there; else the sentence that says why not. */
export function say(
  world: World,
  userId: string,
  channelId: string,
  content: string,
): ChannelRecord | string {
  const channel = world.channels.get(channelId);
  if (channel === undefined || !sees(world, channel, userId))
    return 'There is no such channel, or you cannot see it';
  if (content.trim() === '') return 'There is nothing to send';
  if (content.length > MAX_CONTENT) return `A message has at most ${MAX_CONTENT} characters`;
  if (channel.guildId === null) return channel;
  const mine = world.permissionsIn(channel, userId);
  if (channel.thread?.locked === true && !has(mine, P.ManageThreads)) return 'This thread is locked';
  const needed = channel.thread === null ? P.SendMessages : P.SendMessagesInThreads;
  return has(mine, needed) ? channel : 'You may not write here';
}

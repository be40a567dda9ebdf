import type { APIChannel } from 'discord-api-types/v10';
import type { GuildView } from '../../protocol.ts';
import { Channel, isThread } from '../discord.ts';
import { compareIds } from '../ids.ts';

/** A channel with the threads that were started in it. */
export interface ListedChannel {
  channel: APIChannel;
  threads: APIChannel[];
}

/** Channels under their category; those without one come first, under `null`. */
export interface ListedCategory {
  category: APIChannel | null;
  channels: ListedChannel[];
}

/** The channel list in Discord's order. Archived threads are not in it, nor are categories with nothing to see. */
export function listChannels(guild: GuildView): ListedCategory[] {
  const sorted = [...guild.channels].sort(byPosition);
  const categories = sorted.filter((channel) => channel.type === Channel.Category);
  const under = (parentId: string | null): ListedChannel[] =>
    sorted
      .filter((channel) => !isThread(channel.type) && channel.type !== Channel.Category)
      .filter((channel) => parentOf(channel) === parentId)
      .map((channel) => ({ channel, threads: threadsOf(sorted, channel.id) }));
  return [
    { category: null, channels: under(null) },
    ...categories.map((category) => ({ category, channels: under(category.id) })),
  ].filter(({ channels }) => channels.length > 0);
}

function threadsOf(channels: APIChannel[], parentId: string): APIChannel[] {
  return channels.filter(
    (channel) => isThread(channel.type) && parentOf(channel) === parentId && !isArchived(channel),
  );
}

function isArchived(channel: APIChannel): boolean {
  return 'thread_metadata' in channel && channel.thread_metadata?.archived === true;
}

function parentOf(channel: APIChannel): string | null {
  return ('parent_id' in channel ? channel.parent_id : null) ?? null;
}

/** By the position that the server gives; voice below text; equals by age. */
function byPosition(a: APIChannel, b: APIChannel): number {
  const kind = Number(a.type === Channel.Voice) - Number(b.type === Channel.Voice);
  const place = ('position' in a ? a.position : 0) - ('position' in b ? b.position : 0);
  return kind || place || compareIds(a.id, b.id);
}

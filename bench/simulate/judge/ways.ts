/** Where a nudge can go. */
import type { Chosen, Standing } from './standing.ts';

export interface Ways {
  /** Those that would have done: `direct messages`, or a channel's id. */
  readonly ways: readonly string[];
  /** Those of them that nobody could mistake for another. */
  readonly certain: readonly string[];
}

/** Direct messages if they were chosen and are open; else, if chosen, the server's channel or the member's own. */
export function waysFor(
  { place, channelIds }: Chosen,
  { dmsOpen, mayHaveEnded }: Pick<Standing, 'dmsOpen' | 'mayHaveEnded'>,
  server: string | null,
  works: (channelId: string) => boolean,
): Ways {
  const ways = waysThatWork();
  if (mayHaveEnded) return { ways, certain: [] };
  const isOwnUnclear = channelIds.some((id) => !works(id));
  return { ways, certain: isOwnUnclear ? ways.filter((way) => !channelIds.includes(way)) : ways };

  function waysThatWork(): string[] {
    if (place !== 'channel' && dmsOpen) return ['direct messages'];
    if (place === 'dm') return [];
    const channels = [...(server === null ? [] : [server]), ...channelIds];
    return [...new Set(channels)].filter(works);
  }
}

import type { APIChannel, APIMessage } from 'discord-api-types/v10';
import type { StateView } from '../../protocol.ts';
import { Api } from '../api.ts';
import { compareIds } from '../ids.ts';
import { channelWords } from './channel-words.ts';

/** Something that arrived while time moved: a sentence, and where it is. */
export interface Arrival {
  text: string;
  userId: string;
  channelId: string;
}

type LastIds = Map<string, string>;

/** Watches what arrives while the clock moves, for this person and, by their direct messages, for the others. */
export class Arrivals {
  list: Arrival[] = [];
  #counts: Map<string, number> | null = null;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** A message came over the live socket. */
  arrived(message: APIMessage): void {
    const counts = this.#counts;
    if (counts !== null) counts.set(message.channel_id, (counts.get(message.channel_id) ?? 0) + 1);
  }

  clear(): void {
    this.list = [];
    this.#changed();
  }

  /** Runs `move`, then says what arrived during it. */
  async during(before: StateView, move: () => Promise<void>): Promise<void> {
    const others = before.people.map(({ user }) => user.id).filter((id) => id !== before.me.id);
    const counts = new Map<string, number>();
    // The state's channels go on with every message, so what was newest is written down first.
    const known = lastIds(channelsOf(before));
    this.#counts = counts;
    try {
      const directsBefore = await directsOf(others);
      await move();
      const [after, directsAfter] = await Promise.all([new Api(before.me.id).state(), directsOf(others)]);
      this.list = [
        ...ownArrivals(known, after, counts),
        ...othersArrivals(after, directsBefore, directsAfter),
      ];
    } finally {
      this.#counts = null;
      this.#changed();
    }
  }
}

function lastId(channel: APIChannel): string | null {
  return ('last_message_id' in channel ? channel.last_message_id : null) ?? null;
}

/** For each person, the newest message of each of their direct channels. */
async function directsOf(userIds: string[]): Promise<Map<string, LastIds>> {
  const states = await Promise.all(userIds.map((id) => new Api(id).state()));
  return new Map(
    states.map((state) => [state.me.id, lastIds(state.directs.map((direct) => direct.channel))]),
  );
}

function lastIds(channels: APIChannel[]): LastIds {
  return new Map(
    channels.flatMap((channel) => {
      const id = lastId(channel);
      return id === null ? [] : [[channel.id, id] as const];
    }),
  );
}

function hasNew(before: LastIds, channelId: string, id: string): boolean {
  const known = before.get(channelId);
  return known === undefined || compareIds(known, id) < 0;
}

function channelsOf(state: StateView): APIChannel[] {
  return [...state.guilds.flatMap((guild) => guild.channels), ...state.directs.map(({ channel }) => channel)];
}

function ownArrivals(known: LastIds, after: StateView, counts: Map<string, number>): Arrival[] {
  const userId = after.me.id;
  const isNew = (channel: APIChannel): boolean => {
    const id = lastId(channel);
    return counts.has(channel.id) || (id !== null && hasNew(known, channel.id, id));
  };
  const inGuilds = after.guilds
    .flatMap((guild) => guild.channels.filter(isNew))
    .map((channel) => {
      const count = counts.get(channel.id) ?? 1;
      const text = `${count} new message${count === 1 ? '' : 's'} in ${channelWords(channel)}`;
      return { text, userId, channelId: channel.id };
    });
  const direct = after.directs
    .filter(({ channel }) => isNew(channel))
    .map(({ channel, with: user }) => {
      const text = `a direct message from ${user.global_name ?? user.username}`;
      return { text, userId, channelId: channel.id };
    });
  return [...inGuilds, ...direct];
}

function othersArrivals(
  state: StateView,
  before: Map<string, LastIds>,
  after: Map<string, LastIds>,
): Arrival[] {
  return state.people.flatMap(({ user }) => {
    const known = before.get(user.id) ?? new Map<string, string>();
    const fresh = [...(after.get(user.id) ?? [])].filter(([channelId, id]) => hasNew(known, channelId, id));
    return fresh.map(([channelId]) => {
      return {
        text: `a direct message for ${user.global_name ?? user.username}`,
        userId: user.id,
        channelId,
      };
    });
  });
}

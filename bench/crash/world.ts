/** The servers in which the members live. */
import type { WorldSeed } from '../../src/playground/index.ts';

export const guilds = 4;
export const channelsPerGuild = 5;

/** So many members, in each server every fourth. */
export function worldOf(count: number): WorldSeed {
  const names = Array.from({ length: count }, (_, index) => `member${index}`);
  const guild = (index: number) => ({
    name: `Guild ${index}`,
    owner: 'member0',
    members: names.filter((_, member) => member % guilds === index),
    channels: Object.fromEntries(
      Array.from({ length: channelsPerGuild }, (_, channel) => [`c${channel}`, { name: `c-${channel}` }]),
    ),
  });
  return {
    users: Object.fromEntries(names.map((name) => [name, { username: name }])),
    guilds: Object.fromEntries(Array.from({ length: guilds }, (_, index) => [`g${index}`, guild(index)])),
  };
}

/** The id behind a name of the seed. @throws if there is none. */
export function known(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`the world has no ${name}`);
  return id;
}

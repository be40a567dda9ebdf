/** The servers of a simulation: which channels they have now, and what their owners do with them. */
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Playground } from '../../src/playground/index.ts';
import type { ChannelChange, Seen, ServerChannel } from './ledger.ts';
import type { Population } from './people.ts';
import { nudgesIn } from './see.ts';

interface Server {
  readonly id: string;
  readonly owner: string;
  /** Ids of its channels now. */
  channels: string[];
  readonly closed: Set<string>;
}

export class Servers {
  readonly changes: ChannelChange[] = [];
  readonly chosen: ServerChannel[] = [];
  /** Nudges of channels that are gone. */
  readonly #kept: Seen[] = [];
  readonly #playground: Playground;
  readonly #servers: ReadonlyMap<string, Server>;
  readonly #now: () => number;

  constructor(playground: Playground, { guilds, channels }: Population, now: () => number) {
    this.#playground = playground;
    this.#now = now;
    const { world } = playground;
    this.#servers = new Map(
      guilds.map((guild) => [
        guild,
        {
          id: known(world.guilds, guild),
          owner: known(world.users, `owner-${guild}`),
          channels: channels.map((name) => known(world.channels, `${guild}.${name}`)),
          closed: new Set<string>(),
        },
      ]),
    );
    for (const channelId of [...this.#servers.values()].flatMap((server) => server.channels)) {
      this.#note(channelId, true);
    }
  }

  idOf(guild: string): string {
    return this.#server(guild).id;
  }

  /** The channels in which the bot can post. */
  workingIn(guild: string): string[] {
    const { channels, closed } = this.#server(guild);
    return channels.filter((id) => !closed.has(id));
  }

  /** Every channel that is there. */
  allIn(guild: string): readonly string[] {
    return this.#server(guild).channels;
  }

  /** Deletes a channel, and makes another in its place. */
  replace(guild: string, index: number): void {
    const server = this.#server(guild);
    const gone = server.channels[index % server.channels.length] ?? '';
    this.#kept.push(...this.#nudgesOf(server, gone));
    this.#playground.admin.deleteChannel(gone);
    server.closed.delete(gone);
    const fresh = this.#playground.admin.addChannel(server.id, { name: `room-${this.changes.length}` });
    server.channels = server.channels.map((id) => (id === gone ? fresh : id));
    this.#note(gone, false);
    this.#note(fresh, true);
  }

  /** The bot may not post in a channel any more; one always stays open. */
  close(guild: string, index: number): void {
    const server = this.#server(guild);
    const channelId = server.channels[index % server.channels.length] ?? '';
    if (server.closed.has(channelId) || this.workingIn(guild).length === 1) return;
    const deny = index % 2 === 0 ? PermissionFlagsBits.SendMessages : PermissionFlagsBits.ViewChannel;
    this.#playground.admin.setChannelOverwrites(channelId, { [this.#playground.botUserId]: { deny } });
    server.closed.add(channelId);
    this.#note(channelId, false);
  }

  open(guild: string): void {
    const server = this.#server(guild);
    for (const channelId of server.closed) {
      this.#playground.admin.setChannelOverwrites(channelId, {});
      this.#note(channelId, true);
    }
    server.closed.clear();
  }

  /** The owner chooses one of the working channels for nudges. Returns what the bot answered. */
  async choose(guild: string, index: number) {
    const server = this.#server(guild);
    const working = this.workingIn(guild);
    const channel = working[index % working.length] ?? '';
    const outcome = await this.#playground.as(server.owner).command(channel, 'setup', { channel });
    if (outcome.status === 'message')
      this.chosen.push({ atMs: this.#now(), guildId: server.id, channelId: channel });
    return outcome;
  }

  /** Every nudge in every channel, those that are gone among them. */
  nudges(): Seen[] {
    const present = [...this.#servers.values()].flatMap((server) =>
      server.channels.flatMap((channelId) => this.#nudgesOf(server, channelId)),
    );
    return [...this.#kept, ...present];
  }

  #nudgesOf({ id }: Server, channelId: string): Seen[] {
    return this.#playground
      .messagesIn(channelId)
      .flatMap((message) => nudgesIn(this.#playground, message, id));
  }

  #note(channelId: string, works: boolean): void {
    this.changes.push({ atMs: this.#now(), channelId, works });
  }

  #server(guild: string): Server {
    const server = this.#servers.get(guild);
    if (server === undefined) throw new Error(`there is no server ${guild}`);
    return server;
  }
}

/** The id behind a name of the seed. @throws if there is none. */
export function known(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`the world has no ${name}`);
  return id;
}

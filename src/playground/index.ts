/**
 * The local Discord: a small, strict server on loopback that a real Discord client library joins unchanged.
 *
 * - `world.ts` keeps everything (people, guilds, channels, messages, commands); `store.ts` writes it through to SQLite;
 *   `seed.ts` and `build.ts` say what a new world holds; `admin.ts` changes it as an owner would; `scheduled.ts`
 *   begins and ends events as time passes.
 * - `rest/` is the REST API, one file a resource; `router.ts` does token, limits, faults and the log for all of them.
 * - `gateway/` is the WebSocket side: sessions, intents, heartbeats, resume.
 * - `interactions/` is what happens between a person's click and the bot's answer, with both deadlines.
 * - `messages/` makes and shows messages; `checks/` refuses what Discord would refuse (the official specification
 *   first, then what it forgets); `permissions.ts` computes as Discord documents it; `errors.ts` has its codes.
 * - `http/` is the server itself, with the page's endpoints (`protocol.ts`); `person.ts` is a person's client for
 *   tests, on the same code path as the page.
 *
 * It knows nothing of any bot. What it learns of Discord it takes from the documentation and the specification.
 */
import type { APIApplicationCommand, APIGuildScheduledEvent, APIMessage } from 'discord-api-types/v10';
import { Admin } from './admin.ts';
import { type Handles, plant } from './build.ts';
import { Gateway } from './gateway/gateway.ts';
import { serve } from './http/server.ts';
import { Client } from './interactions/client.ts';
import { Ledger } from './interactions/ledger.ts';
import { Responder } from './interactions/respond.ts';
import type { ChannelRecord, Clock, Pinged } from './model.ts';
import { type Person, personOf } from './person.ts';
import type { Hint, TimeControl } from './protocol.ts';
import { channelRoutes } from './rest/channels.ts';
import { commandRoutes } from './rest/commands.ts';
import { eventRoutes } from './rest/events.ts';
import type { Faults } from './rest/faults.ts';
import { guildRoutes } from './rest/guilds.ts';
import { interactionRoutes } from './rest/interactions.ts';
import { messageRoutes } from './rest/messages.ts';
import { Nonces } from './rest/nonces.ts';
import type { RequestLog, Violation } from './rest/requests.ts';
import { roleRoutes } from './rest/roles.ts';
import { Router } from './rest/router.ts';
import { threadRoutes } from './rest/threads.ts';
import { settleEvents } from './scheduled.ts';
import { demoWorld, type WorldSeed } from './seed.ts';
import { memoryStore, sqliteStore } from './store.ts';
import { World } from './world.ts';

export type { Admin } from './admin.ts';
export type { Handles } from './build.ts';
export type { Clock, Pinged } from './model.ts';
export type { ModalOutcome, Person, RawInteraction, RawOptions } from './person.ts';
export type { FaultHandle, FaultWish } from './rest/faults.ts';
export type { RequestLog, Violation } from './rest/requests.ts';
export {
  type ChannelSeed,
  DEFAULT_BOT_PERMISSIONS,
  demoWorld,
  EVERYONE_PERMISSIONS,
  type GuildSeed,
  type StartSeed,
  type UserSeed,
  type WorldSeed,
} from './seed.ts';

export interface PlaygroundOptions {
  /** Default 0: any free port. It always listens on 127.0.0.1 alone. */
  port?: number;
  /** A SQLite file that keeps the world across restarts; without it the world lives in memory. */
  statePath?: string;
  /** Default: the machine's. Used for ids, timestamps and the life of tokens; not for rate limits and the 3 s. */
  clock?: Clock;
  /** Lets the page move time. */
  timeControl?: TimeControl;
  /** What a new world holds; a world read from `statePath` stays as it is. */
  world?: WorldSeed;
  /** Default true. */
  rateLimits?: boolean;
  /** Privileged intents that are switched on, as a bit set; default none. */
  privilegedIntents?: number;
  /** Default 41,250, as Discord has it. */
  heartbeatIntervalMs?: number;
  /** What the page tells a person to try until they have used a command; default any command of the bot's. */
  hint?: Hint;
}

export interface Playground {
  readonly origin: string;
  /** For discord.js' option `rest.api`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly applicationId: string;
  readonly botUserId: string;
  /** The ids that the seed's names got. */
  readonly world: Handles;
  as(userId: string): Person;
  /** What has been posted in a channel, oldest first, without ephemeral messages. */
  messagesIn(channelId: string): APIMessage[];
  /** The threads of a channel, with who is in each. */
  threadsIn(channelId: string): ChannelRecord[];
  /** The scheduled events of a guild, also those that are over. */
  eventsIn(guildId: string): APIGuildScheduledEvent[];
  /** The direct messages between the bot and a person, oldest first. */
  directMessages(userId: string): APIMessage[];
  /** Whom a message has pinged. */
  pingsOf(messageId: string): Pinged;
  commands(): APIApplicationCommand[];
  readonly requests: RequestLog[];
  readonly violations: Violation[];
  readonly faults: Faults;
  forgetNonces(): void;
  readonly gateway: Gateway;
  readonly admin: Admin;
  close(): Promise<void>;
}

/** How often events are looked at that have begun or ended unasked. */
const SETTLE_MS = 1_000;

/** Starts a playground; rejects when its port is taken or its file cannot be read. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const store = options.statePath === undefined ? memoryStore() : sqliteStore(options.statePath);
  const world = new World(options.clock ?? { now: () => Date.now() }, store);
  const handles = world.load() ? loadedHandles(world) : plant(world, options.world ?? demoWorld);
  let port = 0;
  const origin = (): string => `http://127.0.0.1:${port}`;
  const gatewayOptions = {
    privilegedIntents: options.privilegedIntents ?? 0,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    resumeUrl: '',
  };
  const gateway = new Gateway(world, gatewayOptions);
  const ledger = new Ledger(world);
  const client = new Client(world, ledger, gateway);
  const nonces = new Nonces();
  const router = new Router({
    world,
    gateway,
    responder: new Responder(world, ledger, origin),
    origin,
    rateLimits: options.rateLimits ?? true,
    routes: [
      ...guildRoutes,
      ...roleRoutes,
      ...channelRoutes,
      ...threadRoutes,
      ...eventRoutes,
      ...messageRoutes(nonces),
      ...commandRoutes(),
      ...interactionRoutes,
    ],
  });
  const time = options.timeControl;
  const parts = { world, client, gateway, origin, time, hint: options.hint ?? null };
  const server = await serve(options.port ?? 0, () => router, parts).catch((error: unknown) => {
    store.close();
    throw error;
  });
  port = server.port;
  gatewayOptions.resumeUrl = `ws://127.0.0.1:${port}/gateway`;
  const settling = setInterval(() => settleEvents(world), SETTLE_MS).unref();
  const posted = (channelId: string): APIMessage[] =>
    world
      .timeline(channelId)
      .all()
      .flatMap((id) => world.messages.get(id)?.message ?? []);
  return {
    origin: origin(),
    apiUrl: `${origin()}/api`,
    ...world.identity,
    world: handles,
    as: (userId) => personOf({ world, client, ledger, origin }, userId),
    messagesIn: posted,
    threadsIn: (channelId) =>
      [...world.channels.values()].filter(
        ({ parentId, thread }) => parentId === channelId && thread !== null,
      ),
    eventsIn: (guildId) => {
      settleEvents(world);
      return [...world.events.values()].flatMap(({ event }) => (event.guild_id === guildId ? [event] : []));
    },
    directMessages: (userId) => posted(world.directWith(userId)?.id ?? ''),
    pingsOf: (id) => world.messages.get(id)?.pinged ?? { users: [], roles: [], everyone: false },
    commands: () => [...world.commands.values()].map(({ command }) => command),
    requests: router.requests,
    violations: router.violations,
    faults: router.faults,
    forgetNonces: () => nonces.forget(),
    gateway,
    admin: new Admin(world),
    close: async () => {
      clearInterval(settling);
      ledger.close();
      gateway.close();
      await server.close();
      store.close();
    },
  };
}

function loadedHandles(world: World): Handles {
  const entries = world.store.all('meta') as { handles?: Handles }[];
  const found = entries.find(({ handles }) => handles !== undefined)?.handles;
  return found ?? { users: {}, guilds: {}, channels: {}, roles: {} };
}

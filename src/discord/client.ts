/** The connection to Discord: discord.js without any intent, which is all that interactions and REST by id need. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  Client,
  DefaultRestOptions,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  HTTPError,
  Options,
  RESTEvents,
  Status,
} from 'discord.js';
import { GatewayDispatchEvents, type GatewayReadyDispatchData } from 'discord-api-types/v10';
import type { Logger } from '../log.ts';
import { StartError } from '../start-error.ts';
import { isWithoutWait } from './limits.ts';
import { paced } from './pace.ts';

export interface Connection {
  readonly client: Client<true>;
  readonly applicationId: string;
  readonly botUserId: string;
  /** Whether every shard is connected now. */
  isReady(): boolean;
  /** Hands every interaction to `receive`, those that came since the connection stood first. */
  onInteraction(receive: (payload: unknown) => void): void;
  /** Hands on the ids of all servers that the bot is in, whenever Discord lists them: with each new session. */
  onGuilds(receive: (guildIds: ReadonlySet<string>) => void): void;
  /** Leaves the gateway, so that nothing more comes in; the REST client goes on for what is in flight. */
  leave(): Promise<void>;
}

export interface ConnectOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** Requests in any second: discord.js counts by seconds of its own, across whose border twice as many may fall. */
  readonly requestsPerSecond: number;
  readonly log: Logger;
  /** The gateway has closed for good, e.g. because the token was reset. */
  onLost(reason: string): void;
}

/** The longest wait for a rate limit that discord.js may sleep through, in ms. */
const patienceMs = 5_000;
/** Pauses before Discord is tried again at the start while it answers with server errors, in ms. */
const pausesMs = [1_000, 3_000] as const;
/** How long the first connection may take, in ms. */
const connectWithinMs = 30_000;

/**
 * Connects, and resolves when the bot is ready.
 * @throws {StartError} if the token is wrong or Discord can't be reached.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await connectOnce(options);
    } catch (error) {
      const pauseMs = pausesMs[attempt];
      if (!(error instanceof HTTPError) || pauseMs === undefined) throw explain(error, options.apiUrl);
      options.log.warn({ status: error.status }, 'Discord has a server error; trying again');
      await wait(pauseMs);
    }
  }
}

async function connectOnce(options: ConnectOptions): Promise<Connection> {
  const client = newClient(options);
  const early: unknown[] = [];
  let receive: (payload: unknown) => void = (payload) => {
    early.push(payload);
  };
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) => receive(payload));
  let listed: ReadonlySet<string> | undefined;
  let receiveGuilds: (guildIds: ReadonlySet<string>) => void = () => {};
  client.ws.on(GatewayDispatchEvents.Ready, ({ guilds, shard }: GatewayReadyDispatchData) => {
    // One of several shards knows only its own.
    if (shard !== undefined && shard[1] > 1) return;
    // Those that an outage has made unavailable are listed too.
    listed = new Set(guilds.map(({ id }) => id));
    receiveGuilds(listed);
  });
  const leaving = reportTo(options, client);

  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(options.token);
    const connected = await within(connectWithinMs, ready);
    return {
      client: connected,
      applicationId: connected.application.id,
      botUserId: connected.user.id,
      // Client.isReady() stays true once it has been.
      isReady: () => connected.ws.shards.every((shard) => shard.status === Status.Ready),
      onInteraction(handler) {
        receive = handler;
        for (const payload of early.splice(0)) handler(payload);
      },
      onGuilds(handler) {
        receiveGuilds = handler;
        if (listed !== undefined) handler(listed);
      },
      async leave() {
        leaving.abort();
        await connected.destroy();
        // What is still in flight may want the REST client, from which destroy() has taken the token.
        connected.rest.setToken(options.token);
      },
    };
  } catch (error) {
    leaving.abort();
    await client.destroy();
    throw error;
  }
}

function newClient(options: ConnectOptions): Client {
  const client = new Client({
    intents: [],
    rest: {
      api: options.apiUrl,
      version: '10',
      makeRequest: paced(options.requestsPerSecond, DefaultRestOptions.makeRequest),
      // What a repeated request would do is for the caller to judge: a post may have gone through.
      retries: 0,
      // A long wait is for the outbox, which keeps it: a request that sleeps would hold up all others.
      rejectOnRateLimit: (limit) =>
        isWithoutWait(limit) || Math.max(limit.retryAfter, limit.timeToReset) > patienceMs,
    },
    allowedMentions: { parse: [] },
    // discord.js keeps every user that it ever sees; only the bot's own is needed.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      UserManager: { maxSize: 50, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
  ignoreOtherEvents(client);
  // After a 401, discord.js forgets the token and can send nothing any more. If the token is no longer good, the
  // gateway says so; if it is, one such answer must not end all nudges.
  client.rest.on(RESTEvents.Response, (_, response) => {
    if (response.status === 401) setImmediate(() => client.rest.setToken(options.token));
  });
  return client;
}

/** Tells the log, and `onLost`, how the connection fares, until the returned controller is aborted. */
function reportTo({ log, onLost }: ConnectOptions, client: Client): AbortController {
  const leaving = new AbortController();
  const staying =
    <A extends unknown[]>(tell: (...event: A) => void) =>
    (...event: A) => {
      if (!leaving.signal.aborted) tell(...event);
    };
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js'));
  client.on(
    Events.ShardError,
    staying((error: Error) => log.warn({ err: error }, 'gateway connection')),
  );
  client.on(
    Events.ShardReconnecting,
    staying((shard: number) => log.info({ shard }, 'gateway reconnecting')),
  );
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'gateway resumed'));
  client.on(
    Events.ShardDisconnect,
    staying(({ code }: { code: number }) => onLost(`the gateway closed with ${code}`)),
  );
  client.on(
    Events.Invalidated,
    staying(() => onLost('the session was invalidated')),
  );
  return leaving;
}

/**
 * Keeps discord.js from building objects of its own for what the gateway sends. We read interactions' payloads
 * ourselves and need no other event, and discord.js throws from within the socket's handler at one that it can't read,
 * which would end the process. It has no option for that.
 */
function ignoreOtherEvents(client: Client): void {
  type Packet = { t?: string } | null;
  const ws = client.ws as unknown as { handlePacket(packet: Packet, shard: unknown): boolean };
  const handle = ws.handlePacket.bind(ws);
  const needed = new Set<string | undefined>([GatewayDispatchEvents.Ready, GatewayDispatchEvents.Resumed]);
  ws.handlePacket = (packet, shard) => needed.has(packet?.t) && handle(packet, shard);
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function explain(error: unknown, apiUrl: string): Error {
  const wrongToken =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401);
  if (wrongToken) {
    return new StartError(
      'Discord refuses the token: copy it again from the developer portal (Bot > Reset Token) into DISCORD_TOKEN.',
      { cause: error },
    );
  }
  const status =
    error instanceof HTTPError || error instanceof DiscordAPIError ? `: it answered ${error.status}` : '';
  const reason = status === '' && error instanceof Error ? ` (${error.message})` : '';
  return new StartError(
    `Discord can't be reached at ${new URL(apiUrl).origin}${status}${reason}: check the network and DISCORD_API_URL.`,
    { cause: error },
  );
}

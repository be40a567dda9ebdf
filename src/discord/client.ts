/** The connection to Discord: discord.js without any intent, which is all that interactions and REST by id need. */
import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  HTTPError,
  Options,
  Status,
} from 'discord.js';
import { GatewayDispatchEvents } from 'discord-api-types/v10';
import type { Logger } from '../log.ts';
import { StartError } from '../start-error.ts';

export interface Connection {
  readonly client: Client<true>;
  readonly applicationId: string;
  readonly botUserId: string;
  /** Whether every shard is connected now. */
  isReady(): boolean;
  /** Hands every interaction to `receive`, those that came since the connection stood first. */
  onInteraction(receive: (payload: unknown) => void): void;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Logger;
  /** The gateway has closed for good, e.g. because the token was reset. */
  onLost(reason: string): void;
}

/** How long the first connection may take, in ms. */
const connectWithinMs = 30_000;

/**
 * Connects, and resolves when the bot is ready.
 * @throws {StartError} if the token is wrong or Discord can't be reached.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { log } = options;
  const client = new Client({
    intents: [],
    // What a repeated request would do is for the caller to judge: a post may have gone through.
    rest: { api: options.apiUrl, version: '10', retries: 0 },
    allowedMentions: { parse: [] },
    // discord.js keeps every user that it ever sees; only the bot's own is needed.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      UserManager: { maxSize: 50, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js'));
  client.on(Events.ShardError, (error) => log.warn({ err: error }, 'gateway connection'));
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'gateway reconnecting'));
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'gateway resumed'));
  client.on(Events.ShardDisconnect, ({ code }) => options.onLost(`the gateway closed with ${code}`));
  client.on(Events.Invalidated, () => options.onLost('the session was invalidated'));
  readInteractionsRaw(client);
  const early: unknown[] = [];
  let receive: (payload: unknown) => void = (payload) => {
    early.push(payload);
  };
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (payload: unknown) => receive(payload));

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
      close: () => connected.destroy(),
    };
  } catch (error) {
    await client.destroy();
    throw explain(error, options.apiUrl);
  }
}

/**
 * Keeps discord.js from building objects of its own for interactions. We read the payload ourselves, and discord.js
 * throws from within the socket's handler at one it can't read, which would end the process. It has no option for that.
 */
function readInteractionsRaw(client: Client): void {
  const { actions } = client as unknown as { actions: { InteractionCreate: { handle(): void } } };
  actions.InteractionCreate.handle = () => {};
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

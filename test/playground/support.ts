import { Client, type ClientOptions, Events, type Interaction } from 'discord.js';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/index.ts';

/** A playground and a bare bot of the real discord.js on it. */
export interface Bench {
  playground: Playground;
  bot: Client<true>;
  /** What the bot does with interactions from now on. */
  onInteraction(handler: (interaction: Interaction) => Promise<unknown>): void;
  close(): Promise<void>;
}

/** Starts both; the bot holds no intent unless `client` says otherwise. */
export async function startBench(
  options: PlaygroundOptions = {},
  client: Partial<ClientOptions> = {},
): Promise<Bench> {
  const playground = await startPlayground(options);
  const bot = await joinBot(playground, client);
  let handler: (interaction: Interaction) => Promise<unknown> = async () => undefined;
  bot.on(Events.InteractionCreate, (interaction) => void handler(interaction).catch(() => undefined));
  return {
    playground,
    bot,
    onInteraction: (next) => {
      handler = next;
    },
    close: async () => {
      await bot.destroy();
      await playground.close();
    },
  };
}

/** Logs the real client in and waits until it is ready. */
export async function joinBot(
  playground: Playground,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const bot = new Client({ intents: [], ...options, rest: { api: playground.apiUrl, ...options.rest } });
  const ready = new Promise<Client<true>>((resolve) => bot.once(Events.ClientReady, resolve));
  await bot.login(playground.botToken);
  return ready;
}

export interface Answered {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

/** A raw request to the API, as the bot unless `token` says otherwise. */
export async function request(
  playground: Playground,
  method: string,
  path: string,
  body?: unknown,
  token: string | null = `Bot ${playground.botToken}`,
): Promise<Answered> {
  const response = await fetch(`${playground.apiUrl}/v10${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: token }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, body: parsed, headers: response.headers };
}

/** Waits until `check` gives something, for at most five seconds. */
export async function until<T>(check: () => T | null | undefined | false): Promise<T> {
  const end = Date.now() + 5_000;
  for (;;) {
    const found = check();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error('It did not happen within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The id that the seed gave to a name; throws when there is none. */
export function idOf(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`The seed has no "${name}"`);
  return id;
}

/** A file to send along, as `files[index]`. */
export interface SentFile {
  index?: number;
  name: string;
  bytes: Buffer;
  type?: string;
}

/** A raw multipart request to the API, as the bot: `payload_json` and files. */
export async function upload(
  playground: Playground,
  method: string,
  path: string,
  body: unknown,
  files: readonly SentFile[],
): Promise<Answered> {
  const form = new FormData();
  form.append('payload_json', JSON.stringify(body));
  files.forEach(({ index, name, bytes, type }, i) => {
    form.append(`files[${index ?? i}]`, new Blob([new Uint8Array(bytes)], { type: type ?? '' }), name);
  });
  const response = await fetch(`${playground.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${playground.botToken}` },
    body: form,
  });
  const text = await response.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, body: parsed, headers: response.headers };
}

/** A PNG's header, which says its size; there is nothing to see in it. */
export function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000ff', 'hex');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

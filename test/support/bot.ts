/** The real bot in a local Discord, for a test: real discord.js over HTTP and WebSocket, a real SQLite file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { onTestFinished } from 'vitest';
import { type Bot, startBot } from '../../src/bot.ts';
import { MovableClock } from '../../src/clock.ts';
import { timeControl } from '../../src/local.ts';
import { createLogger } from '../../src/log.ts';
import { Pictures } from '../../src/pictures/pictures.ts';
import { type Person, type Playground, startPlayground, type WorldSeed } from '../../src/playground/index.ts';

export interface Scene {
  readonly playground: Playground;
  readonly clock: MovableClock;
  readonly databasePath: string;
  readonly bot: Bot;
  /** A member of the seeded world, by the seed's name for them. */
  person(name: string): Person;
  /** A channel of the seeded world, such as `hall.welcome`. */
  channel(name: string): string;
  /** Moves time forward as the page does, through everything that falls due on the way. */
  moveTo(at: string | number): Promise<void>;
  /** Stops the bot and starts it anew on the same database. */
  restart(): Promise<void>;
}

export interface SceneOptions {
  /** The instant at which it begins, ISO 8601; default a Wednesday at noon, UTC. */
  startsAt?: string;
  world?: WorldSeed;
  dataFolder?: string;
  commandsFolder?: string;
  rateLimits?: boolean;
  /** No picture can be drawn. */
  brokenPictures?: boolean;
}

/** Starts a scene that ends with the test. */
export async function startScene(options: SceneOptions = {}): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-'));
  const databasePath = join(folder, 'bot.sqlite');
  const startsAt = Temporal.Instant.from(options.startsAt ?? '2027-01-13T12:00:00Z').epochMilliseconds;
  const clock = new MovableClock(startsAt - Date.now());
  let bot: Bot | undefined;
  const time = timeControl(
    clock,
    () => bot?.scheduler,
    () => {},
  );
  const playground = await startPlayground({
    clock,
    timeControl: time,
    rateLimits: options.rateLimits ?? true,
    ...(options.world !== undefined && { world: options.world }),
  });
  const log = createLogger({ level: process.env['TEST_LOG'] ?? 'silent', format: 'json' });
  const start = () =>
    startBot({
      config: { token: playground.botToken, apiUrl: playground.apiUrl, databasePath },
      clock,
      log,
      onLost: () => {},
      ...(options.dataFolder !== undefined && { dataFolder: options.dataFolder }),
      ...(options.brokenPictures === true && { pictures: brokenPictures() }),
      ...(options.commandsFolder !== undefined && { commandsFolder: options.commandsFolder }),
    });

  let running = await start();
  bot = running;
  onTestFinished(async () => {
    await running.stop();
    await playground.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    playground,
    clock,
    databasePath,
    get bot() {
      return running;
    },
    person: (name) => playground.as(known(playground.world.users, name)),
    channel: (name) => known(playground.world.channels, name),
    moveTo: (at) => time.moveTo(typeof at === 'number' ? at : Temporal.Instant.from(at).epochMilliseconds),
    async restart() {
      await running.stop();
      running = await start();
      bot = running;
    },
  };
}

/** Pictures whose drawing always fails. */
const brokenPictures = () => new Pictures({ worker: new URL('../fixtures/no-pictures.ts', import.meta.url) });

function known(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`the world has no ${name}`);
  return id;
}

interface Part {
  type: number;
  content?: string;
  placeholder?: string;
  label?: string;
  custom_id?: string;
  options?: { value: string; label: string; description?: string; default?: boolean }[];
  disabled?: boolean;
  components?: Part[];
  /** A file to be downloaded. */
  file?: { url: string };
  /** The button beside a section. */
  accessory?: Part;
  /** The pictures of a gallery. */
  items?: { description?: string; media: { url: string } }[];
}

/** All components of a message, the nested ones too. */
export function partsOf(message: APIMessage): Part[] {
  const inside = (part: Part): Part[] => [
    part,
    ...[...(part.components ?? []), ...(part.accessory === undefined ? [] : [part.accessory])].flatMap(
      inside,
    ),
  ];
  return ((message.components ?? []) as Part[]).flatMap(inside);
}

/** Everything that a member reads in a message's text. */
export const textOf = (message: APIMessage): string =>
  partsOf(message)
    .flatMap((part) => part.content ?? [])
    .join('\n');

/** The description of a message's picture; empty if it has none. */
export const altOf = (message: APIMessage): string =>
  partsOf(message)
    .flatMap((part) => part.items?.map((item) => item.description) ?? [])
    .join('\n');

/** The labels of a message's buttons. */
export const buttonsOf = (message: APIMessage): string[] =>
  partsOf(message).flatMap((part) => part.label ?? []);

/** The options of the first select of a message. */
export const optionsOf = (message: APIMessage) =>
  partsOf(message).find((part) => part.options !== undefined)?.options ?? [];

interface WithMessage {
  status: string;
  message?: APIMessage | null;
}

/** The message that an interaction was answered with, new or updated. */
export function messageOf(outcome: WithMessage): APIMessage {
  if (outcome.message == null) throw new Error(`no message: ${JSON.stringify(outcome)}`);
  return outcome.message;
}

/** The environment, read once at start into one typed, frozen object. */
import { resolve } from 'node:path';
import { config as readDotenv } from 'dotenv';
import { z } from 'zod';
import { StartError } from './start-error.ts';

/** The folder of the local Discord's state; `npm start -- --reset` empties it. */
export const playFolder = 'var/playground';
const playDatabase = `${playFolder}/nextstep.sqlite`;

/** An empty value in `.env` means the same as none. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port number from 1 to 65535')
  .transform(Number)
  .refine((n) => n >= 1 && n <= 65_535, 'a port number from 1 to 65535');

const wholeNumber = (least: number, most: number) => {
  const words = `a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, words)
    .transform(Number)
    .refine((n) => n >= least && n <= most, words);
};

/** How fast the bot goes by default. */
export const pace = {
  /** Discord's own limit. */
  requestsPerSecond: 50,
  /** Discord names no number; bots that opened 25 to 40 conversations at once are said to have been stopped. */
  directMessagesPerMinute: 10,
} as const;

const environmentSchema = z.object({
  DISCORD_TOKEN: given(
    z
      .string()
      .regex(/^\S+$/, "the bot's token from the developer portal, one word without spaces")
      .optional(),
  ),
  DISCORD_API_URL: given(
    z
      .url({ protocol: /^https?$/, error: 'an http(s) address such as http://127.0.0.1:4100/api' })
      .transform((url) => url.replace(/\/+$/, ''))
      .default('https://discord.com/api'),
  ),
  DATABASE_URL: given(
    z
      .string()
      .regex(/^(?![a-z][a-z0-9+.-]+:)|^sqlite:/i, 'a file path, or sqlite: and a file path')
      .transform((url) => url.replace(/^sqlite:(\/\/)?/i, ''))
      .refine((path) => path.length > 0, 'a file path, or sqlite: and a file path')
      .optional(),
  ),
  LOG_LEVEL: given(
    z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
        error: 'one of trace, debug, info, warn, error, fatal, silent',
      })
      .default('info'),
  ),
  LOG_FORMAT: given(z.enum(['pretty', 'json'], { error: 'pretty or json' }).optional()),
  REQUESTS_PER_SECOND: given(wholeNumber(1, 50).default(pace.requestsPerSecond)),
  DIRECT_MESSAGES_PER_MINUTE: given(wholeNumber(1, 600).default(pace.directMessagesPerMinute)),
  PLAYGROUND_PORT: given(port.default(4100)),
  HEALTH_PORT: given(port.optional()),
  NODE_ENV: given(z.string().optional()),
});

export interface Config {
  /** The bot's token; without one, the playground opens instead. */
  readonly token: string | undefined;
  /** Base of Discord's REST API, without the version. */
  readonly apiUrl: string;
  /** Absolute path of the SQLite file. */
  readonly databasePath: string;
  /** Requests a second to Discord's REST API; with several processes, each takes its share of 50. */
  readonly requestsPerSecond: number;
  /** Conversations that the bot opens in a minute, all processes together. */
  readonly directMessagesPerMinute: number;
  readonly logLevel: string;
  readonly logFormat: 'pretty' | 'json';
  readonly playgroundPort: number;
  /** Port of the health check, or undefined for none. */
  readonly healthPort: number | undefined;
  readonly production: boolean;
}

/**
 * Reads the configuration from `environment`.
 * @throws {StartError} naming every wrong variable with what was expected; never the value, which may be a secret.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} must be ${issue.message}`);
    throw new StartError(`The configuration is wrong: ${wrong.join('; ')}.`);
  }
  const env = parsed.data;
  return Object.freeze({
    token: env.DISCORD_TOKEN,
    apiUrl: env.DISCORD_API_URL,
    // What is played in the local Discord, with its moved clock, stays out of the real members' file.
    databasePath: resolve(
      env.DATABASE_URL ?? (env.DISCORD_TOKEN === undefined ? playDatabase : 'var/nextstep.sqlite'),
    ),
    requestsPerSecond: env.REQUESTS_PER_SECOND,
    directMessagesPerMinute: env.DIRECT_MESSAGES_PER_MINUTE,
    logLevel: env.LOG_LEVEL,
    logFormat: env.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    playgroundPort: env.PLAYGROUND_PORT,
    healthPort: env.HEALTH_PORT,
    production: env.NODE_ENV === 'production',
  });
}

/** Loads `.env` of the working directory, if there is one, into the environment (variables already set win), and reads it. */
export function loadConfig(): Config {
  readDotenv({ quiet: true });
  return readConfig(process.env);
}

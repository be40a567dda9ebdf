/** `npm start`: the bot in the real Discord if there is a token, else in a local one. */
import { parseArgs } from 'node:util';
import { type Bot, startBot } from './bot.ts';
import { systemClock } from './clock.ts';
import { type Config, loadConfig } from './config.ts';
import { inviteUrl } from './discord/permissions.ts';
import { serveHealth } from './health.ts';
import { createLogger, type Logger } from './log.ts';
import { places } from './places/known.ts';
import { StartError } from './start-error.ts';

/** What is running, and how to end it. */
interface Running {
  readonly bot: Bot;
  stop(): Promise<void>;
}

/** npm and the terminal may both pass one Ctrl+C on: a second SIGINT within this time, in ms, is the first again. */
const sameSignalMs = 150;

/** What nobody waits for yet is left for so long after the start, in ms: those who waited for the bot come first. */
const settledAfterMs = 2_000;

export async function main(argv: string[]): Promise<void> {
  try {
    const { reset } = readArguments(argv);
    const config = loadConfig();
    const log = createLogger({ level: config.logLevel, format: config.logFormat });
    dieOnUnhandled(log);
    // Until something runs there is nothing to finish, and a signal ends the start.
    let stop = async () => {};
    stopOnSignal(log, () => stop());
    const running = config.token === undefined ? await play(config, log, reset) : await join(config, log);
    stop = () => running.stop();
    if (config.healthPort !== undefined) {
      const health = await serveHealth(config.healthPort, running.bot);
      stop = async () => {
        health.close();
        await running.stop();
      };
    }
    setTimeout(() => loadPlaces(log), settledAfterMs).unref();
  } catch (error) {
    die(error);
  }
}

/** Before anybody asks for one: who types the first letter of a city is to be answered in time. */
function loadPlaces(log: Logger): void {
  places().catch((error: unknown) => log.warn({ err: error }, 'the cities could not be loaded yet'));
}

/** @throws {StartError} if there is any but `--reset`. */
function readArguments(argv: string[]): { reset: boolean } {
  try {
    return parseArgs({ args: argv, options: { reset: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The arguments are wrong (${reason}): npm start knows only --reset.`, {
      cause: error,
    });
  }
}

/** Joins the real Discord. */
async function join(config: Config, log: Logger): Promise<Running> {
  const { token } = config;
  if (token === undefined) throw new Error('join() wants a token');
  const onLost = (reason: string) =>
    die(new StartError(`The connection to Discord is over: ${reason}.`), log);
  const bot = await startBot({ config: { ...config, token }, clock: systemClock, log, onLost });
  log.info({ invite: inviteUrl(bot.applicationId) }, 'connected; invite the bot to a server with this link');
  return { bot, stop: () => bot.stop() };
}

/** Opens the local Discord, which is not even loaded where there is a token. */
async function play(config: Config, log: Logger, reset: boolean): Promise<Running> {
  if (config.production) {
    throw new StartError(
      'There is no DISCORD_TOKEN, and NODE_ENV is production: set the token in .env or the environment.',
    );
  }
  const { startLocal } = await import('./local.ts');
  return await startLocal(config, log, reset);
}

function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let stoppingSince: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stoppingSince !== undefined) {
      const isSame = signal === 'SIGINT' && performance.now() - stoppingSince < sameSignalMs;
      if (!isSame) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    log.info({ signal }, 'stopping: finishing what is in flight');
    stop().then(
      () => process.exit(0),
      (error: unknown) => die(error, log),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function dieOnUnhandled(log: Logger): void {
  const onUnhandled = (error: unknown) => {
    log.fatal({ err: error }, 'unhandled');
    log.flush();
    process.exit(1);
  };
  process.on('unhandledRejection', onUnhandled);
  process.on('uncaughtException', onUnhandled);
}

/** Ends the process with 1: a sentence for what was foreseen, the whole error for what was not. */
function die(error: unknown, log?: Logger): never {
  log?.flush();
  const foreseen = error instanceof StartError;
  const words = foreseen
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

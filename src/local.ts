/** The bot in a local Discord: the same bot, told another base URL and given a clock that a person can move. */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Bot, startBot } from './bot.ts';
import { MovableClock } from './clock.ts';
import { type Config, playFolder } from './config.ts';
import { keepOffset, keptOffset, offsetFile } from './local-clock.ts';
import type { Logger } from './log.ts';
import { startPlayground } from './playground/index.ts';
import type { TimeControl } from './playground/protocol.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import { StartError } from './start-error.ts';

/** Starts both, and prints where to look. @throws {StartError} */
export async function startLocal(
  config: Config,
  log: Logger,
  reset: boolean,
): Promise<{ bot: Bot; stop(): Promise<void> }> {
  const clock = new MovableClock(openFolder(reset));

  let bot: Bot | undefined;
  const playground = await startPlayground({
    port: config.playgroundPort,
    statePath: join(playFolder, 'discord.sqlite'),
    clock,
    hint: { command: 'nextstep' },
    timeControl: timeControl(
      clock,
      () => bot?.scheduler,
      () => keepOffset(clock.offsetMs),
    ),
  }).catch((error: unknown) => {
    throw explain(error, config.playgroundPort);
  });
  bot = await startBot({
    config: { ...config, token: playground.botToken, apiUrl: playground.apiUrl },
    clock,
    log,
    onLost: (reason) => log.error({ reason }, 'the bot left the local Discord'),
  });
  const started = bot;
  process.stdout.write(
    `\nThere is no DISCORD_TOKEN, so here is a local Discord with the bot in it:\n\n  ${playground.origin}/\n\nOpen it, type /nextstep, and press Enter. Ctrl+C ends it; what you did is kept (npm start -- --reset forgets it).\n\n`,
  );
  return {
    bot: started,
    async stop() {
      await started.stop();
      await playground.close();
    },
  };
}

/** Makes the folder ready, and returns how far the clock had been moved, in ms. @throws {StartError} */
function openFolder(reset: boolean): number {
  try {
    if (reset) rmSync(playFolder, { recursive: true, force: true });
    mkdirSync(playFolder, { recursive: true });
    const offset = keptOffset();
    if (offset !== undefined) return offset;
  } catch (error) {
    throw new StartError(`The folder ${resolve(playFolder)} can't be used (${reasonOf(error)}).`, {
      cause: error,
    });
  }
  throw new StartError(unreadable(`${offsetFile} holds no number`));
}

/** Turns what can be wrong with the local Discord's port and file into one sentence. */
function explain(error: unknown, port: number): unknown {
  const code = String((error as NodeJS.ErrnoException | null)?.code);
  if (code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is taken: stop what uses it, or set PLAYGROUND_PORT to another.`, {
      cause: error,
    });
  }
  if (code.startsWith('SQLITE_')) return new StartError(unreadable(reasonOf(error)), { cause: error });
  return error;
}

const unreadable = (reason: string) =>
  `The local Discord's state in ${resolve(playFolder)} can't be read (${reason}): npm start -- --reset begins anew.`;

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Moves the clock from one due event to the next, so that each happens at its time and in order. */
export function timeControl(
  clock: MovableClock,
  scheduler: () => Scheduler | undefined,
  onMoved: () => void,
): TimeControl {
  return {
    now: () => clock.now(),
    nextEventMs: async () => (await scheduler()?.nextAt()) ?? null,
    async moveTo(atMs) {
      for (;;) {
        const next = await scheduler()?.nextAt();
        // What is due and could not be done waits a minute, as it does when time passes by itself.
        const now = clock.now();
        const stop = next == null ? atMs : Math.min(atMs, next > now ? next : now + 60_000);
        clock.moveTo(stop);
        onMoved();
        await scheduler()?.tick();
        if (stop >= atMs) break;
      }
    },
  };
}

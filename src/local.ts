/** The bot in a local Discord: the same bot, told another base URL and given a clock that a person can move. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bot, startBot } from './bot.ts';
import { MovableClock } from './clock.ts';
import { type Config, playFolder } from './config.ts';
import type { Logger } from './log.ts';
import { startPlayground } from './playground/index.ts';
import type { TimeControl } from './playground/protocol.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import { StartError } from './start-error.ts';

/** Keeps how far the clock has been moved, or time would run backwards after a restart. */
const offsetFile = join(playFolder, 'clock-offset-ms');

/** Starts both, and prints where to look. @throws {StartError} */
export async function startLocal(
  config: Config,
  log: Logger,
  reset: boolean,
): Promise<{ bot: Bot; stop(): Promise<void> }> {
  if (reset) rmSync(playFolder, { recursive: true, force: true });
  mkdirSync(playFolder, { recursive: true });
  const clock = new MovableClock(existsSync(offsetFile) ? Number(readFileSync(offsetFile, 'utf8')) : 0);

  let bot: Bot | undefined;
  const playground = await startPlayground({
    port: config.playgroundPort,
    statePath: join(playFolder, 'discord.sqlite'),
    clock,
    timeControl: timeControl(
      clock,
      () => bot?.scheduler,
      () => writeFileSync(offsetFile, String(Math.round(clock.offsetMs))),
    ),
  }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartError(
      `Port ${config.playgroundPort} is taken: stop what uses it, or set PLAYGROUND_PORT to another.`,
      { cause: error },
    );
  });
  bot = await startBot({
    config: { token: playground.botToken, apiUrl: playground.apiUrl, databasePath: config.databasePath },
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
        await scheduler()?.tick();
        if (stop >= atMs) break;
      }
      onMoved();
    },
  };
}

/**
 * `npm run outbox [-- --state refused] [--guild id] [--member id] [--since 7d] [--limit 20] [--json]`: what is due, being
 * sent, sent, skipped and refused, and why. It only looks, and may do so while bots run.
 */
import { MovableClock, systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { keptOffset } from '../local-clock.ts';
import { endWith } from './end-with.ts';
import { openReadOnly } from './outbox/open.ts';
import { readOptions } from './outbox/options.ts';
import { readOutbox } from './outbox/read.ts';
import { asJson, inWords } from './outbox/show.ts';

export async function main(args: string[]): Promise<void> {
  // Whoever pages through it, or wants the first lines alone, may stop reading.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  await endWith(async () => {
    const { databasePath: path, token } = loadConfig();
    // Without a token it is the local Discord's, whose clock may have been moved.
    const clock = token === undefined ? new MovableClock(keptOffset()) : systemClock;
    const nowMs = clock.now();
    const options = readOptions(args, nowMs);
    const db = openReadOnly(path);
    try {
      const found = await readOutbox(db, options, nowMs);
      const asked = { ...options, path, nowMs };
      process.stdout.write(options.json ? asJson(found, asked) : inWords(found, asked));
    } finally {
      await db.destroy();
    }
  });
}

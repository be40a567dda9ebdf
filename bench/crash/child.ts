/** A bot to be killed: its clock stands where its parent says, and it ticks when its parent says. */
import { DefaultRestOptions } from 'discord.js';
import { startBot } from '../../src/bot.ts';
import { MovableClock } from '../../src/clock.ts';
import { createLogger } from '../../src/log.ts';

const { BOT_TOKEN = '', API_URL = '', DATABASE_PATH = '', CLOCK_OFFSET_MS = '0' } = process.env;

/** Neither the bot nor discord.js is to wait: kills should strike while there is much under way. */
const unpaced = 100_000;
Object.assign(DefaultRestOptions, { globalRequestsPerSecond: unpaced });

const clock = new MovableClock(Number(CLOCK_OFFSET_MS));
const bot = await startBot({
  config: {
    token: BOT_TOKEN,
    apiUrl: API_URL,
    databasePath: DATABASE_PATH,
    requestsPerSecond: unpaced,
    directMessagesPerMinute: 600,
  },
  clock,
  log: createLogger({ level: 'warn', format: 'json' }),
  onLost: () => process.exit(1),
});

process.on('message', (message: { moveTo: number }) => {
  clock.moveTo(message.moveTo);
  void bot.scheduler.tick().then(() => process.send?.({ tickedAt: message.moveTo }));
});
process.send?.({ started: true });

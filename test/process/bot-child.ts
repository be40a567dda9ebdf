/** The bot as a process whose clock stands where its parent says, and which ticks when its parent says. */
import { startBot } from '../../src/bot.ts';
import { MovableClock } from '../../src/clock.ts';
import { createLogger } from '../../src/log.ts';

const { BOT_TOKEN = '', API_URL = '', DATABASE_PATH = '', CLOCK_OFFSET_MS = '0' } = process.env;

const clock = new MovableClock(Number(CLOCK_OFFSET_MS));
const bot = await startBot({
  config: { token: BOT_TOKEN, apiUrl: API_URL, databasePath: DATABASE_PATH },
  clock,
  log: createLogger({ level: 'warn', format: 'json' }),
  onLost: () => process.exit(1),
});

process.on('message', (message: { moveTo: number }) => {
  clock.moveTo(message.moveTo);
  void bot.scheduler.tick().then(() => process.send?.({ tickedAt: message.moveTo }));
});
process.send?.({ started: true });

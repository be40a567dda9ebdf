/** One bot of the bench in a process of its own: `nextstep`, or a bare discord.js bot that answers a constant. */
import { Client, MessageFlags } from 'discord.js';
import { startBot } from '../src/bot.ts';
import { systemClock } from '../src/clock.ts';
import { loadConfig } from '../src/config.ts';
import { createLogger } from '../src/log.ts';

const config = loadConfig();
const { token } = config;
if (token === undefined) throw new Error('the bench gives a token');

if (process.argv[2] === 'bare') {
  const client = new Client({ intents: [], rest: { api: config.apiUrl, version: '10' } });
  client.on('interactionCreate', (interaction) => {
    if (interaction.isChatInputCommand()) {
      void interaction.reply({ content: 'One right next step', flags: MessageFlags.Ephemeral });
    }
  });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(token);
  await ready;
  await client.application?.commands.set([{ name: 'nextstep', description: 'A constant' }]);
} else {
  // Logged as in production, but not onto the bench's screen.
  const log = createLogger({ level: 'warn', format: 'json' });
  await startBot({ config: { ...config, token }, clock: systemClock, log, onLost: () => process.exit(1) });
}

process.on('message', () => process.send?.(process.memoryUsage.rss()));
process.send?.('ready');

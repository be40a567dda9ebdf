/** The bot in as many servers as one shard takes: what it asks for, and what it keeps in memory. */
import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type GuildSeed, startPlayground, type WorldSeed } from '../../src/playground/index.ts';
import { isConnected, startProcess } from '../support/process.ts';

/** Discord's limit for one shard. */
const guilds = 2_500;
const channels = 60;
const roles = 30;
const interactions = 200;

/**
 * Most resident memory after the interactions, in MB. Measured: 178 when ready, 198 after them, and a quarter for other
 * machines; and 40 for the cities, as much as they may cost. With the intent `Guilds` the client alone would take 410.
 */
const boundMB = 290;

const numbered = <T>(count: number, make: (index: number) => T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, make(index)]));

const guild = (index: number): GuildSeed => ({
  name: `Study hall ${index}`,
  owner: 'ben',
  members: ['ben'],
  roles: numbered(roles, (role) => ({ name: `Role ${role}`, permissions: 0n, members: [] })),
  channels: numbered(channels, (channel) => ({ name: `channel-${channel}`, topic: 'What comes next.' })),
});

const world: WorldSeed = { users: { ben: { username: 'ben' } }, guilds: numbered(guilds, guild) };

/** Resident memory of a process in MB, now and at its highest. */
function memoryOf(pid: number): { now: number; highest: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') };
}

test(`${guilds} servers of ${channels} channels and ${roles} roles: no intent, and memory within bounds`, {
  timeout: 60_000,
}, async () => {
  const playground = await startPlayground({ world, rateLimits: false });
  onTestFinished(() => playground.close());
  const identified = vi.spyOn(playground.gateway, 'start');

  const bot = startProcess({
    env: { DISCORD_TOKEN: playground.botToken, DISCORD_API_URL: playground.apiUrl, LOG_LEVEL: 'info' },
  });
  await bot.logged(isConnected);
  expect(identified.mock.calls.map(([identify]) => identify)).toEqual([{ intents: 0, shard: [0, 1] }]);
  const atReady = memoryOf(bot.pid);

  const ben = playground.as(playground.world.users['ben'] ?? '');
  for (let index = 0; index < interactions; index += 1) {
    const channel = playground.world.channels[`n${(index * 12) % guilds}.n${index % channels}`] ?? '';
    expect((await ben.command(channel, 'nextstep')).status).toBe('message');
  }
  const after = memoryOf(bot.pid);
  process.stdout.write(
    `resident MB at ready ${JSON.stringify(atReady)}, after ${interactions}: ${JSON.stringify(after)}\n`,
  );
  expect(after.now).toBeLessThan(boundMB);
});

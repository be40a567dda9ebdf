/**
 * `npm run bench`: the round trip of `/nextstep` through the local Discord, beside a bare discord.js bot that answers
 * a constant, in the same run. Each bot is a process of its own; the local Discord and the callers are this one.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Playground, startPlayground, type WorldSeed } from '../src/playground/index.ts';

const callers = 200;
const warmUp = 500;
const calls = 4_000;
const loads = [1, 64] as const;

interface Result {
  bot: string;
  inFlight: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
  residentMb: number;
}

export async function main(): Promise<void> {
  const results: Result[] = [];
  for (const bot of ['bare', 'nextstep'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'nextstep-bench-'));
    const playground = await startPlayground({ rateLimits: false, world });
    const child = await startChild(bot, playground, folder);
    try {
      await call(playground, warmUp, 16);
      for (const inFlight of loads) {
        const measured = await call(playground, calls, inFlight);
        results.push({ bot, inFlight, ...measured, residentMb: await residentMb(child) });
      }
    } finally {
      child.kill();
      await once(child, 'exit');
      await playground.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.stdout.write(`${calls} times /nextstep by ${callers} members, Node ${process.versions.node}\n`);
  process.stdout.write(table(results));
  if (results.some((result) => result.failed > 0)) process.exitCode = 1;
}

const names = Array.from({ length: callers }, (_, index) => `member${index}`);

const world: WorldSeed = {
  users: Object.fromEntries(names.map((name) => [name, { username: name }])),
  guilds: {
    hall: { name: 'Hall', owner: 'member0', members: names, channels: { general: { name: 'general' } } },
  },
};

async function startChild(bot: string, playground: Playground, folder: string): Promise<ChildProcess> {
  const child = fork(new URL('child.ts', import.meta.url), [bot], {
    env: {
      ...process.env,
      DISCORD_TOKEN: playground.botToken,
      DISCORD_API_URL: playground.apiUrl,
      DATABASE_URL: join(folder, 'bot.sqlite'),
    },
  });
  await once(child, 'message');
  return child;
}

async function residentMb(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [bytes] = (await once(child, 'message')) as [number];
  return Math.round(bytes / 1024 / 1024);
}

/** Sends `/nextstep` `count` times with `inFlight` under way at once. */
async function call(playground: Playground, count: number, inFlight: number) {
  const channelId = playground.world.channels['hall.general'] ?? '';
  const people = names.map((name) => playground.as(playground.world.users[name] ?? ''));
  const times: number[] = [];
  let failed = 0;
  let sent = 0;
  const startedAt = performance.now();
  const caller = async () => {
    while (sent < count) {
      const person = people[sent % people.length];
      sent += 1;
      const askedAt = performance.now();
      const outcome = await person?.command(channelId, 'nextstep');
      times.push(performance.now() - askedAt);
      if (outcome?.status !== 'message') failed += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, caller));
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  return { perSecond: Math.round(count / seconds), p50Ms: at(0.5), p99Ms: at(0.99), failed };
}

function table(results: readonly Result[]): string {
  const head = ['bot', 'in flight', 'per second', 'p50 ms', 'p99 ms', 'failed', 'resident MB'];
  const rows = results.map((result) => Object.values(result).map(String));
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) => `${row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  ')}\n`)
    .join('');
}

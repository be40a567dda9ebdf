/** The real process from its start to its end: signals, health, log, registration, the local Discord. */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/index.ts';
import type { InteractOutcome, MessagesView, StateView } from '../../src/playground/protocol.ts';
import {
  freePort,
  isConnected,
  type Process,
  type StartOptions,
  startProcess,
  tempFolder,
} from '../support/process.ts';

/** A signal ends the process well within the 10 s that it gives itself. */
const soonMs = 5_000;

interface Scene {
  playground: Playground;
  cwd: string;
  /** Starts the bot as `npm start` does, in the same folder each time, and waits until it is connected. */
  start(options?: StartOptions): Promise<Process>;
}

async function startScene(options: PlaygroundOptions = {}): Promise<Scene> {
  const playground = await startPlayground(options);
  onTestFinished(() => playground.close());
  const cwd = tempFolder();
  return {
    playground,
    cwd,
    async start({ env, ...others } = {}) {
      const process = startProcess({
        cwd,
        env: { DISCORD_TOKEN: playground.botToken, DISCORD_API_URL: playground.apiUrl, ...env },
        ...others,
      });
      await process.logged(isConnected);
      return process;
    },
  };
}

const channelOf = ({ world }: Playground) => world.channels['hall.nextSteps'] ?? '';
const benOf = (playground: Playground) => playground.as(playground.world.users['ben'] ?? '');

test.each(['SIGTERM', 'SIGINT'] as const)('%s: what is in flight is finished first', async (signal) => {
  const { playground, start } = await startScene();
  const bot = await start();
  const slow = playground.faults.add({ method: 'POST', route: /\/callback$/, delayMs: 800 });
  const answer = benOf(playground).command(channelOf(playground), 'nextstep');
  await vi.waitFor(() => expect(slow.struck).toBe(1));
  const signalledAt = performance.now();
  bot.signal(signal);
  expect((await answer).status, 'the member gets the answer').toBe('message');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
  expect(performance.now() - signalledAt).toBeLessThan(soonMs);
  expect(playground.gateway.online, 'Discord is told').toBe(false);
});

test('a second signal ends it at once', async () => {
  const { playground, start } = await startScene();
  const bot = await start();
  const slow = playground.faults.add({ method: 'POST', route: /\/callback$/, delayMs: 2_500 });
  const answer = benOf(playground).command(channelOf(playground), 'nextstep');
  await vi.waitFor(() => expect(slow.struck).toBe(1));
  bot.signal('SIGTERM');
  await bot.logged(({ msg }) => String(msg).startsWith('stopping'));
  const secondAt = performance.now();
  bot.signal('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 1 });
  expect(performance.now() - secondAt).toBeLessThan(1_000);
  expect((await answer).status).toBe('failed');
});

test.each([
  { what: 'rejection', fault: "Promise.reject(new Error('nobody caught me'))" },
  { what: 'exception', fault: "throw new Error('nobody caught me')" },
])('an unhandled $what is logged and ends it with 1', async ({ fault }) => {
  const { start } = await startScene();
  const preload = `process.once('SIGUSR2', () => { ${fault} })`;
  const bot = await start({ nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(preload)}`] });
  bot.signal('SIGUSR2');
  expect(await bot.ended).toMatchObject({ code: 1 });
  expect(bot.log().at(-1)).toMatchObject({ level: 60, err: { message: 'nobody caught me' } });
});

test('/healthz answers 200 while all is well', async () => {
  const { start } = await startScene();
  const port = await freePort();
  await start({ env: { HEALTH_PORT: String(port) } });
  const response = await vi.waitFor(() => fetch(`http://127.0.0.1:${port}/healthz`));
  expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
});

test('the log has one line for each interaction, and never a secret nor what a member typed', async () => {
  const { playground, start } = await startScene();
  const bot = await start({ env: { LOG_LEVEL: 'trace' } });
  const [ben, channel] = [benOf(playground), channelOf(playground)];
  await ben.command(channel, 'nextstep');
  await ben.command(channel, 'resources', { search: 'my-private-words' });
  await ben.command(channel, 'nudge on', { weekday: 'monday', time: 'nonsense-typed', timezone: 'UTC' });
  await ben.autocomplete(channel, 'nudge on', { timezone: 'berl' }, 'timezone');
  // A refusal and a lost connection are logged as errors, which hold the request.
  playground.faults.add({ route: /\/callback$/, status: 400, body: { code: 50_035, message: 'Invalid' } });
  await ben.command(channel, 'nudge show');
  playground.faults.add({ route: /\/callback$/, dropSocket: 'before', times: Number.POSITIVE_INFINITY });
  await ben.command(channel, 'help');
  const lines = await vi.waitFor(() => {
    const found = bot.log().filter(({ msg }) => msg === 'interaction');
    expect(found).toHaveLength(6);
    return found;
  });
  bot.signal('SIGTERM');
  const { stdout, stderr } = await bot.ended;

  const guild = playground.world.guilds['hall'];
  for (const line of lines) expect(line).toMatchObject({ guild, ms: expect.any(Number) });
  expect(lines.map(({ command, outcome }) => `${command}: ${outcome}`)).toEqual([
    'nextstep: ok',
    'resources: ok',
    'nudge on: user-error',
    'nudge on: ok',
    'nudge show: failed',
    'help: lost',
  ]);
  const tokens = playground.requests.flatMap(
    ({ path }) => /^\/interactions\/\d+\/([^/]+)\//.exec(path)?.[1] ?? [],
  );
  expect(tokens.length).toBeGreaterThanOrEqual(5);
  for (const secret of [playground.botToken, ...tokens, 'my-private-words', 'nonsense-typed', 'berl']) {
    expect(stdout + stderr).not.toContain(secret);
  }
});

test('commands are sent on the first start, and not again on the second', async () => {
  const { playground, start } = await startScene();
  const puts = () => playground.requests.filter(({ method }) => method === 'PUT').length;
  for (const said of ['commands registered', 'commands unchanged']) {
    const bot = await start();
    expect(bot.log().map(({ msg }) => msg)).toContain(said);
    expect(puts()).toBe(1);
    bot.signal('SIGTERM');
    expect((await bot.ended).code).toBe(0);
  }
});

test('a lost gateway connection is resumed, and the bot answers again', async () => {
  const { playground, start } = await startScene();
  const bot = await start();
  playground.gateway.dropAll();
  await bot.logged(({ msg }) => msg === 'gateway resumed');
  expect((await benOf(playground).command(channelOf(playground), 'nextstep')).status).toBe('message');
});

test('a signal during the start ends it with 0 too', async () => {
  const { playground, cwd } = await startScene();
  const asked = playground.faults.add({ route: '/gateway/bot', delayMs: 3_000 });
  const bot = startProcess({
    cwd,
    env: { DISCORD_TOKEN: playground.botToken, DISCORD_API_URL: playground.apiUrl },
  });
  await vi.waitFor(() => expect(asked.struck).toBe(1), { timeout: soonMs });
  bot.signal('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
});

test('npm start without a token: a page, a bot, and what was done stays until --reset', async () => {
  const cwd = tempFolder();
  const [port, healthPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const env = { PLAYGROUND_PORT: String(port), HEALTH_PORT: String(healthPort) };

  /** Starts it, lets `act` use the page, and ends it with Ctrl+C. */
  async function session<T>(args: string[], act: (page: Page) => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const bot = startProcess({ cwd, env, args });
    await bot.wrote(`${origin}/`);
    expect(performance.now() - startedAt, 'the first page is up within 60 s').toBeLessThan(60_000);
    const found = await act(await openPage(origin));
    const health = await vi.waitFor(() => fetch(`http://127.0.0.1:${healthPort}/healthz`));
    expect(health.status).toBe(200);
    bot.signal('SIGINT');
    expect(await bot.ended).toMatchObject({ code: 0, stderr: '' });
    return found;
  }

  const ada = await session([], async (page) => {
    await page.say('Is anybody here?');
    await page.moveClock(3 * 86_400_000);
    expect((await page.run('nextstep')).status).toBe('message');
    return page;
  });
  await session([], async (page) => {
    expect(page.me).toBe(ada.me);
    expect(await page.said()).toContain('Is anybody here?');
    expect(page.nowMs, 'time does not run backwards').toBeGreaterThan(ada.nowMs + 3 * 86_400_000);
  });
  await session(['--reset'], async (page) => {
    expect(page.me).not.toBe(ada.me);
    expect(await page.said()).not.toContain('Is anybody here?');
    expect(page.nowMs).toBeLessThan(ada.nowMs + 86_400_000);
  });
});

/** What the page does with its endpoints, for the first person, in the first text channel. */
interface Page {
  readonly me: string;
  /** Where its clock stood when it was opened. */
  readonly nowMs: number;
  say(content: string): Promise<void>;
  said(): Promise<string[]>;
  run(command: string): Promise<InteractOutcome>;
  moveClock(advanceMs: number): Promise<void>;
}

async function openPage(origin: string): Promise<Page> {
  const html = await fetch(`${origin}/`);
  expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const state = await ask<StateView>('GET', `${origin}/playground/state`);
  const me = state.me.id;
  const channelId = state.guilds[0]?.channels.find(({ type }) => type === 0)?.id ?? '';
  const messages = `${origin}/playground/messages?as=${me}&channel=${channelId}`;
  return {
    me,
    nowMs: state.clock.nowMs,
    say: (content) => ask('POST', `${origin}/playground/say?as=${me}`, { channelId, content }),
    said: async () => (await ask<MessagesView>('GET', messages)).messages.map(({ content }) => content),
    run: (name) => {
      const commandId = state.commands.find(({ command }) => command.name === name)?.command.id ?? '';
      const input = { kind: 'command', channelId, commandId, path: [], options: [] };
      return ask('POST', `${origin}/playground/interact?as=${me}`, input);
    },
    moveClock: (advanceMs) => ask('POST', `${origin}/playground/clock`, { advanceMs }),
  };
}

async function ask<T>(method: string, url: string, body?: object): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

test('/healthz answers 503 while the gateway is lost, and 200 once it is back', {
  timeout: 30_000,
}, async () => {
  const statePath = join(tempFolder(), 'discord.sqlite');
  const port = await freePort();
  const before = await startPlayground({ port, statePath });
  const healthPort = await freePort();
  const bot = startProcess({
    env: {
      DISCORD_TOKEN: before.botToken,
      DISCORD_API_URL: before.apiUrl,
      HEALTH_PORT: String(healthPort),
    },
  });
  const health = async () => {
    const response = await fetch(`http://127.0.0.1:${healthPort}/healthz`);
    return `${response.status} ${await response.text()}`;
  };
  await vi.waitFor(async () => expect(await health()).toBe('200 ok\n'), { timeout: 5_000 });
  await before.close();
  const lost = '503 the gateway is not connected\n';
  await vi.waitFor(async () => expect(await health()).toBe(lost), { timeout: 5_000 });
  const after = await startPlayground({ port, statePath });
  onTestFinished(() => after.close());
  await vi.waitFor(async () => expect(await health()).toBe('200 ok\n'), { timeout: 20_000, interval: 200 });
  expect((await benOf(after).command(channelOf(after), 'nextstep')).status).toBe('message');
  bot.signal('SIGTERM');
  expect((await bot.ended).code).toBe(0);
});

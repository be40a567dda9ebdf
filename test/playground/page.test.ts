import { Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { InteractOutcome, LiveEvent, MessagesView, StateView } from '../../src/playground/protocol.ts';
import { type Bench, idOf, request, startBench, until } from './support.ts';

let bench: Bench;
let now = Date.parse('2026-03-02T09:00:00Z');
const moves: number[] = [];

beforeAll(async () => {
  bench = await startBench({
    rateLimits: false,
    clock: { now: () => now },
    timeControl: {
      now: () => now,
      nextEventMs: async () => now + 60_000,
      moveTo: async (atMs) => {
        moves.push(atMs);
        now = atMs;
      },
    },
  });
  await bench.bot.application.commands.set([{ name: 'ping', description: 'Answers' }]);
  bench.bot.on(Events.InteractionCreate, (interaction) => {
    if (interaction.isChatInputCommand()) void interaction.reply('pong');
  });
});
afterAll(() => bench.close());

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${bench.playground.origin}/playground${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
  });
}

const user = (name: string): string => idOf(bench.playground.world.users, name);
const channel = (name: string): string => idOf(bench.playground.world.channels, name);

describe('the page', () => {
  it('sees what its person sees', async () => {
    const ben = (await (await ask(`/state?as=${user('ben')}`)).json()) as StateView;
    expect(ben.guilds.map(({ name }) => name)).toEqual(['Deep Learning Study Hall']);
    expect(ben.guilds[0]?.channels.map((c) => ('name' in c ? c.name : ''))).not.toContain('moderators');
    expect(ben.commands.map(({ command }) => command.name)).toEqual(['ping']);
    expect(ben.bots).toMatchObject([{ online: true }]);
    expect(ben.directs).toHaveLength(1);
    const ada = (await (await ask(`/state?as=${user('ada')}`)).json()) as StateView;
    expect(ada.guilds).toHaveLength(2);
    expect(ada.guilds[0]?.channels.map((c) => ('name' in c ? c.name : ''))).toContain('moderators');
    expect((await ask('/state?as=1')).status).toBe(404);
    expect((await ask(`/messages?as=${user('ben')}&channel=${channel('hall.moderators')}`)).status).toBe(404);
  });

  it('runs a command and hears of everything', async () => {
    const events: LiveEvent[] = [];
    const url = `${bench.playground.origin.replace('http', 'ws')}/playground/live?as=${user('ben')}`;
    const live = new WebSocket(url);
    live.on('message', (data) => events.push(JSON.parse(String(data)) as LiveEvent));
    await new Promise((resolve) => live.on('open', resolve));
    const state = (await (await ask(`/state?as=${user('ben')}`)).json()) as StateView;
    const outcome = (await (
      await ask(`/interact?as=${user('ben')}`, {
        kind: 'command',
        channelId: channel('hall.welcome'),
        commandId: state.commands[0]?.command.id,
        path: [],
        options: [],
      })
    ).json()) as InteractOutcome;
    expect(outcome).toMatchObject({ status: 'message', message: { content: 'pong' } });
    await until(() => events.find((event) => event.type === 'message' && event.message.content === 'pong'));
    bench.playground.as(user('ada')).say(channel('hall.moderators'), 'among us');
    await ask(`/say?as=${user('ada')}`, { channelId: channel('hall.welcome'), content: 'to all' });
    await until(() => events.find((event) => event.type === 'message' && event.message.content === 'to all'));
    expect(JSON.stringify(events)).not.toContain('among us');
    const shown = bench.playground.messagesIn(channel('hall.welcome'));
    const pong = shown.find(({ content }) => content === 'pong');
    await request(bench.playground, 'PATCH', `/channels/${channel('hall.welcome')}/messages/${pong?.id}`, {
      content: 'x',
    });
    await until(() =>
      events.find((event) => event.type === 'message-update' && event.message.content === 'x'),
    );
    bench.playground.admin.deleteMessage(pong?.id ?? '');
    await until(() =>
      events.find((event) => event.type === 'message-delete' && event.messageId === pong?.id),
    );
    bench.playground.admin.setRoles(idOf(bench.playground.world.guilds, 'hall'), user('ben'), [
      idOf(bench.playground.world.roles, 'hall.moderators'),
    ]);
    await until(() => events.find((event) => event.type === 'state'));
    live.terminate();
  });

  it('turns pages', async () => {
    const ben = bench.playground.as(user('ben'));
    for (let i = 0; i < 60; i++) ben.say(channel('hall.showcase'), `m${i}`);
    const path = `/messages?as=${user('ben')}&channel=${channel('hall.showcase')}`;
    const latest = (await (await ask(path)).json()) as MessagesView;
    expect(latest).toMatchObject({ hasMore: true });
    expect(latest.messages.map(({ content }) => content).at(-1)).toBe('m59');
    const older = (await (await ask(`${path}&before=${latest.messages[0]?.id}`)).json()) as MessagesView;
    expect(older.messages.map(({ content }) => content)).toEqual(
      Array.from({ length: 10 }, (_, i) => `m${i}`),
    );
    expect(older.hasMore).toBe(false);
  });

  it('moves the clock forward only', async () => {
    const clock = await ask('/clock', { to: 'next' });
    expect(await clock.json()).toMatchObject({ canMove: true, nowMs: moves[0] });
    expect((await ask('/clock', { advanceMs: -1 })).status).toBe(400);
    expect(moves).toHaveLength(1);
  });

  it('opens and closes direct messages', async () => {
    await ask(`/settings?as=${user('ben')}`, { dmsOpen: false });
    const state = (await (await ask(`/state?as=${user('ada')}`)).json()) as StateView;
    expect(state.people.find(({ user: { username } }) => username === 'ben')?.dmsOpen).toBe(false);
  });

  it('is for nobody else’s page', async () => {
    const elsewhere = { origin: 'https://evil.example' };
    expect((await ask('/state', undefined, elsewhere)).status).toBe(403);
    expect((await ask('/clock', { to: 'next' }, elsewhere)).status).toBe(403);
    const plain = await fetch(`${bench.playground.origin}/playground/clock`, {
      method: 'POST',
      body: '{"to":"next"}',
    });
    expect(plain.status).toBe(415);
    const url = `${bench.playground.origin.replace('http', 'ws')}/playground/live`;
    const closed = new Promise((resolve) =>
      new WebSocket(url, { origin: 'https://evil.example' }).on('error', resolve),
    );
    expect(String(await closed)).toContain('403');
  });

  it('serves its own files and those of its libraries, and no others', async () => {
    const get = async (path: string): Promise<string> => {
      const response = await fetch(`${bench.playground.origin}${path}`);
      return `${response.status} ${response.headers.get('content-type')}`;
    };
    expect(await get('/')).toBe('200 text/html; charset=utf-8');
    expect(await get('/protocol.ts')).toBe('200 text/javascript; charset=utf-8');
    expect(await get('/vendor/lit/index.js')).toBe('200 text/javascript; charset=utf-8');
    expect(await get('/vendor/zod/index.js')).toBe('404 application/json');
    expect(await get('/page/%2e%2e/index.ts')).toBe('404 application/json');
    expect(await get('/page/..%2f..%2fmain.ts')).toBe('404 application/json');
    expect(await get('/vendor/lit/..%2f..%2f..%2fpackage.json')).toBe('404 application/json');
  });
});

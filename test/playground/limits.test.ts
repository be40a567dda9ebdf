import { Events, REST, Routes } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { type Playground, type PlaygroundOptions, startPlayground } from '../../src/playground/index.ts';
import { idOf, joinBot, request } from './support.ts';

let playground: Playground;
afterEach(() => playground.close());

async function start(options: PlaygroundOptions = {}): Promise<string> {
  playground = await startPlayground(options);
  return idOf(playground.world.channels, 'hall.nextSteps');
}

describe('rate limits', () => {
  it('count down in the headers, then answer 429', async () => {
    const channel = await start();
    const path = `/channels/${channel}/messages`;
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await request(playground, 'POST', path, { content: `${i}` }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[0]?.headers.get('x-ratelimit-limit')).toBe('5');
    expect(answers[4]?.headers.get('x-ratelimit-remaining')).toBe('0');
    const last = answers[5];
    expect(last?.headers.get('x-ratelimit-scope')).toBe('user');
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(last?.body).toMatchObject({ global: false, message: 'You are being rate limited.' });
    const other = idOf(playground.world.channels, 'hall.showcase');
    expect((await request(playground, 'POST', `/channels/${other}/messages`, { content: 'x' })).status).toBe(
      200,
    );
  });

  it('allow 50 requests a second over all', async () => {
    await start();
    const paths = Object.values(playground.world.channels).filter(
      (id) => id !== playground.world.channels['hall.moderators'],
    );
    const all = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        request(playground, 'GET', `/channels/${paths[i % paths.length]}`),
      ),
    );
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
    expect(refused[0]?.body).toMatchObject({ global: true });
  });

  it('are kept by the real client without a single 429', async () => {
    const channel = await start();
    const rest = new REST({ api: playground.apiUrl }).setToken(playground.botToken);
    await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        rest.post(Routes.channelMessages(channel), { body: { content: `${i}` } }),
      ),
    );
    expect(playground.messagesIn(channel)).toHaveLength(6);
    expect(playground.requests.filter(({ status }) => status === 429)).toEqual([]);
  }, 10_000);
});

describe('faults', () => {
  it('answer with a status, and are used up', async () => {
    const channel = await start();
    const fault = playground.faults.add({
      method: 'POST',
      route: '/channels/:id/messages',
      status: 500,
      times: 2,
    });
    const rest = new REST({ api: playground.apiUrl }).setToken(playground.botToken);
    await rest.post(Routes.channelMessages(channel), { body: { content: 'after all' } });
    expect(fault.struck).toBe(2);
    expect(playground.messagesIn(channel)).toHaveLength(1);
  });

  it('drop the socket before or after the request has taken effect', async () => {
    const channel = await start();
    const path = `/channels/${channel}/messages`;
    playground.faults.add({ route: path, dropSocket: 'before' });
    await expect(request(playground, 'POST', path, { content: 'x' })).rejects.toThrow();
    expect(playground.messagesIn(channel)).toHaveLength(0);
    playground.faults.add({ route: path, dropSocket: 'after' });
    await expect(request(playground, 'POST', path, { content: 'x' })).rejects.toThrow();
    expect(playground.messagesIn(channel)).toHaveLength(1);
  });

  it('wait', async () => {
    const channel = await start();
    playground.faults.add({ route: /messages$/, delayMs: 60 });
    const started = performance.now();
    await request(playground, 'GET', `/channels/${channel}/messages`);
    expect(performance.now() - started).toBeGreaterThan(55);
  });
});

describe('deadlines', () => {
  it('are three seconds for the first response, and once is enough', async () => {
    const channel = await start();
    const ping = { name: 'ping', description: 'Answers' };
    await request(playground, 'PUT', `/applications/${playground.applicationId}/commands`, [ping]);
    const bot = await joinBot(playground);
    const seen: { id: string; token: string }[] = [];
    bot.on(Events.InteractionCreate, ({ id, token }) => void seen.push({ id, token }));
    const ben = playground.as(idOf(playground.world.users, 'ben'));
    const answer = ({ id, token }: { id: string; token: string }): ReturnType<typeof request> =>
      request(
        playground,
        'POST',
        `/interactions/${id}/${token}/callback`,
        { type: 4, data: { content: 'x' } },
        null,
      );
    const quick = ben.command(channel, 'ping');
    await expect.poll(() => seen.length).toBe(1);
    const first = seen[0] ?? { id: '', token: '' };
    const original = `/webhooks/${playground.applicationId}/${first.token}/messages/@original`;
    expect((await request(playground, 'PATCH', original, { content: 'early' })).body).toMatchObject({
      code: 10015,
    });
    expect((await answer(first)).status).toBe(204);
    expect((await answer(first)).body).toMatchObject({ code: 40060 });
    expect((await quick).status).toBe('message');
    const started = performance.now();
    expect(await ben.command(channel, 'ping')).toEqual({
      status: 'failed',
      reason: 'The application did not respond',
    });
    expect(performance.now() - started).toBeGreaterThan(2_900);
    const second = seen[1] ?? { id: '', token: '' };
    expect(await answer(second)).toMatchObject({ status: 404, body: { code: 10062 } });
    expect(await answer({ id: '1', token: 'x' })).toMatchObject({ status: 404, body: { code: 10062 } });
    await bot.destroy();
  }, 10_000);

  it('are fifteen minutes for a token, by the playground’s clock', async () => {
    let now = Date.now();
    const channel = await start({ clock: { now: () => now } });
    const ping = { name: 'ping', description: 'Answers' };
    await request(playground, 'PUT', `/applications/${playground.applicationId}/commands`, [ping]);
    const bot = await joinBot(playground);
    let token = '';
    bot.on(Events.InteractionCreate, (interaction) => {
      ({ token } = interaction);
      if (interaction.isChatInputCommand()) void interaction.reply('x');
    });
    const ben = playground.as(idOf(playground.world.users, 'ben'));
    const outcome = await ben.command(channel, 'ping');
    expect(outcome.status).toBe('message');
    const original = `/webhooks/${playground.applicationId}/${token}/messages/@original`;
    now += 14 * 60_000;
    expect((await request(playground, 'PATCH', original, { content: 'y' }, null)).status).toBe(200);
    now += 60_000;
    expect(await request(playground, 'PATCH', original, { content: 'z' }, null)).toMatchObject({
      status: 401,
      body: { code: 50027 },
    });
    await bot.destroy();
  });
});

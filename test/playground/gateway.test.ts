import { Events, GatewayIntentBits as I } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { idOf, joinBot, request, until } from './support.ts';

let playground: Playground;
let channel: string;

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  channel = idOf(playground.world.channels, 'hall.nextSteps');
  const command = { name: 'ping', description: 'Answers' };
  await request(playground, 'PUT', `/applications/${playground.applicationId}/commands`, [command]);
});
afterAll(() => playground.close());

interface Frame {
  op: number;
  t: string | null;
  s: number | null;
  d: Record<string, unknown>;
}

/** A bare WebSocket on the gateway, with all that it has received. */
function connect(): {
  socket: WebSocket;
  frames: Frame[];
  closed: Promise<number>;
  send(op: number, d: unknown): void;
} {
  const socket = new WebSocket(`${playground.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  const frames: Frame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data)) as Frame));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return { socket, frames, closed, send: (op, d) => socket.send(JSON.stringify({ op, d })) };
}

async function identify(intents: number): Promise<ReturnType<typeof connect> & { ready: Frame }> {
  const connection = connect();
  await until(() => connection.frames.find(({ op }) => op === 10));
  connection.send(2, { token: playground.botToken, intents, properties: {} });
  const ready = await until(() => connection.frames.find(({ t }) => t === 'READY'));
  return { ...connection, ready };
}

describe('identifying', () => {
  it.each<[string, number, object, number]>([
    ['a wrong token', 2, { token: 'wrong', intents: 0, properties: {} }, 4004],
    ['unknown intents', 2, { intents: 1 << 30, properties: {} }, 4013],
    ['intents that are not switched on', 2, { intents: I.GuildMembers, properties: {} }, 4014],
    ['a shard that is not one', 2, { intents: 0, properties: {}, shard: [1, 1] }, 4010],
    ['no properties', 2, { intents: 0 }, 4002],
    ['more than 4,096 bytes', 2, { intents: 0, properties: { x: 'x'.repeat(4_096) } }, 4002],
    ['a question before it', 8, {}, 4003],
    ['an unknown opcode', 20, {}, 4001],
  ])('closes for %s', async (_, op, data, code) => {
    const connection = connect();
    await until(() => connection.frames.find((frame) => frame.op === 10));
    connection.send(op, { token: playground.botToken, ...data });
    expect(await connection.closed).toBe(code);
  });

  it('closes after more than 120 events in a minute', async () => {
    const connection = await identify(0);
    for (let i = 0; i < 121; i++) connection.send(1, null);
    expect(await connection.closed).toBe(4008);
  });

  it('acknowledges heartbeats', async () => {
    const connection = await identify(0);
    connection.send(1, null);
    await until(() => connection.frames.find(({ op }) => op === 11));
    connection.socket.terminate();
  });

  it('drops a client whose heart has stopped', async () => {
    const quick = await startPlayground({ heartbeatIntervalMs: 40 });
    const socket = new WebSocket(`${quick.origin.replace('http', 'ws')}/gateway`);
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4009);
    await quick.close();
  });
});

describe('events', () => {
  it('without an intent are READY and interactions alone', async () => {
    const { frames, ready, socket } = await identify(0);
    expect(ready.d['guilds']).toEqual(
      Object.values(playground.world.guilds).map((id) => ({ id, unavailable: true })),
    );
    await request(playground, 'POST', `/channels/${channel}/messages`, { content: 'x' });
    playground.admin.addChannel(idOf(playground.world.guilds, 'hall'), { name: 'new' });
    const ben = playground.as(idOf(playground.world.users, 'ben'));
    const outcome = ben.command(channel, 'ping');
    const seen = await until(() => frames.find(({ t }) => t === 'INTERACTION_CREATE'));
    await request(playground, 'POST', `/interactions/${seen.d['id']}/${seen.d['token']}/callback`, {
      type: 4,
      data: { content: 'pong' },
    });
    expect(await outcome).toMatchObject({ status: 'message' });
    expect(frames.filter(({ op }) => op === 0).map(({ t }) => t)).toEqual(['READY', 'INTERACTION_CREATE']);
    socket.terminate();
  });

  it('follow the intents that are held, without the words of others', async () => {
    const { frames, socket } = await identify(I.Guilds | I.GuildMessages);
    await until(() => frames.filter(({ t }) => t === 'GUILD_CREATE').length === 2);
    playground.as(idOf(playground.world.users, 'ben')).say(channel, 'secret');
    const message = await until(() => frames.find(({ t }) => t === 'MESSAGE_CREATE'));
    expect(message.d).toMatchObject({
      content: '',
      channel_id: channel,
      guild_id: idOf(playground.world.guilds, 'hall'),
    });
    playground
      .as(idOf(playground.world.users, 'ada'))
      .say(idOf(playground.world.channels, 'hall.moderators'), 'hidden');
    playground.admin.addChannel(idOf(playground.world.guilds, 'hall'), { name: 'another' });
    await until(() => frames.find(({ t }) => t === 'CHANNEL_CREATE'));
    expect(frames.filter(({ t }) => t === 'MESSAGE_CREATE')).toHaveLength(1);
    socket.terminate();
  });
});

describe('coming back', () => {
  it('brings what was missed, once', async () => {
    const first = await identify(I.Guilds);
    await until(() => first.frames.filter(({ t }) => t === 'GUILD_CREATE').length === 2);
    first.socket.terminate();
    await first.closed;
    playground.admin.addChannel(idOf(playground.world.guilds, 'hall'), { name: 'missed' });
    const second = connect();
    await until(() => second.frames.find(({ op }) => op === 10));
    const seq = Math.max(...first.frames.map(({ s }) => s ?? 0));
    second.send(6, { token: playground.botToken, session_id: first.ready.d['session_id'], seq });
    await until(() => second.frames.find(({ t }) => t === 'RESUMED'));
    expect(second.frames.map(({ t }) => t).filter((t) => t !== null)).toEqual(['CHANNEL_CREATE', 'RESUMED']);
    second.socket.terminate();
  });

  it('is refused for a session that is not there', async () => {
    const connection = connect();
    await until(() => connection.frames.find(({ op }) => op === 10));
    connection.send(6, { token: playground.botToken, session_id: 'gone', seq: 1 });
    expect(await until(() => connection.frames.find(({ op }) => op === 9))).toMatchObject({ d: false });
    connection.socket.terminate();
  });

  it('works for the real client after a cut, a request to reconnect, and an invalid session', async () => {
    const bot = await joinBot(playground);
    bot.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) void interaction.reply('pong');
    });
    const ben = playground.as(idOf(playground.world.users, 'ben'));
    const pong = async (): Promise<void> => {
      expect(await ben.command(channel, 'ping')).toMatchObject({ status: 'message' });
    };
    await pong();
    let resumed = 0;
    bot.on(Events.ShardResume, () => {
      resumed += 1;
    });
    playground.gateway.dropAll();
    await until(() => resumed === 1);
    await pong();
    playground.gateway.requestReconnect();
    await until(() => resumed === 2);
    await pong();
    await bot.destroy();
  });
});

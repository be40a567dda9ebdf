/** Scheduled events as time passes: Discord begins and ends those elsewhere itself. */
import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { EVERYONE_PERMISSIONS, type Playground, startPlayground } from '../../src/playground/index.ts';
import type { StateView } from '../../src/playground/protocol.ts';
import { type Bench, idOf, request, startBench, until } from './support.ts';

const HOUR_MS = 3_600_000;

let playground: Playground;
let clock: MovableClock;
let hall: string;
let path: string;

beforeEach(async () => {
  clock = new MovableClock();
  playground = await startPlayground({ rateLimits: false, clock });
  hall = idOf(playground.world.guilds, 'hall');
  path = `/guilds/${hall}/scheduled-events`;
});
afterEach(() => playground.close());

const at = (hours: number): string => new Date(clock.now() + hours * HOUR_MS).toISOString();
const pass = (hours: number): void => clock.moveTo(clock.now() + hours * HOUR_MS);

/** Plans one from an hour on, for an hour; answers with its id. */
async function plan(more: object = {}): Promise<string> {
  const { body } = await request(playground, 'POST', path, {
    name: 'Reading',
    privacy_level: 2,
    entity_type: 3,
    scheduled_start_time: at(1),
    scheduled_end_time: at(2),
    entity_metadata: { location: 'Library' },
    ...more,
  });
  return String(body['id']);
}

async function listed(): Promise<string[]> {
  const { body } = await request(playground, 'GET', path);
  return (body as unknown as { id: string }[]).map(({ id }) => id);
}

async function shownOnPage(): Promise<string[]> {
  const as = idOf(playground.world.users, 'ben');
  const state = (await (await fetch(`${playground.origin}/playground/state?as=${as}`)).json()) as StateView;
  return state.guilds.find(({ id }) => id === hall)?.scheduledEvents.map(({ id }) => id) ?? [];
}

it('one elsewhere begins and ends by itself, and is then in no list', async () => {
  const id = await plan();
  expect([await listed(), await shownOnPage()]).toEqual([[id], [id]]);
  pass(1.5);
  expect((await request(playground, 'GET', `${path}/${id}`)).body).toMatchObject({ status: 2 });
  expect([await listed(), await shownOnPage()]).toEqual([[id], [id]]);
  pass(1);
  expect(await shownOnPage()).toEqual([]);
  expect(await listed()).toEqual([]);
  expect(playground.eventsIn(hall)).toMatchObject([{ id, status: 3 }]);
});

it('one that is over is neither changed nor deleted', async () => {
  const ended = await plan();
  const calledOff = await plan();
  expect((await request(playground, 'PATCH', `${path}/${calledOff}`, { status: 4 })).status).toBe(200);
  pass(3);
  const finished = { status: 400, body: { code: 180_000, message: 'Cannot update a finished event' } };
  for (const id of [ended, calledOff]) {
    expect(await request(playground, 'PATCH', `${path}/${id}`, { name: 'Again' })).toMatchObject(finished);
    expect(await request(playground, 'DELETE', `${path}/${id}`)).toMatchObject(finished);
  }
  expect(playground.violations).toEqual([]);
});

it('a hundred that are over leave room for a hundred', async () => {
  for (let i = 0; i < 100; i++) await plan();
  expect(await plan()).toBe('undefined');
  pass(3);
  const id = await plan();
  expect(await listed()).toEqual([id]);
});

it('one in a voice channel waits for somebody to start it, and is called off some hours later', async () => {
  playground.admin.setRolePermissions(hall, EVERYONE_PERMISSIONS);
  const voice = playground.admin.addChannel(hall, { name: 'Room', type: ChannelType.GuildVoice });
  playground.admin.setRolePermissions(
    playground.admin.botRole(hall),
    P.CreateEvents | P.ViewChannel | P.Connect,
  );
  const id = await plan({ entity_type: 2, channel_id: voice, entity_metadata: null });
  pass(2.5);
  expect((await request(playground, 'GET', `${path}/${id}`)).body).toMatchObject({ status: 1 });
  pass(24);
  expect(await listed()).toEqual([]);
  expect(playground.eventsIn(hall)).toMatchObject([{ id, status: 4 }]);
});

it('one that comes again stays: its end is not the end of all', async () => {
  const rule = { start: at(1), frequency: 2, interval: 1, by_weekday: [0] };
  const id = await plan({ recurrence_rule: rule });
  pass(3);
  expect(await listed()).toEqual([id]);
});

it('the bot hears of the beginning and of the end, unasked and in order', async () => {
  await playground.close();
  let bench: Bench | undefined;
  const heard: unknown[] = [];
  try {
    bench = await startBench({ rateLimits: false, clock }, { intents: ['Guilds', 'GuildScheduledEvents'] });
    ({ playground } = bench);
    hall = idOf(playground.world.guilds, 'hall');
    path = `/guilds/${hall}/scheduled-events`;
    await plan();
    bench.bot.on('guildScheduledEventUpdate', (_, { status }) => heard.push(status));
    pass(3);
    await until(() => heard.length === 2);
    expect(heard).toEqual([2, 3]);
  } finally {
    await bench?.bot.destroy();
  }
});

/** Discord's scheduled events of meetups: one for each next date, whatever Discord and other processes do. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { createLogger } from '../../src/log.ts';
import { DEFAULT_BOT_PERMISSIONS } from '../../src/playground/index.ts';
import { messageOf, textOf } from '../support/bot.ts';
import { type Met, met, seconds } from './scene.ts';

const make = { method: 'POST', route: '/guilds/:id/scheduled-events' } as const;
const opened = async ({ pressed, channel, ben }: Met) =>
  await pressed(ben, messageOf(await ben.command(channel, 'meetup list')), 'Open');
const change = async (scene: Met, fields: Record<string, string>) =>
  await scene.change(scene.ben, await opened(scene), fields);
const request = (scene: Met, method: string, path: string, body?: object) =>
  fetch(`${scene.scene.playground.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${scene.scene.playground.botToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

test('is made, moved, renamed with the group, and deleted', async () => {
  const scene = await met();
  await scene.plan({ place: 'Café *Grundmann*' });
  const [event] = scene.events();
  const location = 'Leipzig, Saxony, Germany';
  expect(event).toMatchObject({ name: 'Tuesday Tensors', entity_metadata: { location } });
  expect(event?.description).toContain("The place stands in the group's thread.");
  expect(Date.parse(event?.scheduled_start_time ?? '')).toBe(seconds('2027-01-16T17:30:00Z') * 1000);
  await change(scene, { 'When?': 'sun 11:00', 'Where?': 'The library' });
  expect(scene.events()).toMatchObject([{ id: event?.id, entity_metadata: { location } }]);
  expect(Date.parse(scene.events()[0]?.scheduled_start_time ?? '')).toBe(
    seconds('2027-01-17T10:00:00Z') * 1000,
  );
  const all = JSON.stringify(scene.events());
  expect(all, 'perhaps somebody’s home').not.toMatch(/Grundmann|library/);
  const edit = messageOf(await scene.ben.command(scene.channel, 'group edit', { group: scene.group }));
  await scene.ben.submit(await scene.ben.press(edit, 'Change the words'), { Name: 'Wednesday Weights' });
  await scene.aMinute();
  expect(scene.events()).toMatchObject([{ id: event?.id, name: 'Wednesday Weights' }]);
  const asked = await scene.pressed(scene.ben, await opened(scene), 'Call it off');
  await scene.ben.press(asked, 'Call it off');
  expect(scene.events()).toEqual([]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('of a group that meets online, without a thread, it names neither', async () => {
  const scene = await met({ threads: false });
  const { yuki, channel } = scene;
  await scene.open(yuki, { name: 'Remote Readers' });
  const [row] = scene.rows("select group_id from study_group where name = 'Remote Readers'");
  const typed = { group: String(row?.['group_id']), when: 'sun 9:00', place: 'https://meet.example.org/us' };
  const draft = messageOf(await yuki.command(channel, 'meetup plan', typed));
  expect(textOf(draft)).toContain('The whole server sees its date among its events, not the place.');
  await yuki.press(draft, 'Plan it');
  const [event] = scene.events();
  expect(event).toMatchObject({ name: 'Remote Readers', entity_metadata: { location: 'Online' } });
  expect(event?.description).toContain('Its members see the place with /meetup list.');
  expect(JSON.stringify(event)).not.toContain('meet.example');
  expect(scene.scene.playground.violations).toEqual([]);
});

test.each([
  [
    'deleted',
    (scene: Met, id: string) => request(scene, 'DELETE', `/guilds/${scene.hall}/scheduled-events/${id}`),
  ],
  [
    'ended',
    (scene: Met, id: string) =>
      request(scene, 'PATCH', `/guilds/${scene.hall}/scheduled-events/${id}`, { status: 4 }),
  ],
])('one that a moderator has %s stays so until the meetup changes, and is made anew then', async (_, end) => {
  const scene = await met();
  await scene.plan();
  const id = scene.events()[0]?.id ?? '';
  await end(scene, id);
  const isAhead = () => scene.events().filter(({ status }) => status === 1);
  await scene.aMinute();
  expect(isAhead()).toEqual([]);
  const gone = { message: 'Cannot update a finished event', code: 180000 };
  if (scene.events().length > 0)
    scene.scene.playground.faults.add({
      method: 'PATCH',
      route: '/guilds/:id/scheduled-events/:event',
      status: 400,
      body: gone,
    });
  await change(scene, { 'When?': 'sun 11:00' });
  expect(isAhead()).toHaveLength(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a full server: it is said, all else works, and it is tried again once there is room', async () => {
  const scene = await met();
  const day = Temporal.Instant.from('2027-03-01T12:00:00Z');
  const other = (index: number) => ({
    name: `Event ${index}`,
    entity_type: 3,
    privacy_level: 2,
    entity_metadata: { location: 'Here' },
    scheduled_start_time: day.toString(),
    scheduled_end_time: day.add({ hours: 1 }).toString(),
  });
  for (let index = 0; index < 100; index += 1)
    await request(scene, 'POST', `/guilds/${scene.hall}/scheduled-events`, other(index));
  expect(scene.events()).toHaveLength(100);
  const planned = await scene.plan();
  expect(textOf(planned)).toContain('It stands, and is not among the server’s events'.replace('’', "'"));
  expect(textOf(planned)).toContain('the server has 100 events ahead, as many as Discord allows');
  expect(scene.countOf('Will you come?')).toBe(1);
  expect(textOf(await scene.pressed(scene.yuki, scene.announcement(), 'Who comes'))).not.toContain(
    '100 events',
  );
  await request(scene, 'DELETE', `/guilds/${scene.hall}/scheduled-events/${scene.events()[0]?.id}`);
  await scene.scene.moveTo('2027-01-13T18:05:00Z');
  expect(scene.events().map(({ name }) => name)).toContain('Tuesday Tensors');
  expect(textOf(await opened(scene))).not.toContain('100 events');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('without Create Events the panel says so; given, the next change brings it', async () => {
  const scene = await met();
  const { admin } = scene.scene.playground;
  const role = admin.botRole(scene.hall);
  admin.setRolePermissions(role, DEFAULT_BOT_PERMISSIONS & ~(P.CreateEvents | P.ManageEvents));
  const planned = await scene.plan();
  expect(textOf(planned)).toContain("I'm missing the permission Create Events.");
  expect(scene.countOf('Will you come?')).toBe(1);
  const tries = () =>
    scene.scene.playground.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('events'))
      .length;
  await scene.scene.moveTo('2027-01-13T13:00:00Z');
  expect(tries(), 'it does not insist').toBe(1);
  admin.setRolePermissions(role, DEFAULT_BOT_PERMISSIONS);
  expect(textOf(await change(scene, { 'Where?': 'The library' }))).not.toContain('permission');
  expect(scene.events()).toHaveLength(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

test.each(['before', 'after'] as const)(
  'an answer lost %s Discord had made it: one event',
  async (dropSocket) => {
    const scene = await met();
    // discord.js itself repeats a request whose connection broke: here, none of its tries gets through.
    const lost = scene.scene.playground.faults.add({
      ...make,
      times: dropSocket === 'after' ? 1 : 9,
      dropSocket,
    });
    const twin = await scene.plan();
    expect(textOf(twin)).toContain('🎉');
    lost.remove();
    await scene.aMinute();
    await scene.aMinute();
    expect(scene.events().length).toBeGreaterThanOrEqual(1);
    await scene.scene.restart();
    await scene.aMinute();
    expect(scene.events()).toHaveLength(1);
    expect(scene.scene.playground.violations).toEqual([]);
  },
);

test('one that nobody heard of is found and deleted if the meetup is called off before, also after a restart', async () => {
  const scene = await met();
  const { ben, channel, group } = scene;
  // Discord makes it, and says so too late: each repetition of discord.js' own is lost before it has any effect.
  const { faults } = scene.scene.playground;
  faults.add({ ...make, times: 1, dropSocket: 'after' });
  faults.add({ ...make, times: 9, dropSocket: 'before' });
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  const planned = messageOf(await ben.press(draft, 'Plan it'));
  expect(scene.events()).toHaveLength(1);
  expect(scene.rows('select event_id from meetup')).toEqual([{ event_id: null }]);
  await ben.press(await scene.pressed(ben, planned, 'Call it off'), 'Call it off');
  await scene.scene.restart();
  await scene.aMinute();
  await scene.aMinute();
  expect(scene.events()).toEqual([]);
  expect(scene.rows('select event_id, event_begun_start from meetup')).toEqual([
    { event_id: null, event_begun_start: null },
  ]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('two processes on one database make one event, one announcement, one reminder', async () => {
  const scene = await met();
  const { playground, databasePath, clock } = scene.scene;
  const { ben, channel, group } = scene;
  const lost = playground.faults.add({ ...make, times: 9, dropSocket: 'before' });
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  await ben.press(draft, 'Plan it');
  lost.remove();
  const second = await startBot({
    config: { token: playground.botToken, apiUrl: playground.apiUrl, databasePath },
    clock,
    log: createLogger({ level: 'silent', format: 'json' }),
    onLost: () => {},
  });
  try {
    for (const at of ['2027-01-13T12:03:00Z', '2027-01-15T17:31:00Z', '2027-01-16T16:31:00Z']) {
      clock.moveTo(Temporal.Instant.from(at).epochMilliseconds);
      await Promise.all([scene.scene.bot.scheduler.tick(), second.scheduler.tick()]);
    }
  } finally {
    await second.stop();
  }
  expect(scene.events()).toHaveLength(1);
  expect([
    scene.countOf('Will you come?'),
    scene.countOf('Tomorrow'),
    scene.countOf('Within the hour'),
  ]).toEqual([1, 1, 1]);
  expect(playground.violations).toEqual([]);
});

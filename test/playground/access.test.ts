import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYONE_PERMISSIONS, type Playground, startPlayground } from '../../src/playground/index.ts';
import { idOf, request } from './support.ts';

let playground: Playground;
let channel: string;
let hall: string;

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  channel = idOf(playground.world.channels, 'hall.welcome');
  hall = idOf(playground.world.guilds, 'hall');
});
afterAll(() => playground.close());

const say = (where: string, body: object = { content: 'x' }): ReturnType<typeof request> =>
  request(playground, 'POST', `/channels/${where}/messages`, body);

describe('a channel', () => {
  it('is 50001 where the bot sees nothing, 10003 where nothing is', async () => {
    const hidden = idOf(playground.world.channels, 'hall.moderators');
    expect(await say(hidden)).toMatchObject({ status: 403, body: { code: 50001 } });
    expect((await say('not-an-id')).body).toMatchObject({ code: 50035, errors: { channel_id: {} } });
    expect(await say('123456789012345678')).toMatchObject({ status: 404, body: { code: 10003 } });
  });

  it('is computed from everyone, roles and members, in that order', async () => {
    const { admin } = playground;
    const role = admin.botRole(hall);
    admin.setChannelOverwrites(channel, { [hall]: { deny: P.SendMessages } });
    expect((await say(channel)).body).toMatchObject({ code: 50013 });
    admin.setChannelOverwrites(channel, {
      [hall]: { deny: P.SendMessages },
      [role]: { allow: P.SendMessages },
    });
    expect((await say(channel)).status).toBe(200);
    admin.setChannelOverwrites(channel, {
      [hall]: { deny: P.SendMessages },
      [role]: { allow: P.SendMessages },
      [playground.botUserId]: { deny: P.SendMessages },
    });
    expect((await say(channel)).body).toMatchObject({ code: 50013 });
    admin.setChannelOverwrites(channel, { [playground.botUserId]: { deny: P.EmbedLinks } });
    expect((await say(channel)).status).toBe(200);
    expect((await say(channel, { embeds: [{ title: 'x' }] })).body).toMatchObject({ code: 50013 });
    admin.setChannelOverwrites(channel, {});
  });

  it('has an empty history without the right to read it', async () => {
    await say(channel);
    playground.admin.setChannelOverwrites(channel, {
      [playground.botUserId]: { deny: P.ReadMessageHistory },
    });
    expect(await request(playground, 'GET', `/channels/${channel}/messages`)).toMatchObject({
      status: 200,
      body: [],
    });
    playground.admin.setChannelOverwrites(channel, {});
  });
});

describe('a direct message', () => {
  const open = (userId: string | undefined): ReturnType<typeof request> =>
    request(playground, 'POST', '/users/@me/channels', userId === undefined ? {} : { recipient_id: userId });

  it('wants a person', async () => {
    expect((await open(undefined)).body).toMatchObject({ code: 50035 });
    expect((await open('123456789012345678')).body).toMatchObject({ code: 50033 });
  });

  it('opens one channel for each person, and arrives', async () => {
    const ben = idOf(playground.world.users, 'ben');
    const first = await open(ben);
    expect(first.body).toMatchObject({ type: 1, recipients: [{ id: ben }] });
    expect((await open(ben)).body['id']).toBe(first.body['id']);
    await say(String(first.body['id']), { content: 'hello' });
    expect(playground.directMessages(ben)).toMatchObject([{ content: 'hello' }]);
  });

  it('is refused by who takes none, and by who shares no server', async () => {
    const layla = idOf(playground.world.users, 'layla');
    const closed = await open(layla);
    expect(await say(String(closed.body['id']))).toMatchObject({ status: 403, body: { code: 50007 } });
    playground.admin.setDmsOpen(layla, true);
    expect((await say(String(closed.body['id']))).status).toBe(200);
    const stranger = playground.admin.addUser({ username: 'stranger' });
    const channelId = String((await open(stranger)).body['id']);
    expect((await say(channelId)).body).toMatchObject({ code: 50278 });
  });
});

describe('a token', () => {
  it('must be the bot’s', async () => {
    for (const token of [null, 'Bot wrong', playground.botToken]) {
      expect(await request(playground, 'GET', '/users/@me', undefined, token)).toMatchObject({
        status: 401,
        body: { code: 0 },
      });
    }
  });
});

describe('a role', () => {
  it('wants MANAGE_ROLES, and is only given below one’s own', async () => {
    expect((await request(playground, 'POST', `/guilds/${hall}/roles`, { name: 'x' })).body).toMatchObject({
      code: 50013,
    });
    playground.admin.setRolePermissions(playground.admin.botRole(hall), P.ManageRoles);
    const made = await request(playground, 'POST', `/guilds/${hall}/roles`, {
      name: 'Paper club',
      permissions: '0',
    });
    expect(made).toMatchObject({ status: 200, body: { name: 'Paper club', permissions: '0', position: 1 } });
    const ben = idOf(playground.world.users, 'ben');
    const member = `/guilds/${hall}/members/${ben}`;
    expect((await request(playground, 'PUT', `${member}/roles/${made.body['id']}`)).status).toBe(204);
    expect((await request(playground, 'GET', member)).body).toMatchObject({ roles: [made.body['id']] });
    const greedy = { name: 'x', permissions: P.Administrator.toString() };
    expect((await request(playground, 'POST', `/guilds/${hall}/roles`, greedy)).body).toMatchObject({
      code: 50013,
    });
    const own = `${member}/roles/${playground.admin.botRole(hall)}`;
    expect((await request(playground, 'PUT', own)).body).toMatchObject({ code: 50013 });
    expect((await request(playground, 'DELETE', `/guilds/${hall}/roles/${made.body['id']}`)).status).toBe(
      204,
    );
    expect((await request(playground, 'GET', member)).body).toMatchObject({ roles: [] });
  });
});

describe('a thread', () => {
  it('is private unless it says otherwise, inherits, and locks when archived', async () => {
    const threads = `/channels/${channel}/threads`;
    expect((await request(playground, 'POST', threads, { name: 'x' })).body).toMatchObject({ code: 50013 });
    expect((await request(playground, 'POST', threads, { name: '', type: 11 })).body).toMatchObject({
      code: 50035,
    });
    const made = await request(playground, 'POST', threads, { name: 'Group', type: 11 });
    expect(made).toMatchObject({
      status: 201,
      body: { type: 11, member_count: 1, owner_id: playground.botUserId },
    });
    const id = String(made.body['id']);
    expect((await say(id)).status).toBe(200);
    const ben = idOf(playground.world.users, 'ben');
    expect((await request(playground, 'PUT', `/channels/${id}/thread-members/${ben}`)).status).toBe(204);
    expect((await request(playground, 'PATCH', `/channels/${id}`, { archived: true })).status).toBe(200);
    expect((await request(playground, 'PATCH', `/channels/${id}`, { name: 'y' })).body).toMatchObject({
      code: 50083,
    });
    expect((await request(playground, 'PUT', `/channels/${id}/thread-members/${ben}`)).body).toMatchObject({
      code: 50083,
    });
    expect((await say(id)).status).toBe(200);
    const read = await request(playground, 'GET', `/channels/${id}`);
    expect(read.body).toMatchObject({ member_count: 2, thread_metadata: { archived: false } });
    playground.admin.setChannelOverwrites(channel, { [hall]: { deny: P.ViewChannel } });
    playground.admin.setRolePermissions(playground.admin.botRole(hall), P.ManageRoles);
    expect((await say(id)).body).toMatchObject({ code: 50001 });
    playground.admin.setChannelOverwrites(channel, {});
  });

  it('grows from a message once', async () => {
    const message = await say(channel);
    const path = `/channels/${channel}/messages/${message.body['id']}/threads`;
    const made = await request(playground, 'POST', path, { name: 'From here' });
    expect(made).toMatchObject({ status: 201, body: { id: message.body['id'], type: 11 } });
    expect((await request(playground, 'POST', path, { name: 'Again' })).body).toMatchObject({ code: 160004 });
  });
});

describe('a scheduled event', () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const later = new Date(Date.now() + 7_200_000).toISOString();
  const good = {
    name: 'Reading',
    privacy_level: 2,
    entity_type: 3,
    scheduled_start_time: soon,
    scheduled_end_time: later,
    entity_metadata: { location: 'Library' },
  };
  const plan = (body: object): ReturnType<typeof request> =>
    request(playground, 'POST', `/guilds/${hall}/scheduled-events`, body);

  it('wants the right to make one', async () => {
    playground.admin.setRolePermissions(hall, EVERYONE_PERMISSIONS);
    expect((await plan(good)).body).toMatchObject({ code: 50013 });
    playground.admin.setRolePermissions(playground.admin.botRole(hall), P.ManageEvents | P.CreateEvents);
    expect(await plan(good)).toMatchObject({
      status: 200,
      body: { status: 1, entity_metadata: { location: 'Library' } },
    });
  });

  it.each<[string, object, string]>([
    ['an external one without an end', { scheduled_end_time: undefined }, 'scheduled_end_time'],
    ['an external one without a place', { entity_metadata: { location: '' } }, 'entity_metadata'],
    ['a voice one without a channel', { entity_type: 2, entity_metadata: null }, 'channel_id'],
    ['one in the past', { scheduled_start_time: '2020-01-01T00:00:00Z' }, 'scheduled_start_time'],
    [
      'one that ends before it starts',
      { scheduled_start_time: later, scheduled_end_time: soon },
      'scheduled_end_time',
    ],
    [
      'two weekdays a week',
      { recurrence_rule: { start: soon, frequency: 2, interval: 1, by_weekday: [0, 1] } },
      'recurrence_rule',
    ],
  ])('refuses %s', async (_, change, field) => {
    const { body } = await plan({ ...good, ...change });
    expect(body).toMatchObject({ code: 50035 });
    expect(body['errors']).toHaveProperty(field);
  });

  it('is changed, ended only in order, and capped at a hundred', async () => {
    const { body } = await plan(good);
    const path = `/guilds/${hall}/scheduled-events/${body['id']}`;
    expect((await request(playground, 'PATCH', path, { status: 3 })).body).toMatchObject({ code: 50035 });
    expect((await request(playground, 'PATCH', path, { name: 'Other' })).body).toMatchObject({
      name: 'Other',
    });
    expect((await request(playground, 'DELETE', path)).status).toBe(204);
    expect((await request(playground, 'GET', path)).body).toMatchObject({ code: 10070 });
    let last = await plan(good);
    for (let i = 0; i < 100 && last.status === 200; i++) last = await plan(good);
    expect(last.body).toMatchObject({ code: 30038 });
  });
});

it('answers what is not there with 404, and sends nothing that is not as specified', async () => {
  expect(await request(playground, 'GET', '/nowhere')).toMatchObject({ status: 404, body: { code: 0 } });
  for (const path of [
    '/gateway/bot',
    '/users/@me',
    '/users/@me/guilds',
    '/applications/@me',
    `/guilds/${hall}`,
  ]) {
    expect((await request(playground, 'GET', path)).status).toBe(200);
  }
  for (const path of [
    `/guilds/${hall}/channels`,
    `/guilds/${hall}/roles`,
    `/guilds/${hall}/threads/active`,
  ]) {
    expect((await request(playground, 'GET', path)).status).toBe(200);
  }
  expect(playground.violations.filter(({ kind }) => kind === 'bad-answer')).toEqual([]);
});

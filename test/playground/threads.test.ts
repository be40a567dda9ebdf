import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { type Answered, idOf, request } from './support.ts';

const HAS_THREAD = 1 << 5;
const BOT = P.ViewChannel | P.SendMessages | P.ReadMessageHistory;

let playground: Playground;
let hall: string;
let channel: string;

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  hall = idOf(playground.world.guilds, 'hall');
  channel = idOf(playground.world.channels, 'hall.showcase');
});
afterAll(() => playground.close());

const ask = (method: string, path: string, body?: object): Promise<Answered> =>
  request(playground, method, path, body);

async function post(where: string, body: object = { content: 'Ada finished a step' }): Promise<string> {
  const { status, body: message } = await ask('POST', `/channels/${where}/messages`, body);
  expect(status).toBe(200);
  return String(message['id']);
}

const startThread = (messageId: string, body: object = { name: 'Feedback' }): Promise<Answered> =>
  ask('POST', `/channels/${channel}/messages/${messageId}/threads`, body);

describe('a thread from a message', () => {
  it('has the id of the message, which shows it', async () => {
    const id = await post(channel);
    const { status, body } = await startThread(id, { name: 'Feedback', auto_archive_duration: 10_080 });
    expect(status).toBe(201);
    const metadata = { auto_archive_duration: 10_080, archived: false, locked: false };
    expect(body).toMatchObject({
      id,
      parent_id: channel,
      type: 11,
      name: 'Feedback',
      thread_metadata: metadata,
    });
    expect(body).toMatchObject({ owner_id: playground.botUserId, message_count: 0, member: { id } });
    const { body: message } = await ask('GET', `/channels/${channel}/messages/${id}`);
    expect(Number(message['flags']) & HAS_THREAD).toBe(HAS_THREAD);
    expect(message['thread']).toMatchObject({ id, name: 'Feedback' });
  });

  it('begins with a pointer to that message, is counted, and is shown as it is now', async () => {
    const id = await post(channel, { content: 'A post', embeds: [{ title: 'x' }] });
    await startThread(id);
    await post(id, { content: 'Well done' });
    await ask('PATCH', `/channels/${id}`, { name: 'Kind words' });
    const { body } = await ask('GET', `/channels/${id}/messages`);
    expect(body).toMatchObject([
      { content: 'Well done' },
      { type: 21, content: '', embeds: [], message_reference: { message_id: id, channel_id: channel } },
    ]);
    expect(body).toHaveProperty('1.referenced_message.content', 'A post');
    const shown = await ask('GET', `/channels/${channel}/messages/${id}`);
    expect(shown.body['thread']).toMatchObject({ name: 'Kind words', message_count: 1 });
  });

  it('is made once', async () => {
    const id = await post(channel);
    await startThread(id);
    expect((await startThread(id)).body).toMatchObject({ code: 160_004 });
  });

  it.each<[string, object]>([
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['a blank name', { name: '   ' }],
    ['a name of 101', { name: 'n'.repeat(101) }],
    ['another time until it is archived', { name: 'x', auto_archive_duration: 61 }],
  ])('is refused with %s', async (_, body) => {
    const answer = await startThread(await post(channel), body);
    expect([answer.status, answer.body['code']]).toEqual([400, 50_035]);
  });

  it('is refused where there is no such message, and in a thread', async () => {
    expect((await startThread('175928847299117063')).body).toMatchObject({ code: 10_008 });
    const id = await post(channel);
    await startThread(id);
    const inside = await post(id);
    const nested = await ask('POST', `/channels/${id}/messages/${inside}/threads`, { name: 'x' });
    expect(nested.body).toMatchObject({ code: 50_024 });
  });

  it('takes a message once for one nonce', async () => {
    const id = await post(channel);
    await startThread(id);
    const body = { content: 'Only once', nonce: 'outbox-1', enforce_nonce: true };
    expect(await post(id, body)).toBe(await post(id, body));
    const { body: thread } = await ask('GET', `/channels/${id}`);
    expect(thread).toMatchObject({ message_count: 1, total_message_sent: 1 });
  });

  it('wakes up when a person writes in it, and keeps a name', async () => {
    const id = await post(channel);
    await startThread(id);
    expect((await ask('PATCH', `/channels/${id}`, { name: ' ' })).body).toMatchObject({ code: 50_035 });
    await ask('PATCH', `/channels/${id}`, { archived: true });
    playground.as(idOf(playground.world.users, 'ben')).say(id, 'Still here');
    const thread = await ask('GET', `/channels/${id}`);
    expect(thread.body).toMatchObject({ name: 'Feedback', thread_metadata: { archived: false } });
  });

  it('wakes up when it is written in, unless it is locked', async () => {
    const id = await post(channel);
    await startThread(id);
    const said = await post(id);
    await ask('PATCH', `/channels/${id}`, { archived: true });
    const late = await ask('PATCH', `/channels/${id}/messages/${said}`, { content: 'edited' });
    expect(late.body).toMatchObject({ code: 50_083 });
    await post(id, { content: 'Back' });
    expect((await ask('GET', `/channels/${id}`)).body).toMatchObject({
      thread_metadata: { archived: false },
    });
    playground.admin.setRolePermissions(
      playground.admin.botRole(hall),
      BOT | P.ManageThreads | P.SendMessagesInThreads,
    );
    await ask('PATCH', `/channels/${id}`, { locked: true });
    const ben = playground.as(idOf(playground.world.users, 'ben'));
    expect(() => ben.say(id, 'Me too')).toThrow('locked');
    playground.admin.setRolePermissions(playground.admin.botRole(hall), BOT | P.SendMessagesInThreads);
    const locked = await ask('POST', `/channels/${id}/messages`, { content: 'x' });
    expect(locked.body).toMatchObject({ code: 160_005 });
  });
});

describe('permissions', () => {
  it('to make a thread and to write in one are two', async () => {
    const everyone = BOT | P.UseApplicationCommands;
    playground.admin.setRolePermissions(hall, everyone);
    const bot = playground.admin.botRole(hall);
    playground.admin.setRolePermissions(bot, BOT | P.SendMessagesInThreads);
    const id = await post(channel);
    expect((await startThread(id)).body).toMatchObject({ code: 50_013 });
    playground.admin.setRolePermissions(bot, BOT | P.CreatePublicThreads);
    expect((await startThread(id)).status).toBe(201);
    expect((await ask('POST', `/channels/${id}/messages`, { content: 'x' })).body).toMatchObject({
      code: 50_013,
    });
  });
});

describe('a message of its own', () => {
  it('is deleted by the bot without a permission for it, those of others are not', async () => {
    const id = await post(channel);
    const path = `/channels/${channel}/messages/${id}`;
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).body).toMatchObject({ code: 10_008 });
    expect((await ask('DELETE', path)).body).toMatchObject({ code: 10_008 });
    const ada = playground.as(idOf(playground.world.users, 'ada'));
    const other = ada.say(channel, 'Mine');
    expect((await ask('DELETE', `/channels/${channel}/messages/${other.id}`)).body).toMatchObject({
      code: 50_013,
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPlayground } from '../../src/playground/index.ts';
import { idOf, request } from './support.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('comes back with everything that was in it, and ids that go on growing', async () => {
  const statePath = join(folder, 'world.sqlite');
  const first = await startPlayground({ statePath });
  const channel = idOf(first.world.channels, 'hall.nextSteps');
  const ben = idOf(first.world.users, 'ben');
  const commands = `/applications/${first.applicationId}/commands`;
  await request(first, 'PUT', commands, [{ name: 'ping', description: 'Answers' }]);
  await request(first, 'POST', `/channels/${channel}/messages`, { content: 'kept' });
  const direct = await request(first, 'POST', '/users/@me/channels', { recipient_id: ben });
  await request(first, 'POST', `/channels/${direct.body['id']}/messages`, { content: 'privately' });
  const gone = await request(first, 'POST', `/channels/${channel}/messages`, { content: 'gone' });
  await request(first, 'DELETE', `/channels/${channel}/messages/${gone.body['id']}`);
  first.admin.setDmsOpen(ben, false);
  await first.close();

  const second = await startPlayground({ statePath });
  expect(second.world).toEqual(first.world);
  expect(second.botToken).toBe(first.botToken);
  expect(second.commands().map(({ name }) => name)).toEqual(['ping']);
  expect(second.messagesIn(channel).map(({ content }) => content)).toEqual(['kept']);
  expect(second.directMessages(ben).map(({ content }) => content)).toEqual(['privately']);
  const closed = await request(second, 'POST', `/channels/${direct.body['id']}/messages`, { content: 'x' });
  expect(closed.body).toMatchObject({ code: 50007 });
  const next = await request(second, 'POST', `/channels/${channel}/messages`, { content: 'new' });
  expect(BigInt(String(next.body['id']))).toBeGreaterThan(BigInt(String(gone.body['id'])));
  await second.close();
});

it('counts on from where a clock that ran ahead had come', async () => {
  const statePath = join(folder, 'ahead.sqlite');
  let now = Date.now() + 30 * 86_400_000;
  const ahead = await startPlayground({ statePath, clock: { now: () => now } });
  const channel = idOf(ahead.world.channels, 'hall.nextSteps');
  now += 3_600_000;
  const late = await request(ahead, 'POST', `/channels/${channel}/messages`, { content: 'a' });
  await ahead.close();
  const behind = await startPlayground({ statePath });
  const early = await request(behind, 'POST', `/channels/${channel}/messages`, { content: 'b' });
  expect(BigInt(String(early.body['id']))).toBeGreaterThan(BigInt(String(late.body['id'])));
  expect(behind.messagesIn(channel).map(({ content }) => content)).toEqual(['a', 'b']);
  await behind.close();
});

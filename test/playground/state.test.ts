import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPlayground } from '../../src/playground/index.ts';
import type { StateView } from '../../src/playground/protocol.ts';
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

it('has lost nothing that was answered when it was killed', async () => {
  const statePath = join(folder, 'killed.sqlite');
  const script = fileURLToPath(new URL('./fixtures/serve.ts', import.meta.url));
  const child = spawn(process.execPath, [script, statePath], { stdio: ['ignore', 'pipe', 'inherit'] });
  const announced = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data))),
  );
  const { apiUrl, botToken, channel } = JSON.parse(announced) as Record<
    'apiUrl' | 'botToken' | 'channel',
    string
  >;
  const answered: string[] = [];
  const post = async (content: string): Promise<void> => {
    const response = await fetch(`${apiUrl}/v10/channels/${channel}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
    if (response.ok) answered.push(content);
    if (answered.length === 40) child.kill('SIGKILL');
  };
  await Promise.allSettled(Array.from({ length: 200 }, (_, i) => post(`m${i}`)));
  const again = await startPlayground({ statePath });
  const kept = again.messagesIn(channel).map(({ content }) => content);
  expect(answered.length).toBeGreaterThanOrEqual(40);
  expect(kept).toEqual(expect.arrayContaining(answered));
  await again.close();
});

it('starts as whom the seed says, where it says, as long as both are there', async () => {
  const stateOf = async (origin: string) =>
    (await (await fetch(`${origin}/playground/state`)).json()) as StateView;
  const statePath = join(folder, 'start.sqlite');
  const first = await startPlayground({ statePath });
  const nextSteps = idOf(first.world.channels, 'hall.nextSteps');
  const { me, start, hint } = await stateOf(first.origin);
  expect([me.id, start?.channelId, hint]).toEqual([idOf(first.world.users, 'ben'), nextSteps, null]);
  await first.close();
  const second = await startPlayground({ statePath, hint: { command: 'ping' } });
  expect(await stateOf(second.origin)).toMatchObject({ me, start, hint: { command: 'ping' } });
  second.admin.deleteChannel(nextSteps);
  expect(await stateOf(second.origin)).toMatchObject({ me, start: null });
  await second.close();

  const users = { zoe: { username: 'zoe' } };
  const plain = await startPlayground({ world: { users, guilds: {} } });
  expect(await stateOf(plain.origin)).toMatchObject({ me: { username: 'zoe' }, start: null });
  await plain.close();
  const wrong = { users, guilds: {}, start: { as: 'zoe', in: 'hall.none', words: '' } };
  await expect(startPlayground({ world: wrong })).rejects.toThrow('"hall.none"');
});

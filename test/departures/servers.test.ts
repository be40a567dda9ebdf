/** Servers that the bot leaves, and comes back to, through the front door. */
import { expect, test, vi } from 'vitest';
import { DEFAULT_BOT_PERMISSIONS } from '../../src/playground/index.ts';
import { type Scene, startScene } from '../support/bot.ts';
import { hallOf, placesOf, valueIn } from './scene.ts';

/** A server that somebody uses and has set up. */
async function used(): Promise<Scene> {
  const scene = await startScene({ startsAt: '2027-01-13T12:00:00Z' });
  const channel = scene.channel('hall.nextSteps');
  await scene.person('ada').command(channel, 'setup', { channel });
  const on = { weekday: 'friday', time: '9:00', timezone: 'UTC' };
  await scene.person('ben').command(channel, 'nudge on', on);
  return scene;
}

const throwOut = (scene: Scene) =>
  scene.playground.admin.removeMember(hallOf(scene), scene.playground.botUserId);

const hasLeft = (scene: Scene) => valueIn(scene, 'select left_at from departed_guild') != null;

test('two daily lists without a server: it is left; after 30 days, nothing of it is kept', async () => {
  const scene = await used();
  await scene.person('yuki').command(scene.channel('circle.general'), 'nextstep');
  throwOut(scene);
  await scene.moveTo('2027-01-14T12:05:00Z');
  expect(hasLeft(scene), 'one list is not enough').toBe(false);
  await scene.moveTo('2027-01-15T12:10:00Z');
  expect(hasLeft(scene)).toBe(true);
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(valueIn(scene, 'select reason from outbox order by id desc')).toBe('left the server');
  await scene.moveTo('2027-02-13T12:00:00Z');
  expect(placesOf(hallOf(scene), scene.databasePath), 'after 29 days').toContain('nudge.guild_id');
  await scene.moveTo('2027-02-16T12:00:00Z');
  expect(placesOf(hallOf(scene), scene.databasePath)).toEqual([]);
  const circle = scene.playground.world.guilds['circle'] ?? '';
  expect(placesOf(circle, scene.databasePath)).toContain('member.guild_id');
});

test('new sessions list the servers too; two within an hour are one', async () => {
  const scene = await used();
  throwOut(scene);
  await scene.restart();
  await scene.moveTo('2027-01-13T12:59:00Z');
  await scene.restart();
  await scene.bot.scheduler.tick();
  expect(hasLeft(scene)).toBe(false);
  await scene.moveTo('2027-01-13T13:05:00Z');
  await scene.restart();
  await vi.waitFor(() => expect(hasLeft(scene)).toBe(true));
});

test('a server that has the bot back is back, by the next list or by the first who uses it', async () => {
  const scene = await used();
  const { admin, messagesIn } = scene.playground;
  for (const back of ['list', 'command']) {
    throwOut(scene);
    await scene.moveTo(scene.clock.now() + 25 * 3_600_000);
    await scene.moveTo(scene.clock.now() + 25 * 3_600_000);
    expect(hasLeft(scene), back).toBe(true);
    admin.inviteBot(hallOf(scene), DEFAULT_BOT_PERMISSIONS);
    if (back === 'list') await scene.restart();
    else await scene.person('chidi').command(scene.channel('hall.welcome'), 'nextstep');
    await vi.waitFor(() => expect(hasLeft(scene), back).toBe(false));
  }
  const before = messagesIn(scene.channel('hall.nextSteps')).length;
  await scene.person('ben').command(scene.channel('hall.welcome'), 'nudge show');
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(messagesIn(scene.channel('hall.nextSteps'))).toHaveLength(before + 1);
});

test('a list that can’t be had says nothing, and is asked for again', async () => {
  const scene = await used();
  throwOut(scene);
  const list = { method: 'GET', route: '/users/@me/guilds' };
  const fault = scene.playground.faults.add({ ...list, status: 503, times: Number.POSITIVE_INFINITY });
  for (const time of ['2027-01-14T12:05:00Z', '2027-01-14T12:06:00Z', '2027-01-14T14:00:00Z'])
    await scene.moveTo(time);
  expect(fault.struck, 'no sooner than in ten minutes').toBe(2);
  expect(valueIn(scene, 'select count(*) from departed_guild')).toBe(0);
  fault.remove();
  await scene.moveTo('2027-01-14T14:15:00Z');
  expect(valueIn(scene, 'select count(*) from departed_guild')).toBe(1);
});

test('asking after a member of a server that is gone shows that it is', async () => {
  const scene = await used();
  const list = { method: 'GET', route: '/users/@me/guilds' };
  scene.playground.faults.add({ ...list, status: 503, times: Number.POSITIVE_INFINITY });
  await scene.moveTo('2027-01-22T09:01:00Z');
  throwOut(scene);
  await scene.moveTo('2027-01-29T09:01:00Z');
  expect(hasLeft(scene)).toBe(true);
  expect(valueIn(scene, 'select left_at from member where guild_id <> 0')).toBe(null);
});

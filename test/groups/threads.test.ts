/** A group's thread follows the group, whatever Discord, a moderator or an outage does to it. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { createLogger } from '../../src/log.ts';
import { DEFAULT_BOT_PERMISSIONS } from '../../src/playground/index.ts';
import { messageOf, textOf } from '../support/bot.ts';
import { type GroupScene, groupIdIn, people, startGroups } from './scene.ts';

const threadsOf = ({ scene }: GroupScene) => scene.playground.threadsIn(scene.channel('hall.studyGroups'));
const inside = (thread: ReturnType<typeof threadsOf>[number] | undefined) =>
  Object.keys(thread?.thread?.members ?? {}).toSorted();
const patch = (groups: GroupScene, threadId: string, body: object) =>
  fetch(`${groups.scene.playground.apiUrl}/v10/channels/${threadId}`, {
    method: 'PATCH',
    headers: { authorization: `Bot ${groups.scene.playground.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a thread that was deleted is made anew by whoever joins or looks, with everybody in it', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const all = [ben.userId, yuki.userId, scene.playground.botUserId].toSorted();
  const group = groupIdIn(await open(ben));
  const [first] = threadsOf(groups);
  scene.playground.admin.deleteChannel(first?.id ?? '');
  expect(await join(yuki, group)).toContain('🎉 You are in.');
  const [second] = threadsOf(groups);
  expect(inside(second)).toEqual(all);

  scene.playground.admin.deleteChannel(second?.id ?? '');
  await chidi.command(channel, 'group show', { group });
  expect(threadsOf(groups), 'it is nothing to a stranger').toEqual([]);
  const shown = messageOf(await ben.command(channel, 'group show', { group }));
  const [third] = threadsOf(groups);
  expect(textOf(shown)).toContain(`<#${third?.id}>`);
  expect(inside(third)).toEqual(all);
  expect(threadsOf(groups)).toHaveLength(1);
  expect(scene.playground.violations).toEqual([]);
});

test('one that was archived is opened by whoever joins, leaves or looks', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  const id = threadsOf(groups)[0]?.id ?? '';
  const isArchived = () => threadsOf(groups)[0]?.thread?.archived;
  await patch(groups, id, { archived: true });
  await join(yuki, group);
  expect(isArchived()).toBe(false);
  expect(inside(threadsOf(groups)[0])).toContain(yuki.userId);
  await patch(groups, id, { archived: true });
  await ben.command(channel, 'group show', { group });
  expect(isArchived()).toBe(false);
  await patch(groups, id, { archived: true });
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  expect(inside(threadsOf(groups)[0])).not.toContain(yuki.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('a group that is renamed takes its thread along', async () => {
  const groups = await startGroups();
  const { scene, channel, open } = groups;
  const ben = scene.person('ben');
  const group = groupIdIn(await open(ben));
  const edit = messageOf(await ben.command(channel, 'group edit', { group }));
  await ben.submit(await ben.press(edit, 'Change the words'), { Name: 'Wednesday Weights' });
  expect(threadsOf(groups)[0]?.name).toBe('Wednesday Weights');
  expect(scene.playground.violations).toEqual([]);
});

test('without the permission all works but the thread; chosen again, the channel gets it', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, said } = groups;
  const [ada, ben, yuki] = people(groups, 'ada', 'ben', 'yuki');
  const hall = scene.playground.world.guilds['hall'] ?? '';
  const role = scene.playground.admin.botRole(hall);
  scene.playground.admin.setRolePermissions(role, DEFAULT_BOT_PERMISSIONS & ~P.CreatePrivateThreads);
  const opened = await open(ben);
  expect(textOf(opened)).toContain('🎉 It is open.');
  expect(textOf(opened)).toContain("I'm missing Create Private Threads");
  const group = groupIdIn(opened);
  const joined = await join(yuki, group);
  expect(joined).toContain('🎉 You are in.');
  expect(joined, 'only its owner can do something about it').not.toContain('Create Private Threads');
  const setup = messageOf(await ada.command(channel, 'setup'));
  expect(textOf(setup)).toContain("I'm missing: Create Private Threads");

  scene.playground.admin.setRolePermissions(role, DEFAULT_BOT_PERMISSIONS);
  await ada.select(setup, "Channel for study groups' threads", [scene.channel('hall.studyGroups')]);
  await scene.moveTo(scene.clock.now() + 60_000);
  expect(inside(threadsOf(groups)[0])).toEqual(
    [ben.userId, yuki.userId, scene.playground.botUserId].toSorted(),
  );
  expect(await said(ben.command(channel, 'group show', { group }))).not.toContain('⚠️');
  expect(scene.playground.violations).toEqual([]);
});

test('the answer to its creation is lost: there is one thread all the same', async () => {
  const groups = await startGroups();
  const { scene, open, aMinute } = groups;
  const ben = scene.person('ben');
  scene.playground.faults.add({ method: 'POST', route: '/channels/:id/threads', dropSocket: 'after' });
  expect(textOf(await open(ben))).toContain('🎉 It is open.');
  expect(threadsOf(groups)).toHaveLength(1);
  expect(inside(threadsOf(groups)[0])).not.toContain(ben.userId);
  await scene.restart();
  await aMinute();
  await aMinute();
  expect(threadsOf(groups)).toHaveLength(1);
  expect(inside(threadsOf(groups)[0])).toContain(ben.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('a member who may not see the channel keeps nobody else out', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, aMinute, said } = groups;
  const [ben, yuki, chidi, theo] = people(groups, 'ben', 'yuki', 'chidi', 'theo');
  scene.playground.admin.setChannelOverwrites(scene.channel('hall.studyGroups'), {
    [yuki.userId]: { deny: P.ViewChannel },
  });
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  await join(chidi, group);
  expect(inside(threadsOf(groups)[0])).toContain(chidi.userId);
  expect(inside(threadsOf(groups)[0])).not.toContain(yuki.userId);
  expect(await said(ben.command(channel, 'group show', { group }))).toContain(
    "Some members can't see the channel",
  );
  // All at once, with her in the middle.
  await join(theo, group);
  scene.playground.admin.deleteChannel(threadsOf(groups)[0]?.id ?? '');
  await ben.command(channel, 'group show', { group });
  expect(inside(threadsOf(groups)[0])).toEqual(
    [ben.userId, chidi.userId, theo.userId, scene.playground.botUserId].toSorted(),
  );
  scene.playground.admin.setChannelOverwrites(scene.channel('hall.studyGroups'), {});
  await aMinute();
  await aMinute();
  expect(inside(threadsOf(groups)[0])).toContain(yuki.userId);
  expect(await said(ben.command(channel, 'group show', { group }))).not.toContain('⚠️');
  expect(scene.playground.violations).toEqual([]);
});

test('a limit, or a fault of Discord, holds up nobody, and what it kept back comes later', async () => {
  const groups = await startGroups();
  const { scene, open, join, aMinute } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  scene.playground.faults.add({
    method: 'PUT',
    route: '/channels/:id/thread-members/:user',
    status: 429,
    headers: { 'retry-after': '90', 'x-ratelimit-scope': 'user' },
    body: { message: 'You are being rate limited.', retry_after: 90, global: false },
  });
  expect(await join(yuki, group)).toContain('🎉 You are in.');
  expect(inside(threadsOf(groups)[0])).not.toContain(yuki.userId);
  scene.playground.faults.add({ method: 'PUT', route: '/channels/:id/thread-members/:user', status: 503 });
  await aMinute();
  await aMinute();
  await scene.moveTo(scene.clock.now() + 10 * 60_000);
  expect(inside(threadsOf(groups)[0])).toContain(yuki.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('a slow Discord is not waited for', async () => {
  const groups = await startGroups();
  const { scene, open } = groups;
  scene.playground.faults.add({ method: 'POST', route: '/channels/:id/threads', delayMs: 2_500 });
  const begun = performance.now();
  await open(scene.person('ben'));
  expect(performance.now() - begun).toBeLessThan(2_400);
  await scene.bot.scheduler.tick();
  expect(threadsOf(groups)).toHaveLength(1);
  expect(scene.playground.violations).toEqual([]);
});

test('two processes make one thread', async () => {
  const groups = await startGroups();
  const { scene, channel, open } = groups;
  const [ada, ben] = people(groups, 'ada', 'ben');
  // Without a channel at first, so that neither has made it yet.
  await ada.select(messageOf(await ada.command(channel, 'setup')), "Channel for study groups' threads", []);
  await open(ben);
  await ada.select(messageOf(await ada.command(channel, 'setup')), "Channel for study groups' threads", [
    scene.channel('hall.studyGroups'),
  ]);
  const second = await startBot({
    config: {
      token: scene.playground.botToken,
      apiUrl: scene.playground.apiUrl,
      databasePath: scene.databasePath,
    },
    clock: scene.clock,
    log: createLogger({ level: 'silent', format: 'json' }),
    onLost: () => {},
  });
  await Promise.all([scene.bot.scheduler.tick(), second.scheduler.tick()]);
  await scene.moveTo(scene.clock.now() + 2 * 60_000);
  await second.stop();
  expect(threadsOf(groups)).toHaveLength(1);
  expect(inside(threadsOf(groups)[0])).toContain(ben.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('members read in the thread that hour, place or name have changed: once a minute, mentioning nobody', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, aMinute, said } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben, { hour: 'Tue 19:00' }));
  await join(yuki, group);
  const changes = () =>
    scene.playground.messagesIn(threadsOf(groups)[0]?.id ?? '').filter((post) => textOf(post).includes('✏️'));
  const change = async (words: Record<string, string>) => {
    const edit = messageOf(await ben.command(channel, 'group edit', { group }));
    await ben.submit(await ben.press(edit, 'Change the words'), words);
  };
  await change({
    Name: 'Tuesday Tensors',
    City: '',
    'Regular day and time': 'Tue 19:00',
    'In your own words': 'x',
  });
  await aMinute();
  expect(changes(), 'what it studies is no news').toEqual([]);
  await change({ Name: 'Weights', City: '', 'Regular day and time': 'Wed 18:00' });
  await change({ Name: 'Weights', City: 'Leipzig', 'Regular day and time': 'Wed 19:00' });
  await aMinute();
  await aMinute();
  expect(changes().map(textOf)).toEqual([
    expect.stringContaining('✏️ **Weights** has changed: Wednesdays at 19:00, Leipzig.'),
  ]);
  const [post] = changes();
  if (post === undefined) throw new Error('there is a post');
  expect(scene.playground.pingsOf(post.id)).toEqual({ users: [], roles: [], everyone: false });
  expect(await said(yuki.press(post, 'About this group'))).toContain('### Weights');
  await change({ Name: 'Weights', City: '', 'Regular day and time': '' });
  await aMinute();
  expect(changes().map(textOf).at(-1)).toContain('has changed: no regular hour, online.');
  await change({ Name: 'Gone', City: '', 'Regular day and time': '' });
  scene.playground.admin.deleteChannel(threadsOf(groups)[0]?.id ?? '');
  await aMinute();
  expect(scene.playground.violations).toEqual([]);
});

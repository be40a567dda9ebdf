/** Groups as full as they can be fit into what Discord shows, and a channel that is gone stops nothing. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { crowdedWorld, groupIdIn, people, startGroups } from './scene.ts';

test('fifty members, and more who ask, fit into its panels', { timeout: 60_000 }, async () => {
  const groups = await startGroups({ world: crowdedWorld(60), threads: false, rateLimits: false });
  const { scene, channel, open, join, forge } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const longest = '*_~`|<>[]()@#'.repeat(8);
  const words = {
    name: longest.slice(0, 60),
    topic: longest.slice(0, 100),
    step: 'pytorch',
    hour: 'Wed 19:00',
  };
  const group = groupIdIn(await open(ben, words, { places: 50 }));
  for (let index = 0; index < 49; index += 1) await join(scene.person(`m${index}`), group);
  await join(yuki, group);
  const shown = messageOf(await ben.command(channel, 'group show', { group }));
  expect(textOf(shown)).toContain('👥 50 of 50');
  expect(textOf(shown)).toContain('⏳ 1 waiting for a place');
  expect(textOf(shown)).toContain('and 20 more');
  await forge(ben, `group.removed@1/${group}/${scene.person('m0').userId}`);
  await forge(ben, `group.door@1/${group}`, ['request']);
  for (let index = 50; index < 57; index += 1) await join(scene.person(`m${index}`), group);
  const members = messageOf(
    await ben.press(messageOf(await ben.command(channel, 'group show', { group })), 'Members (7 asking)'),
  );
  expect(textOf(members)).toContain('the first 5 of 7');
  expect(buttonsOf(members).filter((label) => label === 'Let in')).toHaveLength(5);
  expect(buttonsOf(members)).toContain('Let them back');
  expect(textOf(messageOf(await ben.command(channel, 'group edit', { group })))).toContain(
    '50 of 50'.slice(3),
  );
  expect(scene.playground.violations).toEqual([]);
});

test('the channel is deleted with all its threads: groups go on, and say why they have none', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, said } = groups;
  const [ada, ben, yuki] = people(groups, 'ada', 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  scene.playground.admin.deleteChannel(scene.channel('hall.studyGroups'));
  expect(await join(yuki, group)).toContain('🎉 You are in.');
  expect(await said(ben.command(channel, 'group show', { group }))).toContain(
    'the channel for study groups is gone',
  );
  const hall = scene.playground.world.guilds['hall'] ?? '';
  const anew = scene.playground.admin.addChannel(hall, { name: 'groups' });
  const setup = messageOf(await ada.command(channel, 'setup'));
  await ada.select(setup, "Channel for study groups' threads", [anew]);
  await groups.aMinute();
  const [thread] = scene.playground.threadsIn(anew);
  expect(Object.keys(thread?.thread?.members ?? {})).toEqual(
    expect.arrayContaining([ben.userId, yuki.userId]),
  );
  expect(await said(ben.command(channel, 'group show', { group }))).not.toContain('⚠️');
  expect(scene.playground.violations).toEqual([]);
});

test('after a restart every button still works', async () => {
  const groups = await startGroups();
  const { scene, channel, open, said } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const draft = await ben.submit(await ben.command(channel, 'group create'), { Name: 'Before' });
  await open(yuki);
  const found = messageOf(await ben.command(channel, 'group find'));
  await scene.restart();
  expect(await said(ben.press(messageOf(draft), 'Open the group'))).toContain('🎉 It is open.');
  expect(await said(ben.press(found, 'Join'))).toContain('🎉 You are in.');
  const [thread] = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
  const welcome = scene.playground.messagesIn(thread?.id ?? '')[0];
  if (welcome === undefined) throw new Error('the thread begins with a welcome');
  expect(await said(yuki.press(welcome, 'About this group'))).toContain('### Tuesday Tensors');
  expect(textOf(scene.playground.messagesIn(thread?.id ?? '')[0] ?? welcome), 'for all, it stays').toBe(
    textOf(welcome),
  );
  expect(scene.playground.violations).toEqual([]);
});

/** Joining: places, the line, and the ways in which somebody might get in past others. */
import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { startBot } from '../../src/bot.ts';
import { createLogger } from '../../src/log.ts';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { crowdedWorld, groupIdIn, people, startGroups } from './scene.ts';

test('200 members press *Join* on five free places at once: five are in, 195 in line, in order', {
  timeout: 60_000,
}, async () => {
  const crowd = await startGroups({ world: crowdedWorld(200), rateLimits: false });
  const { scene, channel, open, rows } = crowd;
  await open(scene.person('ben'), {}, { places: 6 });
  const members = Array.from({ length: 200 }, (_, index) => scene.person(`m${index}`));
  const panels: APIMessage[] = [];
  for (const member of members) panels.push(messageOf(await member.command(channel, 'group find')));
  const answers = await Promise.all(
    members.map(async (member, index) => {
      const panel = panels[index];
      if (panel === undefined) throw new Error('there is a panel for each');
      const settled = await member.settled(await member.press(panel, 'Join'));
      return settled === null ? '' : textOf(settled);
    }),
  );
  // On a busy machine an answer may miss its 3 s, and none is here; what came has to be true.
  const isLate = answers.includes('');
  const joined = answers.filter((answer) => answer.includes('🎉 You are in.')).length;
  const places = answers.flatMap((answer) => /You are number (\d+) in line/.exec(answer)?.[1] ?? []);
  expect(new Set(places).size, 'each place of the line once').toBe(places.length);
  expect(isLate ? joined <= 5 : joined === 5 && places.length === 195, `${joined} joined`).toBe(true);
  expect(rows('select count(*) as count from group_member')).toEqual([{ count: 6 }]);
  expect(rows('select count(distinct since_at) as count from group_wait')).toEqual([{ count: 195 }]);
  const [thread] = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
  await scene.moveTo(scene.clock.now() + 60_000);
  expect(Object.keys(thread?.thread?.members ?? {}), 'five, the owner and the bot').toHaveLength(7);
  const late = ({ path }: { path: string }) => isLate && path.endsWith('/callback');
  expect(scene.playground.violations.filter((violation) => !late(violation))).toEqual([]);
});

test('whoever leaves the line, or lets an offer go, makes way for the next', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, aMinute, said, forge } = groups;
  const [ben, yuki, chidi, noor] = people(groups, 'ben', 'yuki', 'chidi', 'noor');
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  for (const person of [yuki, chidi, noor]) await join(person, group);
  const waiting = messageOf(await chidi.command(channel, 'group show', { group: 'tuesday tensors' }));
  expect(buttonsOf(waiting)).toContain('Wait no longer');
  expect(await said(chidi.press(waiting, 'Wait no longer'))).toContain('You are off the list');
  expect(await forge(chidi, `group.unwait@1/${group}`)).toContain("You weren't waiting");
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  await aMinute();
  expect(mail(chidi)).toEqual([]);
  expect(mail(noor).map(textOf).join()).toContain('is kept for you until');
  const offered = messageOf(await noor.command(channel, 'group show', { group }));
  expect(textOf(offered)).toContain('**A place is kept for you** until');
  expect(
    await said(chidi.command(channel, 'group find', { free: 'yes' })),
    'a kept place is not free',
  ).toContain('Nothing fits all of that');
  expect(await join(chidi, group)).toContain('You are number 1 in line');
  expect(await said(noor.press(offered, 'Let it go'))).toContain('You are off the list');
  await aMinute();
  expect(mail(chidi).map(textOf).join()).toContain('is kept for you until');
  expect(scene.playground.violations).toEqual([]);
});

test('a place that was kept too long goes to the next in line, not to whoever presses first', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, rows, aMinute } = groups;
  const [ben, yuki, chidi, noor, sam] = people(groups, 'ben', 'yuki', 'chidi', 'noor', 'sam');
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  for (const person of [yuki, chidi, noor]) await join(person, group);
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  await aMinute();
  // A day later, before anything has run by the clock.
  scene.clock.moveTo(scene.clock.now() + 24 * 60 * 60_000 + 1);
  expect(await join(sam, group), 'a stranger').toContain('You are number 1 in line');
  expect(await join(chidi, group), 'whoever was too late').toContain('You are number 2 in line');
  expect(await join(noor, group)).toContain('🎉 You are in.');
  expect(rows('select count(*) as count from group_member')).toEqual([{ count: 2 }]);
  expect(scene.playground.violations).toEqual([]);
});

test('more places are offered to the line at once; fewer than there are members are not to be had', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, aMinute, forge } = groups;
  const [ben, yuki, chidi, noor] = people(groups, 'ben', 'yuki', 'chidi', 'noor');
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  for (const person of [yuki, chidi, noor]) await join(person, group);
  const edit = messageOf(await ben.command(channel, 'group edit', { group }));
  await ben.select(edit, 'Places', ['3']);
  await aMinute();
  expect(mail(chidi).map(textOf).join()).toContain('is kept for you until');
  expect(mail(noor)).toEqual([]);
  await join(chidi, group);
  expect(await forge(ben, `group.size@1/${group}`, ['2'])).toContain('It has more members than that');
  for (const value of ['1', '51', '-3', '7.5', 'many'])
    expect(await forge(ben, `group.size@1/${group}`, [value])).toContain('Pick one from the list');
  expect(scene.playground.violations).toEqual([]);
});

test('a member is in ten groups at most, and waits for ten', { timeout: 30_000 }, async () => {
  const groups = await startGroups({ world: crowdedWorld(12), threads: false });
  const { scene, channel, open, join, said } = groups;
  const yuki = scene.person('yuki');
  const hostile = '*_~`|<>[]()@#'.repeat(5).slice(0, 60);
  for (let index = 0; index < 10; index += 1) {
    const id = groupIdIn(
      await open(scene.person(`m${index}`), { name: hostile, topic: hostile }, { places: 2 }),
    );
    await join(yuki, id);
  }
  const eleventh = groupIdIn(await open(scene.person('m10')));
  expect(await join(yuki, eleventh)).toContain('You are in 10 study groups already');
  const mine = messageOf(await yuki.command(channel, 'group mine'));
  expect(buttonsOf(mine).filter((label) => label === 'Open')).toHaveLength(8);
  const second = messageOf(await yuki.press(mine, 'More'));
  expect(buttonsOf(second).filter((label) => label === 'Open')).toHaveLength(2);
  expect(
    buttonsOf(messageOf(await yuki.press(second, 'Back'))).filter((label) => label === 'Open'),
  ).toHaveLength(8);
  expect(await said(yuki.submit(await yuki.command(channel, 'group create'), { Name: 'Mine' }))).toContain(
    'Nobody else sees it yet',
  );
  const draft = messageOf(await yuki.command(channel, 'group edit', { group: 'Mine' }));
  expect(await said(yuki.press(draft, 'Open the group'))).toContain('You are in 10 groups already');

  const chidi = scene.person('chidi');
  for (const { group_id: id } of groups.rows('select group_id from study_group where capacity = 2'))
    expect(await join(chidi, String(id))).toContain('in line');
  const twelfth = groupIdIn(await open(scene.person('m11'), {}, { byRequest: true }));
  expect(await join(chidi, twelfth)).toContain('You wait for 10 study groups already');
  expect(await join(chidi, eleventh), 'a free place needs no line').toContain('🎉 You are in, with');
  expect(scene.playground.violations).toEqual([]);
});

test('two processes on one database offer each place once', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, rows } = groups;
  const [ben, yuki, chidi, noor, theo] = people(groups, 'ben', 'yuki', 'chidi', 'noor', 'theo');
  const group = groupIdIn(await open(ben, {}, { places: 3 }));
  for (const person of [yuki, chidi, noor, theo]) await join(person, group);
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
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
  const tick = () => Promise.all([scene.bot.scheduler.tick(), second.scheduler.tick()]);
  await tick();
  // Noor, who is next, lets a day pass; then it is Theo's.
  scene.clock.moveTo(scene.clock.now() + 24 * 60 * 60_000);
  await tick();
  await tick();
  await second.stop();
  expect(
    mail(noor)
      .map(textOf)
      .filter((words) => words.includes('is kept for you')),
  ).toHaveLength(1);
  expect(
    mail(theo)
      .map(textOf)
      .filter((words) => words.includes('is kept for you')),
  ).toHaveLength(1);
  expect(rows('select user_id from group_wait where offered_until is not null')).toEqual([
    { user_id: theo.userId },
  ]);
  expect(scene.playground.violations).toEqual([]);
});

test('who waits and takes no direct messages is told to look in', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, aMinute } = groups;
  const [ben, layla] = people(groups, 'ben', 'layla');
  const group = groupIdIn(await open(ben, {}, { byRequest: true }));
  await join(layla, group);
  await ben.press(messageOf(await ben.command(channel, 'group show', { group })), 'Members (1 asking)');
  const members = messageOf(
    await ben.press(messageOf(await ben.command(channel, 'group show', { group })), 'Members (1 asking)'),
  );
  await ben.press(members, 'Not this time');
  await aMinute();
  await scene.moveTo(scene.clock.now() + 31 * 24 * 60 * 60_000);
  expect(await join(layla, group), 'after a month they may ask again').toContain('The owner has been asked');
  expect(await join(layla, group)).toContain("Your direct messages are closed, so I can't tell you");
  scene.playground.admin.setDmsOpen(layla.userId, true);
  expect(scene.playground.violations).toEqual([]);
});

test('an offer that nobody could be told of, since the bot was down for days, begins anew', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, rows } = groups;
  const [ben, yuki, chidi, noor] = people(groups, 'ben', 'yuki', 'chidi', 'noor');
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  for (const person of [yuki, chidi, noor]) await join(person, group);
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  scene.clock.moveTo(scene.clock.now() + 3 * 24 * 60 * 60_000);
  await scene.restart();
  await groups.aMinute();
  expect(rows('select user_id from group_wait where offered_until is not null')).toEqual([
    { user_id: chidi.userId },
  ]);
  expect(mail(chidi).map(textOf)).toEqual([expect.stringContaining('is kept for you until')]);
  await scene.moveTo(scene.clock.now() + 24 * 60 * 60_000 + 60_000);
  expect(mail(noor)).toHaveLength(1);
  expect(scene.playground.violations).toEqual([]);
});

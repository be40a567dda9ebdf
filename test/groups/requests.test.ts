/** Groups by request: asking, and what the owner says. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { groupIdIn, people, startGroups } from './scene.ts';

test('who asks after the owner was told is told of, too: once in ten minutes', async () => {
  const groups = await startGroups();
  const { scene, open, join, mail, aMinute } = groups;
  const [ben, yuki, chidi, noor, theo] = people(groups, 'ben', 'yuki', 'chidi', 'noor', 'theo');
  const group = groupIdIn(await open(ben, {}, { byRequest: true }));
  await join(yuki, group);
  await join(chidi, group);
  await aMinute();
  expect(mail(ben)).toHaveLength(1);
  await join(noor, group);
  await join(theo, group);
  await aMinute();
  expect(mail(ben), 'not one by one').toHaveLength(1);
  await scene.moveTo('2027-01-13T12:10:00Z');
  expect(mail(ben)).toHaveLength(2);
  expect(scene.playground.violations).toEqual([]);
});

test('a request can be taken back; then there is nothing to answer', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, forge, mail, aMinute } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben, {}, { byRequest: true }));
  expect(await join(yuki, group)).toContain('The owner has been asked');
  const shown = messageOf(await yuki.command(channel, 'group show', { group }));
  expect(buttonsOf(shown)).toContain('Take it back');
  await yuki.press(shown, 'Take it back');
  await aMinute();
  expect(mail(ben), 'what nobody asks any more is no news').toEqual([]);
  expect(await forge(ben, `group.yes@1/${group}/${yuki.userId}`)).toContain("doesn't ask any more");
  expect(await forge(ben, `group.no@1/${group}/${yuki.userId}`)).toContain("doesn't ask any more");
  expect(scene.playground.violations).toEqual([]);
});

test('nobody but the owner lets in, turns away, removes, hands over, changes or closes', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, forge, rows } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const group = groupIdIn(await open(ben, {}, { byRequest: true }));
  await join(yuki, group);
  const before = rows('select * from study_group');
  const buttons = [
    `group.yes@1/${group}/${yuki.userId}`,
    `group.no@1/${group}/${yuki.userId}`,
    `group.forgive@1/${group}/${yuki.userId}`,
    `group.removed@1/${group}/${yuki.userId}`,
    `group.handed@1/${group}/${yuki.userId}`,
    `group.people@1/${group}`,
    `group.edit@1/${group}`,
    `group.words@1/${group}`,
    `group.open@1/${group}`,
    `group.drop@1/${group}`,
    `group.close@1/${group}`,
    `group.closed@1/${group}`,
    `group.alive@1/1/${group}`,
  ];
  const selects = ['hand', 'remove', 'city', 'lang', 'size', 'door'].map(
    (name) => `group.${name}@1/${group}`,
  );
  for (const person of [yuki, chidi]) {
    for (const id of buttons) expect(await forge(person, id), id).toContain("Only the group's owner");
    for (const id of selects)
      expect(await forge(person, id, [yuki.userId]), id).toContain("Only the group's owner");
  }
  expect(rows('select * from study_group')).toEqual(before);
  expect(await forge(yuki, `group.reports@1/`)).not.toContain('### Reports');
  expect(rows('select count(*) as count from group_member')).toEqual([{ count: 1 }]);
  // Of another server it is not even there.
  const maja = scene.person('maja');
  const elsewhere = scene.channel('circle.general');
  expect(textOf(messageOf(await maja.command(elsewhere, 'group join', { group })))).toContain(
    "I don't find that group",
  );
  expect(textOf(messageOf(await maja.command(elsewhere, 'group show', { group })))).toContain(
    "I don't find that group",
  );
  expect(textOf(messageOf(await maja.command(elsewhere, 'group find')))).toContain(
    'No study group online yet',
  );
  expect(channel).not.toBe(elsewhere);
  expect(scene.playground.violations).toEqual([]);
});

test('let in while all places are taken, they are in line; let in twice, they are in once', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, forge, mail, aMinute, rows } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const group = groupIdIn(await open(ben, {}, { byRequest: true, places: 2 }));
  await join(yuki, group);
  await join(chidi, group);
  const yes = `group.yes@1/${group}/${yuki.userId}`;
  const both = await Promise.all([forge(ben, yes), forge(scene.person('ada'), yes)]);
  expect(both.filter((words) => words.includes('is in.'))).toHaveLength(1);
  expect(both.filter((words) => words.includes('is in already.'))).toHaveLength(1);
  expect(await forge(ben, `group.yes@1/${group}/${chidi.userId}`)).toContain('is in line');
  await aMinute();
  expect(mail(chidi).map(textOf).join()).toContain('is full just now');
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  await aMinute();
  const offer = mail(chidi).find((message) => textOf(message).includes('is kept for you'));
  if (offer === undefined) throw new Error('chidi has no offer');
  expect(textOf(messageOf(await chidi.press(offer, 'Take the place')))).toContain('🎉 You are in.');
  expect(rows('select count(*) as count from group_member')).toEqual([{ count: 2 }]);
  expect(scene.playground.violations).toEqual([]);
});

test('once whoever likes may join, who asked is offered a place', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, aMinute } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben, {}, { byRequest: true }));
  await join(yuki, group);
  const edit = messageOf(await ben.command(channel, 'group edit', { group }));
  await ben.select(edit, 'Who may join', ['open']);
  await aMinute();
  expect(mail(yuki).map(textOf).join()).toContain('is kept for you until');
  expect(await join(yuki, group)).toContain('🎉 You are in.');
  expect(scene.playground.violations).toEqual([]);
});

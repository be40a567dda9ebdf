/** What was looked for and not found: told once, when it is there. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { groupIdIn, people, startGroups, wishLabel } from './scene.ts';

test('nobody near: those online, a group of one’s own, or a word when there is one', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, mail, aMinute } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  await open(ben, { name: 'Far away', hour: 'Tue 19:00' });
  const found = messageOf(await yuki.command(channel, 'group find', { near: 'Leipzig' }));
  expect(textOf(found)).toContain('Nobody meets within 25 km of Leipzig yet.');
  expect(textOf(found)).toContain('**Far away**');
  expect(buttonsOf(found)).toContain('Start a group');
  const wished = messageOf(await yuki.press(found, 'Tell me when there is another'));
  expect(textOf(wished)).toContain('I write to you once there is a new group within 25 km of Leipzig');
  await open(chidi, { name: 'Too far', city: 'Dresden' });
  await aMinute();
  expect(mail(yuki)).toEqual([]);
  await open(chidi, { name: 'Near', city: 'Markkleeberg' });
  await aMinute();
  const [letter] = mail(yuki);
  expect(letter && textOf(letter)).toContain('like the one you looked for: **Near**');
  await open(chidi, { name: 'Near as well', city: 'Leipzig' });
  await aMinute();
  expect(mail(yuki), 'once').toHaveLength(1);
  if (letter === undefined) throw new Error('yuki has no letter');
  expect(textOf(messageOf(await yuki.press(letter, 'Join')))).toContain('🎉 You are in, with');
  expect(scene.playground.violations).toEqual([]);
});

test('a wish minds step, words and language, and ends when it is taken back or granted by oneself', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, mail, aMinute, rows } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const wish = async (person: typeof yuki, options: Record<string, string>) => {
    const found = messageOf(await person.command(channel, 'group find', options));
    return messageOf(await person.press(found, wishLabel(found)));
  };
  await wish(yuki, { topic: 'Vorlesung', language: 'de', online: 'online' });
  await wish(chidi, { topic: 'pytorch' });
  const [one, two, three] = [{ language: 'en' }, { language: 'de' }, { language: 'de' }] as const;
  await open(ben, { name: 'Vorlesung' }, one);
  await open(ben, { name: 'Something else' }, two);
  await aMinute();
  expect(mail(yuki)).toEqual([]);
  await open(ben, { name: 'Die VORLESUNG', step: 'pytorch' }, three);
  await aMinute();
  expect(mail(yuki)).toHaveLength(1);
  expect(mail(chidi)).toHaveLength(1);
  const wished = await wish(yuki, {});
  expect(buttonsOf(wished)).toContain("Don't tell me");
  const ended = messageOf(await yuki.press(wished, "Don't tell me"));
  expect(textOf(ended)).toMatch(/I don't look any more.*3 study groups online/s);
  expect(rows('select * from group_wish')).toEqual([]);
  await wish(yuki, {});
  await open(yuki, { name: 'Her own' });
  expect(rows('select * from group_wish')).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('in a direct message it is the group’s own server that counts', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, mail, aMinute } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const found = messageOf(await yuki.command(channel, 'group find'));
  await yuki.press(found, 'Tell me when there is one');
  const group = groupIdIn(await open(ben));
  await yuki.command(scene.channel('circle.general'), 'group mine');
  await aMinute();
  const [letter] = mail(yuki);
  if (letter === undefined) throw new Error('yuki has no letter');
  const seen = messageOf(await yuki.press(letter, 'See it'));
  expect(textOf(seen)).toContain('Tuesday Tensors');
  expect(textOf(messageOf(await yuki.press(seen, 'Join')))).toContain('🎉 You are in, with');
  expect(textOf(messageOf(await yuki.command(channel, 'group show', { group })))).toContain(yuki.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('who could not be told looks on, and hears of it beforehand', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, mail, aMinute, rows, said } = groups;
  const [ben, layla] = people(groups, 'ben', 'layla');
  const wish = async () => {
    const found = messageOf(await layla.command(channel, 'group find'));
    return said(layla.press(found, wishLabel(found)));
  };
  expect(await wish(), 'nobody knows yet').not.toContain('direct messages are closed');
  await open(ben, { name: 'Unheard' });
  await aMinute();
  expect(mail(layla)).toEqual([]);
  expect(rows('select told_of from group_wish')).toEqual([{ told_of: null }]);
  await layla.press(messageOf(await layla.command(channel, 'group find')), "Don't tell me");
  expect(await wish()).toContain('Your direct messages are closed');
  scene.playground.admin.setDmsOpen(layla.userId, true);
  await open(ben, { name: 'Heard' });
  await open(ben, { name: 'One too many' });
  await aMinute();
  expect(mail(layla).map(textOf)).toEqual([expect.stringContaining('**Heard**')]);
  expect(rows('select * from group_wish')).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('what ended before anybody could be told grants no wish', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, mail, aMinute } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const found = messageOf(await yuki.command(channel, 'group find'));
  await yuki.press(found, wishLabel(found));
  const group = groupIdIn(await open(ben, { name: 'Gone at once' }));
  await ben.press(messageOf(await ben.command(channel, 'group close', { group })), 'Close it');
  await aMinute();
  expect(mail(yuki)).toEqual([]);
  await open(ben, { name: 'Here to stay' });
  await aMinute();
  expect(mail(yuki).map(textOf)).toEqual([expect.stringContaining('**Here to stay**')]);
  expect(scene.playground.violations).toEqual([]);
});

test('the button in the message says what it does: ask, or wait for a place', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, join, mail, aMinute, said } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const wish = async () => {
    const found = messageOf(await yuki.command(channel, 'group find'));
    await yuki.press(found, wishLabel(found));
  };
  await wish();
  await open(ben, { name: 'By request' }, { byRequest: true });
  await aMinute();
  await wish();
  await join(chidi, groupIdIn(await open(ben, { name: 'Full' }, { places: 2 })));
  await aMinute();
  const [first, second] = mail(yuki);
  if (first === undefined || second === undefined) throw new Error('yuki has two letters');
  expect(textOf(first)).toContain('By request: its owner lets people in one by one');
  expect(await said(yuki.press(first, 'Ask to join'))).toContain('The owner has been asked');
  expect(textOf(second)).toContain('All places are taken just now');
  expect(await said(yuki.press(second, 'Wait for a place'))).toContain('in line');
  expect(scene.playground.violations).toEqual([]);
});

test('whoever finds the group before the message does looks no longer', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, join, mail, aMinute, rows } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const found = messageOf(await yuki.command(channel, 'group find'));
  await yuki.press(found, wishLabel(found));
  await join(yuki, groupIdIn(await open(ben)));
  await aMinute();
  expect(mail(yuki)).toEqual([]);
  expect(rows('select * from group_wish')).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

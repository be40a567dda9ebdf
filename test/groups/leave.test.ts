/** Leaving, handing over, removing and closing: by members, owners, moderators, and by whoever is simply gone. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { forgetMember } from '../../src/departures/forget.ts';
import { placesOf } from '../departures/scene.ts';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { groupIdIn, people, startGroups } from './scene.ts';

test("the owner's leaving passes the group on, after asking", async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, aMinute, said } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  await join(chidi, group);
  const asked = messageOf(await ben.command(channel, 'group leave', { group }));
  expect(textOf(asked)).toContain(`it passes to <@${yuki.userId}>`);
  expect(buttonsOf(messageOf(await ben.press(asked, 'Stay')))).toContain('Leave');
  const again = messageOf(await ben.command(channel, 'group leave', { group }));
  expect(await said(ben.press(again, 'Leave'))).toContain(`goes on with <@${yuki.userId}> as its owner`);
  await aMinute();
  expect(mail(yuki).map(textOf).join()).toContain('is in your hands now');
  expect(await said(yuki.command(channel, 'group show', { group }))).toContain(`<@${yuki.userId}> (owner)`);
  const [thread] = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
  expect(Object.keys(thread?.thread?.members ?? {})).not.toContain(ben.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('the last to leave closes it: the thread says so and is put away', async () => {
  const groups = await startGroups();
  const { scene, channel, open, said, forge } = groups;
  const ben = scene.person('ben');
  const group = groupIdIn(await open(ben));
  const asked = messageOf(await ben.command(channel, 'group leave', { group }));
  expect(textOf(asked)).toContain('it closes when you leave');
  expect(await said(ben.press(asked, 'Leave'))).toContain('is closed');
  const [thread] = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
  expect(thread?.thread?.archived).toBe(true);
  const last = scene.playground.messagesIn(thread?.id ?? '').at(-1);
  expect(last && textOf(last)).toContain('has ended');
  for (const id of ['show', 'join', 'leave', 'left', 'unwait', 'edit', 'closed', 'report'])
    expect(await forge(ben, `group.${id}@1/${group}`), id).toContain('That group is no more');
  expect(scene.playground.violations).toEqual([]);
});

test('handed over twice at once, it has one owner', async () => {
  const groups = await startGroups();
  const { scene, open, join, forge, rows } = groups;
  const [ben, yuki, chidi, sam] = people(groups, 'ben', 'yuki', 'chidi', 'sam');
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  await join(chidi, group);
  const answers = await Promise.all([
    forge(ben, `group.handed@1/${group}/${yuki.userId}`),
    forge(ben, `group.handed@1/${group}/${chidi.userId}`),
  ]);
  expect(answers.filter((words) => words.includes('owns it now'))).toHaveLength(1);
  const owners = rows('select user_id from group_member where is_owner = 1');
  expect(owners).toHaveLength(1);
  const owner = [yuki, chidi].find(({ userId }) => userId === owners[0]?.['user_id']);
  if (owner === undefined) throw new Error('the owner is one of the two');
  expect(await forge(owner, `group.hand@1/${group}`, [sam.userId]), 'a stranger').toContain(
    'Only another member can own',
  );
  expect(await forge(owner, `group.hand@1/${group}`, ['nobody'])).toContain('Pick somebody from the list');
  expect(await forge(ben, `group.close@1/${group}`)).toContain("Only the group's owner");
  expect(scene.playground.violations).toEqual([]);
});

test('handing over asks first, with the name', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, rows } = groups;
  const [ben, yuki, sam] = people(groups, 'ben', 'yuki', 'sam');
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  const shown = messageOf(await ben.command(channel, 'group show', { group }));
  const members = messageOf(await ben.press(shown, 'Members'));
  const stranger = messageOf(await ben.select(members, 'Remove …', [sam.userId]));
  expect(textOf(stranger)).toContain('is no member who could be taken out');
  const asked = messageOf(await ben.select(members, 'Hand the group over to …', [yuki.userId]));
  expect(textOf(asked)).toContain(`Hand Tuesday Tensors over to <@${yuki.userId}>?`);
  expect(rows('select user_id from group_member where is_owner = 1')).toEqual([{ user_id: ben.userId }]);
  expect(textOf(messageOf(await ben.press(asked, 'Hand over')))).toContain('owns it now');
  expect(rows('select user_id from group_member where is_owner = 1')).toEqual([{ user_id: yuki.userId }]);
  expect(scene.playground.violations).toEqual([]);
});

test('before leaving, what becomes of the place is said as it is', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, said } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  await join(yuki, group);
  const leave = () => yuki.command(channel, 'group leave', { group });
  expect(await said(leave())).toContain('Your place becomes free, and its thread closes to you.');
  await join(chidi, group);
  expect(await said(chidi.command(channel, 'group mine'))).toContain('You are number 1 in line.');
  const asked = messageOf(await leave());
  expect(textOf(asked)).toContain('Your place goes to whoever is next in line.');
  expect(await said(yuki.press(asked, 'Leave'))).toContain('### You are in no study group now');
  expect(await said(chidi.command(channel, 'group mine'))).toContain('A place is kept for you until');
  await groups.forge(ben, `group.door@1/${group}`, ['request']);
  await join(chidi, group);
  const strict = messageOf(await chidi.command(channel, 'group leave', { group }));
  expect(textOf(strict)).toContain('To come back you would ask again.');
  expect(scene.playground.violations).toEqual([]);
});

test('whoever is taken out stays out, until the owner lets them come back', async () => {
  const groups = await startGroups();
  const { scene, channel, open, join, mail, aMinute, said } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  const shown = messageOf(await ben.command(channel, 'group show', { group }));
  const members = messageOf(await ben.press(shown, 'Members'));
  const asked = messageOf(await ben.select(members, 'Remove …', [yuki.userId]));
  expect(textOf(asked), 'a slip of the finger removes nobody').toContain(
    `Remove <@${yuki.userId}> from Tuesday Tensors?`,
  );
  expect(buttonsOf(messageOf(await ben.press(asked, 'Back')))).toContain('Back');
  const anew = messageOf(await ben.select(members, 'Remove …', [yuki.userId]));
  const after = messageOf(await ben.press(anew, 'Remove'));
  expect(textOf(after)).toContain('is no longer in it');
  await aMinute();
  expect(mail(yuki).map(textOf).join()).toContain('it was decided by who looks after it');
  expect(await join(yuki, group)).toContain("You were taken out, so you can't join by yourself");
  const [thread] = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
  expect(Object.keys(thread?.thread?.members ?? {})).not.toContain(yuki.userId);
  expect(await said(ben.press(after, 'Let them back'))).toContain('can come back if they like');
  expect(await join(yuki, group)).toContain('🎉 You are in.');
  expect(Object.keys(thread?.thread?.members ?? {})).toContain(yuki.userId);
  expect(scene.playground.violations).toEqual([]);
});

test('a moderator closes a group: all in it and in its line hear so', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, join, mail, aMinute, said } = groups;
  const [ada, ben, yuki, chidi] = people(groups, 'ada', 'ben', 'yuki', 'chidi');
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  await join(yuki, group);
  await join(chidi, group);
  const asked = messageOf(await ada.command(channel, 'group close', { group }));
  expect(textOf(asked)).toContain('It ends for all 2 members');
  expect(await said(ada.press(asked, 'Close it'))).toContain('is closed');
  await aMinute();
  for (const person of [ben, yuki, chidi]) expect(mail(person).map(textOf).join()).toContain('has ended');
  expect(scene.playground.violations).toEqual([]);
});

test('a member who has left the server is out of every group and line, and a forgotten one leaves no trace', async () => {
  const groups = await startGroups();
  const { scene, open, join, mail, aMinute, rows } = groups;
  const [ben, yuki, chidi] = people(groups, 'ben', 'yuki', 'chidi');
  const hall = scene.playground.world.guilds['hall'] ?? '';
  const group = groupIdIn(await open(ben, {}, { places: 2 }));
  await join(yuki, group);
  await join(chidi, group);
  scene.playground.admin.removeMember(hall, ben.userId);
  // Two weeks of silence, and a message: Discord is asked, and the bot learns that he is gone.
  await scene.moveTo('2027-02-01T12:00:00Z');
  await scene.moveTo('2027-02-25T12:05:00Z');
  await aMinute();
  expect(rows('select user_id, is_owner from group_member')).toEqual([{ user_id: yuki.userId, is_owner: 1 }]);
  expect(mail(chidi).map(textOf).join()).toContain('A place in **Tuesday Tensors** has come free');
  const { db, close } = await openDatabase(scene.databasePath);
  await db.transaction().execute((trx) => forgetMember(trx, { guildId: hall, userId: ben.userId }));
  await close();
  expect(placesOf(ben.userId, scene.databasePath)).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

/** A member's city is theirs: nobody else is shown it, and no row but their own holds it. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { ProfileStore } from '../../src/member/profile.ts';
import { places } from '../../src/places/known.ts';
import { placesOf } from '../departures/scene.ts';
import { messageOf } from '../support/bot.ts';
import { groupIdIn, people, startGroups } from './scene.ts';

test('whoever looks, wishes, asks, joins, reports and leaves gives their city away to nobody', async () => {
  const groups = await startGroups();
  // Near Leipzig; no group is there, so it can only come from who lives there.
  const wurzen = (await places()).search('Wurzen', { limit: 1 })[0]?.id ?? 0;
  const { scene, channel, open, join, aMinute, rows } = groups;
  const [ada, ben, yuki, chidi] = people(groups, 'ada', 'ben', 'yuki', 'chidi');
  const hall = scene.playground.world.guilds['hall'] ?? '';
  const group = groupIdIn(await open(ben, { city: 'Leipzig' }, { byRequest: true }));
  const { db, close } = await openDatabase(scene.databasePath);
  await new ProfileStore(db, scene.clock).setCity({ guildId: hall, userId: yuki.userId }, wurzen);
  await close();
  const found = messageOf(await yuki.command(channel, 'group find', { radius: '50' }));
  expect(JSON.stringify(found), 'to herself it is said').toContain('Wurzen');
  expect(JSON.stringify(found)).toContain('under 50 km');
  expect(JSON.stringify(found), 'no exact distance').not.toMatch(/\d+\.\d+ km|\(2\d km\)/);
  await yuki.press(found, 'Tell me when there is another');
  await join(yuki, group);
  await ben.press(messageOf(await ben.command(channel, 'group show', { group })), 'Members (1 asking)');
  const members = messageOf(
    await ben.press(messageOf(await ben.command(channel, 'group show', { group })), 'Members (1 asking)'),
  );
  await ben.press(members, 'Let in');
  const shown = messageOf(await yuki.command(channel, 'group show', { group }));
  await yuki.submit(await yuki.press(shown, 'Report'), { 'What is wrong?': 'Nothing really' });
  await aMinute();
  await ada.press(messageOf(await ada.command(channel, 'setup')), 'Reports (1)');
  await chidi.command(channel, 'group show', { group });
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  await aMinute();

  const seenBy = (person: typeof ben) =>
    Object.values(scene.playground.world.channels).flatMap((id) => person.visible(id));
  const threads = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
  const others = [ada, ben, chidi].flatMap((person) => [...seenBy(person), ...groups.mail(person)]);
  const everything = JSON.stringify([
    ...others,
    ...threads.flatMap(({ id }) => scene.playground.messagesIn(id)),
  ]);
  expect(everything).toContain('Tuesday Tensors');
  expect(everything).not.toMatch(/Wurzen/);
  expect(everything).not.toContain(String(wurzen));
  expect(placesOf(String(wurzen), scene.databasePath)).toEqual(['group_wish.city_id', 'profile.city_id']);
  for (const table of ['profile', 'group_wish'])
    expect(rows(`select user_id from ${table} where city_id = ${wurzen}`)).toEqual([
      { user_id: yuki.userId },
    ]);
  expect(scene.playground.violations).toEqual([]);
});

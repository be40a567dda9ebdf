/** Once a week, those who live near each other and look for a group hear of each other: never who, and never where. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { pairingChore } from '../../src/groups/pairing.ts';
import type { Person } from '../../src/playground/index.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';
import { messageOf, partsOf, textOf } from '../support/bot.ts';
import { type GroupScene, people, startGroups, wishLabel } from './scene.ts';

async function wish({ channel }: GroupScene, person: Person, near: string): Promise<void> {
  const found = messageOf(await person.command(channel, 'group find', { near }));
  await person.press(found, wishLabel(found));
}

/** Does the chore, and what follows from it. */
async function pair({ scene, aMinute }: GroupScene): Promise<void> {
  const { db, close } = await openDatabase(scene.databasePath);
  const chore = pairingChore({ db, outbox: new Outbox(db, scene.clock), clock: scene.clock });
  expect(await chore.run()).toBe(true);
  await close();
  await aMinute();
}

test('three near each other are told, and so is the channel', async () => {
  const groups = await startGroups();
  const { scene, mail } = groups;
  const [ben, yuki, chidi, noor] = people(groups, 'ben', 'yuki', 'chidi', 'noor');
  const posts = () => scene.playground.messagesIn(scene.channel('hall.studyGroups'));
  await wish(groups, ben, 'Leipzig');
  await wish(groups, yuki, 'Markkleeberg');
  await wish(groups, noor, 'Dresden');
  await pair(groups);
  expect([...posts(), ...mail(ben), ...mail(yuki)], 'two are not enough').toEqual([]);

  await wish(groups, chidi, 'Taucha');
  await pair(groups);
  for (const person of [ben, yuki, chidi])
    expect(mail(person).map(textOf)).toEqual([expect.stringContaining('Others who live near you look')]);
  expect(mail(noor)).toEqual([]);
  const [post] = posts();
  if (post === undefined) throw new Error('there is no post');
  expect(textOf(post)).toContain('3 members who live near each other look for a study group');
  const all = JSON.stringify([post, ...mail(ben), ...mail(yuki), ...mail(chidi)].map(partsOf));
  expect(all).not.toMatch(/Leipzig|Markkleeberg|Taucha|Saxony|Germany|2879139/);
  expect(JSON.stringify(partsOf(post))).not.toMatch(
    new RegExp([ben, yuki, chidi].map((p) => p.userId).join('|')),
  );

  const form = await noor.press(post, 'Start a group');
  expect(form.status).toBe('modal');
  expect(textOf(messageOf(await noor.press(post, 'Find a group')))).toContain('No study group');
  expect(textOf(scene.playground.messagesIn(scene.channel('hall.studyGroups'))[0] ?? post)).toBe(
    textOf(post),
  );
  await pair(groups);
  await scene.moveTo('2027-01-27T12:00:00Z');
  await pair(groups);
  expect(posts(), 'nobody is told twice in four weeks').toHaveLength(1);
  await scene.moveTo('2027-02-14T12:00:00Z');
  await pair(groups);
  expect(posts()).toHaveLength(2);

  const [letter] = mail(ben);
  if (letter === undefined) throw new Error('ben has no letter');
  const draft = messageOf(
    await ben.submit(await ben.press(letter, 'Start a group'), { Name: 'At last', City: 'Leipzig' }),
  );
  await ben.press(draft, 'Open the group');
  await groups.aMinute();
  for (const person of [yuki, chidi])
    expect(mail(person).map(textOf).join()).toContain('like the one you looked for: **At last**');
  expect(scene.playground.violations).toEqual([]);
});

test('who has left the server does not count; without a channel there is no post', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, mail } = groups;
  const [ben, yuki, chidi, noor] = people(groups, 'ben', 'yuki', 'chidi', 'noor');
  for (const person of [ben, yuki, chidi]) await wish(groups, person, 'Leipzig');
  const { db, close } = await openDatabase(scene.databasePath);
  await db
    .updateTable('member')
    .set({ left_at: scene.clock.now() })
    .where('user_id', '=', chidi.userId)
    .execute();
  await close();
  await pair(groups);
  expect(mail(ben)).toEqual([]);
  await wish(groups, noor, 'Leipzig');
  await pair(groups);
  expect(mail(ben)).toHaveLength(1);
  expect(mail(chidi)).toEqual([]);
  expect(scene.playground.messagesIn(scene.channel('hall.studyGroups'))).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

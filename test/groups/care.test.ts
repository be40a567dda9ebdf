/** Care for groups that have gone silent. */
import { expect, test } from 'vitest';
import type { Person } from '../../src/playground/index.ts';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { type GroupScene, groupIdIn, people, startGroups } from './scene.ts';

// Six weeks after a Wednesday at noon, and a week, and another.
const [asked, offered, closed] = ['2027-02-24T12:05:00Z', '2027-03-03T12:10:00Z', '2027-03-10T12:15:00Z'];

const read = ({ mail }: GroupScene, person: Person) => mail(person).map(textOf).join('\n');
function letterTo({ mail }: GroupScene, person: Person, words: string) {
  const found = mail(person).find((message) => textOf(message).includes(words));
  if (found === undefined) throw new Error(`no letter says “${words}”`);
  return found;
}

test('the owner is asked, then a member, then it is closed with a kind word', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, open, join } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  await scene.moveTo('2027-02-24T11:00:00Z');
  expect(read(groups, ben)).not.toContain('quiet');
  await scene.moveTo(asked);
  expect(read(groups, ben)).toContain('It has been quiet in **Tuesday Tensors** for six weeks');
  expect(read(groups, yuki)).toBe('');
  const own = messageOf(await ben.command(groups.channel, 'group show', { group }));
  expect(textOf(own)).toContain('Does it go on?');
  expect(buttonsOf(own)).toContain('It goes on');
  expect(buttonsOf(messageOf(await yuki.command(groups.channel, 'group show', { group })))).not.toContain(
    'I take it on',
  );
  await scene.moveTo(offered);
  expect(read(groups, yuki)).toContain('Will you take it on?');
  expect(buttonsOf(messageOf(await yuki.command(groups.channel, 'group show', { group })))).toContain(
    'I take it on',
  );
  await scene.moveTo(closed);
  for (const person of [ben, yuki]) expect(read(groups, person)).toContain('has ended. Thank you');
  const late = messageOf(await yuki.press(letterTo(groups, yuki, 'Will you take it on'), 'I take it on'));
  expect(textOf(late)).toContain('That group is no more. In the server, `/group find` shows');
  await scene.moveTo('2027-04-10T12:00:00Z');
  expect(groups.rows('select * from study_group'), 'after a month nothing is left of it').toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test("the owner's word keeps it, and so does whoever takes it on", async () => {
  const groups = await startGroups();
  const { scene, open, join, rows } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  await join(yuki, group);
  await scene.moveTo(asked);
  const letter = letterTo(groups, ben, 'Does it go on?');
  expect(textOf(messageOf(await ben.press(letter, 'It goes on')))).toContain('🌱 Good.');
  await scene.moveTo(closed);
  expect(rows('select state, care from study_group')).toEqual([{ state: 'open', care: 'none' }]);
  // Six weeks later he says nothing.
  await scene.moveTo('2027-04-14T13:00:00Z');
  const offer = letterTo(groups, yuki, 'Will you take it on?');
  expect(textOf(messageOf(await yuki.press(offer, 'I take it on')))).toContain('in your hands now');
  expect(rows('select user_id from group_member where is_owner = 1')).toEqual([{ user_id: yuki.userId }]);
  expect(textOf(messageOf(await yuki.press(offer, 'I take it on')))).toContain('has taken it on already');
  await scene.moveTo('2027-04-30T12:00:00Z');
  expect(read(groups, ben)).toContain("is in another member's hands now");
  expect(rows('select state from study_group')).toEqual([{ state: 'open' }]);
  expect(scene.playground.violations).toEqual([]);
});

test('a message in the thread is a sign of life, also as the answer to the question', async () => {
  const groups = await startGroups();
  const { scene, open, join, rows } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  await join(yuki, groupIdIn(await open(ben)));
  const thread = scene.playground.threadsIn(scene.channel('hall.studyGroups'))[0]?.id ?? '';
  await scene.moveTo('2027-02-20T12:00:00Z');
  yuki.say(thread, 'Still here!');
  await scene.moveTo(asked);
  expect(read(groups, ben)).toBe('');
  await scene.moveTo('2027-04-03T12:05:00Z');
  expect(read(groups, ben)).toContain('Does it go on?');
  yuki.say(thread, 'It does!');
  await scene.moveTo('2027-04-30T12:05:00Z');
  expect(read(groups, yuki)).toBe('');
  expect(rows('select state, care from study_group')).toEqual([{ state: 'open', care: 'none' }]);
  expect(scene.playground.violations).toEqual([]);
});

test('while Discord does not say what was written, nobody is asked and nothing is closed', async () => {
  const groups = await startGroups();
  const { scene, open, rows } = groups;
  await open(scene.person('ben'));
  const thread = scene.playground.threadsIn(scene.channel('hall.studyGroups'))[0]?.id ?? '';
  const down = scene.playground.faults.add({ route: `/channels/${thread}`, status: 503, times: Infinity });
  scene.clock.moveTo(Temporal.Instant.from(asked).epochMilliseconds);
  await scene.bot.scheduler.tick();
  expect(rows('select care from study_group')).toEqual([{ care: 'none' }]);
  down.remove();
  await scene.bot.scheduler.tick();
  expect(rows('select care from study_group')).toEqual([{ care: 'asked' }]);
  expect(scene.playground.violations).toEqual([]);
});

test('alone with nobody to ask, it ends a week earlier; what was never opened goes after a week', async () => {
  const groups = await startGroups();
  const { scene, channel, open, rows } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  await open(ben);
  await yuki.submit(await yuki.command(channel, 'group create'), { Name: 'Some day' });
  expect(rows("select name from study_group where state = 'draft'")).toEqual([{ name: 'Some day' }]);
  await scene.moveTo('2027-01-20T12:05:00Z');
  await groups.aMinute();
  expect(rows("select name from study_group where state = 'draft'")).toEqual([]);
  await scene.moveTo(offered);
  expect(rows('select state from study_group')).toEqual([{ state: 'closed' }]);
  expect(scene.playground.violations).toEqual([]);
});

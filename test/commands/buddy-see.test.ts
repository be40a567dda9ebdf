/** What somebody reads who was told in a channel that there is news, and presses *See it*. */
import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { buddy, letters, mention, pair, pass, press } from '../buddies/scene.ts';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

const says = (scene: Scene, name: string, command: string, options: Record<string, string> = {}) =>
  scene.person(name).command(scene.channel('hall.nextSteps'), command, options);

/** Has somebody's nudges come to the channel, and so all news. */
const inChannel = (scene: Scene, name: string) =>
  says(scene, name, 'nudge on', { weekday: 'monday', time: '9', timezone: 'UTC', where: 'channel' });

/** The last that the channel was told. */
function told(scene: Scene): APIMessage {
  const all = scene.playground.messagesIn(scene.channel('hall.nextSteps'));
  const last = all.findLast((message) => textOf(message).includes('there is news about your buddy'));
  if (last === undefined) throw new Error('the channel was told nothing');
  return last;
}

/** Ben and Chidi are buddies, and Chidi's news come to the channel; it is Wednesday, 13 January. */
async function together() {
  const scene = await startScene();
  await inChannel(scene, 'chidi');
  await pair(scene, 'ben', 'chidi');
  return scene;
}

/** Somebody's check-in, as they are asked for it or have made it. */
const checkIn = async (scene: Scene, name: string) => messageOf(await says(scene, name, 'checkin'));

const seen = async (scene: Scene, name = 'chidi') => textOf(await press(scene, name, told(scene), 'See it'));

test('last week, reported on Monday', async () => {
  const scene = await together();
  await says(scene, 'ben', 'goal', { text: 'Train one model' });
  await scene.moveTo('2027-01-18T12:00:00Z');
  const late = await checkIn(scene, 'ben');
  await press(scene, 'ben', late, 'Last week: kept it');
  await pass(scene, 4);
  const news = await seen(scene);
  expect(news).toContain(`${mention(scene, 'ben')} has checked in for the week (Jan 11 – 17):`);
  expect(news).toContain('🎯 **Train one model**');
  expect(news).toContain('Checked in: **kept**');
  expect(news.indexOf('has checked in for'), 'the latest first').toBeLessThan(
    news.indexOf('has set a goal for'),
  );
  expect(news.indexOf('has set a goal for'), 'then how things stand').toBeLessThan(
    news.indexOf('Not checked in yet this week'),
  );
  expect(scene.playground.violations).toEqual([]);
});

test('reported on Sunday, and read on Monday; a goal for the week to come, read on Friday', async () => {
  const scene = await together();
  await scene.moveTo('2027-01-15T12:00:00Z');
  await press(scene, 'ben', await checkIn(scene, 'ben'), 'Partly');
  const ben = scene.person('ben');
  const done = await checkIn(scene, 'ben');
  await ben.submit(await ben.press(done, "Next week's goal"), { 'What will you do?': 'Chapter 3' });
  await pass(scene, 4);
  expect(await seen(scene)).toContain('has set a goal for the week (Jan 18 – 24):\n🎯 **Chapter 3**');

  await scene.moveTo('2027-01-17T22:00:00Z');
  await says(scene, 'ben', 'checkin', { did: 'Half of it' });
  await scene.moveTo('2027-01-18T07:00:00Z');
  const news = await seen(scene);
  expect(news).toContain('has checked in for the week (Jan 11 – 17):');
  expect(news).toContain('partly kept');
  expect(news).toContain('> Half of it');
});

test('what is no longer so is not told, nor what was told weeks ago, nor to anybody else', async () => {
  const scene = await together();
  await says(scene, 'ben', 'checkin', { did: 'Long ago' });
  await scene.moveTo('2027-02-03T12:00:00Z');
  await says(scene, 'ben', 'checkin', { did: 'Just now' });
  const hasty = messageOf(await says(scene, 'ben', 'goal', { text: 'Hasty' }));
  await pass(scene, 4);
  await press(scene, 'ben', hasty, 'Take it back');
  const news = await seen(scene);
  expect(news).toContain('> Just now');
  expect(news).not.toContain('Long ago');
  expect(news).not.toContain('Hasty');
  expect(await seen(scene, 'noor')).not.toContain('Just now');
});

test('by direct message the news stands in the message: *My buddies* does not say it again', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  await says(scene, 'ben', 'goal', { text: 'Read' });
  await pass(scene, 4);
  const letter = letters(scene, 'chidi').at(-1);
  if (letter === undefined) throw new Error('nothing was written');
  expect(textOf(letter)).toContain('has set a goal for this week');
  expect(textOf(await press(scene, 'chidi', letter, 'My buddies'))).not.toContain('has set a goal');
});

test('that a buddy has left, or that a question came to nothing, can be read in the channel too', async () => {
  const scene = await together();
  await press(scene, 'ben', await buddy(scene, 'ben', 'leave'), 'Leave');
  await pass(scene, 2);
  expect(await seen(scene)).toContain('Your buddy has moved on');

  await buddy(scene, 'noor', 'find');
  await press(scene, 'chidi', await buddy(scene, 'chidi', 'find'), 'Ask them');
  await pass(scene, 2);
  const question = letters(scene, 'noor').at(-1);
  if (question === undefined) throw new Error('nothing was asked');
  await press(scene, 'noor', question, 'No, thank you');
  await pass(scene, 2);
  const over = await seen(scene);
  expect(over).toContain("It didn't work out this time");
  expect(over).toContain('You are looking for a buddy');
});

test('somebody to ask is shown at once; who looks no more is not put on the list again by it', async () => {
  const scene = await startScene();
  await inChannel(scene, 'ben');
  const looking = await buddy(scene, 'ben', 'find');
  await scene.moveTo('2027-01-13T14:00:00Z');
  await buddy(scene, 'chidi', 'find');
  await scene.moveTo('2027-01-14T14:00:00Z');
  expect(await seen(scene, 'ben')).toContain(`Somebody for you: ${mention(scene, 'chidi')}`);
  await press(scene, 'ben', looking, 'Stop looking');
  expect(await seen(scene, 'ben')).toContain('A buddy for your weeks');
  expect(scene.playground.violations).toEqual([]);
});

test('a circle of three with all that fits into goals and check-ins: one message, within its limits', async () => {
  const scene = await startScene();
  await pair(scene, 'ben', 'chidi');
  await inChannel(scene, 'noor');
  await buddy(scene, 'noor', 'find');
  await scene.moveTo('2027-01-16T13:00:00Z');
  for (const name of ['ben', 'chidi', 'noor'])
    await press(scene, name, await buddy(scene, name, 'show'), "Yes, let's");
  await pass(scene, 3);
  const full = async (week: string) => {
    for (const name of ['ben', 'chidi']) {
      const person = scene.person(name);
      const panel = messageOf(await says(scene, name, 'goal'));
      const form = await person.press(panel, `goal.ask@1/${week}`, { raw: true });
      await person.submit(form, { 'What will you do?': '*'.repeat(200), 'When and where?': '_'.repeat(200) });
      await says(scene, name, 'checkin', { did: '~'.repeat(500), minutes: '90', goal: 'kept' });
    }
  };
  await full('2027-W02');
  await scene.moveTo('2027-01-18T12:00:00Z');
  await full('2027-W03');
  await pass(scene, 4);
  const news = await seen(scene, 'noor');
  expect(news).toMatch(/-# And \d more\./);
  expect(news.length).toBeLessThanOrEqual(4_000);
  for (const name of ['ben', 'chidi']) expect(news).toContain(`### ${mention(scene, name)}`);
  expect(scene.playground.violations).toEqual([]);
});

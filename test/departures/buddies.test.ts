/** What somebody has with others ends when they leave, and what names them goes with them. */
import { expect, test } from 'vitest';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';
import { hallOf, placesOf, valueIn } from './scene.ts';

/** Ben and Chidi are buddies; Ben has nudges, and both have goals. */
async function paired(): Promise<Scene> {
  const scene = await startScene({ startsAt: '2027-01-13T12:00:00Z', rateLimits: false });
  const [ben, chidi] = [scene.person('ben'), scene.person('chidi')];
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  await chidi.command(channel, 'buddy find');
  await ben.press(messageOf(await ben.command(channel, 'buddy find')), 'Ask them');
  await scene.moveTo('2027-01-13T12:20:00Z');
  const [asked] = scene.playground.directMessages(chidi.userId).slice(-1);
  if (asked === undefined) throw new Error('nobody was asked');
  await chidi.press(asked, "Yes, let's");
  for (const person of [ben, chidi]) await person.command(channel, 'goal', { text: 'One chapter' });
  await scene.moveTo('2027-01-13T13:00:00Z');
  return scene;
}

const seats = (scene: Scene) => valueIn(scene, 'select count(*) from buddy_seat');

test('a circle ends when one of the two is found to have left, and 30 days later nothing names them', async () => {
  const scene = await paired();
  const [ben, chidi] = [scene.person('ben'), scene.person('chidi')];
  expect(seats(scene)).toBe(2);
  scene.playground.admin.removeMember(hallOf(scene), ben.userId);
  const before = scene.playground.directMessages(chidi.userId).length;
  await scene.moveTo('2027-01-29T09:30:00Z');
  expect(seats(scene)).toBe(0);
  expect(scene.playground.directMessages(chidi.userId).length).toBeGreaterThan(before);
  const show = messageOf(await chidi.command(scene.channel('hall.nextSteps'), 'buddy show'));
  expect(textOf(show)).not.toContain(ben.userId);
  await scene.moveTo('2027-03-02T12:00:00Z');
  expect(placesOf(ben.userId, scene.databasePath)).toEqual([]);
});

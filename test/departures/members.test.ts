/** Members who leave a server, and come back, through the front door. */
import { expect, test } from 'vitest';
import type { WorldSeed } from '../../src/playground/index.ts';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';
import { hallOf, placesOf, questionsAbout, valueIn } from './scene.ts';

/** Ben has a nudge every Friday at nine from the 15th of January on, and has used the bot on the 13th. */
async function nudged(): Promise<{ scene: Scene; channel: string; benId: string }> {
  const scene = await startScene({ startsAt: '2027-01-13T12:00:00Z', rateLimits: false });
  const channel = scene.channel('hall.nextSteps');
  const ben = scene.person('ben');
  await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  return { scene, channel, benId: ben.userId };
}

const whyLast = (scene: Scene) => valueIn(scene, 'select reason from outbox order by id desc');

test('who is still there is asked after once in two weeks, and only after two weeks without a sign', async () => {
  const { scene, channel, benId } = await nudged();
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(questionsAbout(scene, benId), 'seen nine days ago').toBe(0);
  await scene.moveTo('2027-01-29T09:01:00Z');
  expect(questionsAbout(scene, benId)).toBe(1);
  expect(scene.playground.messagesIn(channel)).toHaveLength(3);
  await scene.moveTo('2027-02-05T09:01:00Z');
  expect(questionsAbout(scene, benId), 'asked a week ago').toBe(1);
});

test('who has left gets nothing more, and everything again once back', async () => {
  const { scene, channel, benId } = await nudged();
  const ben = scene.person('ben');
  const { admin } = scene.playground;
  await ben.press(messageOf(await ben.command(channel, 'nextstep')), 'Not now');
  await scene.moveTo('2027-01-20T12:00:00Z');
  admin.removeMember(hallOf(scene), benId);
  await scene.moveTo('2027-02-05T09:10:00Z');
  expect(scene.playground.messagesIn(channel), 'the second came while nobody could know').toHaveLength(2);
  expect(whyLast(scene)).toBe('left the server');
  expect(questionsAbout(scene, benId)).toBe(1);

  admin.addMember(hallOf(scene), benId);
  await ben.command(channel, 'checkin', { did: 'Came back' });
  await scene.moveTo('2027-02-12T09:01:00Z');
  expect(scene.playground.messagesIn(channel), 'back at once, with the nudge').toHaveLength(3);
  expect(valueIn(scene, 'select count(*) from step_state'), 'and with the rest').toBe(1);
  await scene.moveTo('2027-03-20T12:00:00Z');
  expect(placesOf(benId, scene.databasePath), 'the 30 days are called off').toContain('nudge.user_id');
});

test('who shares no server with the bot any more has left, and their direct messages are not called closed', async () => {
  const { scene, channel, benId } = await nudged();
  const ben = scene.person('ben');
  await ben.command(channel, 'nudge on', { where: 'dm' });
  scene.playground.admin.removeMember(hallOf(scene), benId);
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(whyLast(scene)).toBe('left the server');
  expect(scene.playground.directMessages(benId)).toEqual([]);
  scene.playground.admin.addMember(hallOf(scene), benId);
  expect(textOf(messageOf(await ben.command(channel, 'nudge show')))).toContain('Weekly nudges are on');
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(scene.playground.directMessages(benId)).toHaveLength(1);
});

test('30 days after somebody was found to have left, all they had is gone', async () => {
  const { scene, benId } = await nudged();
  await scene.person('chidi').command(scene.channel('hall.nextSteps'), 'nextstep');
  scene.playground.admin.removeMember(hallOf(scene), benId);
  await scene.moveTo('2027-01-29T09:01:00Z');
  await scene.moveTo('2027-02-27T12:00:00Z');
  expect(placesOf(benId, scene.databasePath), 'after 29 days').toContain('nudge.user_id');
  await scene.moveTo('2027-03-01T12:00:00Z');
  expect(placesOf(benId, scene.databasePath)).toEqual([]);
  expect(placesOf(scene.person('chidi').userId, scene.databasePath)).not.toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('who has come back without a word keeps what they had', async () => {
  const { scene, benId } = await nudged();
  scene.playground.admin.removeMember(hallOf(scene), benId);
  await scene.moveTo('2027-01-29T09:01:00Z');
  scene.playground.admin.addMember(hallOf(scene), benId);
  await scene.moveTo('2027-03-02T12:00:00Z');
  expect(placesOf(benId, scene.databasePath)).toContain('nudge.user_id');
  expect(questionsAbout(scene, benId), 'when it was noticed, and before it would have gone').toBe(2);
});

test.each([
  ['a server error', { status: 503 }],
  ['a lost connection', { dropSocket: 'before' as const }],
  ['a long rate limit', { status: 429, body: { message: 'Wait', retry_after: 60, global: false } }],
  ['another refusal', { status: 403, body: { message: 'No', code: 20_012 } }],
])('%s instead of an answer counts as still there, and is not asked again', async (_, fault) => {
  const { scene, channel } = await nudged();
  const { faults } = scene.playground;
  const met = faults.add({
    method: 'GET',
    route: '/guilds/:guild/members/:user',
    times: Number.POSITIVE_INFINITY,
    ...fault,
  });
  await scene.moveTo('2027-01-29T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(3);
  await scene.moveTo('2027-02-05T09:01:00Z');
  expect(met.struck).toBe(1);
});

test('a morning with many sleepers asks after 30 of them a minute, and nudges them all', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `sleeper${index}`);
  const world: WorldSeed = {
    users: Object.fromEntries(names.map((name) => [name, { username: name }])),
    guilds: {
      hall: { name: 'Hall', owner: 'sleeper0', members: names, channels: { nextSteps: { name: 'next' } } },
    },
  };
  const scene = await startScene({ world });
  const channel = scene.channel('hall.nextSteps');
  for (const name of names)
    await scene.person(name).command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' });
  await scene.moveTo('2027-01-29T09:00:30Z');
  const asked = names.filter((name) => questionsAbout(scene, scene.person(name).userId) > 0);
  expect(asked).toHaveLength(30);
  const [third] = scene.playground.messagesIn(channel).slice(-1);
  expect(scene.playground.pingsOf(third?.id ?? '').users).toHaveLength(40);
});

test('in direct messages, somebody meets what they have where they still are', async () => {
  const { scene, channel, benId } = await nudged();
  const ben = scene.person('ben');
  await ben.press(messageOf(await ben.command(channel, 'nextstep')), 'Step done');
  const direct = async () => textOf(messageOf(await ben.command(ben.direct(), 'nextstep')));
  expect(await direct()).toContain('Step 2 of 10');
  scene.playground.admin.removeMember(hallOf(scene), benId);
  await scene.moveTo('2027-01-29T09:01:00Z');
  expect(whyLast(scene), 'a direct message is no sign from the server').toBe('left the server');
  expect(await direct(), 'as somebody new').toContain('Step 1 of 10');

  scene.playground.admin.addMember(hallOf(scene), benId);
  await ben.command(channel, 'nextstep');
  expect(await direct()).toContain('Step 2 of 10');
});

/** One nudge a week, and none lost, when something is changed. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, startScene, textOf } from '../support/bot.ts';

const friday = { weekday: 'friday', time: '9:00', timezone: 'UTC' } as const;

test('whoever takes along what they did in direct messages gets no second nudge in the week', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  await ben.command(ben.direct(), 'nudge on', { weekday: 'thursday', time: '9:00', timezone: 'UTC' });
  await scene.moveTo('2027-01-14T09:01:00Z');
  expect(scene.playground.directMessages(ben.userId).length).toBe(1);
  await ben.command(scene.channel('hall.nextSteps'), 'nudge on', { weekday: 'saturday' });
  await scene.moveTo('2027-01-17T23:00:00Z');
  expect(scene.playground.directMessages(ben.userId).length).toBe(1);
});

test('whoever pauses after the question whether to go on gets nudges after the pause', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', friday);
  await scene.moveTo('2027-02-05T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(4);
  await ben.command(channel, 'nudge pause', { until: '2 weeks' });
  await scene.moveTo('2027-03-12T10:00:00Z');
  expect(scene.playground.messagesIn(channel).length).toBeGreaterThan(4);
});

test('the next nudge that a pause promises does come', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', { ...friday, weekday: 'thursday' });
  await scene.moveTo('2027-01-14T09:01:00Z');
  await ben.command(channel, 'nudge on', { weekday: 'sunday' });
  const paused = textOf(messageOf(await ben.command(channel, 'nudge pause', { until: '2027-01-15' })));
  const next = Number(/Next nudge:\*\* <t:(\d+)/.exec(paused)?.[1]) * 1000;
  const before = scene.playground.messagesIn(channel).length;
  await scene.moveTo(next + 60_000);
  expect(scene.playground.messagesIn(channel)).toHaveLength(before + 1);
});

test('nobody is signed up for nudges by a button on somebody else’s question', async () => {
  const scene = await startScene();
  const [ben, chidi] = [scene.person('ben'), scene.person('chidi')];
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', friday);
  await scene.moveTo('2027-02-05T09:01:00Z');
  const question = scene.playground.messagesIn(channel).at(-1);
  if (question === undefined) throw new Error('no question');
  const answer = textOf(messageOf(await chidi.press(question, 'Keep them coming')));
  expect(answer).toContain('Weekly nudges are off');
});

test.each([
  ['nudge on', { where: 'channel' }],
  ['me timezone', { zone: 'Europe/Berlin' }],
] as const)('a nudge that is due and not planned yet is not lost to /%s', async (command, options) => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', friday);
  // No run yet: one is still busy with others, or the process has just come up.
  scene.clock.moveTo(Temporal.Instant.from('2027-01-15T09:00:20Z').epochMilliseconds);
  messageOf(await ben.command(channel, command, options));
  await scene.moveTo('2027-01-17T20:00:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

test('a question that never went out is asked the week after', async () => {
  const scene = await startScene({ rateLimits: false });
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  await scene.moveTo('2027-01-29T09:01:00Z');
  expect(scene.playground.messagesIn(channel), 'three in a row unheard').toHaveLength(3);

  // Discord is down when the question is due, and the bot for more than a day after.
  const down = { route: '/channels/:id/messages', status: 503, times: Number.POSITIVE_INFINITY };
  scene.playground.faults.add(down);
  await scene.moveTo('2027-02-05T09:00:30Z');
  scene.clock.moveTo(Temporal.Instant.from('2027-02-06T12:00:00Z').epochMilliseconds);
  scene.playground.faults.clear();
  await scene.restart();
  await scene.moveTo('2027-02-06T13:00:00Z');
  expect(scene.playground.messagesIn(channel), 'too late for it now').toHaveLength(3);

  await scene.moveTo('2027-02-12T09:01:00Z');
  const [question] = scene.playground.messagesIn(channel).slice(3);
  expect(question && buttonsOf(question)).toContain('Keep them coming');
});

test('the next nudge that is promised does come, though two weeks had theirs ahead of time', async () => {
  const scene = await startScene({ startsAt: '2026-11-25T12:00:00Z' });
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  const east = { time: '00:30', timezone: 'Pacific/Kiritimati' };
  await ben.command(channel, 'nudge on', { ...east, weekday: 'sunday' });
  await scene.moveTo('2026-11-28T10:31:00Z');
  await ben.command(channel, 'nudge on', { ...east, weekday: 'monday' });
  await scene.moveTo('2026-11-29T10:31:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
  const west = { time: '23:00', timezone: 'Pacific/Pago_Pago', weekday: 'sunday' };
  const on = textOf(messageOf(await ben.command(channel, 'nudge on', west)));
  const next = Number(/Next:\*\* <t:(\d+)/.exec(on)?.[1]) * 1000;
  await scene.moveTo(next + 60_000);
  expect(scene.playground.messagesIn(channel)).toHaveLength(3);
});

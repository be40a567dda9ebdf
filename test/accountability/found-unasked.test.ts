/** Found by the simulation: nudges rest for somebody who was never asked whether they should go on. */
import { expect, test } from 'vitest';
import { buttonsOf, startScene } from '../support/bot.ts';

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

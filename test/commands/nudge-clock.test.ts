/** Nudges across clock changes: what users of reminder bots complain of first. */
import { expect, test } from 'vitest';
import { startScene } from '../support/bot.ts';

test.each([
  {
    change: 'spring',
    from: '2027-03-24T12:00:00Z',
    zone: 'Europe/Berlin',
    due: ['2027-03-27T17:00:00Z', '2027-04-03T16:00:00Z'],
  },
  {
    change: 'autumn',
    from: '2027-10-27T12:00:00Z',
    zone: 'Europe/Berlin',
    due: ['2027-10-30T16:00:00Z', '2027-11-06T17:00:00Z'],
  },
  {
    change: 'spring, southern',
    from: '2027-09-29T12:00:00Z',
    zone: 'Australia/Sydney',
    due: ['2027-10-02T08:00:00Z', '2027-10-09T07:00:00Z'],
  },
])('the local time stays across the clock change in $change', async ({ from, zone, due }) => {
  const scene = await startScene({ startsAt: from });
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'saturday', time: '18:00', timezone: zone });
  for (const [index, at] of due.entries()) {
    const atMs = Temporal.Instant.from(at).epochMilliseconds;
    await scene.moveTo(atMs - 60_000);
    expect(scene.playground.messagesIn(channel), `a minute before ${at}`).toHaveLength(index);
    await scene.moveTo(atMs + 60_000);
    expect(scene.playground.messagesIn(channel), `at ${at}`).toHaveLength(index + 1);
  }
});

test('a local time that the clock skips comes once, as much later', async () => {
  const scene = await startScene({ startsAt: '2027-03-27T12:00:00Z' });
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'sunday', time: '02:30', timezone: 'Europe/Berlin' });
  await scene.moveTo('2027-03-28T01:29:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(0);
  await scene.moveTo('2027-03-28T01:31:00Z');
  expect(scene.playground.messagesIn(channel), '02:30 does not exist and is read as 03:30').toHaveLength(1);
  await scene.moveTo('2027-03-28T12:00:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

test('a local time that the clock repeats comes once, the first time', async () => {
  const scene = await startScene({ startsAt: '2027-10-30T12:00:00Z' });
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'sunday', time: '02:30', timezone: 'Europe/Berlin' });
  await scene.moveTo('2027-10-31T00:29:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(0);
  await scene.moveTo('2027-10-31T00:31:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  await scene.moveTo('2027-10-31T12:00:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

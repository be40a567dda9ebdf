/**
 * Every member is reminded exactly once, however the bot dies. The bots are real processes, ended by SIGKILL; Discord
 * forgets every nonce before each restart, so that the outbox alone keeps a reminder single.
 */
import { expect, onTestFinished, test } from 'vitest';
import { randomFrom, seedFrom } from '../support/random.ts';
import { MeetupCrashScene, members } from './crash-scene.ts';

test('killed four times among reminders of 120 meetups: each member is reminded once', {
  timeout: 60_000,
}, async () => {
  const seed = seedFrom('KILL_SEED');
  const random = randomFrom(seed);
  const scene = await MeetupCrashScene.open();
  onTestFinished(() => scene.close());
  const { faults } = scene.playground;
  const post = { method: 'POST', route: '/channels/:id/messages' } as const;
  let inTheMiddle = 0;
  for (let kill = 1; kill <= 4; kill += 1) {
    // Some are posted and the bot never hears of it; some hang at Discord when the bot dies.
    const lost = faults.add({ ...post, times: 2, dropSocket: 'after' });
    const slow = faults.add({ ...post, times: Number.POSITIVE_INFINITY, delayMs: 10 });
    const bot = scene.startBot();
    await scene.untilPosted(3 + Math.floor(random() * 12));
    await new Promise((resolve) => setTimeout(resolve, random() * 20));
    await scene.kill(bot);
    lost.remove();
    slow.remove();
    if (((await scene.states())['sending'] ?? 0) > 0) inTheMiddle += 1;
    scene.letClaimsLapse();
  }
  const last = scene.startBot();
  await last.started;
  for (let minute = 1; minute <= 60; minute += 1) {
    await last.tick(scene.clock.now());
    const { pending = 0, claimed = 0, sending = 0 } = await scene.states();
    if (pending + claimed + sending === 0) break;
    scene.letClaimsLapse();
  }
  expect(inTheMiddle, `kills that struck in the middle (KILL_SEED=${seed})`).toBeGreaterThanOrEqual(2);
  expect(scene.tally(), `KILL_SEED=${seed}`).toEqual({ never: 0, once: members, more: 0 });
  expect(await scene.states()).toEqual({ sent: members });
  expect(scene.playground.violations).toEqual([]);
});

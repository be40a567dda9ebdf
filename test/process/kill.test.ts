/**
 * Every member has exactly one message of the week, however the bot dies. The bots are real processes, ended by
 * SIGKILL; only the clock is a test's, so that a claim's minute passes at once. Discord forgets every nonce before each
 * restart: what keeps a message single must be the outbox alone. `npm run bench:crash` does the same on a larger scale.
 */
import { expect, onTestFinished, test, vi } from 'vitest';
import { CrashScene } from '../../bench/crash/scene.ts';
import { randomFrom, seedFrom } from '../support/random.ts';

const memberCount = 1_000;

async function openScene(): Promise<CrashScene> {
  const scene = await CrashScene.open(memberCount);
  onTestFinished(() => scene.close());
  return scene;
}

async function expectOneEach(scene: CrashScene, seed: number): Promise<void> {
  const counts = scene.tally();
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  expect(counts, `KILL_SEED=${seed}`).toMatchObject({ never: 0, once: memberCount, more: 0, strangers: 0 });
  expect(counts.messages).toBeGreaterThanOrEqual(300);
  expect(await scene.states()).toEqual({ sent: memberCount });
  expect(scene.playground.violations).toEqual([]);
}

test('killed ten times in a run of 1,000 nudges: one message each', { timeout: 90_000 }, async () => {
  const seed = seedFrom('KILL_SEED');
  const random = randomFrom(seed);
  const scene = await openScene();
  let inTheMiddle = 0;
  for (let kill = 1; kill <= 10; kill += 1) {
    // Some are posted and the bot never hears of it; some hang at Discord when the bot dies.
    const lost = scene.loseAnswers(2);
    const bot = scene.startBot();
    await scene.untilPosted(5 + Math.floor(random() * 20));
    lost.remove();
    const hung = scene.delay(1, 100);
    await new Promise((resolve) => setTimeout(resolve, random() * 30));
    await scene.kill(bot);
    hung.remove();
    const { sending = 0, sent = 0 } = await scene.states();
    if (sending > 0 && sent > 0) inTheMiddle += 1;
    scene.letClaimsLapse();
  }
  expect(inTheMiddle, `kills that struck in the middle (KILL_SEED=${seed})`).toBeGreaterThanOrEqual(9);
  const last = scene.startBot();
  await last.started;
  await scene.finish(last);
  await expectOneEach(scene, seed);
});

test('two processes on one database, one of them killed: one message each', { timeout: 60_000 }, async () => {
  const seed = seedFrom('KILL_SEED');
  const random = randomFrom(seed);
  const scene = await openScene();
  scene.loseAnswers(3);
  const [first, second] = [scene.startBot(), scene.startBot()];
  await vi.waitFor(async () => expect(await scene.claimants(), 'both are at work').toBe(2), {
    timeout: 20_000,
    interval: 2,
  });
  await scene.untilPosted(5 + Math.floor(random() * 20));
  await scene.kill(first);
  const third = scene.startBot();
  await third.started;
  // The two that live share what nobody has claimed; a minute later, what the dead one has left in doubt.
  await Promise.all([second, third].map((bot) => bot.tick(scene.clock.now())));
  expect(await scene.states(), `what the dead one left (KILL_SEED=${seed})`).toHaveProperty('sending');
  await scene.finish(second, third);
  expect(
    [second, third].flatMap((bot) => bot.errors()),
    'nobody found the database locked',
  ).toEqual([]);
  await expectOneEach(scene, seed);
});

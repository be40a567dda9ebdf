/** What `/setup` says of how things run. */
import { expect, test, vi } from 'vitest';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

const setup = async (scene: Scene) =>
  textOf(messageOf(await scene.person('ada').command(scene.channel('hall.welcome'), 'setup')));

/** When nudges were last looked for, as the panel says (ms, UTC). */
const lastLook = (panel: string) => Number(/looked for due nudges <t:(\d+):R>/.exec(panel)?.[1]) * 1_000;

test('it says when nudges were last looked for, and warns when that is long ago', async () => {
  const scene = await startScene({ startsAt: '2027-01-13T12:00:00Z' });
  await scene.moveTo('2027-01-13T12:30:00Z');
  const fresh = await setup(scene);
  expect(lastLook(fresh)).toBeGreaterThan(scene.clock.now() - 60_000);
  expect(fresh).not.toContain('⚠️');
  // Again, if the machine's own minute happens to come round in between.
  await vi.waitFor(async () => {
    scene.clock.moveTo(scene.clock.now() + 11 * 60_000);
    expect(await setup(scene)).toContain('⚠️ I last looked for due nudges');
  });
  await scene.bot.scheduler.tick();
  expect(await setup(scene)).not.toContain('⚠️');
});

test('the admin who is told that nothing arrives reads what is needed, and where', async () => {
  const scene = await startScene();
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const channel = scene.channel('hall.nextSteps');
  const { admin, botUserId } = scene.playground;
  await ada.command(channel, 'setup', { channel });
  await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  admin.setChannelOverwrites(channel, { [botUserId]: { deny: 1n << 11n } });
  await scene.moveTo('2027-01-15T09:05:00Z');
  const told = scene.playground.directMessages(ada.userId).at(-1);
  if (told === undefined) throw new Error('the admin was told nothing');
  expect(textOf(told)).toContain("My weekly messages aren't arriving");
  const remedy = messageOf(await ada.press(told, 'What I need there'));
  expect(remedy.id).not.toBe(told.id);
  expect(textOf(remedy)).toContain('What I need in the channel for nudges');
  expect(textOf(remedy)).toContain('Send Messages');
  expect(await setup(scene)).toContain(
    "- **1 nudge:** I'm not allowed to post where they go: the channel for nudges, or the one where members turned them on. In its settings, allow me Send Messages.",
  );
  expect(scene.playground.violations).toEqual([]);
});

test('what did not arrive is counted by reason, without a name, for a week', async () => {
  const scene = await startScene({ rateLimits: false });
  const { admin } = scene.playground;
  const channel = scene.channel('hall.nextSteps');
  const layla = scene.person('layla');
  const on = { weekday: 'friday', time: '9:00', timezone: 'UTC' };
  await layla.command(channel, 'nudge on', { ...on, where: 'dm' });
  for (const name of ['ben', 'chidi'])
    await scene.person(name).command(scene.channel('hall.studyGroups'), 'nudge on', on);
  admin.deleteChannel(scene.channel('hall.studyGroups'));
  expect(await setup(scene)).not.toContain('Not delivered');
  await scene.moveTo('2027-01-15T09:05:00Z');
  const panel = await setup(scene);
  expect(panel).toContain('**Not delivered in the last 7 days**');
  expect(panel).toContain('- **2 nudges:** their channel is gone.');
  expect(panel).toContain('- **1 nudge:** direct messages are closed.');
  for (const name of ['layla', 'ben', 'chidi']) expect(panel).not.toContain(scene.person(name).userId);

  const other = messageOf(await scene.person('maja').command(scene.channel('circle.general'), 'setup'));
  expect(textOf(other), "another server's").not.toContain('Not delivered');
  await scene.restart();
  expect(await setup(scene)).toContain('Not delivered');
  await scene.moveTo('2027-01-22T09:10:00Z');
  expect(await setup(scene), 'a week later').not.toContain('Not delivered');
});

/** What `/meetup` offers as one types, and where else meetups are heard of. The rest is in `test/meetups`. */
import { expect, test } from 'vitest';
import { met, seconds } from '../meetups/scene.ts';
import { messageOf, textOf } from '../support/bot.ts';

test('groups and meetups are suggested as one types, and only one’s own', async () => {
  const scene = await met();
  const { ben, channel, group, said } = scene;
  await scene.plan();
  const names = async (person: typeof ben, command: string, option: string, typed: string) => {
    const outcome = await person.autocomplete(channel, command, { [option]: typed }, option);
    if (outcome.status !== 'choices') throw new Error(outcome.status);
    return outcome.choices.map(({ name }) => name);
  };
  expect(await names(ben, 'meetup plan', 'group', 'tens')).toEqual(['Tuesday Tensors']);
  expect(await names(ben, 'meetup cancel', 'meetup', 'TENS')).toEqual(['Tuesday Tensors, 2027-01-16 18:30']);
  expect(await names(ben, 'meetup cancel', 'meetup', 'gardening')).toEqual([]);
  const chidi = scene.scene.person('chidi');
  expect(await names(chidi, 'meetup cancel', 'meetup', '')).toEqual([]);
  expect(await said(ben.command(channel, 'meetup cancel', { meetup: 'gardening' }))).toContain('no more');
  expect(
    await said(ben.command(channel, 'meetup plan', { group: 'gardening', when: 'sat 18:30' })),
  ).toContain('Pick one of your groups');
  expect(
    await said(
      ben.command(channel, 'meetup plan', { group, when: 'sat 18:30', repeats: 'daily' }, { raw: true }),
    ),
  ).toContain("I can't read what you gave as **repeats**");
  expect(scene.scene.playground.violations).toEqual([]);
});

test('the nudge names the next meetup, to its member alone', async () => {
  const scene = await met();
  const { ben, channel } = scene;
  await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC', where: 'dm' });
  await scene.plan();
  await scene.scene.moveTo('2027-01-15T09:01:00Z');
  const nudge = scene
    .mail(ben)
    .map(textOf)
    .find((words) => words.includes('goal'));
  expect(nudge).toContain(`🗓️ **Tuesday Tensors** meets <t:${seconds('2027-01-16T17:30:00Z')}:F>.`);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('an announcement whose answer was lost is looked for in the thread, and sent once', async () => {
  const scene = await met();
  const { playground } = scene.scene;
  for (const dropSocket of ['after', 'before'] as const)
    playground.faults.add({ method: 'POST', route: `/channels/${scene.thread}/messages`, dropSocket });
  await scene.plan();
  playground.forgetNonces();
  await scene.scene.moveTo('2027-01-13T12:20:00Z');
  expect(scene.countOf('Will you come?')).toBe(1);
  const open = messageOf(await scene.yuki.command(scene.channel, 'meetup list'));
  expect(textOf(open)).toContain('Tuesday Tensors');
  expect(playground.violations).toEqual([]);
});

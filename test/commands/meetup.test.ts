/** What `/meetup` offers as one types, and where else meetups are heard of. The rest is in `test/meetups`. */
import { expect, test } from 'vitest';
import { met, seconds } from '../meetups/scene.ts';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';

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

test('the list plans for each of one’s groups, at its regular hour', { timeout: 20_000 }, async () => {
  const scene = await met();
  const { ben, yuki, channel, group } = scene;
  const list = async () => messageOf(await yuki.command(channel, 'meetup list'));
  const names = ['Ada', 'Bob', 'Cleo'];
  const open = async (name: string) =>
    await scene.open(yuki, { name, hour: 'thursdays 19:00', city: 'Leipzig' }, { byRequest: name === 'Ada' });
  await open('Ada');
  await open('Bob');
  const few = await list();
  expect(buttonsOf(few)).toEqual(['Plan one for Ada', 'Plan one for Bob', 'Plan one for Tuesday Tensors']);
  const form = await yuki.press(few, 'Plan one for Ada');
  expect(JSON.stringify(form)).toContain('thursday 19:00');
  expect(JSON.stringify(form)).toContain("In the group's time zone, Europe/Berlin");
  const draft = messageOf(await yuki.submit(form, {}));
  expect(textOf(draft)).toContain(`<t:${seconds('2027-01-14T18:00:00Z')}:F>`);
  await open('Cleo');
  const rows = scene.rows('select name, group_id from study_group');
  const idOf = (name: string) => String(rows.find((row) => row['name'] === name)?.['group_id']);
  const chosen = await yuki.select(await list(), 'Plan one for a group', [idOf('Bob')]);
  expect(JSON.stringify(chosen)).toContain('thursday 19:00');
  expect(names.map(idOf)).not.toContain(group);
  await scene.join(ben, idOf('Ada'));
  const outcome = await ben.autocomplete(channel, 'meetup plan', { group: '' }, 'group');
  if (outcome.status !== 'choices') throw new Error(outcome.status);
  expect(
    outcome.choices.map(({ name }) => name),
    'not those that one waits for',
  ).toEqual(['Tuesday Tensors']);
  expect(scene.scene.playground.violations).toEqual([]);
});

/** Another guide in place of the project's own: nothing of the ten steps is built in. */
import { expect, test } from 'vitest';
import { altOf, buttonsOf, messageOf, optionsOf, startScene, textOf } from './support/bot.ts';

const dataFolder = new URL('fixtures/small-guide', import.meta.url).pathname;

test('three steps of baking work from the first reply to the last', async () => {
  const scene = await startScene({ dataFolder });
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const run = async (name: string, options: Record<string, string> = {}) =>
    messageOf(await ben.command(channel, name, options));

  let panel = await run('nextstep');
  expect(textOf(panel)).toContain('Step 1 of 3: Raise a sourdough starter');
  expect(textOf(panel)).toContain('It comes first');
  expect(textOf(panel)).toContain('Mix 50 g of flour');
  panel = messageOf(await ben.select(panel, 'Tick what you have done', ['first-feed']));
  const note = await ben.press(panel, 'Write the note');
  const noted = messageOf(
    (await ben.submit(note, { title: 'Five days', note: 'It smells of apples.', date: '' })) as never,
  );
  expect(textOf(noted)).toContain('🎉 Every milestone of step 1 is ticked');
  panel = messageOf(await ben.press(await run('nextstep'), 'Step done'));
  expect(textOf(panel)).toContain('**Why now:** Your starter is alive');

  const list = messageOf(await ben.press(panel, 'Flours'));
  expect(textOf(list)).toContain('**Type 550**: For everything.');
  expect(textOf(messageOf(await ben.select(list, 'Show another part', ['rye'])))).toContain('as of 2026-11');

  for (const title of ['One', 'Two']) await run('log', { kind: 'project', title });
  const third = await run('log', { kind: 'project', title: 'Three' });
  expect(textOf(third)).toContain('That ticks **Bake three loaves** in step 2.');
  expect(buttonsOf(third)).toContain('Share for feedback');
  const contribution = await run('log', { kind: 'contribution', title: 'Rolls for the neighbors' });
  expect(buttonsOf(contribution)).not.toContain('Share for feedback');
  panel = await run('portfolio');
  expect(buttonsOf(panel)).toEqual(expect.arrayContaining(['Am I ready to sell?', 'The ladder of step 2']));
  expect(textOf(messageOf(await ben.press(panel, 'The ladder of step 2')))).toContain('✅ **Helper**');
  panel = messageOf(await ben.press(await run('portfolio'), 'Am I ready to sell?'));
  expect(textOf(panel)).toContain('Write the recipes first.');

  await ben.press(await run('nextstep'), 'Step done');
  for (const title of ['Rye', 'Spelt']) await run('log', { kind: 'post', title });
  panel = messageOf(await ben.press(await run('portfolio'), 'Am I ready to sell?'));
  expect(textOf(panel)).toContain('✅ Take the table.');
  panel = messageOf(await ben.press(await run('nextstep'), 'Step done'));
  expect(textOf(panel)).toContain("You've done all 3 steps");
  expect(textOf(panel)).toContain('What now? Teach a friend');

  const map = await run('steps');
  expect(textOf(map)).toContain('3 of 3 done');
  expect(optionsOf(map)).toHaveLength(3);
  expect(textOf(await run('resources', { search: 'yeast' }))).toContain('Wild yeast');
  expect(altOf(await run('progress'))).toContain('3 of 3 steps done');
  await run('nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' });
  expect(scene.playground.violations).toEqual([]);
});

test('what a member says of themselves counts here too', async () => {
  const scene = await startScene({ dataFolder });
  const ben = scene.person('ben');
  const first = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));
  const form = await ben.press(first, 'Answer them');
  const next = messageOf((await ben.submit(form, { hours: '', gpu: [], aim: 'job' })) as never);
  expect(textOf(next)).toContain('Step 3 of 3: Sell at the market');
  expect(textOf(next)).toContain('You said that you want to live on it.');
});

/** Links of a server's own for which the guide has no place any more: seen, removed, and added anew. */
import type { APIMessage } from 'discord-api-types/v10';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { messageOf, partsOf, startScene, textOf } from '../support/bot.ts';

const own = {
  title: 'Our study notes',
  url: 'https://notes.example.org/pytorch',
  about: 'For us.',
  kind: 'article',
  cost: 'free',
};
const remove = 'Remove links that are not shown';

const menu = (message: APIMessage, placeholder: string) =>
  partsOf(message).find((part) => part.placeholder === placeholder)?.options;

async function startHall() {
  const scene = await startScene({ rateLimits: false });
  const { db, close } = await openDatabase(scene.databasePath);
  onTestFinished(close);
  const ada = scene.person('ada');
  const channel = scene.channel('hall.welcome');
  const openSteps = async () =>
    messageOf(await ada.press(messageOf(await ada.command(channel, 'setup')), 'Links and texts'));
  const add = async (fields: Partial<typeof own> = {}, step = 'pytorch') => {
    const panel = messageOf(await ada.select(await openSteps(), 'Choose a step', [step]));
    const form = await ada.press(panel, 'Add a link');
    return textOf(messageOf(await ada.submit(form, { ...own, ...fields })));
  };
  const resources = async (step: string) =>
    textOf(messageOf(await scene.person('ben').command(channel, 'resources', { step })));
  /** What the guide of a later version would do to all of the server's links. */
  const lose = (columns: { step_id?: string; kind?: string }) =>
    db.updateTable('guild_link').set(columns).execute();
  return { scene, ada, openSteps, add, resources, lose };
}

test.each([
  ['step is gone', { step_id: 'old-step' }],
  ['kind is unknown', { kind: 'scroll' }],
])('a link whose %s is added anew where the admin says', async (_, columns) => {
  const { scene, add, resources, lose, openSteps } = await startHall();
  await add();
  await lose(columns);
  expect(textOf(await openSteps())).toContain('1 link of yours is not shown');
  expect(await add({ title: 'Our new notes' }, 'course')).toContain('Added');
  expect(await resources('course')).toContain('[Our new notes](https://notes.example.org/pytorch)');
  const steps = await openSteps();
  expect(textOf(steps)).not.toContain('not shown');
  expect(menu(steps, remove)).toBeUndefined();
  expect(await add()).toContain('you have that link already: **Our new notes** in step 2');
  expect(scene.playground.violations).toEqual([]);
});

test('a link added anew in a full step takes the place of the lost one', async () => {
  const { add, lose } = await startHall();
  for (let nth = 1; nth <= 25; nth += 1) await add({ url: `https://example.org/${nth}` });
  await lose({ kind: 'scroll' });
  expect(await add()).toContain('this step has 25 links');
  expect(await add({ url: 'https://example.org/7' })).toContain('Added');
});

test('links that are not shown are removed, a few at a time, and named once more', async () => {
  const { scene, ada, openSteps, add, lose } = await startHall();
  const title = 't'.repeat(90);
  for (let nth = 1; nth <= 7; nth += 1)
    await add({ title, url: `https://example.org/${nth}/`.padEnd(300, '_'), about: 'a'.repeat(200) });
  await lose({ step_id: 'old-step' });
  await add();
  const [older, steps] = [await openSteps(), await openSteps()];
  expect(textOf(steps)).toContain('7 links of yours are not shown');
  const lost = menu(steps, remove) ?? [];
  expect(lost.map(({ label }) => label)).toEqual(Array.from({ length: 7 }, () => title));

  const five = lost.slice(0, 5).map(({ value }) => value);
  const removed = messageOf(await ada.select(steps, remove, five));
  expect(textOf(removed).match(/Removed/g)).toHaveLength(5);
  expect(textOf(removed)).toContain('(https://example.org/5/_');
  expect(textOf(removed)).toContain('2 links of yours are not shown');
  const again = messageOf(await ada.select(older, remove, five));
  expect(textOf(again), 'an older panel').toContain('Those links are gone already');
  const last = messageOf(
    await ada.select(
      removed,
      remove,
      lost.slice(5).map(({ value }) => value),
    ),
  );
  expect(textOf(last)).not.toContain('not shown');
  expect(menu(last, 'Choose a step')?.[0]?.description).toBe('1 link of your own');
  expect(scene.playground.violations).toEqual([]);
});

test('one that is shown again by now stays', async () => {
  const { ada, openSteps, add, lose, resources } = await startHall();
  await add();
  await lose({ step_id: 'old-step' });
  const steps = await openSteps();
  await lose({ step_id: 'pytorch' });
  const [lost] = menu(steps, remove) ?? [];
  const answer = messageOf(await ada.select(steps, remove, [lost?.value ?? '']));
  expect(textOf(answer)).toContain('Those links are gone already');
  await add({ url: 'https://example.org/other' });
  expect(await resources('pytorch')).toContain('[Our study notes]');
});

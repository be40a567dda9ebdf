import { expect, test } from 'vitest';
import { buttonsOf, messageOf, optionsOf, startScene, textOf } from '../support/bot.ts';

test('/steps shows the road map, opens a step by its number, and refuses one that is not there', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const map = messageOf(await ben.command(channel, 'steps'));
  expect(textOf(map)).toContain('The road map: 0 of 10 done');
  expect(textOf(map)).toContain('You are at **1. Start learning PyTorch**: 0 of 6 milestones ticked.');
  expect(optionsOf(map)).toHaveLength(10);

  const page = messageOf(await ben.select(map, 'Open a step', ['papers']));
  expect(page.id).toBe(map.id);
  expect(textOf(page)).toContain('Step 6 of 10');
  expect(textOf(page)).toContain('### Common traps');
  expect(buttonsOf(page)).toEqual([
    'Step done',
    'Links',
    'My next step',
    'All steps',
    'Write the note',
    'Papers by compute',
  ]);
  const ticked = messageOf(
    await ben.select(page, 'Tick what you have done', [optionsOf(page)[0]?.value ?? '']),
  );
  expect(textOf(ticked), 'the same page comes back').toContain('Step 6 of 10');
  expect(textOf(ticked)).toContain('1 of 6 ticked');
  expect(textOf(messageOf(await ben.press(ticked, 'Links')))).toContain('Links: Implement papers');

  const found = await ben.autocomplete(channel, 'steps', { step: '10' }, 'step');
  expect(found.status === 'choices' && found.choices.map((choice) => choice.value)).toEqual(['community']);
  expect(textOf(messageOf(await ben.command(channel, 'steps', { step: 'blog' })))).toContain('Step 4 of 10');
  expect(textOf(messageOf(await ben.command(channel, 'steps', { step: '@everyone **x**' })))).toBe(
    'The guide has no step “\\@everyone \\*\\*x\\*\\*”. Pick one from the list as you type, or see `/steps`.',
  );
  expect(scene.playground.violations).toEqual([]);
});

test('every step fits into a message, as a page and as links', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const map = messageOf(await ben.command(scene.channel('hall.welcome'), 'steps'));
  for (const { value } of optionsOf(map)) {
    const page = messageOf(await ben.command(scene.channel('hall.welcome'), 'steps', { step: value }));
    expect(textOf(messageOf(await ben.press(page, 'Links')))).toMatch(/\d+ links/);
  }
  expect(scene.playground.violations).toEqual([]);
});

test('/resources pages through what fits, by words and filters, and is kind when nothing does', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  let page = messageOf(await ben.command(channel, 'resources', { cost: 'free', step: 'course' }));
  expect(textOf(page)).toMatch(/\d+ links · free/);
  const seen = new Set<string>();
  for (;;) {
    for (const [, url] of textOf(page).matchAll(/\]\((https:[^)]+)\)/g)) if (url !== undefined) seen.add(url);
    const next = buttonsOf(page).find((label) => label.startsWith('Next'));
    const [, at, of] = /\((\d+) of (\d+)\)/.exec(next ?? '') ?? [];
    if (at === of) break;
    page = messageOf(await ben.press(page, next ?? ''));
  }
  const total = Number(/(\d+) links/.exec(textOf(page))?.[1]);
  expect(seen.size, 'each link once').toBe(total);

  const searched = textOf(messageOf(await ben.command(channel, 'resources', { search: 'Goodfellow' })));
  expect(searched).toContain('deeplearningbook.org');
  const nothing = messageOf(
    await ben.command(channel, 'resources', { search: 'zebrafish *qwertzuiop* @snorkel' }),
  );
  expect(textOf(nothing)).toContain('Nothing fits all of that');
  expect(textOf(messageOf(await ben.press(nothing, 'All links')))).toMatch(/\d+ links/);
  const some = textOf(
    messageOf(await ben.command(channel, 'resources', { search: 'transformer zebrafish' })),
  );
  expect(some).toContain('None has all of these words; these come nearest.');
  expect(textOf(messageOf(await ben.command(channel, 'resources', { search: 'trasnformers' })))).toMatch(
    /\d+ links · “trasnformers”\n(?!-# None)/,
  );
  expect(
    textOf(messageOf(await ben.command(channel, 'resources', { search: '日本語の論文 '.repeat(10) }))),
  ).not.toContain('Sorry');
  expect(scene.playground.violations).toEqual([]);
});

test('/progress begins empty and kind, and /help leads on', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const empty = messageOf(await ben.command(channel, 'progress'));
  expect(textOf(empty)).toContain("Nothing yet, and that's where everyone begins");
  const help = messageOf(await ben.command(channel, 'help'));
  expect(textOf(help)).toContain('What to type first');
  expect(textOf(messageOf(await ben.press(help, 'My next step')))).toContain('Step 1 of 10');
  for (const [, name] of textOf(help).matchAll(/`\/([a-z]+)/g)) {
    expect(scene.playground.commands().map((command) => command.name)).toContain(name);
  }
});

test('a step’s lists are paged and changed part by part, and one that is gone is a sentence', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const page = messageOf(await ben.command(channel, 'steps', { step: 'social' }));
  const opener = buttonsOf(page).at(-1) ?? '';
  let list = messageOf(await ben.press(page, opener));
  const parts = optionsOf(list);
  expect(parts.length).toBeGreaterThanOrEqual(5);
  const seen = new Set<string>();
  for (const { value, label } of parts) {
    list = messageOf(await ben.select(list, 'Show another part', [value]));
    expect(textOf(list)).toContain(`### ${label}`);
    for (;;) {
      for (const [, item] of textOf(list).matchAll(/^- \*\*\[?([^\]*]+)/gm)) seen.add(item ?? '');
      const next = buttonsOf(list).find((name) => name.startsWith('Next'));
      const [, at, of] = /\((\d+) of (\d+)\)/.exec(next ?? '') ?? [];
      if (next === undefined || at === of) break;
      list = messageOf(await ben.press(list, next));
    }
  }
  expect(seen.size).toBeGreaterThanOrEqual(30);
  for (const id of ['list.page@1/voices/gone/999999', 'list.page@1/voices/first/0'])
    expect(textOf(messageOf(await ben.press(list, id, { raw: true })))).toContain(`### ${parts[0]?.label}`);
  expect(textOf(messageOf(await ben.press(list, 'list.page@1/gone/first/0', { raw: true })))).toContain(
    'no longer part of the guide',
  );
  expect(scene.playground.violations).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Person } from '../../src/playground/index.ts';
import { buttonsOf, messageOf, optionsOf, type Scene, startScene, textOf } from '../support/bot.ts';

const chosenOf = (message: ReturnType<typeof messageOf>) =>
  optionsOf(message).flatMap((option) => (option.default === true ? [option.value] : []));

/** Hands in a form; the answer to it. */
async function submit(
  person: Person,
  form: Parameters<Person['submit']>[0],
  fields: Parameters<Person['submit']>[1],
) {
  return messageOf((await person.submit(form, fields)) as never);
}

function start(scene: Scene) {
  return { ben: scene.person('ben'), channel: scene.channel('hall.welcome') };
}

test('a log ticks the milestone that it proves, says so, and shows the entry to the member alone', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const entry = messageOf(
    await ben.command(channel, 'log', {
      kind: 'post',
      title: 'A network in **forty** lines',
      url: 'ben.example.com/posts/1',
      note: 'Runs in a minute',
      step: 'blog',
    }),
  );
  expect(textOf(entry)).toContain('✔️ Logged.');
  expect(textOf(entry)).toMatch(/✅ That ticks \*\*.+\*\* in step 4\./);
  expect(textOf(entry)).toContain(
    '## Post: [A network in \\*\\*forty\\*\\* lines](https://ben.example.com/posts/1)',
  );
  expect(textOf(entry)).toContain('Jan 13, 2027 · step 4, Start a blog and teach');
  expect(textOf(entry)).toContain('> Runs in a minute');
  expect((entry.flags ?? 0) & 64).toBe(64);
  const step = messageOf(await ben.command(channel, 'steps', { step: 'blog' }));
  expect(textOf(step)).toContain('1 of 6 ticked');
  expect(textOf(step), 'the step counts as under way').toContain('🔷 under way');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('without kind or title a form opens, with what was given filled in', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const form = await ben.command(channel, 'log', {
    kind: 'project',
    url: 'https://example.org/x',
    step: '1',
  });
  if (form.status !== 'modal') throw new Error(form.status);
  const shown = JSON.stringify(form.modal);
  expect(shown).toContain('"value":"https://example.org/x"');
  expect(shown).toMatch(/"value":"project","label":"Project","default":true/);
  expect(shown).toMatch(/"value":"pytorch","label":"1\. [^"]+","default":true/);
  const entry = await submit(ben, form, {
    kind: 'project',
    title: 'Port',
    url: 'https://example.org/x',
    note: '',
    step: 'pytorch',
  });
  expect(textOf(entry)).toContain('## Project: [Port](https://example.org/x)');
  expect(textOf(entry)).toMatch(/That ticks \*\*Port a network/);
});

test('what can’t be read is left out and said; the rest is kept', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  for (const url of [
    'javascript:alert(1)',
    'http://example.com',
    'https://user:pw@example.com',
    'https://localhost/x',
    'https://127.0.0.1/x',
    'https://[::1]/',
    'not a link',
    'https://example.com:8443/',
  ]) {
    const entry = messageOf(
      await ben.command(channel, 'log', { kind: 'course', title: `A course ${url}`, url }),
    );
    expect(textOf(entry), url).toContain("⚠️ The link wasn't saved");
    expect(textOf(entry), url).toContain('## Course: A course ');
  }
  const form = await ben.command(channel, 'log');
  const entry = await submit(ben, form, { kind: 'chapter', title: '   ', url: '', note: ' \n ', step: [] });
  expect(textOf(entry)).toContain('## Book chapter: Untitled book chapter');
  expect(scene.playground.violations).toEqual([]);
});

test('a milestone’s own button logs for just that milestone, with a date', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  let panel = messageOf(await ben.command(channel, 'nextstep'));
  panel = messageOf(await ben.select(panel, 'Tick what you have done', ['port-network']));
  expect(textOf(panel)).toContain('your portfolio has it to show');
  const form = await ben.press(panel, 'Log the project');
  const entry = await submit(ben, form, { title: 'Port', url: '', note: 'Same loss', date: '2027-1-9' });
  expect(entry.id, 'the panel becomes the entry').toBe(panel.id);
  expect(textOf(entry)).toContain('Jan 9, 2027');
  expect(chosenOf(entry)).toEqual(['pytorch/port-network']);

  for (const date of ['2027-02-30', '2031-01-01', '1815-12-10', 'yesterday']) {
    panel = messageOf(await ben.command(channel, 'steps', { step: 'paid' }));
    const note = await ben.press(panel, 'log.milestone@1/paid/read-ads', { raw: true });
    const logged = await submit(ben, note, { title: 'Ads', note: date, date });
    expect(textOf(logged), date).toContain("⚠️ The date wasn't saved");
    expect(textOf(logged), date).toContain('Jan 13, 2027');
  }
  expect(scene.playground.violations).toEqual([]);
});

test('the same link twice is one entry, also when both are sent at once', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const post = { kind: 'post', title: 'One', url: 'https://example.com/one' };
  const answers = await Promise.all([
    ben.command(channel, 'log', post),
    ben.command(channel, 'log', { ...post, title: 'Two', url: 'HTTPS://EXAMPLE.com/one' }),
  ]);
  const words = answers.map((answer) => textOf(messageOf(answer)));
  expect(words.filter((text) => text.includes('✔️ Logged.'))).toHaveLength(1);
  expect(words.filter((text) => text.includes('You have it in your portfolio, once.'))).toHaveLength(1);
  expect(textOf(messageOf(await ben.command(channel, 'portfolio')))).toContain('Your portfolio: 1 entry');
});

test('the same without a link, twenty times at once, is one entry; later it is another', async () => {
  const scene = await startScene({ rateLimits: false });
  const { ben, channel } = start(scene);
  const chapter = { kind: 'chapter', title: 'Chapter 6', note: 'Read' };
  await Promise.all(Array.from({ length: 20 }, () => ben.command(channel, 'log', chapter)));
  const count = async () => textOf(messageOf(await ben.command(channel, 'portfolio')));
  expect(await count()).toContain('Your portfolio: 1 entry');
  await ben.command(channel, 'log', { ...chapter, note: 'Read again' });
  expect(await count()).toContain('Your portfolio: 2 entries');
  await scene.moveTo('2027-01-13T12:11:00Z');
  await ben.command(channel, 'log', chapter);
  expect(await count()).toContain('Your portfolio: 3 entries');
});

test('a member says what an entry proves; ticks follow, and an old panel changes only what was changed on it', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const first = messageOf(await ben.command(channel, 'log', { kind: 'post', title: 'First', step: 'blog' }));
  const [guessed = ''] = chosenOf(first);
  expect(guessed).toMatch(/^blog\//);

  const moved = messageOf(await ben.select(first, 'What does it prove?', ['paid/two-posts']));
  expect(textOf(moved)).toContain('is unticked: nothing proves it now.');
  expect(textOf(moved)).toContain('⏳ It counts towards');
  expect(textOf(moved)).toContain('1 of 2');

  const second = messageOf(await ben.command(channel, 'log', { kind: 'post', title: 'Second' }));
  expect(textOf(second), 'the next goes where the last one went').toMatch(
    /That ticks \*\*Publish two posts.+\*\* in step 8/,
  );
  await scene.restart();
  const both = messageOf(await ben.select(second, 'What does it prove?', ['paid/two-posts', guessed]));
  expect(textOf(both)).toMatch(/That ticks \*\*.+\*\* in step 4/);
  const none = messageOf(await ben.select(both, 'What does it prove?', []));
  expect(textOf(none)).toContain('It proves no milestone yet');
  expect(scene.playground.violations).toEqual([]);
});

test('a guess is called one, and an entry that is parted from it belongs to its step no longer', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const guessed = messageOf(await ben.command(channel, 'log', { kind: 'project', title: 'Cat detector' }));
  expect(textOf(guessed)).toContain('I took it to show that.');
  expect(textOf(guessed)).toContain('step 1, Start learning PyTorch');
  const parted = messageOf(await ben.select(guessed, 'What does it prove?', []));
  expect(textOf(parted)).not.toContain('step 1, Start learning PyTorch');
  expect(textOf(messageOf(await ben.command(channel, 'nextstep')))).toContain('It comes first');
  const told = messageOf(
    await ben.command(channel, 'log', { kind: 'project', title: 'Port', step: 'pytorch' }),
  );
  expect(textOf(told)).not.toContain('I took it to show that.');
});

test('the last milestone of a step that a log ticks is worth a word', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const page = messageOf(await ben.command(channel, 'steps', { step: 'pytorch' }));
  const ids = optionsOf(page).map((option) => option.value);
  await ben.select(
    page,
    'Tick what you have done',
    ids.filter((id) => id !== 'port-network'),
  );
  const entry = messageOf(
    await ben.command(channel, 'log', { kind: 'project', title: 'Port', step: 'pytorch' }),
  );
  expect(textOf(entry)).toContain('🎉 Every milestone of step 1 is ticked');
});

test('in direct messages, and with the longest of everything', async () => {
  const scene = await startScene();
  const { ben } = start(scene);
  const entry = messageOf(
    await ben.command(ben.direct(), 'log', {
      kind: 'note',
      title: '*'.repeat(120),
      url: `https://example.com/${'x'.repeat(270)}`,
      note: '_'.repeat(600),
    }),
  );
  expect(textOf(entry)).toContain('✔️ Logged.');
  expect(buttonsOf(entry)).toContain('Edit');
  const list = messageOf(await ben.command(ben.direct(), 'portfolio'));
  expect(textOf(list)).toContain('1 entry');
  expect(scene.playground.violations).toEqual([]);
});

test('a button whose milestone is gone, and ids that were never given, get a sentence', async () => {
  const scene = await startScene();
  const { ben, channel } = start(scene);
  const panel = messageOf(await ben.command(channel, 'nextstep'));
  for (const id of ['log.milestone@1/pytorch/gone', 'log.milestone@1/gone/gone', 'log.milestone@1/none/none'])
    expect(textOf(messageOf(await ben.press(panel, id, { raw: true }))), id).toContain(
      'The guide has changed',
    );
});

import BetterSqlite3 from 'better-sqlite3';
import type { APIFileComponent, APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { Person } from '../../src/playground/index.ts';
import { buttonsOf, messageOf, optionsOf, partsOf, startScene, textOf } from '../support/bot.ts';

const log = async (person: Person, channel: string, options: Record<string, string>) =>
  messageOf(await person.command(channel, 'log', options));

/** The words of a file that a message offers for download. */
async function fileOf(message: APIMessage, name: string): Promise<string> {
  const files = partsOf(message).flatMap((part) => ('file' in part ? [part as APIFileComponent] : []));
  const found = files.find(({ file }) => new URL(file.url).pathname.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`no file ${name}`);
  return await (await fetch(found.file.url)).text();
}

test('an empty portfolio says what belongs into it', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const panel = messageOf(await ben.command(scene.channel('hall.welcome'), 'portfolio'));
  expect(textOf(panel)).toContain('Your portfolio is empty');
  expect(buttonsOf(panel)).toEqual(['Log something', 'Let this server see it', 'My next step']);
  expect((await ben.press(panel, 'Log something')).status).toBe('modal');
});

test('an entry is opened, changed and deleted; what it alone proved is unticked', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  await log(ben, channel, { kind: 'project', title: 'Port', step: 'pytorch' });
  const list = messageOf(await ben.command(channel, 'portfolio'));
  let entry = messageOf(await ben.select(list, 'Open an entry', ['Port']));
  expect(textOf(entry)).toContain('## Project: Port');

  const form = await ben.press(entry, 'Edit');
  entry = messageOf(
    (await ben.submit(form, {
      kind: 'post',
      title: 'The port, told',
      url: 'https://example.com/port',
      note: 'Two\nlines',
      date: '2026-12-24',
    })) as never,
  );
  expect(textOf(entry)).toContain('✔️ Saved.');
  expect(textOf(entry)).toContain('## Post: [The port, told](https://example.com/port)');
  expect(textOf(entry)).toContain('Dec 24, 2026');
  expect(textOf(entry)).toContain('> Two\n> lines');
  expect(textOf(entry), 'a post proves no project').toMatch(/\*\*Port a network.*is unticked/);

  await ben.select(entry, 'What does it prove?', [optionsOf(entry)[0]?.value ?? '']);
  entry = messageOf(await ben.press(entry, 'Delete'));
  expect(textOf(entry)).toContain("It can't be brought back.");
  entry = messageOf(await ben.press(entry, 'Keep it'));
  const asked = messageOf(await ben.press(entry, 'Delete'));
  const after = messageOf(await ben.press(asked, 'Delete it'));
  expect(textOf(after)).toContain('🗑️ Deleted.');
  expect(textOf(after)).toContain('is unticked');
  expect(textOf(after)).toContain('Your portfolio is empty');
  expect(scene.playground.violations).toEqual([]);
});

test('an entry goes to another step, to none, and to none that is not there', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const entry = await log(ben, channel, { kind: 'project', title: 'Port', step: 'pytorch' });
  const menu = 'Which step does it belong to?';
  const moved = messageOf(await ben.select(entry, menu, ['papers']));
  expect(textOf(moved)).toContain('step 6, Implement papers');
  expect(textOf(moved), 'what it proves stays').toContain('✅ It proves **Port a network');
  expect(textOf(messageOf(await ben.select(moved, menu, ['none'])))).not.toContain('· step 6');
  const forged = await ben.select(moved, 'entry.step@1/1', ['__proto__'], { raw: true });
  expect(textOf(messageOf(forged))).toContain('The guide has no step');
  const strange = await ben.select(moved, 'entry.step@1/99', ['papers'], { raw: true });
  expect(textOf(messageOf(strange))).toContain("isn't in your portfolio");
  expect(scene.playground.violations).toEqual([]);
});

test('two presses on Delete, and forms of an entry that is gone, end in a sentence', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const entry = await log(ben, channel, { kind: 'post', title: 'Gone soon', url: 'https://example.com/a' });
  const old = await log(ben, channel, { kind: 'post', title: 'Gone soon', url: 'https://example.com/a' });
  const form = await ben.press(old, 'Edit');
  const asked = messageOf(await ben.press(entry, 'Delete'));
  const answers = await Promise.all([ben.press(asked, 'Delete it'), ben.press(asked, 'Delete it')]);
  expect(answers.filter((answer) => textOf(messageOf(answer)).includes('🗑️ Deleted.'))).toHaveLength(1);
  const fields = { kind: 'post', title: 'x', url: '', note: '', date: '' };
  expect(textOf(messageOf((await ben.submit(form, fields)) as never))).toContain(
    "That entry isn't in your portfolio any more",
  );
  for (const id of ['entry.show@1/1', 'entry.edit@1/999', 'entry.prove@1/1', 'entry.delete@1/1'])
    expect(textOf(messageOf(await ben.press(old, id, { raw: true })))).toContain("isn't in your portfolio");
});

test('nobody reaches another’s entry by its id, in this server or the next', async () => {
  const scene = await startScene();
  const [ben, ada] = [scene.person('ben'), scene.person('ada')];
  await log(ada, scene.channel('circle.general'), { kind: 'note', title: 'Elsewhere' });
  await log(ada, scene.channel('hall.welcome'), { kind: 'note', title: 'Secret of Ada' });
  const own = await log(ben, scene.channel('hall.welcome'), { kind: 'note', title: 'Mine' });
  for (const id of [1, 2]) {
    for (const act of ['entry.show', 'entry.edit', 'entry.delete', 'entry.delete.ask']) {
      const answer = messageOf(await ben.press(own, `${act}@1/${id}`, { raw: true }));
      expect(textOf(answer), act).toContain("isn't in your portfolio");
    }
  }
  const there = messageOf(await ada.command(scene.channel('circle.general'), 'portfolio'));
  expect(textOf(there)).toContain('Elsewhere');
  expect(textOf(there)).not.toContain('Secret');
});

test('others see a portfolio only with its owner’s leave, without notes, and no longer when it is withdrawn', async () => {
  const scene = await startScene();
  const [ben, ada] = [scene.person('ben'), scene.person('ada')];
  const channel = scene.channel('hall.welcome');
  await log(ben, channel, { kind: 'post', title: 'For all', url: 'https://example.com/a' });
  await log(ben, channel, { kind: 'note', title: 'For me' });
  const look = async (command: string) =>
    textOf(messageOf(await ada.command(channel, command, { member: ben.userId })));
  expect(await look('portfolio')).toContain('They keep their progress and portfolio to themselves');
  expect(await look('progress')).toContain('They keep their progress and portfolio to themselves');

  const own = messageOf(await ben.command(channel, 'portfolio'));
  const open = messageOf(await ben.press(own, 'Let this server see it'));
  expect(textOf(open)).toContain('Members of this server can look now');
  expect(await look('portfolio')).toContain('For all');
  expect(await look('portfolio')).toContain('Portfolio: 1 entry');
  expect(await look('portfolio')).not.toContain('For me');
  expect(await look('progress')).toContain('Progress of');
  expect(
    textOf(messageOf(await ada.command(ada.direct(), 'portfolio', { member: ben.userId }))),
    'where no server says who may look',
  ).toContain('Here I only know you');
  const elsewhere = await ada.command(scene.channel('circle.general'), 'portfolio', { member: ben.userId });
  expect(textOf(messageOf(elsewhere))).toContain('to themselves');

  const theirs = messageOf(await ada.command(channel, 'portfolio', { member: ben.userId }));
  await ben.press(open, 'Hide it from others');
  expect(await look('portfolio')).toContain('to themselves');
  const paged = await ada.press(theirs, `portfolio.page@1/${ben.userId}/0`, { raw: true });
  expect(textOf(messageOf(paged)), 'an old page does not turn either').toContain('to themselves');
  expect(scene.playground.violations).toEqual([]);
});

test('a thousand entries are paged, opened, and taken along as files', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  await log(ben, channel, { kind: 'chapter', title: `Chapter 1 ${'*'.repeat(90)}` });
  const database = new BetterSqlite3(scene.databasePath);
  database.exec(`
    with recursive numbers(at) as (select 2 union all select at + 1 from numbers where at < 1000)
    insert into entry (guild_id, user_id, kind, title, note, dated_on, created_at, updated_at)
    select guild_id, user_id, kind, replace(title, '1', at), 'Note ' || at || ' ' || printf('%.500c', 'x'),
      dated_on, created_at, updated_at
    from entry, numbers`);
  database.close();
  let page = messageOf(await ben.command(channel, 'portfolio'));
  expect(textOf(page)).toContain('Your portfolio: 1000 entries');
  expect(textOf(page)).toContain('Chapter 1000 ');
  page = messageOf(await ben.press(page, 'Next (1 of 200)'));
  expect(textOf(page)).toContain('Chapter 995 ');
  page = messageOf(await ben.press(page, 'portfolio.page@1/me/999999', { raw: true }));
  expect(textOf(page), 'a page beyond the last is the last').toContain('Chapter 1 ');
  const exporting = await ben.press(page, 'Export');
  expect(exporting.status, 'large files are acknowledged before they are sent').toBe('deferred');
  const files = await ben.settled(exporting);
  if (files === null) throw new Error('the files never came');
  expect(JSON.parse(await fileOf(files, 'portfolio.json')).entries).toHaveLength(1_000);
  expect(await fileOf(files, 'portfolio.md')).toContain('Book chapters: 1000');
  expect(scene.playground.violations).toEqual([]);
});

test('five entries as long as they may be fit on a page, and open', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  for (let at = 1; at <= 6; at += 1)
    await log(ben, channel, {
      kind: 'contribution',
      title: `${at}${'*'.repeat(119)}`,
      url: `https://example.com/${at}${'('.repeat(92)}`,
      note: '_'.repeat(600),
    });
  const list = messageOf(await ben.command(channel, 'portfolio'));
  expect(textOf(list)).toContain('Your portfolio: 6 entries');
  expect(textOf(list).length).toBeLessThan(4_000);
  const entry = messageOf(await ben.select(list, 'Open an entry', [optionsOf(list)[0]?.value ?? '']));
  expect(textOf(entry)).toContain('## Contribution: [6\\*');
  const ladder = messageOf(
    await ben.press(messageOf(await ben.command(channel, 'steps', { step: 'opensource' })), 'The ladder'),
  );
  expect(textOf(ladder)).toContain('The ladder');
  expect(scene.playground.violations).toEqual([]);
});

test('who may look is asked in a server only', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  await log(ben, scene.channel('hall.welcome'), { kind: 'post', title: 'One' });
  const direct = messageOf(await ben.command(ben.direct(), 'portfolio'));
  expect(buttonsOf(direct)).not.toContain('Let this server see it');
  const forged = await ben.press(direct, 'portfolio.visible@1/yes', { raw: true });
  expect(textOf(messageOf(forged))).toContain('press that in one of them');
  const looked = await scene
    .person('ada')
    .command(scene.channel('hall.welcome'), 'portfolio', { member: ben.userId });
  expect(textOf(messageOf(looked))).toContain('to themselves');
});

test('the page to send is sound Markdown, without notes; the data has all', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  await log(ben, channel, {
    kind: 'post',
    title: '# Not [a](https://evil.example) <b>heading</b>',
    url: 'https://example.com/a_(b)',
    note: '- not a list',
    step: 'blog',
  });
  await log(ben, channel, { kind: 'note', title: 'Private thought' });
  const list = messageOf(await ben.command(channel, 'portfolio'));
  const files = messageOf(await ben.press(list, 'Export'));
  const page = await fileOf(files, 'portfolio.md');
  expect(page).toMatch(/^# .+\n\nPosts and tutorials: 1\n\n## Posts and tutorials\n/);
  expect(page).toContain(
    '### [\\# Not \\[a\\](https://evil.example) \\<b\\>heading\\</b\\>](<https://example.com/a_%28b%29>)',
  );
  expect(page).toContain('\\- not a list');
  expect(page).not.toContain('Private');
  const data = JSON.parse(await fileOf(files, 'portfolio.json'));
  expect(data).toMatchObject({ format: 'nextstep-portfolio', version: 1, exportedOn: '2027-01-13' });
  expect(data.entries.map((entry: { kind: string }) => entry.kind)).toEqual(['note', 'post']);
  expect(data.entries[1]).toMatchObject({
    url: 'https://example.com/a_%28b%29',
    step: { id: 'blog', number: 4 },
    proves: [{ step: 'blog' }],
  });
  expect(scene.playground.violations).toEqual([]);
});

test('readiness names the posts that are there and what is missing, and is reached by choosing them', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  await log(ben, channel, { kind: 'post', title: 'First post' });
  await log(ben, channel, { kind: 'post', title: 'Second post' });
  const open = async () => messageOf(await ben.command(channel, 'steps', { step: 'paid' }));
  let ready = messageOf(await ben.press(await open(), 'Am I ready to apply?'));
  expect(textOf(ready)).toContain('0 of 2 so far, each a post');
  const chooser = `Which of yours show it: ${optionTitle(ready)}`;
  ready = messageOf(await ben.select(ready, chooser, ['First post']));
  expect(textOf(ready)).toContain('1 of 2 so far');
  expect(textOf(ready)).toContain('  - First post');
  ready = messageOf(await ben.select(ready, chooser, ['First post', 'Second post']));
  expect(textOf(ready)).toMatch(/✅ \*\*Publish two posts/);
  ready = messageOf(await ben.select(ready, chooser, ['Second post']));
  expect(textOf(ready)).toMatch(/⬜ \*\*Publish two posts.*1 of 2/);

  await ben.select(await open(), 'Tick what you have done', ['read-ads', 'two-posts', 'portfolio-page']);
  ready = messageOf(await ben.press(await open(), 'Am I ready to apply?'));
  expect(textOf(ready)).toContain('✅ You know what they ask for');
  expect(scene.playground.violations).toEqual([]);
});

const optionTitle = (message: APIMessage) =>
  /⬜ \*\*(?<title>Publish two posts[^*]+)\*\*/.exec(textOf(message))?.groups?.['title'] ?? '';

test('the ladder shows each rung with what stands on it, and the task for the next', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const ladder = async () => {
    const page = messageOf(await ben.command(channel, 'steps', { step: 'opensource' }));
    return textOf(messageOf(await ben.press(page, 'The ladder')));
  };
  const empty = await ladder();
  expect(empty).toMatch(/⬜ \*\*Maintainer\*\*[\s\S]*👉 \*\*Docs and tests\*\*/);
  await log(ben, channel, { kind: 'contribution', title: 'Typo in the docs' });
  expect(await ladder()).toMatch(/👉 \*\*Bugs\*\*[\s\S]*✅ \*\*Docs and tests\*\*.*\n {2}- Typo in the docs/);
  for (const title of ['A bug', 'A feature', 'Reviews'])
    await log(ben, channel, { kind: 'contribution', title, step: 'opensource' });
  expect(await ladder()).toContain("You're at the top");
  expect(scene.playground.violations).toEqual([]);
});

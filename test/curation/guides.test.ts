/** Guides at the level of processes and stored rows: what a running bot meets that no panel of today would make. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { contained } from '../../src/curation/contained.ts';
import { Guides } from '../../src/curation/guides.ts';
import type { LinkDraft } from '../../src/curation/own.ts';
import { CurationStore } from '../../src/curation/store.ts';
import { openDatabase } from '../../src/database/open.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { createLogger } from '../../src/log.ts';
import { projectFolder, tempFolder } from '../support/process.ts';

const ada = { guildId: '1', adminId: '10' };
const draft: LinkDraft = {
  stepId: 'pytorch',
  title: 'Ours',
  url: 'https://example.org/ours',
  kind: 'article',
  cost: 'free',
  level: 'newcomer',
  about: 'For us.',
};
const counts = () => true;

/** One process: its own connection, its own copies in memory. */
async function startProcess(path: string) {
  const database = await openDatabase(path);
  onTestFinished(() => database.close());
  const store = new CurationStore(database.db, new MovableClock(0));
  const warnings: unknown[] = [];
  const log = createLogger({ level: 'silent', format: 'json' });
  log.warn = (entry: unknown) => void warnings.push(entry);
  const guides = new Guides(await loadGuide(join(projectFolder, 'data')), store, log);
  const titles = async (guildId: string) =>
    (await guides.of(guildId)).resourcesFor('pytorch').map(({ title }) => title);
  return { guides, store, warnings, titles, db: database.db };
}

test('another process sees each change at its next look, and keeps the guide at hand in between', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  const [one, two] = [await startProcess(path), await startProcess(path)];
  const before = await two.guides.of('1');
  expect(before, 'nothing is set: the very guide').toBe(two.guides.base);

  const added = await one.store.addLink(ada, draft, counts);
  expect((await two.titles('1'))[0]).toBe('Ours');
  expect(await two.guides.of('1')).toBe(await two.guides.of('1'));
  expect(await two.guides.of('2'), 'other servers').toBe(two.guides.base);
  expect(await two.guides.of('@me'), 'direct messages').toBe(two.guides.base);

  const [first] = before.resourcesFor('pytorch');
  await two.store.hide({ ...ada, adminId: '11' }, { hide: [first?.url ?? ''], show: [] });
  expect(await one.titles('1')).not.toContain(first?.title);
  await two.store.setText(ada, { stepId: 'pytorch', field: 'why' }, 'Ours.', () => true);
  expect((await one.guides.of('1')).step('pytorch')?.why).toBe('Ours.');
  expect((await one.guides.of('1')).step('pytorch')?.how).toBe(before.step('pytorch')?.how);

  await one.store.removeLink(ada, added.kind === 'added' ? added.link.id : 0);
  await one.store.hide(ada, { hide: [], show: [first?.url ?? ''] });
  await one.store.setText(ada, { stepId: 'pytorch', field: 'why' }, null, () => true);
  expect(await two.guides.of('1'), 'all taken back').toBe(two.guides.base);
});

test('changes of two processes at once are all kept, and a link is added once', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  const [one, two] = [await startProcess(path), await startProcess(path)];
  const urls = Array.from({ length: 15 }, (_, nth) => `https://example.org/${nth}`);
  const added = await Promise.all(
    urls.flatMap((url) =>
      [one, two].map(async ({ store }) => (await store.addLink(ada, { ...draft, url }, counts)).kind),
    ),
  );
  expect(added.filter((kind) => kind === 'added')).toHaveLength(15);
  expect(added.filter((kind) => kind === 'known')).toHaveLength(15);
  expect(await one.store.revisionOf('1')).toBe(15);
  const full = await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      [one, two][nth % 2]?.store.addLink(ada, { ...draft, url: `https://example.org/more/${nth}` }, counts),
    ),
  );
  expect(full.filter((result) => result?.kind === 'added')).toHaveLength(10);
  expect((await two.store.of('1')).links).toHaveLength(25);
});

test('rows that the guide has no place for any more are left out, and logged once for each change', async () => {
  const { guides, store, warnings, titles } = await startProcess(join(tempFolder(), 'bot.sqlite'));
  const unfit = { stepId: 'old-step', kind: 'scroll', cost: 'barter', level: 'wizard' };
  for (const [field, value] of Object.entries(unfit))
    await store.addLink(ada, { ...draft, [field]: value, url: `https://example.org/${field}` }, counts);
  await store.setText(ada, { stepId: 'old-step', field: 'how' }, 'Old', () => true);
  await store.hide(ada, { hide: ['https://example.org/never-there'], show: [] });
  await store.addLink(ada, draft, counts);
  expect((await titles('1')).filter((title) => title === 'Ours')).toHaveLength(1);
  const leftOut = ['link 1', 'link 2', 'link 3', 'link 4', 'how of old-step'];
  expect(warnings).toEqual([{ guild: '1', leftOut }]);

  // More servers than are kept at hand: the guide of the first is built anew.
  const before = await guides.of('1');
  for (let nth = 2; nth <= 60; nth += 1) {
    const guildId = String(nth);
    await store.addLink({ ...ada, guildId }, { ...draft, url: `https://example.org/${nth}` }, counts);
    await guides.of(guildId);
  }
  expect(await guides.of('1')).not.toBe(before);
  expect(warnings).toHaveLength(1);
  await store.setText(ada, { stepId: 'pytorch', field: 'how' }, 'New', () => true);
  await guides.of('1');
  await guides.of('1');
  expect(warnings, 'a change').toEqual([
    { guild: '1', leftOut },
    { guild: '1', leftOut },
  ]);
});

test('a link that the guide takes over later is shown once, as the server has it', async () => {
  const { guides, store, titles } = await startProcess(join(tempFolder(), 'bot.sqlite'));
  const [first] = guides.base.resourcesFor('pytorch');
  const url = first?.url.replace(/\/?$/, '/') ?? '';
  await store.addLink(ada, { ...draft, url }, counts);
  expect((await titles('1'))[0]).toBe('Ours');
  expect(await titles('1')).not.toContain(first?.title);
  expect(await titles('1')).toHaveLength(guides.base.resourcesFor('pytorch').length);
});

test('a text of the server’s own formats nothing below it', () => {
  expect(contained('**a** _b_ ~~c~~ ||d|| `e` ***f***')).toBe('**a** _b_ ~~c~~ ||d|| `e` ***f***');
  expect(contained('```py\nx = 2**3 ** _\n```')).toBe('```py\nx = 2**3 ** _\n```');
  expect(contained('* one\n* two\n- three')).toBe('* one\n* two\n- three');
  expect(contained('**open')).toBe('\\*\\*open');
  expect(contained('an ||open **spoiler**')).toBe('an \\|\\|open **spoiler**');
  expect(contained('```open **too')).toBe('\\`\\`\\`open \\*\\*too');
  expect(contained('>>> all')).toBe('> all');
  expect(contained('end\\')).toBe('end\\\\');
  expect(contained('snake_case 2 * 3')).toBe('snake\\_case 2 \\* 3');

  // Discord reads code by this rule, in time that grows with the square of the text and more.
  const code = /(?<code>`+)[\s\S]*?[^`]\k<code>(?!`)|\\[\s\S]|`/g;
  const backticks = fc.array(fc.constantFrom('`', '``', '```', '\\', 'a'), { maxLength: 30 });
  fc.assert(
    fc.property(backticks, (signs) => {
      const words = `${signs.join('')}.`;
      expect(contained(words)).toBe(words.replace(code, (piece) => (piece === '`' ? '\\`' : piece)));
    }),
    { numRuns: 1_000 },
  );

  const sign = fc.constantFrom('*', '**', '_', '__', '~~', '||', '`', '```', '\\', '>>> ', '\n', ' ', 'a');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
      const once = contained(signs.join(''));
      expect(contained(once), 'nothing is left to contain').toBe(once);
      expect(contained(`${once}\n**below**`).endsWith('\n**below**')).toBe(true);
    }),
  );
});

test('signs that close nothing cost no more than others', () => {
  const alone = '`'.repeat(100_000);
  expect(contained(alone)).toBe('\\`'.repeat(100_000));
  const growing = Array.from({ length: 1_000 }, (_, index) => '`'.repeat(index + 1)).join('a');
  expect(contained(growing)).toBe(growing.replaceAll('`', '\\`'));
  expect(contained('\\'.repeat(100_001))).toBe('\\'.repeat(100_002));
  expect(contained(' '.repeat(100_000))).toBe(' '.repeat(100_000));
});

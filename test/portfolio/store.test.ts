import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { type EntryDraft, entryLimits, mostEntries } from '../../src/portfolio/entry.ts';
import { asJson, asMarkdown } from '../../src/portfolio/export.ts';
import { linksOf } from '../../src/portfolio/links.ts';
import { PortfolioStore } from '../../src/portfolio/store.ts';
import { ProgressStore } from '../../src/progress/store.ts';
import { urlLength } from '../../src/typed/read.ts';

const member = { guildId: '5', userId: '7' };
const two = { step: 'paid', milestone: 'two-posts' };
const one = { step: 'blog', milestone: 'first-tutorial' };
const wanted = (ref: { milestone: string }) => (ref.milestone === two.milestone ? 2 : 1);

const draft = (given: Partial<EntryDraft> = {}): EntryDraft => ({
  kind: 'post',
  title: 'A post',
  url: null,
  note: null,
  stepId: 'blog',
  datedOn: '2027-01-13',
  ...given,
});

async function open(path = ':memory:') {
  const database = await openDatabase(path);
  onTestFinished(() => database.close());
  const clock = new MovableClock(0);
  const progress = new ProgressStore(database.db, clock);
  const isTicked = async ({ step, milestone }: typeof one) =>
    (await progress.of(member)).get(step)?.ticked.has(milestone) === true;
  return { db: database.db, portfolio: new PortfolioStore(database.db, clock), progress, isTicked };
}

async function added(portfolio: PortfolioStore, given: Partial<EntryDraft>, proves: (typeof one)[]) {
  const result = await portfolio.add(member, draft(given), proves, wanted);
  if (result.kind !== 'added') throw new Error(result.kind);
  return result;
}

test('a tick by hand and a log of it know of each other', async () => {
  const { portfolio, progress, isTicked } = await open();
  await progress.tick(member, one.step, { add: [one.milestone], remove: [] });
  expect((await added(portfolio, {}, [one])).ticked, 'it was ticked already').toEqual([]);
  await progress.tick(member, one.step, { add: [], remove: [one.milestone] });
  const again = await added(portfolio, { title: 'Another' }, [one]);
  expect(again.ticked, 'unticked by hand, logged again').toEqual([one]);
  expect(await isTicked(one)).toBe(true);
});

test('a milestone that wants two is ticked by the second, unticked when one goes, and kept by a third', async () => {
  const { portfolio, isTicked } = await open();
  const first = await added(portfolio, { title: 'First' }, [two]);
  expect(first.ticked).toEqual([]);
  const second = await added(portfolio, { title: 'Second' }, [two]);
  expect(second.ticked).toEqual([two]);
  const third = await added(portfolio, { title: 'Third' }, [two]);
  expect(third.ticked).toEqual([]);
  expect((await portfolio.remove(member, first.entry.id, wanted))?.unticked).toEqual([]);
  expect((await portfolio.remove(member, second.entry.id, wanted))?.unticked).toEqual([two]);
  expect(await isTicked(two)).toBe(false);
});

test('what was ticked by hand alone stays when a link that was not enough goes', async () => {
  const { portfolio, progress, isTicked } = await open();
  const { entry } = await added(portfolio, {}, [two]);
  await progress.tick(member, two.step, { add: [two.milestone], remove: [] });
  expect((await portfolio.remove(member, entry.id, wanted))?.unticked).toEqual([]);
  expect(await isTicked(two)).toBe(true);
});

test('a change parts an entry from what its kind can’t prove, and keeps its own link if the new one is taken', async () => {
  const { portfolio, isTicked } = await open();
  await added(portfolio, { url: 'https://example.com/a' }, []);
  const { entry } = await added(portfolio, { url: 'https://example.com/b' }, [one]);
  const change = (given: Partial<EntryDraft>, can: boolean) =>
    portfolio.change(member, entry.id, draft(given), () => can, wanted);

  const taken = await change({ url: 'https://example.com/a', title: 'New title' }, true);
  expect(taken).toMatchObject({
    isLinkTaken: true,
    entry: { url: 'https://example.com/b', title: 'New title' },
  });
  const parted = await change({ kind: 'project', url: null }, false);
  expect(parted).toMatchObject({ isLinkTaken: false, unticked: [one], entry: { proves: [] } });
  expect(await isTicked(one)).toBe(false);
  expect(await portfolio.one(member, entry.id)).toEqual(parted?.entry);
  expect(await portfolio.change({ ...member, userId: '8' }, entry.id, draft(), () => true, wanted)).toBe(
    undefined,
  );
});

test('links with entries of others, and with none, are left out', async () => {
  const { db, portfolio } = await open();
  const { entry } = await added(portfolio, {}, []);
  const stranger = { guildId: '5', userId: '8' };
  const add = [...linksOf(entry.id, [one]), ...linksOf(999, [one])];
  expect(await portfolio.link(stranger, { add, remove: [] }, wanted)).toEqual({ ticked: [], unticked: [] });
  expect(await db.selectFrom('entry_milestone').selectAll().execute()).toEqual([]);
  expect((await portfolio.link(member, { add, remove: [] }, wanted)).ticked).toEqual([one]);
});

test('two processes that add the same link at once add it once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-portfolio-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'bot.sqlite');
  const [here, there] = [await open(path), await open(path)];
  const url = 'https://example.com/a';
  const results = await Promise.all(
    [here, there, here, there].map(({ portfolio }) => portfolio.add(member, draft({ url }), [one], wanted)),
  );
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(['added', 'known', 'known', 'known']);
  expect(await here.portfolio.list(member)).toHaveLength(1);
});

test('a portfolio that is full says so, and fits into files that Discord takes', async () => {
  const { db, portfolio } = await open();
  const long = { title: '本'.repeat(entryLimits.title), note: '本'.repeat(entryLimits.note) };
  const rows = Array.from({ length: mostEntries }, (_, at) => ({
    guild_id: member.guildId,
    user_id: member.userId,
    kind: 'post',
    ...long,
    url: `https://example.com/${at}/`.padEnd(urlLength, 'x'),
    step_id: 'blog',
    dated_on: '2027-01-13',
    created_at: 1,
    updated_at: 1,
  }));
  for (let at = 0; at < rows.length; at += 500)
    await db
      .insertInto('entry')
      .values(rows.slice(at, at + 500))
      .execute();
  expect((await portfolio.add(member, draft(), [], wanted)).kind).toBe('full');
  const guide = await loadGuide(new URL('../../data', import.meta.url).pathname);
  const proves = guide.milestones
    .slice(0, 25)
    .map(({ step, milestone }) => ({ step: step.id, milestone: milestone.id }));
  const entries = (await portfolio.list(member)).map((entry) => ({ ...entry, proves }));
  const exported = { guide, entries, name: 'Ben', today: '2027-01-13' };
  const bytes = [asMarkdown(exported), asJson(exported)].map(
    (words) => new TextEncoder().encode(words).length,
  );
  for (const size of bytes) expect(size).toBeLessThan(10 * 1024 * 1024);
});

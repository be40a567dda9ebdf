/** Claims: of any number who try at once, in any number of processes, one may post. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { PortfolioStore } from '../../src/portfolio/store.ts';
import { ShowcaseStore } from '../../src/showcase/store.ts';

const ben = { guildId: '1', userId: '2' };
const chidi = { guildId: '1', userId: '3' };

/** Two processes that share one file, with one entry of Ben's, and the time at hand. */
async function twoProcesses() {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-'));
  const path = join(folder, 'bot.sqlite');
  const [one, other] = [await openDatabase(path), await openDatabase(path)];
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
    rmSync(folder, { recursive: true });
  });
  const time = { ms: 1_800_000_000_000 };
  const clock = { now: () => time.ms };
  const draft = {
    kind: 'post',
    title: 'x',
    url: null,
    note: null,
    stepId: null,
    datedOn: '2027-01-13',
  } as const;
  const added = await new PortfolioStore(one.db, clock).add(ben, draft, [], () => 0);
  if (added.kind !== 'added') throw new Error('not added');
  const stores = [new ShowcaseStore(one.db, clock), new ShowcaseStore(other.db, clock)] as const;
  return { stores, entry: added.entry.id, time };
}

const those = <T>(all: readonly (T | undefined)[]) => all.filter((one) => one !== undefined);

test('one claim is granted, and only to the entry’s own member', async () => {
  const { stores, entry } = await twoProcesses();
  const [store] = stores;
  expect(await store.claim(chidi, entry, '9')).toBeUndefined();
  expect(await store.claim(ben, entry + 1, '9')).toBeUndefined();
  const claims = await Promise.all([...stores, ...stores].map((any) => any.claim(ben, entry, '9')));
  expect(those(claims)).toHaveLength(1);
  expect(await store.of(chidi, entry)).toBeUndefined();
  expect(await store.of(ben, entry)).toEqual(those(claims)[0]);
});

test('one of those who take over a claim gets it; the one before has lost it', async () => {
  const { stores, entry, time } = await twoProcesses();
  const left = await stores[0].claim(ben, entry, '9');
  if (left === undefined) throw new Error('no claim');
  time.ms += 60_000;
  const renewed = those(await Promise.all([...stores, ...stores].map((any) => any.renew(left, '8'))));
  expect(renewed).toMatchObject([{ channelId: '8', startedAt: time.ms }]);
  await stores[0].forget(left);
  expect(await stores[0].posted(left, '77')).toBeUndefined();
  expect(await stores[1].of(ben, entry)).toEqual(renewed[0]);
});

test('a thread is recorded for the post that it belongs to', async () => {
  const { stores, entry } = await twoProcesses();
  const [store] = stores;
  const claim = await store.claim(ben, entry, '9');
  const post = claim && (await store.posted(claim, '77'));
  if (post === undefined) throw new Error('not posted');
  expect(await store.threaded({ ...post, messageId: '78' }, '78')).toBeUndefined();
  expect(await store.threaded(post, '77')).toMatchObject({ messageId: '77', threadId: '77' });
  expect(await store.isShared(ben, entry)).toBe(true);
  await store.forget(post);
  expect(await store.isShared(ben, entry)).toBe(false);
  expect(await store.threaded(post, '77')).toBeUndefined();
});

/** Deleting in small pieces, whatever is going on beside it. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { type Db, openDatabase } from '../../src/database/open.ts';
import type { Answer } from '../../src/departures/ask.ts';
import { purge } from '../../src/departures/purge.ts';
import { dayMs, keepMs } from '../../src/departures/rules.ts';
import { DepartureStore } from '../../src/departures/store.ts';
import { MemberStore } from '../../src/member/store.ts';
import { tempFolder } from '../support/process.ts';

async function open(path: string): Promise<Db> {
  const { db, close } = await openDatabase(path);
  onTestFinished(close);
  return db;
}

/** A run in which Discord gives such an answer to each question. */
const run = (db: Db, clock: MovableClock, answer: Answer = 'member left') =>
  purge({ db, clock, store: new DepartureStore(db, clock, async () => {}), ask: async () => answer });

/** So many members of a server, who left so long ago (ms), each with something of their own. */
async function leftOf(db: Db, clock: MovableClock, guildId: string, count: number, agoMs: number) {
  const at = clock.now() - agoMs;
  for (let index = 0; index < count; index += 1) {
    const key = { guild_id: guildId, user_id: String(index) };
    await db
      .insertInto('member')
      .values({ ...key, first_seen_at: at, last_seen_at: at, left_at: at })
      .execute();
    await db
      .insertInto('milestone_tick')
      .values({ ...key, step_id: 'a', milestone_id: 'b', ticked_at: at })
      .execute();
  }
}

const rowsIn = async (db: Db, table: 'member' | 'milestone_tick' | 'guild_link') =>
  (await db.selectFrom(table).select('guild_id').execute()).length;

test('as many go in a minute as Discord may be asked after; who left less than 30 days ago stays', async () => {
  const [db, clock] = [await open(':memory:'), new MovableClock()];
  await leftOf(db, clock, '1', 40, keepMs);
  await leftOf(db, clock, '2', 3, keepMs - 60_000);
  expect(await run(db, clock)).toBe(false);
  expect(await rowsIn(db, 'milestone_tick')).toBe(13);
  expect(await run(db, clock)).toBe(true);
  expect([await rowsIn(db, 'member'), await rowsIn(db, 'milestone_tick')]).toEqual([3, 3]);
  expect(await run(db, clock), 'again, with nothing to do').toBe(true);
});

test('who is back without a word stays for good; while Discord doesn’t say, until it does', async () => {
  const [db, clock] = [await open(':memory:'), new MovableClock()];
  await leftOf(db, clock, '1', 2, keepMs);
  expect(await run(db, clock, 'unknown')).toBe(true);
  expect(await run(db, clock), 'asked today').toBe(true);
  expect(await rowsIn(db, 'member')).toBe(2);
  clock.moveTo(clock.now() + dayMs);
  await run(db, clock, 'here');
  clock.moveTo(clock.now() + dayMs);
  await run(db, clock);
  expect(await db.selectFrom('member').select('left_at').execute()).toEqual([
    { left_at: null },
    { left_at: null },
  ]);
});

test('a large server that the bot has left goes in two runs', async () => {
  const [db, clock] = [await open(':memory:'), new MovableClock()];
  await leftOf(db, clock, '1', 600, 0);
  const at = clock.now() - keepMs;
  await db.insertInto('departed_guild').values({ guild_id: '1', missed_at: at, left_at: at }).execute();
  expect(await run(db, clock)).toBe(false);
  expect(await rowsIn(db, 'milestone_tick')).toBe(100);
  expect(await run(db, clock)).toBe(true);
  expect([await rowsIn(db, 'member'), await rowsIn(db, 'milestone_tick')]).toEqual([0, 0]);
});

test('a server goes with all its members, those who had not left it too', async () => {
  const [db, clock] = [await open(':memory:'), new MovableClock()];
  await leftOf(db, clock, '1', 50, 0);
  await db.updateTable('member').set({ left_at: null }).execute();
  const at = clock.now() - keepMs;
  await db.insertInto('departed_guild').values({ guild_id: '1', missed_at: at, left_at: at }).execute();
  await db.insertInto('departed_guild').values({ guild_id: '2', missed_at: at, left_at: null }).execute();
  const link = { step_id: 'a', title: 'b', kind: 'c', cost: 'd', level: 'e', about: 'f', added_at: 0 };
  for (const guild_id of ['1', '2'])
    await db
      .insertInto('guild_link')
      .values({ ...link, guild_id, url: 'https://example.org', added_by: '9' })
      .execute();
  expect(await run(db, clock)).toBe(true);
  expect([await rowsIn(db, 'member'), await rowsIn(db, 'milestone_tick')]).toEqual([0, 0]);
  const [kept, ...more] = await db.selectFrom('guild_link').select('guild_id').execute();
  expect([kept?.guild_id, more], 'one that is only missed').toEqual(['2', []]);
});

test('two processes at once, and a member who comes back meanwhile', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  const clock = new MovableClock();
  const [one, other, third] = [await open(path), await open(path), await open(path)];
  await leftOf(one, clock, '1', 25, keepMs);
  const members = new MemberStore(third, clock);
  const [, , member] = await Promise.all([
    run(one, clock),
    run(other, clock),
    members.identify({ guildId: '1', userId: '24' }),
  ]);
  expect(member).toEqual({ guildId: '1', userId: '24' });
  const left = await one.selectFrom('member').select(['user_id', 'left_at']).execute();
  expect(left).toEqual([{ user_id: '24', left_at: null }]);
});

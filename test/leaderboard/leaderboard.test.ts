/** Who is ranked where, by the weeks of their own zone, and how long it takes. */
import { expect, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { LeaderboardStore, rankedWeeks } from '../../src/leaderboard/store.ts';

type Outcome = 'kept' | 'partly' | 'missed';

async function open(now: string) {
  const { db } = await openDatabase(':memory:');
  const clock = new MovableClock(Temporal.Instant.from(now).epochMilliseconds - Date.now());
  const board = new LeaderboardStore(db, clock);
  /** Adds a member with the outcome of each week. */
  const add = async (
    user_id: string,
    weeks: Record<string, Outcome>,
    {
      ranked = 1,
      left_at = null,
      time_zone = null,
    }: { ranked?: number; left_at?: number | null; time_zone?: string | null } = {},
    guild_id = '1',
  ) => {
    const key = { guild_id, user_id };
    await db
      .insertInto('member')
      .values({ ...key, first_seen_at: 0, last_seen_at: 0, left_at })
      .execute();
    await db
      .insertInto('profile')
      .values({ ...key, ranked, time_zone, updated_at: 0 })
      .execute();
    const rows = Object.entries(weeks).map(([week, outcome]) => ({ ...key, week, outcome, created_at: 0 }));
    if (rows.length > 0) await db.insertInto('check_in').values(rows).execute();
  };
  const ranks = async (most = 10) =>
    (await board.top('1', 'UTC', most)).top.map(({ userId, rank, kept }) => `${rank}. ${userId}: ${kept}`);
  return { db, board, add, ranks };
}

const kept = (...weeks: string[]) => Object.fromEntries(weeks.map((week) => [week, 'kept' as const]));

test('weeks kept or partly kept count, the missed and those of long ago do not; ties share a rank', async () => {
  const { add, ranks, board } = await open('2027-03-31T12:00:00Z');
  await add('4', kept('2027-W13', '2027-W12', '2027-W11'));
  await add('3', { '2027-W13': 'partly', '2027-W12': 'kept', '2027-W11': 'missed' });
  await add('2', kept('2027-W12', '2027-W02'));
  await add('1', kept('2027-W13', '2027-W01', '2026-W53'));
  await add('5', { '2027-W13': 'missed' });
  await add('6', {});
  await add('7', kept('2027-W13'), { ranked: 0 });
  await add('8', kept('2027-W13'), { left_at: 5 });
  await add('9', kept('2027-W13', '2027-W12', '2027-W11', '2027-W10'), {}, '2');
  expect(await ranks()).toEqual(['1. 4: 3', '2. 2: 2', '2. 3: 2', '4. 1: 1']);
  expect(await board.top('1', 'UTC', 2)).toMatchObject({ placed: 4, joined: 6 });
  expect(await board.placeOf({ guildId: '1', userId: '1' }, 'UTC')).toMatchObject({ rank: 4, kept: 1 });
  for (const userId of ['5', '6', '7', '8', '9', 'nobody'])
    expect(await board.placeOf({ guildId: '1', userId }, 'UTC'), userId).toBeUndefined();
  expect(await board.top('3', 'UTC', 10)).toEqual({ top: [], placed: 0, joined: 0 });
});

test('the last weeks are those of each member’s own zone', async () => {
  // Sunday evening in Honolulu, Monday elsewhere: the week of twelve weeks ago still counts there.
  const { add, ranks, board } = await open('2027-03-29T02:00:00Z');
  await add('1', kept('2027-W01', '2027-W12'), { time_zone: 'Pacific/Honolulu' });
  await add('2', kept('2027-W01', '2027-W12'), { time_zone: 'Europe/Berlin' });
  await add('3', kept('2027-W01', '2027-W12'));
  expect(await ranks()).toEqual(['1. 1: 2', '2. 2: 1', '2. 3: 1']);
  expect((await board.top('1', 'Pacific/Honolulu', 10)).top[1], 'the server’s zone').toMatchObject({
    userId: '3',
    kept: 2,
    timeZone: 'Pacific/Honolulu',
  });
});

test('a thousand members with a year behind them are ranked in under 50 ms', async () => {
  const { db, board } = await open('2027-03-31T12:00:00Z');
  const weeks = Array.from({ length: 52 }, (_, index) => `2026-W${String(index + 1).padStart(2, '0')}`);
  const zones = Intl.supportedValuesOf('timeZone').slice(0, 60);
  await db.transaction().execute(async (trx) => {
    for (let user = 0; user < 1_000; user += 1) {
      const key = { guild_id: '1', user_id: String(user) };
      await trx
        .insertInto('member')
        .values({ ...key, first_seen_at: 0, last_seen_at: 0 })
        .execute();
      const time_zone = zones[user % zones.length] ?? null;
      await trx
        .insertInto('profile')
        .values({ ...key, ranked: 1, time_zone, updated_at: 0 })
        .execute();
      const recent = Array.from(
        { length: rankedWeeks },
        (_, index) => `2027-W${String(index + 2).padStart(2, '0')}`,
      );
      const rows = [...weeks, ...recent].map((week) => ({ ...key, week, created_at: 0 }));
      await trx.insertInto('check_in').values(rows).execute();
    }
  });
  const took: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    const { top, placed } = await board.top('1', 'UTC', 10);
    took.push(performance.now() - began);
    expect([top.length, placed]).toEqual([10, 1_000]);
  }
  expect(Math.min(...took)).toBeLessThan(50);
});

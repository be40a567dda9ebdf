/** Many meetups at once, and what is kept of those that are over. */
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { nextMeetupsAt, planMeetups } from '../../src/meetups/plan.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
const begin = Temporal.Instant.from('2027-01-13T12:00:00Z').epochMilliseconds;

interface Row {
  readonly startsAt: number;
  readonly minutes?: number;
  readonly state?: 'planned' | 'over' | 'draft';
}

/** A group of one member, who comes to all of its meetups. */
async function open(rows: readonly Row[]) {
  const { db, close } = await openDatabase(':memory:');
  onTestFinished(close);
  const time = { now: begin };
  const clock = { now: () => time.now };
  const outbox = new Outbox(db, clock);
  const at = { created_at: begin, updated_at: begin };
  const group = {
    group_id: 'g',
    guild_id: '1',
    state: 'open',
    name: 'G',
    topic: '',
    search_text: '',
  } as const;
  const rest = { time_zone: 'UTC', language: 'en', cell: -1, capacity: 8, by_request: 0, active_at: begin };
  await db
    .insertInto('study_group')
    .values({ ...group, ...rest, ...at, thread_id: '5' })
    .execute();
  const member = { guild_id: '1', user_id: '7' };
  await db
    .insertInto('group_member')
    .values({ ...member, group_id: 'g', is_owner: 1, joined_at: begin })
    .execute();
  for (const [index, { startsAt, minutes = 60, state = 'planned' }] of rows.entries()) {
    const meetup = {
      meetup_id: `m${index}`,
      group_id: 'g',
      guild_id: '1',
      state,
      time_zone: 'UTC',
      place: '',
    };
    const date = { starts_at: startsAt, first_at: startsAt, minutes, weekly: 0, planned_by: '7' };
    await db
      .insertInto('meetup')
      .values({ ...meetup, ...date, ...at })
      .execute();
    const part = { meetup_id: `m${index}`, starts_at: startsAt, answer: 'yes', updated_at: begin } as const;
    await db
      .insertInto('meetup_member')
      .values({ ...member, ...part })
      .execute();
  }
  const nothing = { settleDue: async () => {} };
  return {
    db,
    plan: async (now: number) => {
      time.now = now;
      await planMeetups({ db, outbox, clock, events: nothing, posts: nothing });
    },
    nextAt: () => nextMeetupsAt({ db, clock }),
    about: async (what: string) =>
      (await db.selectFrom('outbox').select('about').where('about', 'like', `${what} %`).execute()).length,
  };
}

test('one that has ended does not wait for sixty that began before it and go on', async () => {
  const long = Array.from({ length: 60 }, () => ({ startsAt: begin - 2 * hourMs, minutes: 720 }));
  const { plan, about } = await open([...long, { startsAt: begin - hourMs, minutes: 30 }]);
  await plan(begin);
  expect(await about('after')).toBe(1);
});

test('hundreds that begin at one hour are all reminded of in that minute, once', async () => {
  const { plan, about, nextAt } = await open(
    Array.from({ length: 230 }, () => ({ startsAt: begin + 30 * hourMs })),
  );
  expect(await nextAt()).toBe(begin + 6 * hourMs);
  for (let again = 0; again < 2; again += 1) await plan(begin + 6 * hourMs);
  expect([await about('day'), await about('hour')]).toEqual([230, 0]);
  expect(await nextAt()).toBe(begin + 29 * hourMs);
  for (let again = 0; again < 2; again += 1) await plan(begin + 29 * hourMs);
  expect([await about('day'), await about('hour')]).toEqual([230, 230]);
  expect(await nextAt()).toBe(begin + 31 * hourMs);
  await plan(begin + 31 * hourMs);
  expect(await about('after')).toBe(230);
  expect(await nextAt()).toBeNull();
});

test('what is over is kept for 90 days, who was there too; what was never confirmed, for one', async () => {
  const { db, plan } = await open([
    { startsAt: begin - 91 * dayMs, state: 'over' },
    { startsAt: begin - 89 * dayMs, state: 'over' },
    { startsAt: begin + 40 * dayMs, state: 'draft' },
    { startsAt: begin + 40 * dayMs },
  ]);
  await plan(begin + hourMs);
  const ids = async (table: 'meetup' | 'meetup_member') =>
    (await db.selectFrom(table).select('meetup_id').orderBy('meetup_id').execute()).map(
      (row) => row.meetup_id,
    );
  expect([await ids('meetup'), await ids('meetup_member')]).toEqual([
    ['m1', 'm2', 'm3'],
    ['m1', 'm2', 'm3'],
  ]);
  await plan(begin + 2 * dayMs);
  expect(await ids('meetup')).toEqual(['m3']);
});

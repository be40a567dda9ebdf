/** Which week a deed belongs to, who may plan it, and how long it takes. */
import { expect, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { nextDigestAt, planDigests } from '../../src/digest/plan.ts';
import { DigestStore } from '../../src/digest/store.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';
import { SettingsStore } from '../../src/settings/store.ts';

const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;
const steps = new Set(['blog']);

async function open(startsAt: string, path = ':memory:') {
  const { db, close } = await openDatabase(path);
  const clock = new MovableClock(ms(startsAt) - Date.now());
  const outbox = new Outbox(db, clock);
  return {
    db,
    clock,
    outbox,
    close,
    settings: new SettingsStore(db, clock, outbox),
    digests: new DigestStore(db),
  };
}

test('steps belong to the week of the server’s zone, check-ins to the member’s own', async () => {
  const { db, digests } = await open('2027-01-20T00:00:00Z');
  const key = { guild_id: '1', user_id: '7' };
  await db
    .insertInto('member')
    .values({ ...key, first_seen_at: ms('2027-01-18T07:59:59Z'), last_seen_at: 0 })
    .execute();
  const done = { ...key, step_id: 'blog', state: 'done', snoozed_until: null } as const;
  await db
    .insertInto('step_state')
    .values({ ...done, updated_at: ms('2027-01-18T07:59:59Z') })
    .execute();
  await db
    .insertInto('step_state')
    .values({ ...done, step_id: 'gone from the guide', updated_at: ms('2027-01-18T07:59:59Z') })
    .execute();
  await db
    .insertInto('check_in')
    .values({ ...key, week: '2027-W02', did: null, minutes: null, created_at: 0 })
    .execute();
  const of = (timeZone: string, week: string) => digests.weekOf({ guildId: '1', timeZone, steps }, week);
  const sums = async (timeZone: string, week: string) => {
    const { checkedIn, steps: finished, newcomers } = await of(timeZone, week);
    return [checkedIn.count, finished, newcomers.count];
  };
  expect(await sums('America/Los_Angeles', '2027-W02')).toEqual([1, [{ id: 'blog', count: 1 }], 1]);
  expect(await sums('America/Los_Angeles', '2027-W03')).toEqual([0, [], 0]);
  expect(await sums('UTC', '2027-W02')).toEqual([1, [], 0]);
  expect(await sums('UTC', '2027-W03')).toEqual([0, [{ id: 'blog', count: 1 }], 1]);
  expect((await digests.weekOf({ guildId: '2', timeZone: 'UTC', steps }, '2027-W02')).checkedIn.count).toBe(
    0,
  );
});

test('planned and claimed twice at once, as by two processes: one message a server and week', async () => {
  const { db, clock, outbox, settings } = await open('2027-01-13T12:00:00Z');
  for (let guild = 0; guild < 450; guild += 1)
    await settings.change(`${guild}`, { nudgeChannelId: '5', weeklyPost: true }, '9');
  const other = new Outbox(db, clock);
  expect(await nextDigestAt(db)).toBe(ms('2027-01-18T18:00:00Z'));
  expect(await planDigests(db, outbox, clock)).toBe(0);
  clock.moveTo(ms('2027-01-18T18:00:00Z'));
  const planned = await Promise.all([planDigests(db, outbox, clock), planDigests(db, other, clock)]);
  expect(planned[0] + planned[1]).toBe(450);
  const rows = await db.selectFrom('outbox').select(['dedupe_key', 'about', 'user_id']).execute();
  expect(new Set(rows.map((row) => row.dedupe_key)).size).toBe(450);
  expect(new Set(rows.map((row) => row.about))).toEqual(new Set(['2027-W02']));
  expect(await nextDigestAt(db)).toBe(ms('2027-01-25T18:00:00Z'));
  const claimed = await Promise.all([outbox.claim(450, 50), other.claim(450, 50)]);
  const sent = claimed.flat().map((batch) => batch.rows.map((row) => row.member.guildId));
  expect(new Set(sent.flat()).size, 'each server once').toBe(sent.length);
  expect(sent.every((guilds) => guilds.length === 1)).toBe(true);
});

test('a thousand members with a year behind them are read in under 50 ms', async () => {
  const { db, digests } = await open('2027-01-20T00:00:00Z');
  const weeks = Array.from({ length: 52 }, (_, index) => `2026-W${String(index + 1).padStart(2, '0')}`);
  await db.transaction().execute(async (trx) => {
    for (let user = 0; user < 1_000; user += 1) {
      const key = { guild_id: '1', user_id: String(user) };
      await trx
        .insertInto('member')
        .values({ ...key, first_seen_at: 0, last_seen_at: 0 })
        .execute();
      await trx
        .insertInto('profile')
        .values({ ...key, named: user % 2, updated_at: 0 })
        .execute();
      const said = { ...key, did: null, minutes: null, created_at: user };
      await trx
        .insertInto('check_in')
        .values(weeks.map((week) => ({ ...said, week })))
        .execute();
      const goals = weeks.map((week) => ({
        ...key,
        week,
        what: 'x',
        plan: null,
        created_at: 0,
        updated_at: 0,
      }));
      await trx.insertInto('goal').values(goals).execute();
      await trx
        .insertInto('step_state')
        .values({
          ...key,
          step_id: 'blog',
          state: 'done',
          snoozed_until: null,
          updated_at: ms('2026-12-22T00:00:00Z'),
        })
        .execute();
    }
  });
  const took: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const began = performance.now();
    const week = await digests.weekOf({ guildId: '1', timeZone: 'UTC', steps }, '2026-W52');
    took.push(performance.now() - began);
    expect([week.checkedIn.count, week.goalsKept, week.stepsBy.count]).toEqual([1_000, 1_000, 1_000]);
    expect(week.checkedIn.named).toHaveLength(500);
  }
  expect(Math.min(...took)).toBeLessThan(50);
});

/** What falls due for buddies, in a server of a thousand, and for several processes at once. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CheckInStore } from '../../src/accountability/check-ins.ts';
import { GoalStore } from '../../src/accountability/goals.ts';
import { PauseStore } from '../../src/accountability/pauses.ts';
import { planBuddies } from '../../src/buddies/plan.ts';
import { BuddyStore } from '../../src/buddies/store.ts';
import { MovableClock } from '../../src/clock.ts';
import { Guides } from '../../src/curation/guides.ts';
import { CurationStore } from '../../src/curation/store.ts';
import { openDatabase } from '../../src/database/open.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { createLogger } from '../../src/log.ts';
import { ProfileStore } from '../../src/member/profile.ts';
import { MemberStore } from '../../src/member/store.ts';
import { PortfolioStore } from '../../src/portfolio/store.ts';
import { Learners } from '../../src/progress/learners.ts';
import { ProgressStore } from '../../src/progress/store.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';
import { projectFolder, tempFolder } from '../support/process.ts';

const guildId = '100000000000000001';
const idOf = (index: number) => String(200_000_000_000_000_000n + BigInt(index));
const member = (index: number) => ({ guildId, userId: idOf(index) });
const startsAt = Date.UTC(2027, 0, 13, 12);

/** One process: all that plans and changes buddies, on a database that it may share. */
async function startOne(path: string) {
  const { db, close } = await openDatabase(path);
  onTestFinished(close);
  const clock = new MovableClock(startsAt - Date.now());
  const outbox = new Outbox(db, clock);
  const log = createLogger({ level: 'silent', format: 'json' });
  const guides = new Guides(await loadGuide(join(projectFolder, 'data')), new CurationStore(db, clock), log);
  const learners = new Learners({
    progress: new ProgressStore(db, clock),
    portfolio: new PortfolioStore(db, clock),
    profiles: new ProfileStore(db, clock),
  });
  const [goals, checkIns, pauses] = [
    new GoalStore(db, clock),
    new CheckInStore(db, clock),
    new PauseStore(db, clock),
  ];
  const buddies = new BuddyStore({ db, clock, outbox, learners, guides, goals, checkIns, pauses });
  const plan = () => planBuddies({ db, outbox, clock, pool: buddies.pool });
  return { db, clock, buddies, goals, plan, members: new MemberStore(db, clock) };
}

test('among a thousand who look, the best is found at once', { timeout: 60_000 }, async () => {
  const { members, buddies, db, clock } = await startOne(':memory:');
  const now = clock.now();
  const all = Array.from({ length: 1_000 }, (_, index) => member(index));
  for (const { userId } of all) await members.identify({ guildId, userId });
  const rows = all.map(({ userId }) => ({ guild_id: guildId, user_id: userId }));
  for (let from = 0; from < rows.length; from += 100) {
    const some = rows.slice(from, from + 100);
    await db
      .insertInto('buddy_seeker')
      .values(some.map((row) => ({ ...row, since_at: now, shown_at: null, look_at: now })))
      .execute();
    await db
      .insertInto('profile')
      .values(some.map((row, index) => ({ ...row, hours_a_week: index % 20, updated_at: now })))
      .execute();
  }
  await members.identify({ guildId, userId: idOf(5_000) });
  await buddies.look(member(5_000));
  const startedAt = performance.now();
  const found = await buddies.look(member(5_000));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(found).toHaveLength(1_000);
});

test('two processes that plan at once tell each piece of news once', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  const [one, other] = [await startOne(path), await startOne(path)];
  const count = 20;
  for (let index = 0; index < count; index += 2) {
    for (const each of [index, index + 1]) {
      await one.members.identify(member(each));
      await one.buddies.look(member(each));
    }
    await one.buddies.ask(member(index), idOf(index + 1));
    const [offer] = await one.buddies.offersOf(member(index));
    expect(await other.buddies.answer(offer?.id ?? '', idOf(index + 1), true)).toBe('matched');
  }
  for (let index = 0; index < count; index += 1) {
    await one.goals.set(member(index), '2027-W02', { what: `Goal ${index}`, plan: null });
  }
  await Promise.all([one.plan(), other.plan(), one.plan(), other.plan()]);
  const rows = await one.db
    .selectFrom('outbox')
    .select(['user_id', 'about'])
    .where('about', 'like', 'news%')
    .execute();
  expect(rows).toHaveLength(count);
  expect(new Set(rows.map((row) => row.user_id)).size).toBe(count);
});

test('two processes in which everybody asks and answers everybody: each is in one circle at most', async () => {
  const path = join(tempFolder(), 'bot.sqlite');
  const both = [await startOne(path), await startOne(path)] as const;
  const all = Array.from({ length: 7 }, (_, index) => member(index));
  for (const one of all) {
    await both[0].members.identify(one);
    await both[0].buddies.look(one);
  }
  for (let round = 0; round < 6; round += 1) {
    await Promise.all(
      all.map(async (own, index) => {
        const { buddies } = both[index % 2] ?? both[0];
        await buddies.look(own);
        await buddies.ask(own, idOf((index + round + 1) % all.length));
        for (const offer of await buddies.offersOf(own)) {
          await buddies.answer(offer.id, own.userId, (index + round) % 3 !== 0);
        }
      }),
    );
  }
  const seats = await both[0].db.selectFrom('buddy_seat').selectAll().execute();
  const circles = [...Map.groupBy(seats, (row) => row.circle_id).values()];
  expect(circles.length).toBeGreaterThan(0);
  for (const circle of circles) expect(circle).toHaveLength(2);
  expect(new Set(seats.map((row) => row.user_id)).size).toBe(seats.length);
  const seated = new Set(seats.map((row) => row.user_id));
  const looking = await both[0].db.selectFrom('buddy_seeker').select('user_id').execute();
  expect(looking.filter((row) => seated.has(row.user_id))).toEqual([]);
  const open = await both[0].db.selectFrom('buddy_offer').select('user_id').execute();
  expect(open.filter((row) => seated.has(row.user_id))).toEqual([]);
});

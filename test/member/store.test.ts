import { expect, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { directOnly, MemberStore } from '../../src/member/store.ts';
import { PortfolioStore } from '../../src/portfolio/store.ts';

const open = async () => {
  const { db } = await openDatabase(':memory:');
  const clock = new MovableClock(0);
  return { db, clock, members: new MemberStore(db, clock), portfolio: new PortfolioStore(db, clock) };
};

test('the first server takes along what was done in direct messages, entries with their proofs too', async () => {
  const { members, portfolio } = await open();
  const direct = await members.identify({ guildId: null, userId: '7' });
  expect(direct.guildId).toBe(directOnly);
  const draft = {
    kind: 'post',
    title: 'One',
    url: null,
    note: null,
    stepId: 'blog',
    datedOn: '2027-01-13',
  } as const;
  await portfolio.add(direct, draft, [{ step: 'blog', milestone: 'first' }], () => 1);
  const member = await members.identify({ guildId: '5', userId: '7' });
  expect(await portfolio.list(member)).toMatchObject([
    { title: 'One', proves: [{ step: 'blog', milestone: 'first' }] },
  ]);
  expect(await portfolio.list(direct)).toEqual([]);
});

test('a first direct message and a first command in a server at the same time lock nobody out', async () => {
  const { db, clock, members } = await open();
  const seen = (guild_id: string, at: number) =>
    db.insertInto('member').values({ guild_id, user_id: '7', first_seen_at: at, last_seen_at: at }).execute();
  // What two commands that both found nobody leave behind, the direct one last.
  await seen('5', clock.now());
  await seen(directOnly, clock.now() + 1);
  for (let times = 0; times < 3; times += 1)
    expect(await members.identify({ guildId: '5', userId: '7' })).toEqual({ guildId: '5', userId: '7' });
});

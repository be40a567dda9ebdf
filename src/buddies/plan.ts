/** What falls due for buddies: news, offers that lapse, and those who wait for somebody. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { dayMs, tell } from './act.ts';
import { inviteThird, lapse } from './asking.ts';
import { planNews, unfoundAt } from './news.ts';
import { offersOf } from './offers.ts';
import type { Pool } from './pool.ts';
import { looksAtOnce, planQuiet } from './quiet-news.ts';
import { noteLook, oddOneAfterMs, seekerOf } from './seekers.ts';

export interface PlanSources {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly pool: Pool;
}

/** Plans everything that is due now; returns how many messages or looks that made. Any number of processes may do so. */
export async function planBuddies(sources: PlanSources): Promise<number> {
  const { db, outbox, clock } = sources;
  const act = (work: (act: Act) => Promise<number>) =>
    db.transaction().execute((trx) => work({ trx, outbox, now: clock.now() }));
  let planned = (await act(planNews)) + (await act(lapse));
  for (let looked = looksAtOnce; looked === looksAtOnce; planned += looked) {
    looked = await act(planQuiet);
    await setImmediate();
  }
  return planned + (await lookForAll(sources));
}

/** When the next of these falls due (ms, UTC), or null. */
export async function nextBuddiesAt(db: Db): Promise<number | null> {
  const first = async (table: 'buddy_seat' | 'buddy_seeker' | 'buddy_offer') => {
    const row = await (table === 'buddy_offer'
      ? db.selectFrom(table).select((eb) => eb.fn.min<number | null>('lapses_at').as('at'))
      : db.selectFrom(table).select((eb) => eb.fn.min<number | null>('look_at').as('at'))
    ).executeTakeFirst();
    return row?.at ?? null;
  };
  const times = await Promise.all([
    unfoundAt(db),
    first('buddy_seat'),
    first('buddy_seeker'),
    first('buddy_offer'),
  ]);
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

async function lookForAll(sources: PlanSources): Promise<number> {
  const { db, clock } = sources;
  const due = await db
    .selectFrom('buddy_seeker')
    .select(['guild_id', 'user_id'])
    .where('look_at', '<=', clock.now())
    .orderBy('look_at')
    .limit(looksAtOnce)
    .execute();
  for (const row of due) {
    await lookFor(sources, { guildId: row.guild_id, userId: row.user_id });
    await setImmediate();
  }
  return due.length;
}

/**
 * Looks for somebody for a member who waits: whoever is free is proposed to them, once; if nobody has been for three
 * days, a pair is asked to be three.
 */
async function lookFor({ db, outbox, clock, pool }: PlanSources, member: MemberKey): Promise<void> {
  // Read before the transaction, which checks again what it relies on.
  const hasCandidate = (await pool.candidatesFor(member)).length > 0;
  const pair = hasCandidate ? undefined : await pool.pairFor(member);
  await db.transaction().execute(async (trx) => {
    const act = { trx, outbox, now: clock.now() };
    const seeker = await seekerOf(trx, member);
    if (seeker === undefined || seeker.look_at > act.now) return;
    const isAsking = (await offersOf(trx, member, act.now)).length > 0;
    if (!isAsking && hasCandidate && seeker.shown_at === null) await propose(act, member);
    else if (isAsking || hasCandidate) await lookTomorrow(act, member, seeker.shown_at);
    else await leftOver(act, member, seeker.since_at + oddOneAfterMs, pair);
  });
}

async function propose(act: Act, member: MemberKey): Promise<void> {
  await tell(act, member, { kind: 'proposal' }, `proposal:${act.now}`);
  await lookTomorrow(act, member, act.now);
}

const lookTomorrow = async ({ trx, now }: Act, member: MemberKey, shown_at: number | null) =>
  await noteLook(trx, member, { shown_at, look_at: now + dayMs });

/** Nobody is free: from an instant on (ms, UTC), a pair is asked. */
async function leftOver(
  act: Act,
  member: MemberKey,
  oddOneAt: number,
  pair: string | undefined,
): Promise<void> {
  const { trx, now } = act;
  await noteLook(trx, member, { shown_at: null, look_at: oddOneAt > now ? oddOneAt : now + dayMs });
  if (oddOneAt <= now && pair !== undefined) await inviteThird(act, member, pair);
}

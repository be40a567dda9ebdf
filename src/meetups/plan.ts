/** What meetups do by the clock: reminders, the question who was there, the next date, and what Discord shows of it. */
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { endSome } from './ending.ts';
import type { MeetupEvents } from './events.ts';
import type { MeetupPosts } from './posts.ts';
import { dayMs, hourMs, remindSome } from './reminders.ts';
import { endsAt } from './rows.ts';
import { callOffForEnded, forgetOld } from './upkeep.ts';

export interface MeetupPlans {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** What Discord is asked to show: events, and the messages that announce meetups. */
  readonly events: Pick<MeetupEvents, 'settleDue'>;
  readonly posts: Pick<MeetupPosts, 'settleDue'>;
}

/** Meetups in one transaction: whoever wants an answer meanwhile waits for no more than these. */
const atOnce = 50;

/** Plans everything that is due now; returns how many meetups that concerned. */
export async function planMeetups({ db, outbox, clock, events, posts }: MeetupPlans): Promise<number> {
  let count = 0;
  for (;;) {
    const done = await db.transaction().execute((trx) => planSome({ trx, outbox, now: clock.now() }));
    count += done.reduce((sum, one) => sum + one, 0);
    // What was cut off at so many goes on in the next transaction.
    if (done.every((one) => one < atOnce)) break;
  }
  await forgetOld(db, clock.now(), atOnce);
  await events.settleDue();
  await posts.settleDue();
  return count;
}

async function planSome(act: Act): Promise<number[]> {
  return [
    await callOffForEnded(act, atOnce),
    await endSome(act, atOnce),
    await remindSome(act, 'day', atOnce),
    await remindSome(act, 'hour', atOnce),
  ];
}

/** When there will next be something to plan (ms, UTC), or null. */
export async function nextMeetupsAt({
  db,
  clock,
}: Pick<MeetupPlans, 'db' | 'clock'>): Promise<number | null> {
  const planned = db.selectFrom('meetup').where('state', '=', 'planned');
  const ahead = planned.where('starts_at', '>', clock.now());
  const first = sql<number | null>`min(starts_at)`.as('at');
  const [ended, day, hour] = await Promise.all([
    planned.select(sql<number | null>`min(${endsAt})`.as('at')).executeTakeFirst(),
    ahead.where(sql<boolean>`day_for is distinct from starts_at`).select(first).executeTakeFirst(),
    ahead.where(sql<boolean>`hour_for is distinct from starts_at`).select(first).executeTakeFirst(),
  ]);
  const times = [
    ...(ended?.at == null ? [] : [ended.at]),
    ...(day?.at == null ? [] : [day.at - dayMs]),
    ...(hour?.at == null ? [] : [hour.at - hourMs]),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

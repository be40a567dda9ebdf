/** What meetups do by the clock: reminders, the question who was there, the next date, and Discord's events. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { groupOf } from '../groups/rows.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import type { MeetupEvents } from './events.ts';
import { endOf, type Meetup, toMeetup } from './meetup.ts';
import { nextStart } from './repeat.ts';
import { comingTo } from './rows.ts';
import { announce, tellMembers } from './tell.ts';

export interface MeetupPlans {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly events: MeetupEvents;
}

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** Meetups in one transaction: whoever wants an answer meanwhile waits for no more than these. */
const atOnce = 50;
/** No meetup is longer, in ms: one that began earlier has ended. */
const longestMs = 12 * hourMs;
/** What was not confirmed is forgotten after so long, in ms. */
const draftMs = dayMs;

/** Plans everything that is due now; returns how many meetups that concerned. */
export async function planMeetups({ db, outbox, clock, events }: MeetupPlans): Promise<number> {
  const count = await db.transaction().execute(async (trx) => {
    const act: Act = { trx, outbox, now: clock.now() };
    const ended = await end(act);
    return (
      ended + (await remind(act, 'day_for', 'day', dayMs)) + (await remind(act, 'hour_for', 'hour', hourMs))
    );
  });
  await db
    .deleteFrom('meetup')
    .where('state', '=', 'draft')
    .where('created_at', '<=', clock.now() - draftMs)
    .execute();
  await events.settleDue();
  return count;
}

/** Reminds those who come, so long (ms) before; who has said so only since has just read of it. */
async function remind(
  act: Act,
  column: 'day_for' | 'hour_for',
  what: 'day' | 'hour',
  beforeMs: number,
): Promise<number> {
  const rows = await act.trx
    .selectFrom('meetup')
    .selectAll()
    .where('state', '=', 'planned')
    .where('starts_at', '>', act.now)
    .where('starts_at', '<=', act.now + beforeMs)
    .where((eb) => eb.or([eb(column, 'is', null), eb(column, '!=', eb.ref('starts_at'))]))
    .limit(atOnce)
    .execute();
  for (const row of rows) {
    const meetup = toMeetup(row);
    await act.trx
      .updateTable('meetup')
      .set({ [column]: meetup.startsAt })
      .where('meetup_id', '=', meetup.id)
      .execute();
    // After an outage, a reminder of a day before that would come in the last hours is none any more.
    const isTooLate = what === 'day' && meetup.startsAt - act.now < 3 * hourMs;
    const group = await groupOf(act.trx, meetup.guildId, meetup.groupId);
    if (group !== undefined && !isTooLate)
      await tellMembers(act, group, meetup, what, await comingTo(act.trx, meetup));
  }
  return rows.length;
}

/** Asks who was at the meetups that have ended, and goes on to the next date of those that repeat. */
async function end(act: Act): Promise<number> {
  const rows = await act.trx
    .selectFrom('meetup')
    .selectAll()
    .where('state', '=', 'planned')
    .where('starts_at', '<=', act.now)
    .orderBy('starts_at')
    .limit(atOnce)
    .execute();
  const ended = rows.map(toMeetup).filter((meetup) => endOf(meetup, meetup.startsAt) <= act.now);
  for (const meetup of ended) {
    const group = await groupOf(act.trx, meetup.guildId, meetup.groupId);
    const isFresh = act.now - endOf(meetup, meetup.startsAt) < dayMs;
    if (group?.state === 'open' && isFresh)
      await tellMembers(act, group, meetup, 'after', await comingTo(act.trx, meetup));
    await goOn(act, meetup, group?.state === 'open');
  }
  return ended.length;
}

async function goOn(act: Act, meetup: Meetup, isOpen: boolean): Promise<void> {
  const repeating = { firstAtMs: meetup.firstAt, timeZone: meetup.timeZone, weekly: meetup.isWeekly };
  const next = isOpen ? nextStart(repeating, act.now) : null;
  await act.trx
    .updateTable('meetup')
    .set(
      next === null
        ? { state: 'over', updated_at: act.now }
        : { starts_at: next, announced_for: next, event_id: null, event_for: null, updated_at: act.now },
    )
    .where('meetup_id', '=', meetup.id)
    .execute();
  if (next === null) return;
  const group = await groupOf(act.trx, meetup.guildId, meetup.groupId);
  if (group !== undefined) await announce(act, group, { ...meetup, startsAt: next });
}

/** When there will next be something to plan (ms, UTC), or null. */
export async function nextMeetupsAt({
  db,
  clock,
}: Pick<MeetupPlans, 'db' | 'clock'>): Promise<number | null> {
  const now = clock.now();
  const rows = await db
    .selectFrom('meetup')
    .select(['starts_at', 'minutes', 'day_for', 'hour_for'])
    .where('state', '=', 'planned')
    .where('starts_at', '>', now - longestMs)
    .orderBy('starts_at')
    .limit(atOnce)
    .execute();
  const times = rows.flatMap((row) => [
    ...(row.day_for === row.starts_at ? [] : [row.starts_at - dayMs]),
    ...(row.hour_for === row.starts_at ? [] : [row.starts_at - hourMs]),
    endOf(row, row.starts_at),
  ]);
  return times.length === 0 ? null : Math.min(...times);
}

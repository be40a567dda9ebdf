/** What becomes of a meetup once a date of it has ended. */
import { groupOf } from '../groups/rows.ts';
import type { Act } from '../scheduler/act.ts';
import { endOf, type Meetup, toMeetup } from './meetup.ts';
import { nextStart } from './repeat.ts';
import { answersOf, comingTo, concernedBy, endsAt } from './rows.ts';
import { countAnew } from './taking-part.ts';
import { announce, noteEnding, tellMembers } from './tell.ts';

/** Whoever was there is asked within so long (ms) after the end; later, nobody would know what is meant. */
const askWithinMs = 24 * 60 * 60_000;

/**
 * Asks who was at the meetups that have ended, and goes on to the next date of those that repeat; returns how many these
 * were, at most so many at once.
 */
export async function endSome(act: Act, most: number): Promise<number> {
  const rows = await act.trx
    .selectFrom('meetup')
    .selectAll()
    .where('state', '=', 'planned')
    .where('starts_at', '<=', act.now)
    .where(endsAt, '<=', act.now)
    .orderBy('starts_at')
    .limit(most)
    .execute();
  for (const meetup of rows.map(toMeetup)) {
    const group = await groupOf(act.trx, meetup.guildId, meetup.groupId);
    const coming = await comingTo(act.trx, meetup);
    const isFresh = act.now - endOf(meetup, meetup.startsAt) < askWithinMs;
    if (group?.state === 'open' && isFresh) await tellMembers(act, group, meetup, 'after', coming);
    const next = group?.state === 'open' ? await goOn(act, meetup) : null;
    // Whoever hears of it by direct message has said something lately: the others find it in their list.
    if (group !== undefined && next !== null)
      await announce(act, group, next, await concernedBy(act.trx, next));
    await noteEnding(act, meetup);
    await countAnew(act, meetup.id);
  }
  return rows.length;
}

/** Moves a meetup to its next date, which whoever came to the last is taken to come to; null if there is none. */
async function goOn(act: Act, meetup: Meetup): Promise<Meetup | null> {
  const { trx, now } = act;
  const { firstAt: firstAtMs, timeZone, isWeekly: weekly } = meetup;
  const next = nextStart({ firstAtMs, timeZone, weekly }, now);
  const row = trx.updateTable('meetup').where('meetup_id', '=', meetup.id);
  if (next === null) {
    await row.set({ state: 'over', updated_at: now }).execute();
    return null;
  }
  const sequence = meetup.sequence + 1;
  const noEvent = {
    event_id: null,
    event_for: null,
    event_begun_at: null,
    event_begun_start: null,
    event_not_before: null,
  };
  await row.set({ starts_at: next, sequence, updated_at: now, ...noEvent }).execute();
  await carryOver(act, meetup, next);
  return { ...meetup, startsAt: next, sequence };
}

/** Otherwise nobody would be reminded of a series in which people come, and no longer say so. */
async function carryOver({ trx, now }: Act, meetup: Meetup, to: number): Promise<void> {
  const given = await answersOf(trx, meetup, meetup.startsAt);
  const date = { meetup_id: meetup.id, starts_at: to, guild_id: meetup.guildId, updated_at: now };
  const rows = given
    .filter(({ answer }) => answer === 'yes')
    .map(({ userId, answer }) => ({ ...date, user_id: userId, answer }));
  if (rows.length === 0) return;
  await trx
    .insertInto('meetup_member')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Reminders of meetups, a day and an hour before: planned once for each date. */
import { groupOf } from '../groups/rows.ts';
import type { Act } from '../scheduler/act.ts';
import { toMeetup } from './meetup.ts';
import { comingTo } from './rows.ts';
import { countAnew } from './taking-part.ts';
import { tellMembers } from './tell.ts';

export const hourMs = 60 * 60_000;
export const dayMs = 24 * hourMs;

/** A reminder of the day before that comes later than so long (ms) before, after an outage, is none any more. */
const tooLateMs = 3 * hourMs;

const reminders = {
  day: { column: 'day_for', beforeMs: dayMs },
  hour: { column: 'hour_for', beforeMs: hourMs },
} as const;

/** Reminds those who come to the meetups for which it is time; returns how many these were, at most so many at once. */
export async function remindSome(act: Act, what: 'day' | 'hour', most: number): Promise<number> {
  const { column, beforeMs } = reminders[what];
  const rows = await act.trx
    .selectFrom('meetup')
    .selectAll()
    .where('state', '=', 'planned')
    .where('starts_at', '>', act.now)
    .where('starts_at', '<=', act.now + beforeMs)
    .where((eb) => eb.or([eb(column, 'is', null), eb(column, '!=', eb.ref('starts_at'))]))
    .orderBy('starts_at')
    .limit(most)
    .execute();
  for (const meetup of rows.map(toMeetup)) {
    await act.trx
      .updateTable('meetup')
      .set({ [column]: meetup.startsAt })
      .where('meetup_id', '=', meetup.id)
      .execute();
    // Whoever has left the group since is counted no more.
    await countAnew(act, meetup.id);
    const isTooLate = what === 'day' && meetup.startsAt - act.now < tooLateMs;
    const group = await groupOf(act.trx, meetup.guildId, meetup.groupId);
    if (group?.state === 'open' && !isTooLate)
      await tellMembers(act, group, meetup, what, await comingTo(act.trx, meetup));
  }
  return rows.length;
}

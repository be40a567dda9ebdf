/** Meetups that nobody can come to any more, and what is kept no longer. */
import type { Db } from '../database/open.ts';
import type { Act } from '../scheduler/act.ts';

const dayMs = 24 * 60 * 60_000;
/** What was not confirmed is forgotten after so long, in ms. */
const draftMs = dayMs;
/** Dates that are over, and who was there, are known for so long (ms): longer than anybody can say so. */
const keepMs = 90 * dayMs;

/** Calls off the meetups of groups that have ended, whose members have heard of that; returns how many, at most so many. */
export async function callOffForEnded({ trx, now }: Act, most: number): Promise<number> {
  const rows = await trx
    .selectFrom('meetup')
    .leftJoin('study_group', 'study_group.group_id', 'meetup.group_id')
    .select('meetup_id')
    .where('meetup.state', '=', 'planned')
    .where((eb) => eb.or([eb('study_group.state', 'is', null), eb('study_group.state', '!=', 'open')]))
    .limit(most)
    .execute();
  if (rows.length === 0) return 0;
  await trx
    .updateTable('meetup')
    .set((eb) => ({
      state: 'cancelled',
      sequence: eb('sequence', '+', 1),
      updated_at: now,
      event_not_before: null,
    }))
    .where(
      'meetup_id',
      'in',
      rows.map((row) => row.meetup_id),
    )
    .execute();
  return rows.length;
}

/** Forgets, at an instant (ms, UTC), what was never confirmed, and some of what is over for long. */
export async function forgetOld(db: Db, now: number, most: number): Promise<void> {
  await db
    .deleteFrom('meetup')
    .where('state', '=', 'draft')
    .where('created_at', '<=', now - draftMs)
    .execute();
  const over = db
    .selectFrom('meetup')
    .select('meetup_id')
    .where('state', 'in', ['cancelled', 'over'])
    .where('starts_at', '<=', now - keepMs)
    .limit(most);
  await db.deleteFrom('meetup').where('meetup_id', 'in', over).execute();
  await db
    .deleteFrom('meetup_member')
    .where('starts_at', '<=', now - keepMs)
    .execute();
}

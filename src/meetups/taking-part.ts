/** A member's part in a meetup: whether they come, and whether they were there; each act within one transaction. */
import type { Db } from '../database/open.ts';
import { standingOf } from '../groups/rows.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Answer, Meetup } from './meetup.ts';
import { isDate, meetupOf, partOf } from './rows.ts';

/** Whether somebody is in a group now. */
export async function isIn(db: Db, groupId: string, userId: string): Promise<boolean> {
  const { kind } = await standingOf(db, groupId, userId);
  return kind === 'owner' || kind === 'member';
}

/** `stranger`: they are not in the group; `meanwhile`: that date is not the one any more. */
export type Answered = 'noted' | 'stranger' | 'meanwhile';

/** A member says whether they come to the date of a meetup as it was read; the group's message is to be counted anew. */
export async function answer(act: Act, read: Meetup, userId: string, given: Answer): Promise<Answered> {
  const { trx, now } = act;
  const { id, guildId, startsAt } = read;
  const meetup = await meetupOf(trx, guildId, id);
  if (meetup?.state !== 'planned' || meetup.startsAt !== startsAt) return 'meanwhile';
  if (!(await isIn(trx, meetup.groupId, userId))) return 'stranger';
  const row = { answer: given, updated_at: now };
  await trx
    .insertInto('meetup_member')
    .values({ meetup_id: id, starts_at: startsAt, guild_id: guildId, user_id: userId, ...row })
    .onConflict((conflict) => conflict.columns(['meetup_id', 'starts_at', 'user_id']).doUpdateSet(row))
    .execute();
  await countAnew(act, id);
  return 'noted';
}

/** The message that announced a meetup is out of date from here on. */
export async function countAnew({ trx }: Pick<Act, 'trx'>, meetupId: string): Promise<void> {
  await trx
    .updateTable('meetup')
    .set((eb) => ({ recount: eb('recount', '+', 1) }))
    .where('meetup_id', '=', meetupId)
    .execute();
}

/** `to log`: it is noted, and not in their portfolio yet; `no date`: there was no such date, or they are not in the group. */
export type Attended = 'to log' | 'noted' | 'no date';

/** Notes whether a member of the group was there. */
export async function attend(
  { trx, now }: Act,
  meetup: Meetup,
  startsAt: number,
  userId: string,
  wasThere: boolean,
): Promise<Attended> {
  const { id, guildId, groupId } = meetup;
  const present = await meetupOf(trx, guildId, id);
  if (present === undefined || !(await isDate(trx, present, startsAt))) return 'no date';
  if (!(await isIn(trx, groupId, userId))) return 'no date';
  const before = await partOf(trx, id, startsAt, { guildId, userId });
  const row = { attended: wasThere ? 1 : 0, updated_at: now };
  await trx
    .insertInto('meetup_member')
    .values({ meetup_id: id, starts_at: startsAt, guild_id: guildId, user_id: userId, answer: null, ...row })
    .onConflict((conflict) => conflict.columns(['meetup_id', 'starts_at', 'user_id']).doUpdateSet(row))
    .execute();
  return wasThere && before?.logged !== 1 ? 'to log' : 'noted';
}

/** What a member has attended is in their portfolio. */
export async function noteLogged(
  db: Db,
  meetupId: string,
  startsAt: number,
  member: MemberKey,
): Promise<void> {
  await db
    .updateTable('meetup_member')
    .set({ logged: 1 })
    .where('meetup_id', '=', meetupId)
    .where('starts_at', '=', startsAt)
    .where('user_id', '=', member.userId)
    .execute();
}

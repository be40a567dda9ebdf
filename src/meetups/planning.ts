/** Planning a meetup, changing it, and calling it off: each act within one transaction. */
import { newId } from '../database/new-id.ts';
import { noteAlive } from '../groups/care.ts';
import type { Group } from '../groups/group.ts';
import { groupOf, standingOf } from '../groups/rows.ts';
import type { Act } from '../scheduler/act.ts';
import { type Answer, type Meetup, meetupLimits } from './meetup.ts';
import { aheadIn, comingTo, meetupOf } from './rows.ts';
import { announce, tellMembers } from './tell.ts';

/** What is said of a meetup. */
export interface Said {
  /** Ms, UTC. */
  readonly startsAt: number;
  readonly minutes: number;
  readonly place: string;
  readonly isWeekly: boolean;
}

/** Keeps what was typed, to be shown back before it is confirmed; what the same member had not confirmed goes. */
export async function draft({ trx, now }: Act, group: Group, userId: string, said: Said): Promise<string> {
  await trx
    .deleteFrom('meetup')
    .where('group_id', '=', group.id)
    .where('planned_by', '=', userId)
    .where('state', '=', 'draft')
    .execute();
  const meetup_id = newId();
  await trx
    .insertInto('meetup')
    .values({
      meetup_id,
      group_id: group.id,
      guild_id: group.guildId,
      state: 'draft',
      starts_at: said.startsAt,
      first_at: said.startsAt,
      time_zone: group.timeZone,
      minutes: said.minutes,
      place: said.place,
      weekly: said.isWeekly ? 1 : 0,
      planned_by: userId,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return meetup_id;
}

/** `past`: its start has gone by; `full`: the group has as many ahead as it may; `gone`: there is nothing to confirm. */
export type Planned = 'planned' | 'past' | 'full' | 'gone';

/** Confirms a meetup: the group hears of it, and who planned it comes. */
export async function confirm(act: Act, guildId: string, meetupId: string, userId: string): Promise<Planned> {
  const { trx, now } = act;
  const meetup = await meetupOf(trx, guildId, meetupId);
  const group = meetup && (await groupOf(trx, guildId, meetup.groupId));
  if (meetup?.state !== 'draft' || group?.state !== 'open' || meetup.plannedBy !== userId) return 'gone';
  if (meetup.startsAt <= now) return 'past';
  if ((await aheadIn(trx, [group.id], now)).length >= meetupLimits.ahead) return 'full';
  await trx
    .updateTable('meetup')
    .set({
      state: 'planned',
      announced_for: meetup.startsAt,
      updated_at: now,
      ...skipped(meetup.startsAt, now),
    })
    .where('meetup_id', '=', meetupId)
    .execute();
  await answer(act, { ...meetup, state: 'planned' }, userId, 'yes');
  await announce(act, group, meetup);
  await noteAlive(act, group.id, now);
  return 'planned';
}

const hourMs = 60 * 60_000;

/** Reminders whose time has passed already when a date is set: nobody is reminded of what they have just read. */
const skipped = (startsAt: number, now: number) => ({
  day_for: startsAt - now <= 25 * hourMs ? startsAt : null,
  hour_for: startsAt - now <= 2 * hourMs ? startsAt : null,
});

/** Changes a meetup that is planned; those who come hear of it. Returns false if it is over or called off. */
export async function change(act: Act, group: Group, meetup: Meetup, said: Said): Promise<boolean> {
  const { trx, now } = act;
  const isMoved = said.startsAt !== meetup.startsAt;
  const result = await trx
    .updateTable('meetup')
    .set((eb) => ({
      starts_at: said.startsAt,
      first_at: said.startsAt,
      minutes: said.minutes,
      place: said.place,
      weekly: said.isWeekly ? 1 : 0,
      sequence: eb('sequence', '+', 1),
      announced_for: said.startsAt,
      updated_at: now,
      event_not_before: null,
      ...(isMoved && skipped(said.startsAt, now)),
    }))
    .where('meetup_id', '=', meetup.id)
    .where('state', '=', 'planned')
    .where('sequence', '=', meetup.sequence)
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  if (isMoved) await moveAnswers(act, meetup, said.startsAt);
  const changed = { ...meetup, ...said, sequence: meetup.sequence + 1 };
  await tellMembers(act, group, changed, 'changed', await comingTo(trx, changed));
  return true;
}

/** Who came on the old date is taken to come on the new one, and can say otherwise. */
async function moveAnswers({ trx }: Act, { id, startsAt }: Meetup, to: number): Promise<void> {
  await trx.deleteFrom('meetup_member').where('meetup_id', '=', id).where('starts_at', '=', to).execute();
  await trx
    .updateTable('meetup_member')
    .set({ starts_at: to })
    .where('meetup_id', '=', id)
    .where('starts_at', '=', startsAt)
    .execute();
}

/** Calls a meetup off; those who come hear of it. Returns false if it was over, or called off already. */
export async function cancel(act: Act, group: Group, meetup: Meetup): Promise<boolean> {
  const result = await act.trx
    .updateTable('meetup')
    .set((eb) => ({
      state: 'cancelled',
      sequence: eb('sequence', '+', 1),
      updated_at: act.now,
      event_not_before: null,
    }))
    .where('meetup_id', '=', meetup.id)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  const cancelled = { ...meetup, sequence: meetup.sequence + 1 };
  await tellMembers(act, group, cancelled, 'cancelled', await comingTo(act.trx, meetup));
  return true;
}

/** Forgets what was not confirmed. */
export async function dropDraft({ trx }: Act, meetupId: string, userId: string): Promise<void> {
  await trx
    .deleteFrom('meetup')
    .where('meetup_id', '=', meetupId)
    .where('planned_by', '=', userId)
    .where('state', '=', 'draft')
    .execute();
}

/** A member says whether they come to the present date; false if they are not in the group, or it is not planned. */
export async function answer(act: Act, meetup: Meetup, userId: string, given: Answer): Promise<boolean> {
  const { trx, now } = act;
  const { kind } = await standingOf(trx, meetup.groupId, userId);
  if (meetup.state !== 'planned' || (kind !== 'owner' && kind !== 'member')) return false;
  const row = { answer: given, updated_at: now };
  await trx
    .insertInto('meetup_member')
    .values({
      meetup_id: meetup.id,
      starts_at: meetup.startsAt,
      guild_id: meetup.guildId,
      user_id: userId,
      ...row,
    })
    .onConflict((conflict) => conflict.columns(['meetup_id', 'starts_at', 'user_id']).doUpdateSet(row))
    .execute();
  return true;
}

/** Notes whether a member was there; true if that is new. */
export async function attend(
  { trx, now }: Act,
  meetup: Meetup,
  startsAt: number,
  userId: string,
  wasThere: boolean,
): Promise<boolean> {
  const key = { meetup_id: meetup.id, starts_at: startsAt, user_id: userId };
  const before = await trx
    .selectFrom('meetup_member')
    .select('attended')
    .where((eb) => eb.and(key))
    .executeTakeFirst();
  const row = { attended: wasThere ? 1 : 0, updated_at: now };
  await trx
    .insertInto('meetup_member')
    .values({ ...key, guild_id: meetup.guildId, answer: null, ...row })
    .onConflict((conflict) => conflict.columns(['meetup_id', 'starts_at', 'user_id']).doUpdateSet(row))
    .execute();
  return before?.attended !== row.attended;
}

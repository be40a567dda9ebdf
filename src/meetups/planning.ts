/** Planning a meetup: what was typed is kept, shown back, and confirmed; each act within one transaction. */
import { newId } from '../database/new-id.ts';
import { noteAlive } from '../groups/care.ts';
import type { Group } from '../groups/group.ts';
import { groupOf, membersOf } from '../groups/rows.ts';
import type { Act } from '../scheduler/act.ts';
import { meetupLimits } from './meetup.ts';
import { aheadIn, meetupOf } from './rows.ts';
import { answer, isIn } from './taking-part.ts';
import { announce } from './tell.ts';

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

/** `past`: its start has gone by; `full`: the group has as many ahead as it may; `often`: it has heard of too many in a day; `gone`: there is nothing to confirm. */
export type Planned = 'planned' | 'past' | 'full' | 'often' | 'gone';

/** Confirms a meetup: the group hears of it, and who planned it comes. */
export async function confirm(act: Act, guildId: string, meetupId: string, userId: string): Promise<Planned> {
  const { trx, now } = act;
  const meetup = await meetupOf(trx, guildId, meetupId);
  const group = meetup && (await groupOf(trx, guildId, meetup.groupId));
  if (meetup?.state !== 'draft' || group?.state !== 'open' || meetup.plannedBy !== userId) return 'gone';
  if (!(await isIn(trx, group.id, userId))) return 'gone';
  if (meetup.startsAt <= now) return 'past';
  if ((await aheadIn(trx, [group.id], now, meetupLimits.ahead)).length >= meetupLimits.ahead) return 'full';
  if (await isTooOften(act, group.id)) return 'often';
  await trx
    .updateTable('meetup')
    .set({ state: 'planned', updated_at: now, ...skipped(meetup.startsAt, now) })
    .where('meetup_id', '=', meetupId)
    .execute();
  const planned = { ...meetup, state: 'planned' as const };
  await answer(act, planned, userId, 'yes');
  const others = (await membersOf(trx, group.id)).filter((member) => member.userId !== userId);
  await announce(
    act,
    group,
    planned,
    others.map((member) => member.userId),
  );
  await noteAlive(act, group.id, now);
  return 'planned';
}

const hourMs = 60 * 60_000;

/** Whether the group has heard of as many new meetups in a day as it may, called off or not. */
async function isTooOften({ trx, now }: Act, groupId: string): Promise<boolean> {
  const rows = await trx
    .selectFrom('meetup')
    .select('meetup_id')
    .where('group_id', '=', groupId)
    .where('state', '!=', 'draft')
    .where('created_at', '>', now - 24 * hourMs)
    .limit(meetupLimits.newADay)
    .execute();
  return rows.length >= meetupLimits.newADay;
}

/** Reminders whose time has passed already when a date is set: nobody is reminded of what they have just read. */
export const skipped = (startsAt: number, now: number) => ({
  day_for: startsAt - now <= 25 * hourMs ? startsAt : null,
  hour_for: startsAt - now <= 2 * hourMs ? startsAt : null,
});

/** Forgets what was not confirmed. */
export async function dropDraft({ trx }: Act, meetupId: string, userId: string): Promise<void> {
  await trx
    .deleteFrom('meetup')
    .where('meetup_id', '=', meetupId)
    .where('planned_by', '=', userId)
    .where('state', '=', 'draft')
    .execute();
}

/** Changing a meetup, and calling it off: each act within one transaction, on the meetup as it is by then. */
import type { Group } from '../groups/group.ts';
import { groupOf } from '../groups/rows.ts';
import type { Act } from '../scheduler/act.ts';
import type { Meetup } from './meetup.ts';
import { type Said, skipped } from './planning.ts';
import { comingTo, meetupOf } from './rows.ts';
import { tellGroup } from './tell.ts';

/** Who changes a meetup, and which edition they saw when they began to. */
export interface Change {
  readonly by: string;
  readonly sequence: number;
}

/**
 * `changed`: others come, and hear of it; `unheard`: it is changed, and nobody else comes; `same`: there was nothing to change; `meanwhile`: somebody has changed it since, or it has moved on to its next date;
 * `begun`: its date has begun; `gone`: it is over or called off.
 */
export type Changed = 'changed' | 'unheard' | 'same' | 'meanwhile' | 'begun' | 'gone';

/** Whether what is said of a meetup changes nothing. */
export const isSame = (meetup: Meetup, { startsAt, minutes, place, isWeekly }: Said): boolean =>
  startsAt === meetup.startsAt &&
  minutes === meetup.minutes &&
  place === meetup.place &&
  isWeekly === meetup.isWeekly;

/** Changes a meetup that is planned; the group hears of it. */
export async function change(
  act: Act,
  guildId: string,
  meetupId: string,
  said: Said,
  { by, sequence }: Change,
): Promise<Changed> {
  const { trx, now } = act;
  const found = await planned(act, guildId, meetupId);
  if (found === undefined) return 'gone';
  const { meetup, group } = found;
  if (meetup.sequence !== sequence) return 'meanwhile';
  if (meetup.startsAt <= now) return 'begun';
  const isMoved = said.startsAt !== meetup.startsAt;
  const isRehoused = group.timeZone !== meetup.timeZone;
  const { minutes, place, isWeekly } = said;
  if (isSame(meetup, said)) return 'same';
  await trx
    .updateTable('meetup')
    .set((eb) => ({
      starts_at: said.startsAt,
      // Otherwise the series keeps its hour, even if a clock change shifts just the date that is next.
      ...((isMoved || isRehoused) && { first_at: said.startsAt, time_zone: group.timeZone }),
      minutes,
      place,
      weekly: isWeekly ? 1 : 0,
      sequence: eb('sequence', '+', 1),
      recount: eb('recount', '+', 1),
      updated_at: now,
      event_not_before: null,
      ...(isMoved && skipped(said.startsAt, now)),
    }))
    .where('meetup_id', '=', meetupId)
    .execute();
  if (isMoved) await moveAnswers(act, meetup, said.startsAt);
  const changed = { ...meetup, ...said, sequence: sequence + 1 };
  const others = await othersComing(act, changed, by);
  await tellGroup(act, group, changed, 'changed', others);
  return others.length > 0 ? 'changed' : 'unheard';
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

/**
 * `cancelled`: others come, and hear of it; `unheard`: nobody else comes; `ending`: a weekly one whose date goes on just
 * now ends with it; `gone`: it was over, or called off already.
 */
export type Cancelled = 'cancelled' | 'unheard' | 'ending' | 'gone';

/** Calls a meetup off; the group hears of it. */
export async function cancel(act: Act, guildId: string, meetupId: string, by: string): Promise<Cancelled> {
  const found = await planned(act, guildId, meetupId);
  if (found === undefined) return 'gone';
  const { meetup, group } = found;
  // Those who sit there now are not told that they don't.
  const isEnding = meetup.isWeekly && meetup.startsAt <= act.now;
  await act.trx
    .updateTable('meetup')
    .set((eb) => ({
      ...(isEnding ? { weekly: 0 } : { state: 'cancelled' as const }),
      sequence: eb('sequence', '+', 1),
      recount: eb('recount', '+', 1),
      updated_at: act.now,
      event_not_before: null,
    }))
    .where('meetup_id', '=', meetupId)
    .execute();
  if (isEnding) return 'ending';
  const cancelled = { ...meetup, sequence: meetup.sequence + 1 };
  const others = await othersComing(act, meetup, by);
  await tellGroup(act, group, cancelled, 'cancelled', others);
  return others.length > 0 ? 'cancelled' : 'unheard';
}

async function planned({ trx }: Act, guildId: string, meetupId: string) {
  const meetup = await meetupOf(trx, guildId, meetupId);
  const group: Group | undefined = meetup && (await groupOf(trx, guildId, meetup.groupId));
  return meetup?.state === 'planned' && group?.state === 'open' ? { meetup, group } : undefined;
}

/** Who comes, but for the one who has made the change. */
const othersComing = async ({ trx }: Act, meetup: Meetup, by: string) =>
  (await comingTo(trx, meetup)).filter((userId) => userId !== by);

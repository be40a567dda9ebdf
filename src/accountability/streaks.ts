import type { Clock } from '../clock.ts';
import type { MemberKey } from '../member/store.ts';
import type { CheckInStore } from './check-ins.ts';
import type { PauseStore } from './pauses.ts';
import { type Streak, streakOf } from './streak.ts';
import { weeksSince } from './weeks.ts';

/** A member's streak now, by the weeks of `timeZone`. */
export async function streakNow(
  app: { readonly checkIns: CheckInStore; readonly pauses: PauseStore; readonly clock: Clock },
  member: MemberKey,
  timeZone: string,
): Promise<Streak> {
  const [kept, paused] = await Promise.all([app.checkIns.keptWeeks(member), app.pauses.weeks(member)]);
  return streakOf({ weeks: weeksSince(kept, app.clock.now(), timeZone), kept, paused });
}

/** What the scheduler does for each feature: what it plans, when, and how its messages go out. */
import type { NudgeStore } from './accountability/nudge-store.ts';
import { planNudges } from './accountability/plan.ts';
import { nextBuddiesAt, planBuddies } from './buddies/plan.ts';
import type { BuddyStore } from './buddies/store.ts';
import type { Clock } from './clock.ts';
import type { Db } from './database/open.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { DirectMessages } from './delivery/direct.ts';
import type { Letter } from './delivery/letter.ts';
import { nextDigestAt, planDigests } from './digest/plan.ts';
import { type GroupPlans, nextGroupsAt, planGroups } from './groups/plan.ts';
import { type MeetupPlans, nextMeetupsAt, planMeetups } from './meetups/plan.ts';
import type { Outbox } from './scheduler/outbox.ts';
import type { Job } from './scheduler/scheduler.ts';

export interface Planning {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly nudges: NudgeStore;
  readonly direct: DirectMessages;
  readonly buddies: BuddyStore;
  readonly groupPlans: GroupPlans;
  readonly meetupPlans: MeetupPlans;
  readonly delivery: Delivery;
  readonly letters: Readonly<Record<'nudge' | 'buddy' | 'group' | 'meetup' | 'digest' | 'trouble', Letter>>;
}

export function jobsOf(planning: Planning): Job[] {
  const { db, outbox, clock, nudges, direct, buddies, groupPlans, meetupPlans, delivery, letters } = planning;
  const sent = (letter: Letter): Pick<Job, 'kind' | 'deliver'> => ({
    kind: letter.kind,
    deliver: (batch) => delivery.deliver(letter, batch),
  });
  return [
    {
      ...sent(letters.nudge),
      plan: () => planNudges(db, outbox, clock),
      nextAt: () => nudges.nextAt(),
    },
    // Opens the conversations that wait for their turn.
    {
      kind: 'direct',
      plan: async () => {
        await direct.openWaiting();
        return 0;
      },
      nextAt: () => direct.nextTurnAt(),
    },
    {
      ...sent(letters.buddy),
      plan: () => planBuddies({ db, outbox, clock, pool: buddies.pool }),
      nextAt: () => nextBuddiesAt(db),
    },
    {
      ...sent(letters.group),
      plan: () => planGroups(groupPlans),
      nextAt: () => nextGroupsAt(groupPlans),
    },
    {
      ...sent(letters.meetup),
      plan: () => planMeetups(meetupPlans),
      nextAt: () => nextMeetupsAt(meetupPlans),
    },
    {
      ...sent(letters.digest),
      plan: () => planDigests(db, outbox, clock),
      nextAt: () => nextDigestAt(db),
    },
    // Whoever notes the trouble writes the row.
    { ...sent(letters.trouble), plan: async () => 0, nextAt: async () => null },
  ];
}

/** What the weekly post knows of a server's week. Pure. */

/** Members who did something: how many, and who of them may be named, the first to do it first. */
export interface People {
  readonly count: number;
  /** User ids. */
  readonly named: readonly string[];
}

/** A work that was shown to the server in the week. */
export interface Work {
  readonly kind: string;
  readonly title: string;
  readonly channelId: string;
  readonly messageId: string;
  /** Who made it, if they may be named. */
  readonly by: string | undefined;
}

/** What happened in a server in a week. */
export interface ServerWeek {
  readonly checkedIn: People;
  /** Goals that were kept. */
  readonly goalsKept: number;
  /** Steps that were finished, by id, with how many finished each; the most frequent first. */
  readonly steps: readonly { readonly id: string; readonly count: number }[];
  readonly stepsBy: People;
  /** Those whose makers may be named first. */
  readonly works: readonly Work[];
  /** Who was first seen in the week, and has begun something. */
  readonly newcomers: People;
  /** Study groups that were opened, by name. */
  readonly groups: readonly string[];
  /** Dates on which somebody said that they were at a meetup. */
  readonly meetups: number;
}

/** What a member did, and whether they may be named. */
export interface Deed {
  readonly userId: string;
  readonly isNamed: boolean;
}

/** The members behind deeds, each once. */
export function peopleOf(deeds: readonly Deed[]): People {
  const named = new Set(deeds.flatMap(({ userId, isNamed }) => (isNamed ? [userId] : [])));
  return { count: new Set(deeds.map(({ userId }) => userId)).size, named: [...named] };
}

/** How often each step was finished, the most frequent first. */
export function stepCounts(stepIds: readonly string[]): ServerWeek['steps'] {
  return [...Map.groupBy(stepIds, (id) => id)]
    .map(([id, all]) => ({ id, count: all.length }))
    .toSorted((a, b) => b.count - a.count || a.id.localeCompare(b.id, 'en'));
}

/** Whether nothing happened that a post could tell of. */
export const isQuiet = (week: ServerWeek): boolean => {
  const { checkedIn, steps, works, newcomers, groups, meetups } = week;
  return checkedIn.count + steps.length + works.length + newcomers.count + groups.length + meetups === 0;
};

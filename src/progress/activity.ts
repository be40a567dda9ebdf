/** What a member did week by week, and how many weeks they have kept in a row. Pure. */

export interface Activity {
  /** ISO weeks, oldest first; the last is the present one. */
  readonly weeks: readonly string[];
  /** The weeks with a check-in. */
  readonly kept: ReadonlySet<string>;
  /** The week of each tick and each entry. */
  readonly done: readonly string[];
}

export interface Week {
  readonly week: string;
  /** From 0, nothing, to 4, much: a check-in, a tick and an entry count one each. */
  readonly level: 0 | 1 | 2 | 3 | 4;
  readonly kept: boolean;
}

/** Each week with how much was done in it. */
export function weeksOf({ weeks, kept, done }: Activity): Week[] {
  const counts = Map.groupBy(done, (week) => week);
  return weeks.map((week) => {
    const isKept = kept.has(week);
    return { week, level: levelOf((counts.get(week)?.length ?? 0) + Number(isKept)), kept: isKept };
  });
}

function levelOf(count: number): Week['level'] {
  if (count >= 5) return 4;
  if (count >= 3) return 3;
  return count === 2 ? 2 : count === 1 ? 1 : 0;
}

/** Weeks kept in a row up to now; the present week doesn't break the row while it lasts. */
export function streakOf({ weeks, kept }: Pick<Activity, 'weeks' | 'kept'>): number {
  const present = weeks.length - 1;
  const last = kept.has(weeks[present] ?? '') ? present : present - 1;
  let length = 0;
  while (length <= last && kept.has(weeks[last - length] ?? '')) length += 1;
  return length;
}

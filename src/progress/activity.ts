/** What a member did week by week. Pure. */

export interface Activity {
  /** ISO weeks, oldest first; the last is the present one. */
  readonly weeks: readonly string[];
  /** The weeks that are kept. */
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

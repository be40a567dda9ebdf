/**
 * Weeks kept in a row, with room for life: of any four weeks in a row, one may be missed. Weeks that a pause touches
 * are left out, and the present week costs nothing while it lasts. Pure.
 */

/** Of so many weeks in a row, one is forgiven. */
export const forgivenOneIn = 4;

export interface History {
  /** ISO weeks, oldest first; the last is the present one. */
  readonly weeks: readonly string[];
  /** The weeks with a check-in by which they are kept. */
  readonly kept: ReadonlySet<string>;
  /** The weeks that a pause touches. */
  readonly paused: ReadonlySet<string>;
}

export interface Streak {
  /** Weeks kept in the row; forgiven and paused ones don't count. */
  readonly length: number;
  /** Whether the row would survive it if the present week were missed, or, once it is kept, the next one. */
  readonly canMiss: boolean;
}

/** The longest row up to now in which no four weeks hold more than one that was missed. */
export function streakOf({ weeks, kept, paused }: History): Streak {
  const present = weeks.at(-1);
  const isOpen = present === undefined || !kept.has(present);
  const counted = (isOpen ? weeks.slice(0, -1) : weeks).filter((week) => kept.has(week) || !paused.has(week));
  let length = 0;
  /** Weeks since the latest that was forgiven, going back; enough of them allow another. */
  let since = forgivenOneIn;
  /** How far back the latest of those in the row lies, and the latest that may yet prove to be before it. */
  let newest: number | undefined;
  let latest: number | undefined;
  for (let back = 0; back < counted.length; back += 1) {
    since += 1;
    if (kept.has(counted.at(-1 - back) ?? '')) {
      length += 1;
      newest ??= latest;
    } else {
      if (since < forgivenOneIn) break;
      since = 0;
      latest ??= back;
    }
  }
  // One forgiven among the last three leaves no room for another right behind it.
  return { length, canMiss: length > 0 && (newest === undefined || newest >= forgivenOneIn - 1) };
}

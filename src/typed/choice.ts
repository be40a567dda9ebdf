/** What a member changes in a select. Pure. */

/** What the select showed as chosen, and what is chosen now. */
export interface Choice {
  readonly values: readonly string[];
  readonly shownAsChosen: readonly string[];
}

/** Only what was changed on this very panel: an old one must not undo what was chosen on another since. */
export function changeOf({ values, shownAsChosen }: Choice): { added: string[]; removed: string[] } {
  const [now, before] = [new Set(values), new Set(shownAsChosen)];
  return { added: [...now.difference(before)], removed: [...before.difference(now)] };
}

/** How long something took, as people type it. Pure. */

/** A week has no more minutes than these. */
const mostMinutes = 7 * 24 * 60;

const patterns = [
  /^(?<minutes>\d{1,5})\s*(?:m|mins?|minutes?)?$/i,
  /^(?<hours>\d{1,3}):(?<minutes>[0-5]\d)\s*h?$/i,
  /^(?<hours>\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)$/i,
  /^(?<hours>\d{1,3})\s*(?:h|hrs?|hours?)\s*(?<minutes>\d{1,2})\s*(?:m|mins?|minutes?)?$/i,
] as const;

/** Minutes of `90`, `90 min`, `1:30`, `1.5 h`, `1h30`, `2 hours`; undefined if it is none of these, or more than a week. */
export function readMinutes(typed: string): number | undefined {
  const words = typed.normalize('NFKC').trim();
  for (const pattern of patterns) {
    const found = pattern.exec(words)?.groups;
    if (found === undefined) continue;
    const hours = Number((found['hours'] ?? '0').replace(',', '.'));
    const minutes = Math.round(hours * 60) + Number(found['minutes'] ?? 0);
    return minutes <= mostMinutes ? minutes : undefined;
  }
  return undefined;
}

/** Discord's ids (snowflakes): decimal strings that grow with time. */

/** Milliseconds between the Unix epoch and Discord's (the first second of 2015). */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** Orders two ids by age, the older first; longer is newer, as ids have no leading zeros. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The instant (ms, UTC) that an id was made at; 0 for what is not an id. */
export function timeOfId(id: string): number {
  return /^\d+$/.test(id) ? Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS) : 0;
}

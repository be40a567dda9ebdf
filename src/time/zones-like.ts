/** Zones by how much of their day is like that of another. Pure. */
import { supportedZones } from './time-zones.ts';

/** Zones share a day with those that are so many minutes apart, or fewer. */
const stepMinutes = 60;

/**
 * All zones in bands, those first whose clocks are nearest to a zone's own; `offsetOf` says how many minutes a zone is
 * ahead of UTC.
 */
export function zonesLike(timeZone: string, offsetOf: (zone: string) => number): string[][] {
  const own = offsetOf(timeZone);
  const apart = (zone: string) => {
    const minutes = Math.abs(offsetOf(zone) - own) % 1_440;
    return Math.floor(Math.min(minutes, 1_440 - minutes) / stepMinutes);
  };
  const bands = Map.groupBy(new Set([timeZone, ...supportedZones]), apart);
  return [...bands].toSorted(([a], [b]) => a - b).map(([, zones]) => zones);
}

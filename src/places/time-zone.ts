/** The time zone of a place, from a small map of all zones that a package brings. */
import lookUp from '@photostructure/tz-lookup';
import type { Position } from './distance.ts';

/** The IANA zone at a position; throws a RangeError if there is no such position. */
export function timeZoneOf({ latitude, longitude }: Position): string {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    throw new RangeError(`There is no position ${latitude}, ${longitude}.`);
  return lookUp(latitude, longitude);
}

/** Offsets of zones and which are like each other, reckoned once in a quarter of an hour: no clock changes in between. */
import { type Offsets, offsetsAt } from '../buddies/match.ts';
import { zonesLike } from '../time/zones-like.ts';

const quarterMs = 15 * 60_000;

export interface Hours {
  readonly offsets: Offsets;
  /** All zones, those first whose day is most like that of one: the first band alone, then two together, then four. */
  zonesLike(timeZone: string): readonly string[][];
}

let latest: { readonly quarter: number; readonly hours: Hours } | undefined;

/** Those at an instant (ms, UTC). To reckon them anew for each search would cost more than the search. */
export function hoursAt(nowMs: number): Hours {
  const quarter = Math.floor(nowMs / quarterMs);
  if (latest?.quarter !== quarter) latest = { quarter, hours: hoursOf(offsetsAt(quarter * quarterMs)) };
  return latest.hours;
}

function hoursOf(offsets: Offsets): Hours {
  const known = new Map<string, string[][]>();
  return {
    offsets,
    zonesLike(timeZone) {
      const found = known.get(timeZone) ?? inSteps(zonesLike(timeZone, offsets));
      known.set(timeZone, found);
      return found;
    },
  };
}

/** Far from the member's day an hour more or less matters little, and each query costs. */
function inSteps(bands: readonly string[][]): string[][] {
  const steps: string[][] = [];
  for (let from = 0; from < bands.length; from = from * 2 + 1)
    steps.push(bands.slice(from, from * 2 + 1).flat());
  return steps;
}

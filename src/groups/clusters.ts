/** Who lives near each other, of those who look for a group. Pure. */
import { cellOf, cellsAround, distanceKm, type Position } from '../places/distance.ts';

export interface Looking extends Position {
  readonly userId: string;
  /** How far they would go, in km. */
  readonly radiusKm: number;
}

/** So near each other, in km, however far each would go. */
const nearKm = 25;
/** So many, or more, are enough to begin with. */
export const fewest = 3;
/** No group has more places. */
const most = 50;

/**
 * Members of whom each would go to where each other lives: at least three together, each in one of them at most. Who
 * comes first in `looking` is gathered first.
 */
export function clustersOf<L extends Looking>(looking: readonly L[]): L[][] {
  const byCell = Map.groupBy(looking, cellOf);
  const gathered = new Set<L>();
  const clusters: L[][] = [];
  for (const seed of looking) {
    if (gathered.has(seed)) continue;
    const around = cellsAround(seed, nearKm).flatMap((cell) => byCell.get(cell) ?? []);
    const cluster = clusterOf(
      seed,
      around.filter((other) => other !== seed && !gathered.has(other)),
    );
    if (cluster.length < fewest) continue;
    for (const one of cluster) gathered.add(one);
    clusters.push(cluster);
  }
  return clusters;
}

function clusterOf<L extends Looking>(seed: L, others: readonly L[]): L[] {
  const cluster = [seed];
  for (const other of others)
    if (cluster.length < most && cluster.every((one) => areNear(one, other))) cluster.push(other);
  return cluster;
}

const areNear = (one: Looking, other: Looking): boolean =>
  distanceKm(one, other) <= Math.min(nearKm, one.radiusKm, other.radiusKm);

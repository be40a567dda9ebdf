/** Distances on the globe, and a grid of cells by which whoever is near is found without reckoning with everybody. */

/** Degrees, north and east positive. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

export type DistanceStep =
  | 'under 5 km'
  | 'under 10 km'
  | 'under 25 km'
  | 'under 50 km'
  | 'under 100 km'
  | 'over 100 km';

const earthRadiusKm = 6371;
const kmPerDegree = (earthRadiusKm * Math.PI) / 180;
const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** The great-circle distance in km, by the haversine formula: half a per cent off at most, since the earth is no sphere. */
export function distanceKm(a: Position, b: Position): number {
  const [latitudeA, latitudeB] = [radians(a.latitude), radians(b.latitude)];
  const haversine =
    Math.sin((latitudeB - latitudeA) / 2) ** 2 +
    Math.cos(latitudeA) * Math.cos(latitudeB) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** How far, as coarsely as it may be shown: a member's city is theirs to tell, and exact distances would give it away. */
export function distanceStep(km: number): DistanceStep {
  if (km < 5) return 'under 5 km';
  if (km < 10) return 'under 10 km';
  if (km < 25) return 'under 25 km';
  if (km < 50) return 'under 50 km';
  if (km < 100) return 'under 100 km';
  return 'over 100 km';
}

const columns = 360;
const rows = 180;
const rowOf = (latitude: number) => Math.min(rows - 1, Math.max(0, Math.floor(latitude) + 90));
const columnOf = (longitude: number) => (((Math.floor(longitude) + 180) % columns) + columns) % columns;

/** The number of the cell of 1° by 1°. The north pole counts to the row below it, 180° east to the cell of 180° west. */
export function cellOf(at: Position): number {
  return rowOf(at.latitude) * columns + columnOf(at.longitude);
}

/**
 * The cells that a circle may touch, once each: a few more than it does, by rounding, and never one too few. Around a
 * pole that is every cell of a row.
 */
export function cellsAround(at: Position, radiusKm: number): number[] {
  // A little more, so that rounding loses nobody on the edge.
  const reach = radiusKm / kmPerDegree + 1e-6;
  const [south, north] = [at.latitude - reach, at.latitude + reach];
  const cells: number[] = [];
  for (let row = rowOf(south); row <= rowOf(north); row += 1) {
    const spread = spreadBetween(at, reach, Math.max(south, row - 90), Math.min(north, row - 89));
    const [west, east] = [Math.floor(at.longitude - spread), Math.floor(at.longitude + spread)];
    const width = Math.min(columns, east - west + 1);
    for (let step = 0; step < width; step += 1) cells.push(row * columns + columnOf(west + step));
  }
  return cells;
}

/** How many degrees of longitude a circle reaches to either side of its centre, at most, between two latitudes. */
function spreadBetween(at: Position, reach: number, south: number, north: number): number {
  // Where a meridian touches the circle, a little polewards of its centre, it is widest.
  const sineOfWidest = Math.sin(radians(at.latitude)) / Math.cos(radians(reach));
  const widest = Math.abs(sineOfWidest) < 1 ? degrees(Math.asin(sineOfWidest)) : 90 * Math.sign(at.latitude);
  const latitudes = [south, north, Math.min(north, Math.max(south, widest))];
  return Math.max(...latitudes.map((latitude) => spreadAt(at, reach, latitude))) + 1e-6;
}

function spreadAt(at: Position, reach: number, latitude: number): number {
  const [centre, here] = [radians(at.latitude), radians(latitude)];
  const cosine =
    (Math.cos(radians(reach)) - Math.sin(centre) * Math.sin(here)) / (Math.cos(centre) * Math.cos(here));
  // Beyond 1 the parallel misses the circle; below -1 it lies within, all around a pole.
  return Number.isFinite(cosine) ? degrees(Math.acos(Math.min(1, Math.max(-1, cosine)))) : 180;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf, cellsAround, distanceKm, distanceStep, type Position } from '../../src/places/distance.ts';
import { timeZoneOf } from '../../src/places/places.ts';

const place = (latitude: number, longitude: number): Position => ({ latitude, longitude });
const berlin = place(52.52437, 13.41053);
const leipzig = place(51.33962, 12.37129);

const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
const anywhere = fc.record({ latitude: degrees(90), longitude: degrees(180) });
/** Poles, date line, equator, and the edges of cells: where a grid goes wrong. */
const awkward = fc.record({
  latitude: fc.oneof(fc.constantFrom(90, -90, 89.999, -89.5, 89, 0, 45), degrees(90)),
  longitude: fc.oneof(fc.constantFrom(180, -180, 179.999, -179.999, 0, 10), degrees(180)),
});

test('distances are those of an atlas', () => {
  expect(distanceKm(berlin, leipzig)).toBeCloseTo(149.7, 0);
  expect(distanceKm(berlin, place(40.71427, -74.00597))).toBeCloseTo(6385, -1);
  expect(distanceKm(place(0, 179.5), place(0, -179.5))).toBeCloseTo(111.2, 1);
  expect(distanceKm(place(90, 0), place(-90, 77))).toBeCloseTo(20_015, 0);
});

test('a distance is the same both ways, none to oneself, and never more than half around', () => {
  fc.assert(
    fc.property(anywhere, anywhere, (a, b) => {
      const km = distanceKm(a, b);
      expect(km).toBeCloseTo(distanceKm(b, a), 6);
      expect(km).toBeGreaterThanOrEqual(0);
      expect(km).toBeLessThan(20_016);
      expect(distanceKm(a, a)).toBe(0);
    }),
  );
});

test.each([
  [0, 'under 5 km'],
  [4.99, 'under 5 km'],
  [5, 'under 10 km'],
  [24, 'under 25 km'],
  [25, 'under 50 km'],
  [99.9, 'under 100 km'],
  [100, 'over 100 km'],
  [20_000, 'over 100 km'],
])('%d km is shown as %s', (km, step) => {
  expect(distanceStep(km)).toBe(step);
});

test('every position has a cell of the grid', () => {
  expect(cellOf(place(0, 0))).toBe(90 * 360 + 180);
  expect(cellOf(place(-90, -180))).toBe(0);
  expect(cellOf(place(90, 179.9))).toBe(179 * 360 + 359);
  expect(cellOf(place(0, 180)), 'is 180° west').toBe(cellOf(place(0, -180)));
  fc.assert(
    fc.property(fc.oneof(anywhere, awkward), (at) => {
      const cell = cellOf(at);
      expect(Number.isInteger(cell) && cell >= 0 && cell < 180 * 360).toBe(true);
    }),
  );
});

/** Where one arrives who goes so far from a place into a direction, in degrees. */
function going({ latitude, longitude }: Position, km: number, direction: number): Position {
  const [angle, from, course] = [km / 6371, (latitude * Math.PI) / 180, (direction * Math.PI) / 180];
  const sine = Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(course);
  const to = Math.asin(Math.max(-1, Math.min(1, sine)));
  const turn = Math.atan2(
    Math.sin(course) * Math.sin(angle) * Math.cos(from),
    Math.cos(angle) - Math.sin(from) * Math.sin(to),
  );
  const east = longitude + (turn * 180) / Math.PI;
  return place((to * 180) / Math.PI, ((((east + 180) % 360) + 360) % 360) - 180);
}

test('the cells around hold whoever is within the radius, everywhere', () => {
  fc.assert(
    fc.property(
      fc.oneof(anywhere, awkward),
      fc.double({ min: 0.1, max: 1_000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 360, noNaN: true }),
      (at, radiusKm, share, direction) => {
        const other = going(at, radiusKm * share, direction);
        const cells = cellsAround(at, radiusKm);
        expect(cells).toContain(cellOf(other));
        expect(new Set(cells).size, 'each once').toBe(cells.length);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('the cells around are few', () => {
  expect(cellsAround(berlin, 25).length).toBeLessThanOrEqual(4);
  expect(cellsAround(berlin, 100).length).toBeLessThanOrEqual(15);
  fc.assert(
    fc.property(fc.oneof(anywhere, awkward), (at) => {
      expect(cellsAround(at, 100).length).toBeLessThanOrEqual(2 * 360);
    }),
  );
});

test('a place has a time zone, and nowhere has none', () => {
  expect(timeZoneOf(berlin)).toBe('Europe/Berlin');
  expect(timeZoneOf(place(28.6358, 77.22445))).toMatch(/^Asia\/(Kolkata|Calcutta)$/);
  expect(() => timeZoneOf(place(91, 0))).toThrow(RangeError);
  expect(() => timeZoneOf(place(0, Number.NaN))).toThrow(RangeError);
  fc.assert(
    fc.property(fc.oneof(anywhere, awkward), (at) => {
      const zone = timeZoneOf(at);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone).not.toThrow();
    }),
  );
});

import { expect, test } from 'vitest';
import { nearest, overlapOf } from '../../src/groups/fit.ts';
import { hoursAt } from '../../src/groups/hours.ts';

const { offsets, zonesLike } = hoursAt(Temporal.Instant.from('2027-01-13T12:00:00Z').epochMilliseconds);
const at = (hour: number, timeZone: string) => ({
  timeZone,
  hour: { weekday: 2, minuteOfDay: hour * 60 },
});

test('a group suits whoever is awake at its hour, wherever that is', () => {
  expect(overlapOf(at(19, 'Europe/Berlin'), 'Europe/Berlin', offsets)).toBe(1);
  expect(overlapOf(at(3, 'Europe/Berlin'), 'Europe/Berlin', offsets)).toBe(0.25);
  // 19:00 in Berlin is 13:00 in New York, and 3:00 in Tokyo; 10:00 in Auckland is 22:00 the day before in Berlin.
  const [newYork, tokyo, berlin] = ['America/New_York', 'Asia/Tokyo', 'Europe/Berlin'].map((zone) =>
    overlapOf(at(19, 'Europe/Berlin'), zone, offsets),
  );
  expect(newYork).toBeGreaterThan(0.5);
  expect(tokyo).toBeLessThan(0.25);
  expect(berlin).toBeGreaterThan(newYork ?? 1);
  expect(overlapOf(at(10, 'Pacific/Auckland'), 'Europe/Berlin', offsets)).toBeLessThan(0.5);
  expect(overlapOf({ timeZone: 'Europe/Berlin', hour: null }, 'Europe/Berlin', offsets)).toBe(1);
});

test('the nearest first, then those whose hours suit, in an order that stays', () => {
  const group = (id: string, latitude: number | null, hour: number) => ({
    id,
    latitude,
    longitude: latitude === null ? null : 12.37,
    ...at(hour, 'Europe/Berlin'),
  });
  const candidates = [
    group('far', 52.5, 19),
    group('b', 51.34, 3),
    group('a', 51.34, 19),
    group('near', 51.4, 19),
  ];
  const point = { latitude: 51.34, longitude: 12.37 };
  const found = nearest(candidates, { point, radiusKm: 25, timeZone: 'Europe/Berlin' }, offsets);
  expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'near']);
  const online = nearest(
    [group('night', null, 2), group('z', null, 12), group('y', null, 12)],
    { point: null, radiusKm: 25, timeZone: 'Europe/Berlin' },
    offsets,
  );
  expect(online.map(({ id, km }) => [id, km])).toEqual([
    ['y', null],
    ['z', null],
    ['night', null],
  ]);
});

test('all zones come once, those first whose day is like the member’s', () => {
  const steps = zonesLike('Europe/Berlin');
  const [first = []] = steps;
  expect(first).toContain('Europe/Berlin');
  for (const zone of first) expect(Math.abs(offsets(zone) - 60), zone).toBeLessThan(60);
  expect(new Set(steps.flat()).size).toBe(steps.flat().length);
  expect(steps.length).toBeLessThan(6);
  expect(hoursAt(Temporal.Instant.from('2027-01-13T12:14:59Z').epochMilliseconds).offsets).toBe(offsets);
  expect(
    hoursAt(Temporal.Instant.from('2027-07-13T12:00:00Z').epochMilliseconds).offsets('Europe/Berlin'),
  ).toBe(120);
});

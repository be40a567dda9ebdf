import { expect, test } from 'vitest';
import { clustersOf, type Looking } from '../../src/groups/clusters.ts';

const at = (userId: string, latitude: number, longitude: number, radiusKm = 100): Looking => ({
  userId,
  latitude,
  longitude,
  radiusKm,
});
const names = (clusters: Looking[][]) => clusters.map((all) => all.map(({ userId }) => userId).join(''));

test('three within 25 km of each other are enough, two are not', () => {
  const [a, b, c] = [at('a', 51.34, 12.37), at('b', 51.28, 12.4), at('c', 51.4, 12.3)];
  expect(names(clustersOf([a, b, c]))).toEqual(['abc']);
  expect(clustersOf([a, b, at('d', 51.05, 13.74)])).toEqual([]);
  expect(clustersOf([])).toEqual([]);
});

test('a chain is no circle: each is near to each', () => {
  // 20 km from one to the next, so the ends are 40 km apart.
  expect(clustersOf([at('a', 50, 10), at('b', 50.18, 10), at('c', 50.36, 10)])).toEqual([]);
});

test('nobody is told of others farther away than they would go', () => {
  const [a, b] = [at('a', 50, 10), at('b', 50.09, 10)];
  expect(clustersOf([a, b, at('c', 50, 10.01, 5)])).toEqual([]);
  expect(names(clustersOf([a, b, at('c', 50, 10.01, 25)]))).toEqual(['abc']);
});

test('each is in one circle at most, also across the date line and the borders of cells', () => {
  const here = ['a', 'b', 'c', 'd'].map((name, index) => at(name, -17.01 + index / 50, 179.99));
  const there = at('e', -17, -179.99);
  expect(names(clustersOf([...here, there]))).toEqual(['abcde']);
  const many = Array.from({ length: 120 }, (_, index) => at(String(index), 51.34, 12.37));
  const clusters = clustersOf(many);
  expect(clusters.map((all) => all.length)).toEqual([50, 50, 20]);
  expect(new Set(clusters.flat()).size).toBe(120);
});

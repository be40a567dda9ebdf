import { expect, test, vi } from 'vitest';
import { paced } from '../../src/discord/pace.ts';

/** Requests that take as long to arrive, and to be answered, as `delays` say; returns when each arrived. */
async function run(count: number, perSecond: number, delayMs: (index: number) => number): Promise<number[]> {
  vi.useFakeTimers();
  try {
    const arrived: number[] = [];
    const request = paced(perSecond, async (index: number) => {
      await new Promise((resolve) => setTimeout(resolve, delayMs(index)));
      arrived.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, delayMs(index)));
      return index;
    });
    const answers = Promise.all(Array.from({ length: count }, (_, index) => request(index)));
    await vi.runAllTimersAsync();
    expect(await answers).toEqual(Array.from({ length: count }, (_, index) => index));
    return arrived;
  } finally {
    vi.useRealTimers();
  }
}

const mostInASecond = (times: readonly number[]) =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));

test.each([
  ['quick', () => 2],
  ['slow', () => 150],
  ['some held up on the way', (index: number) => (index % 7 === 0 ? 400 : 3)],
])('in no second more arrive than are allowed: %s', async (_, delayMs) => {
  const arrived = await run(300, 50, delayMs);
  expect(arrived).toHaveLength(300);
  expect(mostInASecond(arrived)).toBeLessThanOrEqual(50);
});

test('it goes as fast as that allows', async () => {
  const arrived = await run(500, 50, () => 2);
  const seconds = ((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)) / 1_000;
  expect(450 / seconds).toBeGreaterThan(47.5);
});

test('a request that fails fails alone', async () => {
  const request = paced(2, async (index: number) => {
    if (index === 1) throw new Error('refused');
    return index;
  });
  await expect(request(0)).resolves.toBe(0);
  await expect(request(1)).rejects.toThrow('refused');
  await expect(request(2)).resolves.toBe(2);
});

import { expect, test } from 'vitest';
import { checkAll, type Result } from '../../src/links/check-all.ts';
import { addressOf, silentPort, site } from './servers.ts';

const options = {
  atOnce: 8,
  timeoutMs: 5_000,
  stop: new AbortController().signal,
  onChecked: () => {},
};
const outcomes = (results: readonly Result[]) => results.map(({ outcome }) => outcome.kind);

test('many addresses of many hosts: in their order, some at once, one at a time for each host', async () => {
  const all = { now: 0, most: 0 };
  const each = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const own = { now: 0, most: 0 };
      const { origin } = await site((_, response) => {
        own.now += 1;
        all.now += 1;
        own.most = Math.max(own.most, own.now);
        all.most = Math.max(all.most, all.now);
        setTimeout(() => {
          own.now -= 1;
          all.now -= 1;
          response.end();
        }, 2);
      });
      return { origin, own };
    }),
  );
  const addresses = Array.from({ length: 300 }, (_, index) =>
    addressOf(`${each[index % each.length]?.origin}/${index}`),
  );
  const seen: Result[] = [];
  const results = await checkAll(addresses, { ...options, atOnce: 3, onChecked: (one) => seen.push(one) });
  expect(results.map(({ address }) => address)).toEqual(addresses);
  expect(new Set(outcomes(results))).toEqual(new Set(['fine']));
  expect(new Set(seen)).toEqual(new Set(results));
  expect(each.map(({ own }) => own.most)).toEqual([1, 1, 1, 1, 1, 1]);
  expect(all.most).toBe(3);
});

test('a host that hangs holds up no other', async () => {
  const slow = await silentPort();
  const { origin } = await site((_, response) => response.end());
  const results = await checkAll(
    [addressOf(`http://127.0.0.1:${slow}/`), addressOf(`${origin}/a`), addressOf(`${origin}/b`)],
    { ...options, timeoutMs: 1_500 },
  );
  expect(outcomes(results)).toEqual(['unsure', 'fine', 'fine']);
});

test('stopped: what there is so far, at once', async () => {
  const stop = new AbortController();
  const slow = await silentPort();
  const { origin } = await site((_, response) => response.end());
  const results = await checkAll([addressOf(`http://127.0.0.1:${slow}/`), addressOf(origin)], {
    ...options,
    timeoutMs: 600_000,
    stop: stop.signal,
    onChecked: () => stop.abort(),
  });
  expect(results.map(({ address }) => address.url)).toEqual([origin]);
});

test('no network: it gives up after ten without any answer', async () => {
  const addresses = Array.from({ length: 50 }, (_, index) => addressOf(`https://host${index}.invalid/`));
  const results = await checkAll(addresses, { ...options, atOnce: 2 });
  expect(results.length).toBeGreaterThanOrEqual(10);
  expect(results.length).toBeLessThan(13);
  expect(results.some(({ outcome }) => outcome.answered)).toBe(false);
});

test('one answer is enough to go on', async () => {
  const { origin } = await site((_, response) => response.writeHead(403).end());
  const dead = Array.from({ length: 12 }, (_, index) => addressOf(`https://host${index}.invalid/`));
  const results = await checkAll([addressOf(origin), ...dead], { ...options, atOnce: 1 });
  expect(results).toHaveLength(13);
});

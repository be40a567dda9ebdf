/** What the local Discord has seen of the bot's requests. */
import type { RequestLog } from '../../src/playground/index.ts';

export interface Traffic {
  readonly messages: number;
  /** From the first message to the last, in s. */
  readonly seconds: number;
  readonly refused429: number;
  /** The most requests that came in within any one second; those that Discord's global limit does not count are left out. */
  readonly mostInASecond: number;
}

/** Reads the requests that arrived since an instant (ms, UTC). */
export function trafficIn(requests: readonly RequestLog[], sinceMs: number): Traffic {
  const fresh = requests.filter(({ atMs }) => atMs >= sinceMs);
  const counted = fresh.filter(({ path }) => !/^\/(interactions|webhooks)\//.test(path));
  const isMessage = ({ method, path, status }: RequestLog) =>
    method === 'POST' && path.endsWith('/messages') && status === 200;
  const messages = counted.filter(isMessage).map(arrivalOf);
  const [first = 0, last = 0] = [Math.min(...messages), Math.max(...messages)];
  return {
    messages: messages.length,
    seconds: (last - first) / 1_000,
    refused429: fresh.filter(({ status }) => status === 429).length,
    mostInASecond: mostWithin(
      counted.map(arrivalOf).toSorted((a, b) => a - b),
      1_000,
    ),
  };
}

const arrivalOf = ({ atMs, ms }: RequestLog) => atMs - ms;

/** The most of these instants, in order, that lie within any span of so many ms. */
export function mostWithin(instants: readonly number[], spanMs: number): number {
  let most = 0;
  let from = 0;
  for (const [at, instant] of instants.entries()) {
    while ((instants[from] ?? instant) <= instant - spanMs) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

/** The value below which so large a share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

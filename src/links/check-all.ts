/** Checks many addresses: several at once, but each host one after the other. */
import pLimit, { type LimitFunction } from 'p-limit';
import type { Address } from './addresses.ts';
import { type Checked, type CheckOptions, check } from './check.ts';

export interface Result {
  readonly address: Address;
  readonly outcome: Checked;
}

interface CheckAllOptions extends CheckOptions {
  readonly atOnce: number;
  onChecked(result: Result): void;
}

/** So many addresses without any answer, and there is no network: the rest would only take its time-outs. */
const hopeless = 10;

/**
 * The results in the order of the addresses: all of them, or those that there were when it was stopped, or when the
 * first ten had brought no answer from anywhere.
 */
export async function checkAll(
  addresses: readonly Address[],
  { atOnce, onChecked, timeoutMs, stop }: CheckAllOptions,
): Promise<Result[]> {
  const results = new Map<Address, Result>();
  const hopes = new AbortController();
  const ended = AbortSignal.any([stop, hopes.signal]);
  const limit = pLimit(atOnce);
  const hosts = new Map<string, LimitFunction>();

  async function checkOne(address: Address): Promise<void> {
    if (ended.aborted) return;
    try {
      const outcome = await check(address.url, { timeoutMs, stop: ended });
      const result = { address, outcome };
      results.set(address, result);
      onChecked(result);
    } catch (error) {
      if (!ended.aborted) throw error;
    }
    if (results.size >= hopeless && !isReached([...results.values()])) hopes.abort();
  }

  await Promise.all(
    addresses.map((address) => {
      const host = hosts.getOrInsertComputed(new URL(address.url).host, () => pLimit(1));
      return host(() => limit(() => checkOne(address)));
    }),
  );
  return addresses.flatMap((address) => results.get(address) ?? []);
}

/** Whether anything at all answered. If not, nothing can be said of any address. */
export const isReached = (results: readonly Result[]) => results.some(({ outcome }) => outcome.answered);

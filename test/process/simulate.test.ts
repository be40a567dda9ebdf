/** A few weeks of a small simulated world: `npm run simulate` lives a year of a large one. */
import { expect, test } from 'vitest';
import type { Ledger, Seen } from '../../bench/simulate/ledger.ts';
import { run } from '../../bench/simulate/run.ts';
import { verdictOf } from '../../bench/simulate/verdict.ts';

/** Ten weeks from a Monday on; in March, clocks change in both hemispheres. */
const small = { members: 40, weeks: 10, start: '2027-02-15T00:00:00Z' } as const;

async function live(seed: number): Promise<Ledger> {
  const lived = await run({ seed, ...small });
  await lived.close();
  expect(lived.wrongAnswers, `seed ${seed}`).toEqual([]);
  expect(lived.violations, `seed ${seed}`).toEqual([]);
  return lived.ledger;
}

test('ten weeks of forty members: each week has the nudge that was due, once and in time', {
  timeout: 60_000,
}, async () => {
  const ledger = await live(1);
  const verdict = verdictOf(ledger);
  expect(verdict.faults).toEqual([]);
  expect(verdict.sent, 'every message is accounted for').toBe(verdict.seen);
  expect(verdict.sent).toBeGreaterThan(100);
  expect(verdict.streaks).toBeGreaterThan(100);

  // A judge that finds nothing must be able to find something.
  const { seen } = ledger;
  const nth = (index: number): Seen => seen[index * 7] ?? { ...(seen[0] as Seen) };
  const faultsOf = (changed: readonly Seen[]) => verdictOf({ ...ledger, seen: changed }).faults.length;
  for (let index = 0; index < 10; index += 1) {
    const one = nth(index);
    expect(faultsOf(seen.filter((other) => other !== one)), 'one is missing').toBeGreaterThan(0);
    expect(faultsOf([...seen, one]), 'one came twice').toBeGreaterThan(0);
    const later = seen.map((other) => (other === one ? { ...one, atMs: one.atMs + 16 * 60_000 } : other));
    expect(faultsOf(later), 'one came late').toBeGreaterThan(0);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  askAfterMs,
  isToBeAsked,
  type Missed,
  missedAgain,
  missedForMs,
  PerMinute,
} from '../../src/departures/rules.ts';

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const maybe = fc.option(instant);

test('nobody is asked after within two weeks of a sign of them or of a question', () => {
  const signs = fc.record({ hereAt: maybe, askedAt: maybe });
  fc.assert(
    fc.property(signs, instant, (whereabouts, now) => {
      const known = [whereabouts.hereAt, whereabouts.askedAt].filter((at) => at !== null);
      const isRecent = known.some((at) => now - at < askAfterMs);
      expect(isToBeAsked(whereabouts, now)).toBe(!isRecent);
    }),
  );
});

test('a server counts as left only when looks an hour apart miss it, and stays so', () => {
  const waits = fc.array(fc.integer({ min: 1, max: 2 * missedForMs }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(waits, (gaps) => {
      let now = 1_000;
      let missed: Missed | undefined;
      let leftAt: number | null = null;
      for (const gap of gaps) {
        missed = missedAgain(missed, now);
        expect(missed.missedAt).toBe(1_000);
        if (leftAt !== null) expect(missed.leftAt).toBe(leftAt);
        expect(missed.leftAt !== null).toBe(now - 1_000 >= missedForMs);
        leftAt = missed.leftAt;
        now += gap;
      }
    }),
  );
});

test('a budget lasts for its minute and is full again in the next', () => {
  const budget = new PerMinute(3);
  const taken = (now: number) => Array.from({ length: 5 }, () => budget.take(now)).filter(Boolean).length;
  expect([taken(60_000), taken(119_999), taken(120_000), taken(240_001)]).toEqual([3, 0, 3, 3]);
});

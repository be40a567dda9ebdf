import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgivenOneIn, streakOf } from '../../src/accountability/streak.ts';

/** K kept, m missed, p paused; the last letter is the present week. */
function historyOf(letters: string) {
  const weeks = [...letters].map((_, index) => `2026-W${String(index + 1).padStart(2, '0')}`);
  const those = (letter: string) => new Set(weeks.filter((_, index) => letters[index] === letter));
  return { weeks, kept: those('K'), paused: those('p') };
}

test.each<[string, number, boolean]>([
  ['m', 0, false],
  ['K', 1, true],
  ['Km', 1, true],
  ['Kmm', 1, false],
  ['Kmmm', 0, false],
  ['KKKKm', 4, true],
  ['KKmKm', 3, false],
  ['KKmKmm', 1, false],
  ['KmKmK', 2, false],
  ['KmKKKmK', 5, false],
  ['KmKKmK', 3, false],
  ['KKpppK', 3, true],
  ['KKpmpK', 3, false],
  ['KKppmm', 2, false],
  ['KmKKKK', 5, true],
])('%s: %i kept', (letters, length, canMiss) => {
  expect(streakOf(historyOf(letters))).toEqual({ length, canMiss });
});

const letters = fc.array(fc.constantFrom('K', 'm', 'p'), { maxLength: 40 }).map((all) => all.join(''));

/** The rule in other words: the most weeks kept in a tail of which no four weeks hold two that were missed. */
function byTheRule(history: string): number {
  const present = history.at(-1);
  const counted = (present === 'K' ? history : history.slice(0, -1)).replaceAll('p', '');
  const isFair = (tail: string) =>
    [...tail].every((_, at) => tail.slice(at, at + forgivenOneIn).replaceAll('K', '').length <= 1);
  const tails = Array.from({ length: counted.length + 1 }, (_, cut) => counted.slice(cut));
  return (tails.find(isFair) ?? '').replaceAll('m', '').length;
}

test('it is the longest tail in which of any four weeks at most one is missed', () => {
  fc.assert(
    fc.property(letters, (history) => {
      expect(streakOf(historyOf(history)).length).toBe(byTheRule(history));
    }),
  );
});

test('a pause anywhere neither costs a week nor gives one', () => {
  fc.assert(
    fc.property(letters, fc.nat(40), fc.integer({ min: 1, max: 10 }), (history, at, length) => {
      const cut = Math.min(at, Math.max(0, history.length - 1));
      const paused = history.slice(0, cut) + 'p'.repeat(length) + history.slice(cut);
      expect(streakOf(historyOf(paused)).length).toBe(streakOf(historyOf(history)).length);
    }),
  );
});

test('to keep one more week never shortens it, and adds at most what lay behind a gap', () => {
  fc.assert(
    fc.property(letters, fc.nat(40), (history, at) => {
      const kept = history.slice(0, at) + (history[at] === undefined ? '' : 'K') + history.slice(at + 1);
      const before = streakOf(historyOf(history)).length;
      expect(streakOf(historyOf(kept)).length).toBeGreaterThanOrEqual(before);
    }),
  );
});

test('who can miss a week keeps the row through it, who can not loses some of it or all', () => {
  fc.assert(
    fc.property(letters, (history) => {
      const now = streakOf(historyOf(history));
      const isOpen = history.at(-1) !== 'K';
      // The next week that is over without a check-in: the present one if it is open.
      const missed = isOpen ? `${history.slice(0, -1)}mm` : `${history}mm`;
      const after = streakOf(historyOf(missed)).length;
      if (now.canMiss) expect(after).toBe(now.length);
      else if (now.length > 0) expect(after).toBeLessThan(now.length);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOverdue, lastRunLine, problemLines, type Undelivered } from '../../src/settings/health.ts';

const closed = { kind: 'nudge', reason: 'direct messages closed' } as const;
const words = (undelivered: Undelivered[]) => problemLines(undelivered).map((line) => line.text);

test('nothing is said where all went well', () => {
  expect(problemLines([])).toEqual([]);
});

test('each reason is one line: how many, why, and what to do; the most frequent first', () => {
  const found = words([
    { kind: 'nudge', reason: 'channel refused 50013', count: 1 },
    { ...closed, count: 3 },
    { kind: 'buddy', reason: 'direct messages closed', count: 1 },
    { kind: 'nudge', reason: 'refused 99999', count: 1 },
    { kind: 'digest', reason: 'refused 12345', count: 1 },
  ]);
  expect(found[0]).toBe('⚠️ **Not delivered in the last 7 days**');
  expect(found[1]).toContain('**4 messages:** direct messages are closed.');
  expect(found[2]).toContain('**2 messages:** Discord refused them.');
  expect(found[3]).toContain(
    "**1 nudge:** I'm not allowed to post where they go: the channel for nudges, or",
  );
  expect(found).toHaveLength(4);
});

test('the weekly post goes to the channel for nudges and nowhere else, so that one is named', () => {
  const refused = (kind: string, reason: string) => words([{ kind, reason, count: 1 }])[1];
  expect(refused('digest', 'channel refused 50013')).toBe(
    "- **1 message:** I'm not allowed to post in the channel for nudges. In its settings, allow me Send Messages.",
  );
  expect(refused('digest', 'channel refused 50001')).toContain("I can't see the channel for nudges.");
  expect(refused('digest', 'channel refused 10003')).toContain('the channel for nudges is gone.');
  expect(refused('digest', 'no channel')).toContain('there is no channel for nudges.');
  expect(refused('nudge', 'channel refused 50001')).toContain(
    "I can't see where they go: the channel for nudges, or the one where members turned them on.",
  );
});

test('there are never more than five lines, and no message is left out of the sum', () => {
  const reason = fc.constantFrom(
    'direct messages closed',
    'no channel',
    'channel refused 10003',
    'channel refused 50001',
    'channel refused 50013',
    'unconfirmed',
    'late',
    'something new',
  );
  const rows = fc.array(
    fc.record({ kind: fc.constantFrom('nudge', 'buddy'), reason, count: fc.integer({ min: 1, max: 50 }) }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(rows, (undelivered) => {
      const [, ...found] = words(undelivered);
      expect(found.length).toBeLessThanOrEqual(5);
      const shown = found.map((line) => Number(/\*\*(\d+) /.exec(line)?.[1]));
      const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
      expect(sum(shown)).toBe(sum(undelivered.map(({ count }) => count)));
    }),
  );
});

test('more than ten minutes without a look for due nudges is a warning', () => {
  const minute = 60_000;
  expect(lastRunLine({ lastRunAt: null }, 0).text).toBe("-# I haven't looked for due nudges yet.");
  expect(isOverdue({ lastRunAt: null }, 0)).toBe(false);
  expect(lastRunLine({ lastRunAt: 0 }, 10 * minute).text).toBe('-# I last looked for due nudges <t:0:R>.');
  expect(lastRunLine({ lastRunAt: 0 }, 10 * minute + 1).text).toContain('⚠️ I last looked');
});

/** The words of the weekly post, at their fewest and their most. */
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestText } from '../../src/digest/view.ts';
import { isQuiet, type ServerWeek } from '../../src/digest/week.ts';
import { loadGuide } from '../../src/guide/load.ts';

const guide = await loadGuide(resolve(import.meta.dirname, '../../data'));
const guildId = '99999999999999999999';
const quiet: ServerWeek = {
  checkedIn: { count: 0, named: [] },
  goalsKept: 0,
  steps: [],
  stepsBy: { count: 0, named: [] },
  works: [],
  newcomers: { count: 0, named: [] },
  groups: [],
  meetups: 0,
};
const words = (happened: Partial<ServerWeek>) =>
  digestText({ guildId, week: '2026-W53', guide, happened: { ...quiet, ...happened } }).text;

test('a quiet week is known as one', () => {
  expect(isQuiet(quiet)).toBe(true);
  expect(isQuiet({ ...quiet, newcomers: { count: 1, named: [] } })).toBe(false);
});

test('those who have begun are told in words that fit one and many', () => {
  expect(words({ newcomers: { count: 1, named: [] } })).toContain('👋 **1 member has begun here**\n');
  expect(words({ newcomers: { count: 2, named: ['7'] } })).toContain(
    '👋 **2 members have begun here**: <@7> and 1 more\n',
  );
});

test('new groups are named, and meetings counted', () => {
  expect(words({ groups: ['Tuesday *Tensors*'], meetups: 0 })).toContain(
    '🤝 **1 new study group:** *Tuesday \\*Tensors\\** (`/group find`)\n',
  );
  const both = words({ groups: ['A', 'B', 'C', 'D'], meetups: 2 });
  expect(both).toContain('🤝 **4 new study groups:** *A*, *B* and 2 more (`/group find`)\n');
  expect(both).toContain('☕ **Study groups met 2 times**\n');
  expect(words({ meetups: 1 })).toContain('☕ **Study groups met once**\n');
  expect(isQuiet({ ...quiet, meetups: 1 })).toBe(false);
  expect(isQuiet({ ...quiet, groups: ['A'] })).toBe(false);
});

test('names are listed as a sentence lists them, and a line without any is left out', () => {
  const checkedIn = (count: number, ...named: string[]) => words({ checkedIn: { count, named } });
  expect(checkedIn(1)).toContain('✅ **1 member checked in**\n');
  expect(checkedIn(1, '7')).toContain('✅ **1 member checked in**: <@7>\n');
  expect(checkedIn(2, '7', '8')).toContain(': <@7> and <@8>\n');
  expect(checkedIn(5, '7', '8', '9')).toContain(': <@7>, <@8>, <@9> and 2 more\n');
  expect(checkedIn(4, '7', '8', '9', '10')).toContain(': <@7>, <@8>, <@9> and 1 more\n');
  expect(checkedIn(1)).not.toMatch(/🏁|✨|👋/u);
  expect(checkedIn(1)).toContain('-# Dec 28');
});

test('however much happened and whatever was typed, it stays under 1,000 characters', () => {
  const ids = fc.array(fc.constant(guildId), { minLength: 0, maxLength: 40 });
  const people = ids.map((named) => ({ count: named.length + 1_000_000, named }));
  const work = fc.record({
    kind: fc.constantFrom('post', 'gpu', 'gone'),
    title: fc.oneof(fc.string({ maxLength: 300, unit: 'grapheme' }), fc.constant('*[_]('.repeat(60))),
    channelId: fc.constant(guildId),
    messageId: fc.constant(guildId),
    by: fc.option(fc.constant(guildId), { nil: undefined }),
  });
  const steps = guide.steps.map(({ id }) => ({ id, count: 1_000_000 }));
  fc.assert(
    fc.property(people, people, people, fc.array(work, { maxLength: 30 }), (a, b, c, works) => {
      const text = words({
        ...{ checkedIn: a, goalsKept: 1_000_000, steps, stepsBy: b, works, newcomers: c },
        ...{ groups: works.map(({ title }) => title), meetups: 1_000_000 },
      });
      expect(text.length).toBeLessThan(1_000);
      expect(text.split('\n').length).toBeLessThanOrEqual(10);
      if (works.length > 0)
        expect(text).toContain(`${works.length} ${works.length === 1 ? 'piece' : 'pieces'} of work shown`);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type NudgeFacts,
  nudgeFor,
  type Standing,
  sharedNudge,
} from '../../src/accountability/nudge-view.ts';
import { openingOf } from '../../src/accountability/words.ts';
import { loadGuide } from '../../src/guide/load.ts';

const guide = await loadGuide(new URL('../../data', import.meta.url).pathname);
const weekMs = 7 * 24 * 60 * 60_000;

const standing: fc.Arbitrary<Standing> = fc.oneof(
  fc.constantFrom(
    ...guide.steps.flatMap((step) =>
      step.milestones.flatMap((milestone): Standing[] => [
        { kind: 'new', step, milestone },
        { kind: 'under-way', step, milestone },
      ]),
    ),
  ),
  fc.constantFrom(...guide.steps.map((step): Standing => ({ kind: 'all-ticked', step }))),
  fc.constantFrom<Standing>({ kind: 'resting' }, { kind: 'finished' }),
);

/** What people type, the characters that have to be escaped first among it. */
const typed = (maxLength: number) =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength, unit: 'grapheme' }),
    fc.string({ minLength: maxLength, maxLength, unit: fc.constantFrom('*', '_', '`', '@', '<', '[') }),
  );

const facts: fc.Arbitrary<NudgeFacts> = fc.record({
  userId: fc.bigInt({ min: 10n ** 17n, max: 10n ** 19n - 1n }).map(String),
  standing,
  streak: fc.record({ length: fc.nat(3_000), canMiss: fc.boolean() }),
  goal: fc.option(fc.record({ what: typed(200), plan: fc.option(typed(200)) }), { nil: undefined }),
  meetup: fc.option(fc.record({ name: typed(60), startsAt: fc.integer({ min: 1, max: 4e12 }) }), {
    nil: undefined,
  }),
  isPrivate: fc.boolean(),
  showsGoal: fc.boolean(),
  weekday: fc.integer({ min: 1, max: 7 }),
});

const batch = 'x'.repeat(12);
const dueAt = fc.integer({ min: 0, max: 4e12 });

interface Part {
  content?: string;
  components?: Part[];
}
const textsIn = (part: Part): string[] => [part.content ?? '', ...(part.components ?? []).flatMap(textsIn)];
const textOf = (component: object) => textsIn(component as Part).join('');

test('whatever it says, a nudge has fewer than 600 characters', () => {
  fc.assert(
    fc.property(facts, dueAt, (of, at) => {
      expect(textOf(nudgeFor(of, batch, at)).length).toBeLessThan(600);
    }),
  );
});

test('fifty share one message, each of them mentioned in it', () => {
  fc.assert(
    fc.property(fc.array(facts, { minLength: 2, maxLength: 50, size: 'max' }), dueAt, (members, at) => {
      const text = textOf(sharedNudge(members, batch, at));
      expect(text.length).toBeLessThanOrEqual(4_000);
      for (const { userId } of members) expect(text).toContain(`<@${userId}>`);
    }),
    { numRuns: 50 },
  );
});

test('a goal that is not to be read there is in neither', () => {
  fc.assert(
    fc.property(facts, facts, dueAt, (one, other, at) => {
      const secret = { ...one, showsGoal: false, goal: { what: 'Xyzzyva', plan: 'Plugh' } };
      for (const shown of [nudgeFor(secret, batch, at), sharedNudge([secret, other], batch, at)]) {
        expect(textOf(shown)).not.toMatch(/Xyzzyva|Plugh/);
      }
    }),
  );
});

test('it begins otherwise than the week before, for eight weeks in a row, and the same if asked again', () => {
  fc.assert(
    fc.property(facts, dueAt, ({ userId, weekday }, at) => {
      const openings = Array.from({ length: 8 }, (_, week) => openingOf(weekday, at + week * weekMs, userId));
      expect(new Set(openings).size).toBe(8);
      expect(openingOf(weekday, at, userId)).toBe(openings[0]);
    }),
  );
});

test('an opening about the end of the week asks for time that there still is', () => {
  const openings = Array.from({ length: 8 }, (_, week) => openingOf(7, week * weekMs, '0'));
  expect(openings).toContain('Half an hour of work before Sunday is over keeps the thread.');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Guide } from '../../src/guide/guide.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { type Progress, recommend, type StepProgress } from '../../src/guide/recommend.ts';

const guide = await loadGuide(new URL('../../data', import.meta.url).pathname);
const now = Date.UTC(2027, 0, 13);

const stepProgress = (milestones: string[]): fc.Arbitrary<StepProgress> =>
  fc.record({
    state: fc.constantFrom('open' as const, 'done' as const, 'declined' as const),
    snoozedUntil: fc.option(fc.integer({ min: now - 1e9, max: now + 1e9 })),
    ticked: fc.subarray(milestones).map((ids) => new Set(ids)),
    touchedAt: fc.integer({ min: 0, max: now }),
  });

/** Any progress in the guide, with some steps never touched. */
const anyProgress: fc.Arbitrary<Progress> = fc
  .tuple(
    ...guide.steps.map((step) => fc.option(stepProgress(step.milestones.map((milestone) => milestone.id)))),
  )
  .map(
    (entries) =>
      new Map(
        guide.steps.flatMap((step, index) => (entries[index] ? [[step.id, entries[index]] as const] : [])),
      ),
  );

test('same input, same answer', () => {
  fc.assert(
    fc.property(anyProgress, (progress) => {
      expect(recommend(guide, progress, now)).toEqual(recommend(guide, new Map(progress), now));
    }),
  );
});

test('never a step that is done, declined or put off; always something until nothing is open', () => {
  fc.assert(
    fc.property(anyProgress, (progress) => {
      const stateOf = (id: string) => progress.get(id)?.state ?? 'open';
      const open = guide.steps.filter((step) => stateOf(step.id) === 'open');
      const found = recommend(guide, progress, now);
      if (open.length === 0) {
        expect(found.kind).toBe('finished');
        return;
      }
      if (found.kind === 'finished') throw new Error('something was open');
      expect(open).toContain(found.step);
      const snoozedUntil = progress.get(found.step.id)?.snoozedUntil ?? 0;
      if (found.kind === 'step') {
        expect(snoozedUntil).toBeLessThanOrEqual(now);
        expect(found.reason).toMatch(/^[A-Z].*[.!]$/);
      } else expect(found.atMs).toBeGreaterThan(now);
    }),
    { numRuns: 1_000 },
  );
});

test('never a step whose needs are unmet while another is open', () => {
  fc.assert(
    fc.property(anyProgress, (progress) => {
      const isMet = (step: (typeof guide.steps)[number]) =>
        step.needs.every((need) => progress.get(need.step)?.state === 'done');
      const found = recommend(guide, progress, now);
      if (found.kind === 'finished' || isMet(found.step)) return;
      const open = guide.steps.filter((step) => (progress.get(step.id)?.state ?? 'open') === 'open');
      expect(open.filter(isMet)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

const open: StepProgress = { state: 'open', snoozedUntil: null, ticked: new Set(), touchedAt: 0 };
const done = (touchedAt: number): StepProgress => ({ ...open, state: 'done', touchedAt });

test.each<[string, [string, StepProgress][], string, RegExp]>([
  ['at first', [], 'pytorch', /comes first/],
  [
    'with a tick elsewhere',
    [['blog', { ...open, ticked: new Set([guide.step('blog')?.milestones[0]?.id ?? '']), touchedAt: 5 }]],
    'blog',
    /ticked 1 of/,
  ],
  ['after PyTorch', [['pytorch', done(1)]], 'course', /You finished PyTorch/],
  [
    'after PyTorch and then the blog',
    [
      ['pytorch', done(1)],
      ['blog', done(2)],
    ],
    'social',
    /tutorials online/,
  ],
])('%s it is the right step, and it says why', (_, entries, stepId, reason) => {
  const found = recommend(guide, new Map(entries), now);
  if (found.kind !== 'step') throw new Error(found.kind);
  expect(found.step.id).toBe(stepId);
  expect(found.reason).toMatch(reason);
});

test('nothing of the ten steps is built in: a guide of one step works', () => {
  const [first] = guide.steps;
  if (first === undefined) throw new Error('no step');
  const small = new Guide([{ ...first, id: 'only', needs: [], follows: [] }], []);
  expect(recommend(small, new Map(), now)).toMatchObject({ kind: 'step', step: { id: 'only' } });
  expect(recommend(small, new Map([['only', done(1)]]), now)).toEqual({
    kind: 'finished',
    done: 1,
    declined: 0,
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newcomer, type StepProgress } from '../../src/guide/learner.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { entryKinds, keysOf } from '../../src/guide/names.ts';
import { likelyProof, provableBy, readRefs, refOf, wantedIn, writeRef } from '../../src/portfolio/proof.ts';

const guide = await loadGuide(new URL('../../data', import.meta.url).pathname);

const anyProgress = fc
  .array(
    fc.tuple(
      fc.constantFrom(...guide.steps),
      fc.constantFrom('open' as const, 'done' as const, 'declined' as const),
      fc.integer({ min: 1, max: 1e12 }),
      fc.integer({ min: 0, max: 6 }),
    ),
  )
  .map(
    (touched) =>
      new Map(
        touched.map(([step, state, touchedAt, ticks]): [string, StepProgress] => [
          step.id,
          {
            state,
            touchedAt,
            snoozedUntil: null,
            ticked: new Set(step.milestones.slice(0, ticks).map(({ id }) => id)),
          },
        ]),
      ),
  );

test('what a log is taken to prove fits its kind and its step, is not ticked, and is of an open step', () => {
  fc.assert(
    fc.property(
      anyProgress,
      fc.constantFrom(...keysOf(entryKinds)),
      fc.option(fc.constantFrom('gone', ...guide.steps.map(({ id }) => id))),
      (progress, kind, stepId) => {
        const found = likelyProof(guide, { ...newcomer, progress }, { kind, stepId });
        if (found === undefined) return;
        expect(kind, 'a note proves what it is written for alone').not.toBe('note');
        expect(found.milestone.proof?.log).toContain(kind);
        expect(progress.get(found.step.id)?.ticked.has(found.milestone.id) ?? false).toBe(false);
        if (stepId !== null) expect(found.step.id).toBe(stepId);
        else expect(progress.get(found.step.id)?.state ?? 'open').toBe('open');
        expect(wantedIn(guide)(refOf(found))).toBeGreaterThan(0);
      },
    ),
    { numRuns: 500 },
  );
});

test('without a step, a log goes to the open step that was worked on last', () => {
  const progress = new Map<string, StepProgress>([
    ['paid', { state: 'open', snoozedUntil: null, ticked: new Set(['read-ads']), touchedAt: 5 }],
  ]);
  const at = (learner: typeof newcomer) => likelyProof(guide, learner, { kind: 'post', stepId: null });
  expect(at({ ...newcomer, progress })?.step.id).toBe('paid');
  expect(at(newcomer)?.step.id, 'the first in order, if none was').toBe('blog');
});

test('every kind proves something somewhere, and is found for a newcomer if it is not a note', () => {
  for (const kind of keysOf(entryKinds)) {
    expect(provableBy(guide, kind).length, kind).toBeGreaterThan(0);
    const found = likelyProof(guide, newcomer, { kind, stepId: null });
    if (kind === 'note') expect(found).toBeUndefined();
    else expect(found?.milestone.proof?.log, kind).toContain(kind);
  }
});

test('of a select only what it offers and what was changed counts', () => {
  const offered = provableBy(guide, 'post');
  const [first = '', second = ''] = offered.map((placed) => writeRef(refOf(placed)));
  const { add, remove } = readRefs(offered, {
    values: [first, 'made/up', '__proto__'],
    shownAsChosen: [second, 'gone/too'],
  });
  expect(add.map(writeRef)).toEqual([first]);
  expect(remove.map(writeRef)).toEqual([second]);
  expect(readRefs(offered, { values: [first], shownAsChosen: [first] })).toEqual({ add: [], remove: [] });
});

test('a milestone that the guide has no more wants nothing', () => {
  expect(wantedIn(guide)({ step: 'gone', milestone: 'gone' })).toBe(0);
  expect(wantedIn(guide)({ step: 'pytorch', milestone: 'install-pytorch' })).toBe(0);
});

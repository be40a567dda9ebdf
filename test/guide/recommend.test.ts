import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Guide } from '../../src/guide/guide.ts';
import {
  type About,
  hasSaid,
  isMet,
  type Learner,
  newcomer,
  type PortfolioFacts,
  type StepProgress,
} from '../../src/guide/learner.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { aims, entryKinds, gpus, keysOf } from '../../src/guide/names.ts';
import { recommend } from '../../src/guide/recommend.ts';

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
const anyProgress = fc
  .tuple(
    ...guide.steps.map((step) => fc.option(stepProgress(step.milestones.map((milestone) => milestone.id)))),
  )
  .map(
    (entries) =>
      new Map(
        guide.steps.flatMap((step, index) => (entries[index] ? [[step.id, entries[index]] as const] : [])),
      ),
  );

const anyPortfolio: fc.Arbitrary<PortfolioFacts> = fc.record({
  counts: fc
    .array(fc.tuple(fc.constantFrom(...keysOf(entryKinds)), fc.integer({ min: 1, max: 5 })))
    .map((entries) => new Map(entries)),
  lastLoggedAt: fc
    .array(
      fc.tuple(
        fc.constantFrom('gone', ...guide.steps.map((step) => step.id)),
        fc.integer({ min: 1, max: now }),
      ),
    )
    .map((entries) => new Map(entries)),
});

const anyAbout: fc.Arbitrary<About> = fc.record({
  hoursAWeek: fc.option(fc.integer({ min: 1, max: 80 })),
  gpu: fc.option(fc.constantFrom(...keysOf(gpus))),
  aim: fc.option(fc.constantFrom(...keysOf(aims))),
});

const anyLearner: fc.Arbitrary<Learner> = fc.record({
  progress: anyProgress,
  portfolio: anyPortfolio,
  about: anyAbout,
});

const openSteps = ({ progress }: Learner) =>
  guide.steps.filter((step) => (progress.get(step.id)?.state ?? 'open') === 'open');

test('same input, same answer', () => {
  fc.assert(
    fc.property(anyLearner, (learner) => {
      const copy = structuredClone(learner);
      expect(recommend(guide, learner, now)).toEqual(recommend(guide, copy, now));
      expect(learner, 'nothing is changed by asking').toEqual(copy);
    }),
  );
});

test('never a step that is done, declined or put off; always something until nothing is open', () => {
  fc.assert(
    fc.property(anyLearner, (learner) => {
      const open = openSteps(learner);
      const found = recommend(guide, learner, now);
      if (open.length === 0) {
        if (found.kind !== 'finished') throw new Error('nothing was open');
        expect(guide.content.afterwards).toContain(found.next);
        return;
      }
      if (found.kind === 'finished') throw new Error('something was open');
      expect(open).toContain(found.step);
      const snoozedUntil = learner.progress.get(found.step.id)?.snoozedUntil ?? 0;
      if (found.kind === 'step') {
        expect(snoozedUntil).toBeLessThanOrEqual(now);
        expect(found.reason).toMatch(/^["“A-Z].*[.!?]["”]?$/);
      } else expect(found.atMs).toBeGreaterThan(now);
    }),
    { numRuns: 1_000 },
  );
});

test('the milestone is the first of the step that is not ticked, with a task of at most 30 minutes', () => {
  fc.assert(
    fc.property(anyLearner, (learner) => {
      const found = recommend(guide, learner, now);
      if (found.kind !== 'step') return;
      const ticked = learner.progress.get(found.step.id)?.ticked ?? new Set();
      const left = found.step.milestones.filter(({ id }) => !ticked.has(id));
      expect(found.milestone).toBe(left[0]);
      if (found.milestone !== undefined) expect(found.milestone.today.minutes).toBeLessThanOrEqual(30);
    }),
  );
});

test('never a step whose needs are unmet while another is open', () => {
  fc.assert(
    fc.property(anyLearner, (learner) => {
      const isReachable = (step: (typeof guide.steps)[number]) =>
        step.needs.every((need) => isMet(need, learner));
      const found = recommend(guide, learner, now);
      if (found.kind === 'finished' || isReachable(found.step)) return;
      expect(openSteps(learner).filter(isReachable)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test('who does what is recommended finishes the whole guide, whatever they said of themselves', () => {
  fc.assert(
    fc.property(anyAbout, (about) => {
      const progress = new Map<string, StepProgress>();
      for (let at = 1; at <= guide.milestones.length + guide.steps.length; at += 1) {
        const found = recommend(guide, { ...newcomer, about, progress: new Map(progress) }, now);
        if (found.kind !== 'step') throw new Error(found.kind);
        const before = progress.get(found.step.id) ?? { ...open, touchedAt: 0 };
        progress.set(
          found.step.id,
          found.milestone === undefined
            ? { ...before, state: 'done', touchedAt: at }
            : { ...before, ticked: new Set([...before.ticked, found.milestone.id]), touchedAt: at },
        );
      }
      const end = recommend(guide, { ...newcomer, about, progress }, now);
      expect(end).toMatchObject({ kind: 'finished', done: guide.steps.length, declined: 0 });
    }),
  );
});

const open: StepProgress = { state: 'open', snoozedUntil: null, ticked: new Set(), touchedAt: 0 };
const done = (touchedAt: number): StepProgress => ({ ...open, state: 'done', touchedAt });
const firstOf = (stepId: string) => new Set([guide.step(stepId)?.milestones[0]?.id ?? '']);

type Case = [
  string,
  { steps?: [string, StepProgress][]; about?: Partial<About>; posts?: number },
  string,
  RegExp,
];

test.each<Case>([
  ['at first', {}, 'pytorch', /comes first/],
  [
    'with a tick elsewhere',
    { steps: [['blog', { ...open, ticked: firstOf('blog'), touchedAt: now - 1 }]] },
    'blog',
    /ticked 1 of/,
  ],
  [
    'with a tick of last summer',
    { steps: [['blog', { ...open, ticked: firstOf('blog'), touchedAt: now - 1e10 }]] },
    'blog',
    /some weeks ago/,
  ],
  ['after PyTorch', { steps: [['pytorch', done(1)]] }, 'course', /PyTorch/],
  [
    'after PyTorch, without a GPU,',
    { steps: [['pytorch', done(1)]], about: { gpu: 'none' } },
    'gpu',
    /slow|GPU/,
  ],
  [
    'after PyTorch, for research and without a GPU,',
    { steps: [['pytorch', done(1)]], about: { gpu: 'none', aim: 'research' } },
    'gpu',
    /slow|GPU/,
  ],
  ['after PyTorch, for a job,', { steps: [['pytorch', done(1)]], about: { aim: 'job' } }, 'blog', /job/],
  [
    'after PyTorch, for the fun of it,',
    { steps: [['pytorch', done(1)]], about: { aim: 'hobby' } },
    'community',
    /fun/,
  ],
])('%s it is the right step, and it says why', (_, given, stepId, reason) => {
  const learner: Learner = {
    progress: new Map(given.steps ?? []),
    portfolio: { counts: new Map([['post', given.posts ?? 0]]), lastLoggedAt: new Map() },
    about: { ...newcomer.about, ...given.about },
  };
  const found = recommend(guide, learner, now);
  if (found.kind !== 'step') throw new Error(found.kind);
  expect(found.step.id).toBe(stepId);
  expect(found.reason).toMatch(reason);
});

test('two posts open the step that asks for them, without the blog step being done', () => {
  const paid = guide.step('paid');
  const [need] = paid?.needs ?? [];
  if (need === undefined) throw new Error('paid needs nothing');
  const withPosts = (count: number): Learner => ({
    ...newcomer,
    portfolio: { counts: new Map([['post', count]]), lastLoggedAt: new Map() },
  });
  expect(isMet(need, withPosts(1))).toBe(false);
  expect(isMet(need, withPosts(2))).toBe(true);
});

test('what a member has to have said: all of it, bounds included, and nothing that they kept to themselves', () => {
  const about: About = { hoursAWeek: 4, gpu: 'none', aim: 'job' };
  expect(hasSaid({ gpu: ['none'], aim: ['job', 'hobby'], hoursAtLeast: 4, hoursAtMost: 4 }, about)).toBe(
    true,
  );
  expect(hasSaid({ hoursAtLeast: 5 }, about)).toBe(false);
  expect(hasSaid({ hoursAtMost: 3 }, about)).toBe(false);
  expect(hasSaid({ gpu: ['own'] }, about)).toBe(false);
  expect(hasSaid({ hoursAtMost: 80 }, newcomer.about)).toBe(false);
  expect(hasSaid({}, newcomer.about)).toBe(true);
});

describe('when nothing is left', () => {
  const [first] = guide.steps;
  if (first === undefined) throw new Error('no step');
  const small = new Guide({
    ...guide.content,
    steps: [{ ...first, id: 'only', needs: [], follows: [], suits: [] }],
  });

  test('a guide of one step works', () => {
    expect(recommend(small, newcomer, now)).toMatchObject({ kind: 'step', step: { id: 'only' } });
    const progress = new Map([['only', done(1)]]);
    expect(recommend(small, { ...newcomer, progress }, now)).toMatchObject({ kind: 'finished', done: 1 });
  });

  test('each thing to do then has its week', () => {
    const progress = new Map([['only', done(1)]]);
    const weeks = guide.content.afterwards.map((_, week) => now + week * 7 * 24 * 60 * 60_000);
    const shown = weeks.map((at) => {
      const found = recommend(small, { ...newcomer, progress }, at);
      return found.kind === 'finished' && found.next;
    });
    expect(new Set(shown)).toEqual(new Set(guide.content.afterwards));
  });
});

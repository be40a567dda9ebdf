/** Which step is the right one now, what to do in it today, and why. Pure: same input, same answer. */
import type { Guide } from './guide.ts';
import {
  hasSaid,
  isBegun,
  isDone,
  isMet,
  type Learner,
  nextMilestone,
  stateIn,
  tickedCount,
  touchedAt,
} from './learner.ts';
import type { Afterwards, Milestone, Step } from './schema.ts';

export type Recommendation =
  | {
      readonly kind: 'step';
      readonly step: Step;
      /** The milestone to work on, with its task for today; undefined once all are ticked. */
      readonly milestone: Milestone | undefined;
      /** One sentence that tells the member why this step, now. */
      readonly reason: string;
    }
  /** Everything open is put off; the first of it comes back at `atMs` (UTC). */
  | { readonly kind: 'resting'; readonly step: Step; readonly atMs: number }
  /** Nothing is left: all is done or declined. `next` is what to do then; it changes with the weeks. */
  | {
      readonly kind: 'finished';
      readonly done: number;
      readonly declined: number;
      readonly next: Afterwards[number];
    };

/** A step begun lies still after so long, in ms: four weeks, of which two may be a holiday. */
const stillAfterMs = 28 * 24 * 60 * 60_000;
const weekMs = 7 * 24 * 60 * 60_000;

/**
 * Recommends a step. One begun comes first; then one that suits what the member said of themselves; then one that a
 * finished step leads to; then the first in order. `nowMs` is UTC.
 */
export function recommend(guide: Guide, learner: Learner, nowMs: number): Recommendation {
  const open = guide.steps.filter((step) => stateIn(learner.progress, step.id) === 'open');
  if (open.length === 0) return finished(guide, learner, nowMs);

  const reachable = reachableOf(open, learner);
  const awake = reachable.filter((step) => wakesAt(step, learner) <= nowMs);
  const step =
    greatest(
      awake.filter((step) => isBegun(step, learner)),
      (step) => touchedAt(step.id, learner),
    ) ??
    greatest(
      awake.filter((step) => suiting(step, learner) !== undefined),
      (step) => suiting(step, learner)?.urgency ?? 0,
    ) ??
    greatest(
      awake.filter((step) => leading(step, learner) !== undefined),
      (step) => ledAt(step, learner),
    ) ??
    awake[0];
  if (step === undefined) return resting(reachable, learner);
  return {
    kind: 'step',
    step,
    milestone: nextMilestone(step, learner.progress),
    reason: reasonFor(step, guide, learner, nowMs),
  };
}

const wakesAt = (step: Step, { progress }: Learner) => progress.get(step.id)?.snoozedUntil ?? 0;

/** Steps whose needs are met; if none is, because what they need was declined, a need no longer blocks. */
function reachableOf(open: readonly Step[], learner: Learner): readonly Step[] {
  const met = open.filter((step) => step.needs.every((need) => isMet(need, learner)));
  return met.length > 0 ? met : open;
}

/** The one with the greatest value, the first of equals; undefined if there is none. */
function greatest<T>(candidates: readonly T[], measure: (candidate: T) => number): T | undefined {
  return candidates.reduce<T | undefined>(
    (best, candidate) => (best !== undefined && measure(best) >= measure(candidate) ? best : candidate),
    undefined,
  );
}

/** The first of a step's `suits` that the member has said, once what it comes after is done. */
const suiting = (step: Step, { progress, about }: Learner) =>
  step.suits.find(({ when, after }) => hasSaid(when, about) && after.every((id) => isDone(progress, id)));

/** The relation that led to a step last: to a finished step, or to a need that the portfolio meets. */
function leading(step: Step, learner: Learner): Step['follows'][number] | undefined {
  const holding = [
    ...step.needs.filter((need) => isMet(need, learner)),
    ...step.follows.filter((relation) => isDone(learner.progress, relation.step)),
  ];
  return greatest(holding, (relation) => touchedAt(relation.step, learner));
}

function ledAt(step: Step, learner: Learner): number {
  const relation = leading(step, learner);
  return relation === undefined ? 0 : touchedAt(relation.step, learner);
}

function reasonFor(step: Step, guide: Guide, learner: Learner, nowMs: number): string {
  if (isBegun(step, learner)) return reasonToGoOn(step, learner, nowMs);
  const said = suiting(step, learner);
  if (said !== undefined) return said.because;
  const relation = leading(step, learner);
  if (relation !== undefined) return relation.because;
  if (step.needs.some((need) => !isMet(need, learner)))
    return "You've set aside what it builds on, and nothing else is open, so look in and see how far you get.";
  if (step.anytime !== undefined) return step.anytime;
  if (step === guide.steps[0]) return 'It comes first, and much of what follows builds on it.';
  return 'Nothing has to come before it, so you can start right away.';
}

function reasonToGoOn(step: Step, learner: Learner, nowMs: number): string {
  const ticked = tickedCount(step, learner.progress);
  const all = step.milestones.length;
  if (ticked === all) return 'Every milestone is ticked. Press *Step done*, and see what comes next.';
  if (nowMs - touchedAt(step.id, learner) > stillAfterMs)
    return 'You began this some weeks ago. Half an hour is enough to be back in it.';
  if (ticked === 0) return "You've logged something for it already, so you're on your way.";
  return `You've ticked ${ticked} of ${all} milestones here, and you're on your way.`;
}

function resting(reachable: readonly Step[], learner: Learner): Recommendation {
  const step = greatest(reachable, (candidate) => -wakesAt(candidate, learner));
  if (step === undefined) throw new Error('resting() wants at least one step');
  return { kind: 'resting', step, atMs: wakesAt(step, learner) };
}

function finished(guide: Guide, { progress }: Learner, nowMs: number): Recommendation {
  const done = guide.steps.filter((step) => isDone(progress, step.id)).length;
  const { afterwards } = guide.content;
  const next = afterwards[Math.floor(nowMs / weekMs) % afterwards.length];
  if (next === undefined) throw new Error('the guide has nothing for afterwards');
  return { kind: 'finished', done, declined: guide.steps.length - done, next };
}

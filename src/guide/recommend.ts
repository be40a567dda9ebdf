/** Which step is the right one now, and why. Pure: same guide, progress and time, same answer. */
import type { Guide } from './guide.ts';
import type { Milestone, Step } from './schema.ts';

/** Where a member stands in one step; a step without an entry has not been touched. */
export interface StepProgress {
  readonly state: 'open' | 'done' | 'declined';
  /** Not to be recommended before this instant (ms, UTC). */
  readonly snoozedUntil: number | null;
  /** Ids of the ticked milestones; some may be gone from the guide. */
  readonly ticked: ReadonlySet<string>;
  /** When the member last did something in it (ms, UTC). */
  readonly touchedAt: number;
}

export type Progress = ReadonlyMap<string, StepProgress>;

export type Recommendation =
  | { readonly kind: 'step'; readonly step: Step; readonly reason: string }
  /** Everything open is put off; the first of it comes back at `atMs` (UTC). */
  | { readonly kind: 'resting'; readonly step: Step; readonly atMs: number }
  /** Nothing is left: all is done or declined. */
  | { readonly kind: 'finished'; readonly done: number; readonly declined: number };

/** Recommends a step. One begun comes first, then one that a finished step leads to, then the first in order. */
export function recommend(guide: Guide, progress: Progress, nowMs: number): Recommendation {
  const open = guide.steps.filter((step) => (progress.get(step.id)?.state ?? 'open') === 'open');
  if (open.length === 0) return finished(guide, progress);

  const reachable = reachableOf(open, progress);
  const awake = reachable.filter((step) => (progress.get(step.id)?.snoozedUntil ?? 0) <= nowMs);
  const step = begun(awake, progress) ?? led(awake, progress) ?? awake[0];
  if (step !== undefined) return { kind: 'step', step, reason: reasonFor(step, guide, progress) };
  return resting(reachable, progress);
}

const isDone = (progress: Progress, stepId: string) => progress.get(stepId)?.state === 'done';

/** Steps whose needs are met; if none is, because what they need was declined, a need no longer blocks. */
function reachableOf(open: readonly Step[], progress: Progress): readonly Step[] {
  const met = open.filter((step) => step.needs.every((need) => isDone(progress, need.step)));
  return met.length > 0 ? met : open;
}

/** How many of a step's present milestones are ticked. */
export function tickedCount(step: Step, progress: Progress): number {
  const ticked = progress.get(step.id)?.ticked;
  return step.milestones.filter((milestone) => ticked?.has(milestone.id)).length;
}

/** The first milestone that is not ticked, or undefined. */
export function nextMilestone(step: Step, progress: Progress): Milestone | undefined {
  const ticked = progress.get(step.id)?.ticked;
  return step.milestones.find((milestone) => ticked?.has(milestone.id) !== true);
}

/** The step that the member worked on last, among those with a tick. */
function begun(steps: readonly Step[], progress: Progress): Step | undefined {
  const touchedAt = (step: Step) => progress.get(step.id)?.touchedAt ?? 0;
  return steps
    .filter((step) => tickedCount(step, progress) > 0)
    .reduce<Step | undefined>(
      (best, step) => (best && touchedAt(best) >= touchedAt(step) ? best : step),
      undefined,
    );
}

/** The step that the most recently finished one leads to, among those it leads to the first in order. */
function led(steps: readonly Step[], progress: Progress): Step | undefined {
  const openedAt = (step: Step) => {
    const relation = latestDone(step, progress);
    return relation === undefined ? -1 : (progress.get(relation.step)?.touchedAt ?? 0);
  };
  return steps.reduce<Step | undefined>((best, step) => {
    if (openedAt(step) < 0) return best;
    return best && openedAt(best) >= openedAt(step) ? best : step;
  }, undefined);
}

const relations = (step: Step) => [...step.needs, ...step.follows];

/** One sentence that tells the member why this step, now. */
function reasonFor(step: Step, guide: Guide, progress: Progress): string {
  const ticked = tickedCount(step, progress);
  const all = step.milestones.length;
  if (ticked === all) return 'Every milestone is ticked. Press *Step done*, and see what comes next.';
  if (ticked > 0) return `You've ticked ${ticked} of ${all} milestones here, and you're on your way.`;
  const latest = latestDone(step, progress);
  if (latest !== undefined) return latest.because;
  if (step.anytime !== undefined) return step.anytime;
  if (step === guide.steps[0]) return 'It comes first, and much of what follows builds on it.';
  return 'Nothing has to come before it, so you can start right away.';
}

/** The relation to the step that was finished last, among those that lead to `step`. */
function latestDone(step: Step, progress: Progress): Step['needs'][number] | undefined {
  const doneAt = (relation: Step['needs'][number]) => progress.get(relation.step)?.touchedAt ?? 0;
  return relations(step)
    .filter((relation) => isDone(progress, relation.step))
    .reduce<Step['needs'][number] | undefined>(
      (best, relation) => (best && doneAt(best) >= doneAt(relation) ? best : relation),
      undefined,
    );
}

function resting(reachable: readonly Step[], progress: Progress): Recommendation {
  const wakesAt = (step: Step) => progress.get(step.id)?.snoozedUntil ?? 0;
  const [first, ...others] = reachable;
  if (first === undefined) throw new Error('resting() wants at least one step');
  const step = others.reduce(
    (best, candidate) => (wakesAt(candidate) < wakesAt(best) ? candidate : best),
    first,
  );
  return { kind: 'resting', step, atMs: wakesAt(step) };
}

function finished(guide: Guide, progress: Progress): Recommendation {
  const done = guide.steps.filter((step) => isDone(progress, step.id)).length;
  return { kind: 'finished', done, declined: guide.steps.length - done };
}

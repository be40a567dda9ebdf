/** What the guide knows of a member: the recommender's input, and small questions to it. Pure. */
import type { aims, EntryKind, gpus } from './names.ts';
import type { Milestone, Proof, Said, Step } from './schema.ts';

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

/** What the portfolio says, in numbers. */
export interface PortfolioFacts {
  /** How many entries there are of a kind. */
  readonly counts: ReadonlyMap<EntryKind, number>;
  /** When something was last logged for a step (ms, UTC). */
  readonly lastLoggedAt: ReadonlyMap<string, number>;
}

/** What a member has said of themselves; null is what they have not. */
export interface About {
  readonly hoursAWeek: number | null;
  readonly gpu: keyof typeof gpus | null;
  readonly aim: keyof typeof aims | null;
}

export interface Learner {
  readonly progress: Progress;
  readonly portfolio: PortfolioFacts;
  readonly about: About;
}

export const stateIn = (progress: Progress, stepId: string) => progress.get(stepId)?.state ?? 'open';

export const isDone = (progress: Progress, stepId: string) => stateIn(progress, stepId) === 'done';

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

/** When the member last did something in a step, a tick or an entry (ms, UTC); 0 for never. */
export function touchedAt(stepId: string, { progress, portfolio }: Learner): number {
  return Math.max(progress.get(stepId)?.touchedAt ?? 0, portfolio.lastLoggedAt.get(stepId) ?? 0);
}

/** Something in the step is ticked or logged. */
export const isBegun = (step: Step, learner: Learner) =>
  tickedCount(step, learner.progress) > 0 || learner.portfolio.lastLoggedAt.has(step.id);

/** The step that is needed is done, or the portfolio holds what serves as well. */
export function isMet(need: Step['needs'][number], { progress, portfolio }: Learner): boolean {
  return (
    isDone(progress, need.step) || (need.or !== undefined && entriesOf(need.or, portfolio) >= need.or.count)
  );
}

const entriesOf = ({ log }: Proof, { counts }: PortfolioFacts) =>
  log.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);

/** The member has said all of it. */
export function hasSaid(said: Said, { hoursAWeek, gpu, aim }: About): boolean {
  const isAmong = <T>(values: readonly T[] | undefined, value: T | null) =>
    values === undefined || (value !== null && values.includes(value));
  const least = said.hoursAtLeast ?? Number.NEGATIVE_INFINITY;
  const most = said.hoursAtMost ?? Number.POSITIVE_INFINITY;
  const isBounded = said.hoursAtLeast !== undefined || said.hoursAtMost !== undefined;
  const fits = !isBounded || (hoursAWeek !== null && hoursAWeek >= least && hoursAWeek <= most);
  return fits && isAmong(said.gpu, gpu) && isAmong(said.aim, aim);
}

/** Nothing said, nothing done: who types `/nextstep` for the first time. */
export const newcomer: Learner = {
  progress: new Map(),
  portfolio: { counts: new Map(), lastLoggedAt: new Map() },
  about: { hoursAWeek: null, gpu: null, aim: null },
};

/** Which milestones an entry can prove, and which it is taken to prove. Pure. */

import type { Guide, Placed } from '../guide/guide.ts';
import { type Learner, stateIn, touchedAt } from '../guide/learner.ts';
import type { EntryKind } from '../guide/names.ts';
import { type Choice, changeOf } from '../typed/choice.ts';
import type { MilestoneRef, Wanted } from './entry.ts';

/** The milestones that an entry of this kind can prove, in the guide's order. */
export const provableBy = (guide: Guide, kind: EntryKind): Placed[] =>
  guide.milestones.filter(({ milestone }) => milestone.proof?.log.includes(kind) === true);

/**
 * The milestone that a new entry is taken to prove: the first that takes its kind and is not ticked yet, in the step it
 * was logged for, else in the open step that was worked on last, else in order. A note proves only what it is written for.
 */
export function likelyProof(
  guide: Guide,
  learner: Learner,
  { kind, stepId }: { kind: EntryKind; stepId: string | null },
): Placed | undefined {
  if (kind === 'note') return undefined;
  const candidates = provableBy(guide, kind).filter(
    ({ step, milestone }) => learner.progress.get(step.id)?.ticked.has(milestone.id) !== true,
  );
  if (stepId !== null) return candidates.find(({ step }) => step.id === stepId);
  const [best] = candidates
    .filter(({ step }) => stateIn(learner.progress, step.id) === 'open')
    .toSorted((a, b) => touchedAt(b.step.id, learner) - touchedAt(a.step.id, learner));
  return best;
}

/** How many entries a milestone of the guide wants; 0 if it is none that entries prove. */
export const wantedIn =
  (guide: Guide): Wanted =>
  ({ step, milestone }) =>
    guide.step(step)?.milestones.find(({ id }) => id === milestone)?.proof?.count ?? 0;

export const isSame = (a: MilestoneRef, b: MilestoneRef) => a.step === b.step && a.milestone === b.milestone;

export const refOf = ({ step, milestone }: Placed): MilestoneRef => ({
  step: step.id,
  milestone: milestone.id,
});

/** A reference as the value of a select's option. */
export const writeRef = ({ step, milestone }: MilestoneRef) => `${step}/${milestone}`;

/** What was chosen anew in a select of milestones, and what is no longer chosen; values that it never had are left out. */
export function readRefs(
  offered: readonly Placed[],
  choice: Choice,
): { add: MilestoneRef[]; remove: MilestoneRef[] } {
  const known = new Map(offered.map((placed) => [writeRef(refOf(placed)), refOf(placed)]));
  const { added, removed } = changeOf(choice);
  const among = (values: readonly string[]) => values.flatMap((value) => known.get(value) ?? []);
  return { add: among(added), remove: among(removed) };
}

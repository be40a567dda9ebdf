/** Where a member stands, in the words of a nudge. Pure. */
import type { Guide } from '../guide/guide.ts';
import { nextMilestone, type Progress, recommend, tickedCount } from '../guide/recommend.ts';
import type { Standing } from './view.ts';

/** What a nudge says of a member's progress at an instant (ms, UTC). */
export function standingOf(guide: Guide, progress: Progress, nowMs: number): Standing {
  const recommendation = recommend(guide, progress, nowMs);
  if (recommendation.kind !== 'step') return { kind: recommendation.kind };
  const { step } = recommendation;
  const ticked = tickedCount(step, progress);
  if (ticked === 0) return { kind: 'new', step };
  const next = nextMilestone(step, progress);
  return next === undefined
    ? { kind: 'all-ticked', step }
    : { kind: 'under-way', step, milestone: next.title, ticked };
}

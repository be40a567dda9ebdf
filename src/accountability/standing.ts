/** Where a member stands, in the words of a nudge. Pure. */
import type { Guide } from '../guide/guide.ts';
import { type Learner, tickedCount } from '../guide/learner.ts';
import { recommend } from '../guide/recommend.ts';
import type { Standing } from './nudge-view.ts';

/** What a nudge says of a member's progress at an instant (ms, UTC). */
export function standingOf(guide: Guide, learner: Learner, nowMs: number): Standing {
  const recommendation = recommend(guide, learner, nowMs);
  if (recommendation.kind !== 'step') return { kind: recommendation.kind };
  const { step, milestone } = recommendation;
  if (milestone === undefined) return { kind: 'all-ticked', step };
  const ticked = tickedCount(step, learner.progress);
  return { kind: ticked === 0 ? 'new' : 'under-way', step, milestone };
}

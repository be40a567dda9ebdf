/** The states that a step is shown in, with their marks. */
import { isBegun, isMet, type Learner } from './learner.ts';
import type { Step } from './schema.ts';

export type StepMark = 'done' | 'declined' | 'snoozed' | 'begun' | 'waiting' | 'open';

export const marks: Readonly<Record<StepMark, { emoji: string; words: string }>> = {
  done: { emoji: '✅', words: 'done' },
  declined: { emoji: '➖', words: 'not for you' },
  snoozed: { emoji: '💤', words: 'not now' },
  begun: { emoji: '🔷', words: 'under way' },
  waiting: { emoji: '🔒', words: 'opens later' },
  open: { emoji: '⬜', words: 'open' },
};

/** How a step is shown to a member at an instant (ms, UTC). */
export function markOf(step: Step, learner: Learner, nowMs: number): StepMark {
  const own = learner.progress.get(step.id);
  if (own !== undefined && own.state !== 'open') return own.state;
  if ((own?.snoozedUntil ?? 0) > nowMs) return 'snoozed';
  if (isBegun(step, learner)) return 'begun';
  return step.needs.every((need) => isMet(need, learner)) ? 'open' : 'waiting';
}

/** What a member reads of their own progress. */

import type { APIButtonComponent } from 'discord-api-types/v10';
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, md, trusted } from '../discord/markdown.ts';
import { showNext, showRoadMap } from '../guide/actions.ts';
import type { Guide } from '../guide/guide.ts';
import { type Progress, tickedCount } from '../guide/learner.ts';

/** Steps and weeks at a glance; `weeks` are the last ones, oldest first, `checkedIn` those of them that were kept. */
export function progressPanel(
  guide: Guide,
  progress: Progress,
  weeks: readonly string[],
  checkedIn: ReadonlySet<string>,
  checkInButton: APIButtonComponent | undefined,
): TopLevelComponent {
  const done = guide.steps.filter((step) => progress.get(step.id)?.state === 'done');
  const underWay = guide.steps.filter(
    (step) => (progress.get(step.id)?.state ?? 'open') === 'open' && tickedCount(step, progress) > 0,
  );
  const ticked = guide.steps.reduce((sum, step) => sum + tickedCount(step, progress), 0);
  const all = guide.steps.reduce((sum, step) => sum + step.milestones.length, 0);
  const kept = weeks.filter((week) => checkedIn.has(week)).length;
  const squares = weeks.map((week) => (checkedIn.has(week) ? '🟩' : '⬜')).join('');
  return panel(
    accent.brand,
    text(
      lines(
        md`## Your progress`,
        md`**Steps:** ${done.length} of ${guide.steps.length} done`,
        md`**Milestones:** ${ticked} of ${all} ticked`,
        ...underWay.map(
          (step) =>
            md`- ${trusted(step.emoji)} ${trusted(step.title)}: ${tickedCount(step, progress)} of ${step.milestones.length}`,
        ),
        md`**Weeks:** ${squares}`,
        md`-# Checked in ${kept} of the last ${weeks.length} weeks; this week is the last square.`,
        ticked + done.length + kept === 0
          ? md`Nothing yet, and that's where everyone begins. One milestone is enough for a start.`
          : undefined,
      ),
    ),
    buttons(
      checkInButton,
      button(showNext.id({}), 'My next step', { look: 'primary' }),
      button(showRoadMap.id({}), 'All steps'),
    ),
  );
}

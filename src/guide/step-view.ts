/** One step in full, whatever the member's progress. */
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, md, trusted } from '../discord/markdown.ts';
import { reopenStep, showLinks, showNext, showRoadMap } from './actions.ts';
import type { Guide } from './guide.ts';
import { type Learner, nextMilestone } from './learner.ts';
import {
  doneButton,
  extraButtons,
  type Happened,
  happenedParts,
  heading,
  linksOf,
  milestoneCount,
  milestoneSelect,
  pace,
} from './parts.ts';
import type { Step } from './schema.ts';
import { markOf, marks, type StepMark } from './states.ts';

/** The page of a step, at an instant (ms, UTC). */
export function stepPanel(
  guide: Guide,
  step: Step,
  learner: Learner,
  nowMs: number,
  happened?: Happened,
): TopLevelComponent {
  const mark = markOf(step, learner, nowMs);
  const milestone = nextMilestone(step, learner.progress);
  const pitfalls = step.pitfalls.map((pitfall) => trusted(`- ${pitfall.trim()}`));
  const needs = step.needs
    .flatMap((need) => guide.step(need.step) ?? [])
    .map((need) => `step ${need.number}`);
  const needed = needs.length === 0 ? '' : ` · needs ${needs.join(' and ')} first`;
  return panel(
    mark === 'done' ? accent.done : accent.brand,
    ...happenedParts(happened),
    text(
      lines(
        heading(step, guide),
        trusted(step.why.trim()),
        md`-# ${marks[mark].emoji} ${marks[mark].words} · ${pace(step, learner.about)}${needed}`,
        md`### How`,
        trusted(step.how.trim()),
        ...(milestone === undefined
          ? []
          : [md`### Today, in ${milestone.today.minutes} minutes`, trusted(milestone.today.task.trim())]),
        md`### Common traps`,
        ...pitfalls,
        md`**What it leads to:** ${trusted(step.after.trim())}`,
      ),
    ),
    divider(),
    text(milestoneCount(step, learner.progress)),
    milestoneSelect(step, learner.progress, 'page'),
    buttons(
      stateButton(step, mark, learner),
      button(showLinks.id(linksOf(guide, step)), 'Links'),
      button(showNext.id({}), 'My next step'),
      button(showRoadMap.id({}), 'All steps'),
    ),
    extraButtons(guide, step, milestone),
  );
}

function stateButton(step: Step, mark: StepMark, { progress }: Learner) {
  const reopen = (label: string) => button(reopenStep.id({ step: step.id }), label, { look: 'primary' });
  if (mark === 'done' || mark === 'declined') return reopen('Open it again');
  return mark === 'snoozed' ? reopen('Pick it up now') : doneButton(step, progress);
}

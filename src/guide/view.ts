/** What members read of the guide: the recommended step, a step's page, the road map. */
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted } from '../discord/markdown.ts';
import {
  declineStep,
  finishStep,
  pickStep,
  reopenStep,
  showLinks,
  showNext,
  showRoadMap,
  snoozeStep,
  tickMilestones,
} from './actions.ts';
import type { Guide } from './guide.ts';
import { nextMilestone, type Progress, type Recommendation, tickedCount } from './recommend.ts';
import { linkLine } from './resource-view.ts';
import { noFilter, packFilter } from './resources.ts';
import type { Step } from './schema.ts';

/** How many links stand beside a recommended step. */
const bestLinks = 3;

/** What has just happened, with the step that it can be undone for. */
export interface Happened {
  readonly words: Markdown;
  readonly undo?: Step;
}

/** The answer to `/nextstep`: one step, why it is this one, what to do today, and buttons to act on it. */
export function nextStepPanel(
  guide: Guide,
  progress: Progress,
  recommendation: Recommendation,
  happened?: Happened,
): TopLevelComponent {
  switch (recommendation.kind) {
    case 'finished':
      return finishedPanel(recommendation, happened);
    case 'resting':
      return restingPanel(recommendation, happened);
    case 'step': {
      const { step, reason } = recommendation;
      const links = guide.resourcesFor(step.id).slice(0, bestLinks).map(linkLine);
      return panel(
        accent.brand,
        ...happenedParts(happened),
        text(lines(heading(step, guide), md`**Why now:** ${trusted(reason)}`)),
        text(lines(trusted(step.why.trim()), toDo(step, progress))),
        divider(),
        text(milestoneCount(step, progress)),
        milestoneSelect(step, progress, 'next'),
        links.length === 0 ? undefined : text(lines(md`**Good places to start**`, ...links)),
        buttons(
          doneButton(step, progress),
          button(showLinks.id(linksOf(guide, step)), 'More links'),
          button(snoozeStep.id({ step: step.id }), 'Not now'),
          button(declineStep.id({ step: step.id }), 'Not for me'),
          button(showRoadMap.id({}), 'All steps'),
        ),
      );
    }
  }
}

function happenedParts(happened: Happened | undefined) {
  if (happened === undefined) return [];
  const { words, undo } = happened;
  return [text(words), undo && buttons(button(reopenStep.id({ step: undo.id }), 'Undo'))];
}

/** Inviting only when every milestone is ticked; a member who knows it all may press it before. */
const doneButton = (step: Step, progress: Progress) =>
  button(finishStep.id({ step: step.id }), 'Step done', {
    look: nextMilestone(step, progress) === undefined ? 'success' : 'secondary',
  });

const linksOf = (guide: Guide, step: Step) => packFilter(guide, { ...noFilter, step: step.id });

const heading = (step: Step, guide: Guide) =>
  md`## ${trusted(step.emoji)} Step ${step.number} of ${guide.steps.length}: ${trusted(step.title)}`;

/** What to do now: a first task for whoever has not begun, then the next milestone, then nothing but to close it. */
function toDo(step: Step, progress: Progress): Markdown | undefined {
  if (tickedCount(step, progress) === 0) {
    return lines(md`### Today, in ${step.today.minutes} minutes`, trusted(step.today.task.trim()));
  }
  const next = nextMilestone(step, progress);
  return next && lines(md`### Next: ${trusted(next.title)}`, trusted(next.done));
}

const milestoneCount = (step: Step, progress: Progress) =>
  md`**Milestones:** ${tickedCount(step, progress)} of ${step.milestones.length} ticked`;

function milestoneSelect(step: Step, progress: Progress, shown: 'next' | 'page') {
  const ticked = progress.get(step.id)?.ticked;
  const options = step.milestones.map((milestone) => ({
    value: milestone.id,
    label: milestone.title,
    description: milestone.done,
    chosen: ticked?.has(milestone.id) === true,
  }));
  return select(tickMilestones.id({ step: step.id, shown }), 'Tick what you have done', options, {
    least: 0,
    most: options.length,
  });
}

function restingPanel(
  { step, atMs }: Recommendation & { kind: 'resting' },
  happened?: Happened,
): TopLevelComponent {
  return panel(
    accent.brand,
    ...happenedParts(happened),
    text(
      lines(
        md`## 💤 You've put everything off for now`,
        md`**${trusted(step.title)}** comes back ${timestamp(atMs, 'R')}. You can pick it up earlier, or open another from all steps.`,
      ),
    ),
    buttons(
      button(reopenStep.id({ step: step.id }), 'Pick it up now', { look: 'primary' }),
      button(showRoadMap.id({}), 'All steps'),
    ),
  );
}

function finishedPanel(
  { done, declined }: Recommendation & { kind: 'finished' },
  happened?: Happened,
): TopLevelComponent {
  const words =
    declined === 0
      ? md`You've done all ${done} steps. Few people get this far.`
      : md`You've done ${done} steps and marked ${declined} as not for you. You can open any of them again.`;
  return panel(
    accent.done,
    ...happenedParts(happened),
    text(
      lines(
        md`## 🎓 You've walked the whole guide`,
        words,
        md`What now? Keep teaching: write up what you learned last. Sit down with somebody who has just begun. Or take a step again, deeper: a harder paper, a bigger project.`,
      ),
    ),
    buttons(button(showRoadMap.id({}), 'All steps', { look: 'primary' })),
  );
}

/** One step in full, whatever the member's progress. */
export function stepPanel(
  guide: Guide,
  step: Step,
  progress: Progress,
  nowMs: number,
  notice?: Markdown,
): TopLevelComponent {
  const state = stateOf(step, progress, nowMs);
  const pitfalls = step.pitfalls.map((pitfall) => trusted(`- ${pitfall.trim()}`));
  const needs = step.needs
    .flatMap((need) => guide.step(need.step) ?? [])
    .map((need) => `step ${need.number}`);
  return panel(
    state === 'done' ? accent.done : accent.brand,
    notice && text(notice),
    text(
      lines(
        heading(step, guide),
        trusted(step.why.trim()),
        md`-# ${marks[state].emoji} ${marks[state].words} · ${trusted(step.time)}${needs.length === 0 ? '' : ` · needs ${needs.join(' and ')} first`}`,
        md`### How`,
        trusted(step.how.trim()),
        md`### Today, in ${step.today.minutes} minutes`,
        trusted(step.today.task.trim()),
        md`### Common traps`,
        ...pitfalls,
      ),
    ),
    divider(),
    text(milestoneCount(step, progress)),
    milestoneSelect(step, progress, 'page'),
    buttons(
      stateButton(step, state, progress),
      button(showLinks.id(linksOf(guide, step)), 'Links'),
      button(showNext.id({}), 'My next step'),
      button(showRoadMap.id({}), 'All steps'),
    ),
  );
}

function stateButton(step: Step, state: State, progress: Progress) {
  const reopen = (label: string) => button(reopenStep.id({ step: step.id }), label, { look: 'primary' });
  if (state === 'done' || state === 'declined') return reopen('Open it again');
  return state === 'snoozed' ? reopen('Pick it up now') : doneButton(step, progress);
}

type State = 'done' | 'declined' | 'snoozed' | 'begun' | 'waiting' | 'open';

const marks: Readonly<Record<State, { emoji: string; words: string }>> = {
  done: { emoji: '✅', words: 'done' },
  declined: { emoji: '➖', words: 'not for you' },
  snoozed: { emoji: '💤', words: 'not now' },
  begun: { emoji: '🔷', words: 'under way' },
  waiting: { emoji: '🔒', words: 'needs another step first' },
  open: { emoji: '⬜', words: 'open' },
};

function stateOf(step: Step, progress: Progress, nowMs: number): State {
  const own = progress.get(step.id);
  if (own !== undefined && own.state !== 'open') return own.state;
  if ((own?.snoozedUntil ?? 0) > nowMs) return 'snoozed';
  if (tickedCount(step, progress) > 0) return 'begun';
  return step.needs.every((need) => progress.get(need.step)?.state === 'done') ? 'open' : 'waiting';
}

/** All steps with their states, and a select to open one. */
export function roadMapPanel(
  guide: Guide,
  progress: Progress,
  nowMs: number,
  current: Step | undefined,
): TopLevelComponent {
  const rows = guide.steps.map((step) => {
    const state = stateOf(step, progress, nowMs);
    const count = state === 'begun' ? ` · ${tickedCount(step, progress)}/${step.milestones.length}` : '';
    const here = step === current ? ' ← you are here' : '';
    return md`${marks[state].emoji} **${step.number}.** ${trusted(step.title)}${count}${here}`;
  });
  const done = guide.steps.filter((step) => progress.get(step.id)?.state === 'done').length;
  const shown = new Set(guide.steps.map((step) => stateOf(step, progress, nowMs)));
  const legend = Object.entries(marks)
    .filter(([state]) => shown.has(state as State))
    .map(([, mark]) => `${mark.emoji} ${mark.words}`);
  return panel(
    accent.brand,
    text(
      lines(md`## The road map: ${done} of ${guide.steps.length} done`, ...rows, md`-# ${legend.join('  ')}`),
    ),
    select(
      pickStep.id({}),
      'Open a step',
      guide.steps.map((step) => ({
        value: step.id,
        label: `${step.number}. ${step.title}`,
        description: step.summary,
        emoji: step.emoji,
      })),
    ),
    buttons(button(showNext.id({}), 'My next step', { look: 'primary' })),
  );
}

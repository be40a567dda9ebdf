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
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import {
  declineStep,
  finishStep,
  openStep,
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
import { noFilter } from './resources.ts';
import type { Step } from './schema.ts';

/** How many links stand beside a recommended step. */
const bestLinks = 3;

/** The answer to `/nextstep`: one step, why it is this one, what to do today, and buttons to act on it. */
export function nextStepPanel(
  guide: Guide,
  progress: Progress,
  recommendation: Recommendation,
  notice?: Markdown,
): TopLevelComponent {
  switch (recommendation.kind) {
    case 'finished':
      return finishedPanel(recommendation, notice);
    case 'resting':
      return restingPanel(recommendation, notice);
    case 'step': {
      const { step, reason } = recommendation;
      const links = guide.resourcesFor(step.id).slice(0, bestLinks).map(linkLine);
      return panel(
        accent.brand,
        notice && text(notice),
        text(
          lines(
            heading(step, guide),
            md`**Why now:** ${trusted(reason)}`,
            trusted(step.why.trim()),
            toDo(step, progress),
          ),
        ),
        divider(),
        text(milestoneCount(step, progress)),
        milestoneSelect(step, progress, 'next'),
        links.length === 0 ? undefined : text(lines(md`**Good places to start**`, ...links)),
        buttons(
          button(finishStep.id({ step: step.id }), 'Step done', { look: 'success' }),
          button(showLinks.id({ ...noFilter, step: step.id }), 'More links'),
          button(snoozeStep.id({ step: step.id }), 'Not now'),
          button(declineStep.id({ step: step.id }), 'Not for me'),
          button(showRoadMap.id({}), 'All steps'),
        ),
      );
    }
  }
}

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
  notice?: Markdown,
): TopLevelComponent {
  return panel(
    accent.brand,
    notice && text(notice),
    text(
      lines(
        md`## 💤 Everything open is put off`,
        md`**${trusted(step.title)}** comes back <t:${Math.floor(atMs / 1000)}:R>. You can pick it up earlier, or choose another.`,
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
  notice?: Markdown,
): TopLevelComponent {
  const words =
    declined === 0
      ? md`You've done all ${done} steps. Few people get this far.`
      : md`You've done ${done} steps and set ${declined} aside. You can take any of them up again.`;
  return panel(
    accent.done,
    notice && text(notice),
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
  const needs = step.needs.map((need) => guide.step(need.step)?.title).filter((title) => title !== undefined);
  const closed = state === 'done' || state === 'declined';
  return panel(
    state === 'done' ? accent.done : accent.brand,
    notice && text(notice),
    text(
      lines(
        heading(step, guide),
        trusted(step.why.trim()),
        md`-# ${marks[state].emoji} ${marks[state].words} · ${trusted(step.time)}${needs.length === 0 ? '' : ` · first: ${needs.join(', ')}`}`,
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
      closed
        ? button(reopenStep.id({ step: step.id }), 'Open it again', { look: 'primary' })
        : button(finishStep.id({ step: step.id }), 'Step done', { look: 'success' }),
      button(showLinks.id({ ...noFilter, step: step.id }), 'Links'),
      button(showNext.id({}), 'My next step'),
      button(showRoadMap.id({}), 'All steps'),
    ),
  );
}

type State = 'done' | 'declined' | 'snoozed' | 'begun' | 'waiting' | 'open';

const marks: Readonly<Record<State, { emoji: string; words: string }>> = {
  done: { emoji: '✅', words: 'done' },
  declined: { emoji: '➖', words: 'not for you' },
  snoozed: { emoji: '💤', words: 'not now' },
  begun: { emoji: '🔷', words: 'under way' },
  waiting: { emoji: '🔒', words: 'later' },
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
  notice?: Markdown,
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
    notice && text(notice),
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

/** A button that opens a step's page. */
export const openStepButton = (step: Step) =>
  button(openStep.id({ step: step.id }), 'Open the step', { look: 'primary' });

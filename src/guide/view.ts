/** The answer to `/nextstep`: one step, why it is this one, what to do today, and buttons to act on it. */
import {
  accent,
  button,
  buttons,
  divider,
  type InPanel,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted } from '../discord/markdown.ts';
import {
  askAbout,
  declineStep,
  reopenStep,
  showLinks,
  showRoadMap,
  skipAbout,
  snoozeStep,
} from './actions.ts';
import type { Guide } from './guide.ts';
import type { Learner } from './learner.ts';
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
import type { Recommendation } from './recommend.ts';
import { linkLine } from './resource-view.ts';
import type { Milestone } from './schema.ts';

/** How many links stand beside a recommended step. */
const bestLinks = 3;

export interface NextStep {
  readonly guide: Guide;
  readonly learner: Learner;
  readonly recommendation: Recommendation;
  /** The member has answered or skipped the questions about themselves. */
  readonly isAsked: boolean;
}

export function nextStepPanel(
  { guide, learner, recommendation, isAsked }: NextStep,
  happened?: Happened,
): TopLevelComponent {
  switch (recommendation.kind) {
    case 'finished':
      return finishedPanel(recommendation, happened);
    case 'resting':
      return restingPanel(recommendation, happened);
    case 'step': {
      const { step, milestone, reason } = recommendation;
      const links = guide.resourcesFor(step.id).slice(0, bestLinks).map(linkLine);
      return panel(
        accent.brand,
        ...happenedParts(happened),
        text(lines(heading(step, guide), md`**Why now:** ${trusted(reason)}`)),
        text(
          lines(
            trusted(step.why.trim()),
            milestone && taskOf(milestone),
            md`-# The step takes: ${pace(step, learner.about)}`,
          ),
        ),
        divider(),
        text(milestoneCount(step, learner.progress)),
        milestoneSelect(step, learner.progress, 'next'),
        extraButtons(guide, step, milestone),
        links.length === 0 ? undefined : text(lines(md`**Good places to start**`, ...links)),
        buttons(
          doneButton(step, learner.progress),
          button(showLinks.id(linksOf(guide, step)), 'More links'),
          button(snoozeStep.id({ step: step.id }), 'Not now'),
          button(declineStep.id({ step: step.id }), 'Not for me'),
          button(showRoadMap.id({}), 'All steps'),
        ),
        ...(isAsked ? [] : questions()),
      );
    }
  }
}

/** What to do today, and towards which milestone. */
const taskOf = ({ today, title, done }: Milestone): Markdown =>
  lines(
    md`### Today, in ${today.minutes} minutes`,
    trusted(today.task.trim()),
    md`-# Towards: **${trusted(title)}.** ${trusted(done)}`,
  );

/** Offered until the member answers or declines, below an answer that is worth having without. */
function questions(): (InPanel | undefined)[] {
  return [
    divider(),
    text(md`-# Three quick questions help me choose your steps. You can skip them.`),
    buttons(button(askAbout.id({}), 'Answer them', { emoji: '💬' }), button(skipAbout.id({}), 'Skip')),
  ];
}

function restingPanel(
  { step, atMs }: Recommendation & { kind: 'resting' },
  happened?: Happened,
): TopLevelComponent {
  // The button below undoes it as well, and no message may hold the same button twice.
  const isUndone = happened?.undo?.id === step.id;
  return panel(
    accent.brand,
    ...happenedParts(isUndone ? { words: happened.words } : happened),
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
  { done, declined, next }: Recommendation & { kind: 'finished' },
  happened?: Happened,
): TopLevelComponent {
  const words =
    declined === 0
      ? md`You've done ${done === 1 ? 'the one step there is' : `all ${done} steps`}. Few people get this far.`
      : md`You've done ${done === 1 ? '1 step' : `${done} steps`} and marked ${declined} as not for you. You can open any of them again.`;
  return panel(
    accent.done,
    ...happenedParts(happened),
    text(
      lines(
        md`## 🎓 You've walked the whole guide`,
        words,
        md`### What now? ${trusted(next.title)}`,
        trusted(next.words.trim()),
        md`**Today, in ${next.today.minutes} minutes:** ${trusted(next.today.task.trim())}`,
      ),
    ),
    buttons(button(showRoadMap.id({}), 'All steps', { look: 'primary' })),
  );
}

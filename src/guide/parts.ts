/** What the guide's panels have in common. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import { button, buttons, type InPanel, select, text } from '../discord/components.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import {
  finishStep,
  logMilestone,
  reopenStep,
  showCollection,
  showLadder,
  showReadiness,
  tickMilestones,
} from './actions.ts';
import type { Guide, Placed } from './guide.ts';
import { type About, nextMilestone, type Progress, tickedCount } from './learner.ts';
import type { EntryKind } from './names.ts';
import { noFilter, packFilter } from './resources.ts';
import type { Milestone, Proof, Step } from './schema.ts';

/** What has just happened: in words, with the step it can be undone for, or the milestone that can now be shown for. */
export interface Happened {
  readonly words: Markdown;
  readonly undo?: Step;
  readonly log?: Placed;
}

/** The notice at the head of a panel. */
export function happenedParts(happened: Happened | undefined): (InPanel | undefined)[] {
  if (happened === undefined) return [];
  const { words, undo, log } = happened;
  return [
    text(words),
    buttons(undo && button(reopenStep.id({ step: undo.id }), 'Undo'), log && logButton(log)),
  ];
}

export const heading = (step: Step, guide: Guide) =>
  md`## ${trusted(step.emoji)} Step ${step.number} of ${guide.steps.length}: ${trusted(step.title)}`;

/** Inviting only when every milestone is ticked; a member who knows it all may press it before. */
export const doneButton = (step: Step, progress: Progress) =>
  button(finishStep.id({ step: step.id }), 'Step done', {
    look: nextMilestone(step, progress) === undefined ? 'success' : 'secondary',
  });

export const linksOf = (guide: Guide, step: Step) => packFilter(guide, { ...noFilter, step: step.id });

const logLabels: Readonly<Record<EntryKind, string>> = {
  post: 'Log the post',
  paper: 'Log the paper',
  course: 'Log the course',
  chapter: 'Log the chapter',
  project: 'Log the project',
  contribution: 'Log the contribution',
  paid: 'Log the paid work',
  gpu: 'Log the GPU run',
  meetup: 'Log the meetup',
  note: 'Write the note',
};

/** Opens the form that logs what proves a milestone; undefined if nothing has to. */
export function logButton({ step, milestone }: Placed): APIButtonComponent | undefined {
  const [kind, ...others] = milestone.proof?.log ?? [];
  if (kind === undefined) return undefined;
  const label = others.length === 0 ? logLabels[kind] : 'Log it';
  const emoji = milestone.proof === null ? '🗂️' : proofEmoji(milestone.proof);
  return button(logMilestone.id({ step: step.id, milestone: milestone.id }), label, { emoji });
}

/** What a step offers beside its links: what proves the milestone at hand, its lists, its readiness and its ladder. */
export function extraButtons(
  guide: Guide,
  step: Step,
  milestone: Milestone | undefined,
): InPanel | undefined {
  return buttons(
    milestone && logButton({ step, milestone }),
    ...guide
      .collectionsFor(step.id)
      .map(({ id, button: label }) =>
        button(showCollection.id({ collection: id, group: 'first', page: 0 }), label),
      ),
    step.readiness && button(showReadiness.id({ step: step.id }), step.readiness.question),
    hasLadder(step) ? button(showLadder.id({ step: step.id }), 'The ladder') : undefined,
  );
}

export const hasLadder = (step: Step) => step.milestones.some((milestone) => milestone.rung !== undefined);

/** What proves a milestone, as a mark on its option. */
const proofEmoji = (proof: Proof) => (proof.log.every((kind) => kind === 'note') ? '📝' : '🗂️');

export function milestoneSelect(step: Step, progress: Progress, shown: 'next' | 'page'): InPanel {
  const ticked = progress.get(step.id)?.ticked;
  const options = step.milestones.map((milestone) => ({
    value: milestone.id,
    label: milestone.title,
    description: milestone.done,
    chosen: ticked?.has(milestone.id) === true,
    ...(milestone.proof !== null && { emoji: proofEmoji(milestone.proof) }),
  }));
  return select(tickMilestones.id({ step: step.id, shown }), 'Tick what you have done', options, {
    least: 0,
    most: options.length,
  });
}

/** How many are ticked, and what the marks on the options mean. */
export function milestoneCount(step: Step, progress: Progress): Markdown {
  const proofs = step.milestones.flatMap((milestone) => milestone.proof ?? []);
  const marks = [...new Set(proofs.map(proofEmoji))].toSorted();
  const meanings = marks.map(
    (mark) => `${mark} can hold ${mark === '📝' ? 'a note of yours' : 'an entry of your portfolio'}`,
  );
  return lines(
    md`**Milestones:** ${tickedCount(step, progress)} of ${step.milestones.length} ticked`,
    meanings.length === 0 ? undefined : md`-# ${meanings.join(' · ')}`,
  );
}

/** How long a step takes: at the member's own pace, if they have said it. */
export function pace({ hours: [least, most], time }: Step, { hoursAWeek }: About): Markdown {
  if (hoursAWeek === null) return trusted(time);
  const [from, to] = [Math.ceil(least / hoursAWeek), Math.ceil(most / hoursAWeek)];
  const weeks = from === to ? (to === 1 ? '1 week' : `${to} weeks`) : `${from} to ${to} weeks`;
  return md`about ${weeks} at your ${hoursAWeek} hours a week`;
}

/** What a portfolio says about a step: whether the member is ready for it, and which rung of its ladder they are on. */
import {
  accent,
  button,
  buttons,
  clip,
  type InPanel,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { limits } from '../discord/limits.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import { logMilestone, openStep, showNext } from '../guide/actions.ts';
import type { Progress } from '../guide/learner.ts';
import { entryKinds, oneOf } from '../guide/names.ts';
import type { Milestone, Step } from '../guide/schema.ts';
import { formatDay } from '../time/day.ts';
import { chooseProofs, showPortfolio } from './actions.ts';
import type { Entry } from './entry.ts';

export interface StepPortfolio {
  readonly step: Step;
  readonly progress: Progress;
  /** All of the member's entries, newest first. */
  readonly entries: readonly Entry[];
}

/** Entries that are linked with a milestone of the step. */
const provenBy = ({ step, entries }: StepPortfolio, milestone: Milestone) =>
  entries.filter(({ proves }) =>
    proves.some((ref) => ref.step === step.id && ref.milestone === milestone.id),
  );

const isTicked = ({ step, progress }: StepPortfolio, milestone: Milestone) =>
  progress.get(step.id)?.ticked.has(milestone.id) === true;

/** How many entries of a milestone are named on a panel. */
const namedEntries = 3;

function namesOf(entries: readonly Entry[]): Markdown[] {
  const named = entries.slice(0, namedEntries).map((entry) => md`  - ${clip(entry.title, 60)}`);
  const more = entries.length - namedEntries;
  return more > 0 ? [...named, md`  - and ${more} more`] : named;
}

/** “Am I ready?”: each milestone that decides it, what stands for it by name, and what is missing. */
export function readinessPanel(shown: StepPortfolio): TopLevelComponent {
  const { step } = shown;
  const readiness = step.readiness;
  if (readiness === undefined) throw new Error(`step ${step.id} asks for no readiness`);
  const milestones = step.milestones.filter(({ id }) => readiness.milestones.includes(id));
  const missing = milestones.filter((milestone) => !isTicked(shown, milestone));
  return panel(
    missing.length === 0 ? accent.done : accent.brand,
    text(
      lines(
        md`## ${trusted(step.emoji)} ${trusted(readiness.question)}`,
        ...milestones.flatMap((milestone) => readinessLines(shown, milestone)),
      ),
    ),
    text(
      missing.length === 0
        ? md`✅ ${trusted(readiness.ready)}`
        : md`**${milestones.length - missing.length} of ${milestones.length}.** ${trusted(readiness.notYet)}`,
    ),
    ...milestones.map((milestone) => proofSelect(shown, milestone)),
    logButtons(step, missing),
    buttons(
      button(openStep.id({ step: step.id }), 'Open the step'),
      button(showPortfolio.id({ whose: 'me', page: 0 }), 'My portfolio'),
      button(showNext.id({}), 'My next step'),
    ),
  );
}

function readinessLines(shown: StepPortfolio, milestone: Milestone): Markdown[] {
  const proofs = provenBy(shown, milestone);
  const mark = isTicked(shown, milestone) ? '✅' : '⬜';
  return [
    md`${mark} **${trusted(milestone.title)}**${missingWords(shown, milestone, proofs.length)}`,
    ...namesOf(proofs),
  ];
}

/** What a milestone that is not ticked still wants. */
function missingWords(shown: StepPortfolio, milestone: Milestone, have: number): string {
  if (isTicked(shown, milestone)) return '';
  const { proof } = milestone;
  if (proof === null) return ': tick it on the step when it is done';
  const kinds = proof.log.map(oneOf).join(' or ');
  if (proof.count === 1) return `: ${kinds} shows it`;
  return `: ${have} of ${proof.count} so far, each ${kinds}`;
}

/** The member's entries that could prove a milestone, those that do first. */
function proofSelect(shown: StepPortfolio, milestone: Milestone): InPanel | undefined {
  const { step, entries } = shown;
  const { proof } = milestone;
  if (proof === null || proof.log.every((kind) => kind === 'note')) return undefined;
  const proofs = new Set(provenBy(shown, milestone));
  const fitting = entries
    .filter(({ kind }) => proof.log.includes(kind))
    .toSorted((a, b) => Number(proofs.has(b)) - Number(proofs.has(a)))
    .slice(0, limits.selectOptions);
  if (fitting.length === 0) return undefined;
  return select(
    chooseProofs.id({ step: step.id, milestone: milestone.id }),
    `Which of yours show it: ${milestone.title}`,
    fitting.map((entry) => ({
      value: String(entry.id),
      label: entry.title,
      description: `${entryKinds[entry.kind]}, ${formatDay(entry.datedOn)}`,
      chosen: proofs.has(entry),
    })),
    { least: 0, most: fitting.length },
  );
}

function logButtons(step: Step, missing: readonly Milestone[]): InPanel | undefined {
  return buttons(
    ...missing
      .filter(({ proof }) => proof !== null)
      .slice(0, 3)
      .map(({ id, title, proof }) =>
        button(
          logMilestone.id({ step: step.id, milestone: id }),
          `${proof?.log.every((kind) => kind === 'note') === true ? 'Note' : 'Log'}: ${clip(title, 40)}`,
        ),
      ),
  );
}

/** The rungs of a step, highest first, with what stands on each. */
export function ladderPanel(shown: StepPortfolio): TopLevelComponent {
  const { step } = shown;
  const rungs = step.milestones.filter(({ rung }) => rung !== undefined);
  const next = rungs.find((milestone) => !isTicked(shown, milestone));
  const rows = rungs.toReversed().flatMap((milestone) => {
    const proofs = provenBy(shown, milestone);
    const mark = isTicked(shown, milestone) ? '✅' : milestone === next ? '👉' : '⬜';
    return [
      md`${mark} **${trusted(milestone.rung ?? '')}**: ${trusted(milestone.title)}`,
      ...namesOf(proofs),
    ];
  });
  return panel(
    next === undefined ? accent.done : accent.brand,
    text(lines(md`## ${trusted(step.emoji)} The ladder: ${trusted(step.title)}`, ...rows)),
    text(
      next === undefined
        ? md`You're at the top. Pull somebody else up: review a newcomer's first change.`
        : lines(md`### Next rung, in ${next.today.minutes} minutes today`, trusted(next.today.task.trim())),
    ),
    next === undefined ? undefined : logButtons(step, [next]),
    buttons(
      button(openStep.id({ step: step.id }), 'Open the step'),
      button(showPortfolio.id({ whose: 'me', page: 0 }), 'My portfolio'),
      button(showNext.id({}), 'My next step'),
    ),
  );
}

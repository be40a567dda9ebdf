/** All steps with where the member stands. */
import {
  accent,
  button,
  buttons,
  type InPanel,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, md, trusted } from '../discord/markdown.ts';
import { pickStep, showNext } from './actions.ts';
import type { Guide } from './guide.ts';
import { isDone, type Learner, tickedCount } from './learner.ts';
import { keysOf } from './names.ts';
import type { Step } from './schema.ts';
import { markOf, marks } from './states.ts';

export interface RoadMap {
  readonly guide: Guide;
  readonly learner: Learner;
  /** The step that is recommended now, if one is. */
  readonly current: Step | undefined;
  readonly nowMs: number;
}

/** The road map with a select to open a step: as a picture, or as text if there is none. */
export function roadMapPanel(map: RoadMap, picture?: InPanel): TopLevelComponent {
  const { guide, learner, nowMs } = map;
  const shown = new Set(guide.steps.map((step) => markOf(step, learner, nowMs)));
  const legend = keysOf(marks)
    .filter((mark) => shown.has(mark))
    .map((mark) => `${marks[mark].emoji} ${marks[mark].words}`);
  return panel(
    accent.brand,
    picture,
    text(
      picture === undefined
        ? lines(md`## ${title(map)}`, ...rows(map), md`-# ${legend.join('  ')}`)
        : lines(md`## ${title(map)}`, hereLine(map)),
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

const title = ({ guide, learner }: RoadMap) => {
  const done = guide.steps.filter((step) => isDone(learner.progress, step.id)).length;
  return `The road map: ${done} of ${guide.steps.length} done`;
};

function rows({ guide, learner, current, nowMs }: RoadMap) {
  return guide.steps.map((step) => {
    const mark = markOf(step, learner, nowMs);
    const count =
      mark === 'begun' ? ` · ${tickedCount(step, learner.progress)}/${step.milestones.length}` : '';
    const here = step === current ? ' ← you are here' : '';
    return md`${marks[mark].emoji} **${step.number}.** ${trusted(step.title)}${count}${here}`;
  });
}

function hereLine({ current, learner }: RoadMap) {
  if (current === undefined) return undefined;
  const count = `${tickedCount(current, learner.progress)} of ${current.milestones.length} milestones ticked`;
  return md`📍 You are at **${current.number}. ${trusted(current.title)}**: ${count}.`;
}

/** The road map in plain words, for whoever can't see the picture. */
export function roadMapInWords(map: RoadMap): string {
  const { guide, learner, current, nowMs } = map;
  const steps = guide.steps.map((step) => {
    const here = step === current ? ', you are here' : '';
    return `${step.number} ${step.title}: ${marks[markOf(step, learner, nowMs)].words}${here}`;
  });
  return `${title(map)}. ${steps.join('; ')}.`;
}

/** What the picture of the road map is drawn from. */
export function roadMapModel(map: RoadMap) {
  const { guide, learner, current, nowMs } = map;
  return {
    title: 'The road map',
    steps: guide.steps.map((step) => ({
      number: step.number,
      title: step.title,
      state: markOf(step, learner, nowMs),
      words: marks[markOf(step, learner, nowMs)].words,
      ticked: tickedCount(step, learner.progress),
      of: step.milestones.length,
      here: step === current,
    })),
  };
}

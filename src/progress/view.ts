/** What is read of a member's progress: their own panel, their year, and what others see. */
import type { APIButtonComponent } from 'discord-api-types/v10';
import {
  accent,
  button,
  buttons,
  type InPanel,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import { askAbout, showNext, showRoadMap } from '../guide/actions.ts';
import type { Guide } from '../guide/guide.ts';
import { isDone, type Learner, stateIn, tickedCount } from '../guide/learner.ts';
import type { Step } from '../guide/schema.ts';
import { shareProgress, showProgress, showYear } from './actions.ts';
import type { Week } from './activity.ts';

/** A member's progress at a glance. */
export interface Overview {
  readonly guide: Guide;
  readonly learner: Learner;
  /** The step that is recommended now, if one is. */
  readonly current: Step | undefined;
  /** The length of the streak, in weeks. */
  readonly streak: number;
  /** The last weeks, oldest first. */
  readonly weeks: readonly Week[];
  /** The latest entries, at most three, newest first. */
  readonly latest: readonly { readonly kind: string; readonly title: string; readonly date: string }[];
}

const keptOf = (weeks: readonly Week[]) => new Set(weeks.flatMap(({ week, kept }) => (kept ? [week] : [])));

function sums({ guide, learner: { progress } }: Overview) {
  return {
    steps: {
      done: guide.steps.filter((step) => isDone(progress, step.id)).length,
      of: guide.steps.length,
    },
    milestones: {
      ticked: guide.steps.reduce((sum, step) => sum + tickedCount(step, progress), 0),
      of: guide.milestones.length,
    },
  };
}

const underWay = ({ guide, learner: { progress } }: Overview): Step[] =>
  guide.steps.filter((step) => stateIn(progress, step.id) === 'open' && tickedCount(step, progress) > 0);

/** What the card is drawn from. */
export function cardModel(overview: Overview, name: string) {
  return {
    name,
    ...sums(overview),
    streakWeeks: overview.streak,
    current: overview.current?.title ?? null,
    weeks: overview.weeks,
    latest: overview.latest,
  };
}

/** The card in plain words, for whoever can't see it. */
export function cardInWords(overview: Overview, name: string): string {
  const { steps, milestones } = sums(overview);
  const kept = keptOf(overview.weeks).size;
  const latest = overview.latest.map(({ kind, title, date }) => `${kind}: ${title} (${date})`);
  return [
    `${name}: ${steps.done} of ${steps.of} steps done, ${milestones.ticked} of ${milestones.of} milestones ticked.`,
    `Streak in weeks: ${overview.streak}; ${kept} of the last ${overview.weeks.length} weeks kept.`,
    latest.length === 0 ? 'Nothing is logged yet.' : `Latest: ${latest.join('; ')}.`,
  ].join(' ');
}

/** How many steps under way are named. */
const namedSteps = 10;

/** What the card says, in words. */
function sumLines(overview: Overview): Markdown[] {
  const { steps, milestones } = sums(overview);
  const streak = overview.streak;
  const kept = keptOf(overview.weeks).size;
  return [
    md`**Steps:** ${steps.done} of ${steps.of} done · **Milestones:** ${milestones.ticked} of ${milestones.of} ticked`,
    md`**Weeks:** ${streak === 0 ? '' : `a streak of ${streak}, `}${kept} of the last ${overview.weeks.length} kept`,
  ];
}

const stepLines = (overview: Overview): Markdown[] =>
  underWay(overview)
    .slice(0, namedSteps)
    .map(
      (step) =>
        md`- ${trusted(step.emoji)} ${trusted(step.title)}: ${tickedCount(step, overview.learner.progress)} of ${step.milestones.length}`,
    );

/** The member's own progress; `share` where there is a channel to show it to. */
export function progressPanel(
  overview: Overview,
  card: InPanel | undefined,
  offers: { checkIn: APIButtonComponent | undefined; portfolio: APIButtonComponent; share: boolean },
): TopLevelComponent {
  const { steps, milestones } = sums(overview);
  const isEmpty = steps.done + milestones.ticked + keptOf(overview.weeks).size + overview.latest.length === 0;
  return panel(
    accent.brand,
    card,
    text(
      lines(
        md`## Your progress`,
        ...(card === undefined ? sumLines(overview) : []),
        ...stepLines(overview),
        offers.checkIn === undefined
          ? undefined
          : md`-# *Check in* says how your week went and carries your streak on.`,
        isEmpty
          ? md`Nothing yet, and that's where everyone begins. One milestone is enough for a start.`
          : undefined,
      ),
    ),
    buttons(
      offers.checkIn,
      button(showNext.id({}), 'My next step', { look: 'primary' }),
      button(showRoadMap.id({}), 'All steps'),
      offers.portfolio,
    ),
    buttons(
      button(showYear.id({}), 'My year'),
      button(askAbout.id({}), 'About me'),
      offers.share ? button(shareProgress.id({}), 'Share it here') : undefined,
    ),
  );
}

/** The card for others to see: shared by the member, or asked for with their leave. */
export function othersProgressPanel(
  overview: Overview,
  userId: string,
  card: InPanel | undefined,
): TopLevelComponent {
  return panel(
    accent.brand,
    text(md`**Progress of** ${userMention(userId)}`),
    card,
    card === undefined ? text(lines(...sumLines(overview), ...stepLines(overview))) : undefined,
    buttons(button(showNext.id({}), "What's my next step?")),
  );
}

/** How many of the weeks were kept, in words. */
export const yearWords = (weeks: readonly Week[]) =>
  `${keptOf(weeks).size} of the last ${weeks.length} weeks kept`;

/** A year, a square a week. */
export function yearPanel(weeks: readonly Week[], heatMap: InPanel | undefined): TopLevelComponent {
  return panel(
    accent.brand,
    heatMap,
    text(
      lines(
        md`## Your year`,
        md`${yearWords(weeks)}. A check mark stands for a week that was kept; the fuller a week, the more you ticked and logged in it.`,
      ),
    ),
    buttons(
      button(showProgress.id({}), 'My progress'),
      button(showNext.id({}), 'My next step', { look: 'primary' }),
    ),
  );
}

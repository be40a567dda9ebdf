/** Reads where a member stands and renders a panel of the guide: what commands and buttons have in common. */
import type { Clock } from '../clock.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { md, quoted } from '../discord/markdown.ts';
import type { MemberKey } from '../member/store.ts';
import type { Guide } from './guide.ts';
import type { Learner } from './learner.ts';
import type { Happened } from './parts.ts';
import { recommend } from './recommend.ts';
import type { RoadMap } from './road-map.ts';
import type { Step } from './schema.ts';
import { stepPanel } from './step-view.ts';
import { nextStepPanel } from './view.ts';

interface Needs {
  readonly app: {
    readonly clock: Clock;
    /** The guide as a server has it. */
    readonly guides: { of(guildId: string): Promise<Guide> };
    readonly learners: { of(member: MemberKey): Promise<Learner & { readonly isAsked: boolean }> };
  };
  readonly member: MemberKey;
}

/** The recommended step. */
export async function showNextStep({ app, member }: Needs, happened?: Happened): Promise<TopLevelComponent> {
  const [guide, learner] = await Promise.all([app.guides.of(member.guildId), app.learners.of(member)]);
  const recommendation = recommend(guide, learner, app.clock.now());
  return nextStepPanel({ guide, learner, recommendation, isAsked: learner.isAsked }, happened);
}

/** One step's page. */
export async function showStep(
  { app, member }: Needs,
  step: Step,
  happened?: Happened,
): Promise<TopLevelComponent> {
  const [guide, learner] = await Promise.all([app.guides.of(member.guildId), app.learners.of(member)]);
  return stepPanel(guide, step, learner, app.clock.now(), happened);
}

/** The road map. */
export async function roadMapOf({ app, member }: Needs): Promise<RoadMap> {
  const [guide, learner] = await Promise.all([app.guides.of(member.guildId), app.learners.of(member)]);
  const nowMs = app.clock.now();
  const recommendation = recommend(guide, learner, nowMs);
  return { guide, learner, nowMs, current: recommendation.kind === 'step' ? recommendation.step : undefined };
}

/**
 * The step that was asked for, by id, number or title.
 * @throws {UserError} if the guide has no such step (any more).
 */
export function stepOf(guide: Guide, asked: string): Step {
  const wanted = asked.trim().toLowerCase();
  const found =
    guide.step(wanted) ??
    guide.steps.find((step) => step.title.toLowerCase() === wanted || String(step.number) === wanted);
  if (found === undefined)
    throw new UserError(
      md`The guide has no step ${quoted(asked)}. Pick one from the list as you type, or see \`/steps\`.`,
    );
  return found;
}

/** Steps whose number, title or id fits what was typed, for autocomplete. */
export function suggestSteps(guide: Guide, typed: string): { name: string; value: string }[] {
  const wanted = typed.trim().toLowerCase();
  return guide.steps
    .map((step) => ({ name: `${step.number}. ${step.title}`, value: step.id }))
    .filter(({ name, value }) => name.toLowerCase().includes(wanted) || value.includes(wanted));
}

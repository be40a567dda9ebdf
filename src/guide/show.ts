/** Reads where a member stands and renders a panel of the guide: what commands and buttons have in common. */
import type { Clock } from '../clock.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md, quoted } from '../discord/markdown.ts';
import type { MemberKey } from '../member/store.ts';
import type { Guide } from './guide.ts';
import { type Progress, recommend } from './recommend.ts';
import type { Step } from './schema.ts';
import { type Happened, nextStepPanel, roadMapPanel, stepPanel } from './view.ts';

interface Needs {
  readonly app: {
    readonly guide: Guide;
    readonly clock: Clock;
    readonly progress: { of(member: MemberKey): Promise<Progress> };
  };
  readonly member: MemberKey;
}

/** The recommended step. */
export async function showNextStep({ app, member }: Needs, happened?: Happened): Promise<TopLevelComponent> {
  const progress = await app.progress.of(member);
  return nextStepPanel(app.guide, progress, recommend(app.guide, progress, app.clock.now()), happened);
}

/** One step's page. */
export async function showStep(
  { app, member }: Needs,
  step: Step,
  notice?: Markdown,
): Promise<TopLevelComponent> {
  return stepPanel(app.guide, step, await app.progress.of(member), app.clock.now(), notice);
}

/** The road map. */
export async function showAllSteps({ app, member }: Needs): Promise<TopLevelComponent> {
  const progress = await app.progress.of(member);
  const now = app.clock.now();
  const recommendation = recommend(app.guide, progress, now);
  const current = recommendation.kind === 'step' ? recommendation.step : undefined;
  return roadMapPanel(app.guide, progress, now, current);
}

/**
 * The step that was asked for.
 * @throws {UserError} if the guide has no such step (any more).
 */
export function stepOf(guide: Guide, id: string): Step {
  const wanted = id.trim().toLowerCase();
  const found = guide.step(wanted) ?? guide.steps.find((step) => step.title.toLowerCase() === wanted);
  if (found === undefined)
    throw new UserError(
      md`The guide has no step ${quoted(id)}. Pick one from the list as you type, or see \`/steps\`.`,
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

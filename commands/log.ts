import { todayOf } from '../src/accountability/zone.ts';
import { command, on } from '../src/app.ts';
import { UserError } from '../src/discord/errors.ts';
import { md } from '../src/discord/markdown.ts';
import { string } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';
import { logMilestone } from '../src/guide/actions.ts';
import type { Guide, Placed } from '../src/guide/guide.ts';
import { entryKinds } from '../src/guide/names.ts';
import { stepOf, suggestSteps } from '../src/guide/show.ts';
import { logSomething, saveEntry } from '../src/portfolio/actions.ts';
import { log } from '../src/portfolio/change.ts';
import { entryLimits } from '../src/portfolio/entry.ts';
import { newEntryForm, proofForm, readDraft } from '../src/portfolio/forms.ts';

export default command({
  name: 'log',
  description: 'Add what you made or went through to your portfolio; it ticks the milestone that it proves',
  where: 'anywhere',
  options: {
    kind: string({ description: 'What it is', choices: entryKinds }),
    title: string({ description: 'What it is called', maxLength: entryLimits.title }),
    url: string({ description: 'Where it can be seen: https://…', maxLength: entryLimits.url }),
    note: string({ description: 'What came out of it', maxLength: entryLimits.note }),
    step: string({ description: 'The step it belongs to', autocompletes: true, maxLength: 100 }),
  },
  autocomplete: {
    step: async ({ app, member, text }) => suggestSteps(await app.guides.of(member.guildId), text),
  },

  async run(context) {
    const { kind, title, url, note, step: asked } = context.options;
    const guide = await context.app.guides.of(context.member.guildId);
    const step = asked === undefined ? undefined : stepOf(guide, asked).id;
    if (kind === undefined || title === undefined)
      return newEntryForm(guide, { kind, title, url, note, step });
    const today = await todayOf(context.app, context.member);
    const otherwise = { kind, url: null, stepId: step ?? null, datedOn: today };
    const typed = { title, ...(url !== undefined && { url }), ...(note !== undefined && { note }) };
    const { draft, problems } = readDraft(typed, otherwise, today);
    return show(await log(context, draft, undefined, problems));
  },

  handlers: [
    on(logSomething, async ({ app, member }) => newEntryForm(await app.guides.of(member.guildId), {})),

    on(logMilestone, async (pressed) => {
      const guide = await pressed.app.guides.of(pressed.member.guildId);
      return proofForm(placeOf(guide, pressed.state), await todayOf(pressed.app, pressed.member));
    }),

    on(saveEntry, async (pressed) => {
      const { state, fields } = pressed;
      const guide = await pressed.app.guides.of(pressed.member.guildId);
      const place = state.step === 'none' ? undefined : placeOf(guide, state);
      const kinds = place?.milestone.proof?.log;
      const today = await todayOf(pressed.app, pressed.member);
      const otherwise = {
        kind: kinds?.[0] ?? 'note',
        url: null,
        stepId: place?.step.id ?? guide.step(fields['step'] ?? '')?.id ?? null,
        datedOn: today,
      } as const;
      const { draft, problems } = readDraft(fields, otherwise, today);
      const proves = kinds?.includes(draft.kind) === true ? state : undefined;
      return show(await log(pressed, draft, proves, problems));
    }),
  ],
});

/** The milestone that a button or form speaks of. @throws {UserError} if nothing logged proves it (any more). */
function placeOf(guide: Guide, ref: { step: string; milestone: string }): Placed {
  const step = guide.step(ref.step);
  const milestone = step?.milestones.find(({ id }) => id === ref.milestone);
  if (step === undefined || milestone === undefined || milestone.proof === null)
    throw new UserError(md`The guide has changed, so that button leads nowhere. \`/log\` adds anything.`);
  return { step, milestone };
}

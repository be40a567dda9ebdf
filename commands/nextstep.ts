import { type AppContext, command, on } from '../src/app.ts';
import { lines, type Markdown, md, trusted } from '../src/discord/markdown.ts';
import { show } from '../src/discord/reply.ts';
import { aboutForm, readAbout } from '../src/guide/about-view.ts';
import {
  askAbout,
  declineStep,
  finishStep,
  reopenStep,
  saveAbout,
  showNext,
  skipAbout,
  snoozeStep,
  tickMilestones,
} from '../src/guide/actions.ts';
import { tickedCount } from '../src/guide/learner.ts';
import type { Happened } from '../src/guide/parts.ts';
import type { Step } from '../src/guide/schema.ts';
import { showNextStep, showStep, stepOf } from '../src/guide/show.ts';
import { changeOf } from '../src/typed/choice.ts';

/** “Not now” puts a step off for two weeks. */
const snoozeMs = 14 * 24 * 60 * 60_000;

export default command({
  name: 'nextstep',
  description: 'Your one right next step: why this one, what to do today, and where to learn it',
  where: 'anywhere',
  options: {},
  run: async (context) => show(await showNextStep(context)),

  handlers: [
    on(showNext, async (pressed) => show(await showNextStep(pressed))),

    on(tickMilestones, async (pressed) => {
      const step = await named(pressed);
      const known = new Set(step.milestones.map((milestone) => milestone.id));
      const values = pressed.values.filter((id) => known.has(id));
      const { added, removed } = changeOf({ ...pressed, values });
      await pressed.app.progress.tick(pressed.member, step.id, { add: added, remove: removed });
      const happened = tickedWords(step, added);
      const onPage = pressed.state.shown === 'page';
      return show(onPage ? await showStep(pressed, step, happened) : await showNextStep(pressed, happened));
    }),

    on(finishStep, async (pressed) => {
      const step = await named(pressed);
      await pressed.app.progress.mark(pressed.member, step.id, 'done');
      const ticked = tickedCount(step, await pressed.app.progress.of(pressed.member));
      const words = doneWords(step, ticked);
      return show(await showNextStep(pressed, { words, undo: step }));
    }),

    on(snoozeStep, async (pressed) => {
      const step = await named(pressed);
      const snoozedUntil = pressed.app.clock.now() + snoozeMs;
      const isOpen = await pressed.app.progress.setAside(pressed.member, step.id, {
        state: 'open',
        snoozedUntil,
      });
      if (!isOpen) return show(await showStep(pressed, step));
      const words = md`💤 **${trusted(step.title)}** is put off for two weeks.`;
      return show(await showNextStep(pressed, { words, undo: step }));
    }),

    on(declineStep, async (pressed) => {
      const step = await named(pressed);
      const isOpen = await pressed.app.progress.setAside(pressed.member, step.id, {
        state: 'declined',
        snoozedUntil: null,
      });
      if (!isOpen) return show(await showStep(pressed, step));
      const words = md`➖ **${trusted(step.title)}** is marked as not for you. \`/steps\` brings it back whenever you like.`;
      return show(await showNextStep(pressed, { words, undo: step }));
    }),

    on(reopenStep, async (pressed) => {
      const step = await named(pressed);
      await pressed.app.progress.mark(pressed.member, step.id, 'open');
      return show(await showStep(pressed, step, { words: md`**${trusted(step.title)}** is open again.` }));
    }),

    on(askAbout, async ({ app, member }) => aboutForm((await app.learners.of(member)).about)),

    on(saveAbout, async (pressed) => {
      await pressed.app.profiles.answer(pressed.member, readAbout(pressed.fields));
      const words = md`💬 Thank you. Your steps now go by it; \`/progress\` lets you change it.`;
      return show(await showNextStep(pressed, { words }));
    }),

    on(skipAbout, async (pressed) => {
      await pressed.app.profiles.skip(pressed.member);
      return show(await showNextStep(pressed, { words: md`Fine. \`/progress\` lets you answer later.` }));
    }),
  ],
});

/** The step that a panel speaks of. @throws {UserError} if the guide no longer has it. */
async function named(pressed: AppContext & { state: { step: string } }): Promise<Step> {
  return stepOf(await pressed.app.guides.of(pressed.member.guildId), pressed.state.step);
}

/** Praise for whoever has ticked it all; who closes a step earlier may know it already. */
const doneWords = (step: Step, ticked: number): Markdown =>
  ticked === step.milestones.length
    ? md`✅ **${trusted(step.title)}** is done. Well done! ${trusted(step.after)}`
    : md`✅ **${trusted(step.title)}** is done, with ${ticked} of ${step.milestones.length} milestones ticked.`;

/** What a tick is answered with: the first of the ticked milestones that something can be shown for offers to log it. */
function tickedWords(step: Step, added: readonly string[]): Happened {
  if (added.length === 0) return { words: md`Unticked.` };
  const ticked: Markdown = md`✔️ Ticked. Every one counts.`;
  const milestone = step.milestones.find(({ id, proof }) => added.includes(id) && proof !== null);
  if (milestone === undefined) return { words: ticked };
  const isNote = milestone.proof?.log.every((kind) => kind === 'note') === true;
  const offer = isNote
    ? md`-# Want to remember how? Add a note; only you see it.`
    : md`-# Log it, and your portfolio has it to show.`;
  return { words: lines(ticked, offer), log: { step, milestone } };
}

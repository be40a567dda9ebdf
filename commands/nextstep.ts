import { command, on } from '../src/app.ts';
import { md, trusted } from '../src/discord/markdown.ts';
import { show } from '../src/discord/reply.ts';
import {
  declineStep,
  finishStep,
  reopenStep,
  showNext,
  snoozeStep,
  tickMilestones,
} from '../src/guide/actions.ts';
import { showNextStep, showStep, stepOf } from '../src/guide/show.ts';

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
      const step = stepOf(pressed.app.guide, pressed.state.step);
      const known = new Set(step.milestones.map((milestone) => milestone.id));
      const chosen = new Set(pressed.values.filter((id) => known.has(id)));
      const before = new Set(pressed.shownAsChosen);
      // Only what this member changed here: an old panel must not undo what was ticked on another since.
      const add = [...chosen].filter((id) => !before.has(id));
      const remove = [...before].filter((id) => !chosen.has(id));
      await pressed.app.progress.tick(pressed.member, step.id, { add, remove });
      const notice = add.length > 0 ? md`✔️ Ticked. Every one counts.` : md`Unticked.`;
      const onPage = pressed.state.shown === 'page';
      return show(
        onPage ? await showStep(pressed, step, notice) : await showNextStep(pressed, { words: notice }),
      );
    }),

    on(finishStep, async (pressed) => {
      const step = stepOf(pressed.app.guide, pressed.state.step);
      await pressed.app.progress.mark(pressed.member, step.id, 'done');
      return show(
        await showNextStep(pressed, {
          words: md`✅ **${trusted(step.title)}** is done. Well done!`,
          undo: step,
        }),
      );
    }),

    on(snoozeStep, async (pressed) => {
      const step = stepOf(pressed.app.guide, pressed.state.step);
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
      const step = stepOf(pressed.app.guide, pressed.state.step);
      const isOpen = await pressed.app.progress.setAside(pressed.member, step.id, {
        state: 'declined',
        snoozedUntil: null,
      });
      if (!isOpen) return show(await showStep(pressed, step));
      const words = md`➖ **${trusted(step.title)}** is marked as not for you. \`/steps\` brings it back whenever you like.`;
      return show(await showNextStep(pressed, { words, undo: step }));
    }),

    on(reopenStep, async (pressed) => {
      const step = stepOf(pressed.app.guide, pressed.state.step);
      await pressed.app.progress.mark(pressed.member, step.id, 'open');
      return show(await showStep(pressed, step, md`**${trusted(step.title)}** is open again.`));
    }),
  ],
});

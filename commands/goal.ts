import { askGoal, clearGoal, saveGoal, showGoal } from '../src/accountability/actions.ts';
import { setGoal, showGoalPanel } from '../src/accountability/week.ts';
import { goalForm, goalLimits } from '../src/accountability/week-view.ts';
import { command, on } from '../src/app.ts';
import { md } from '../src/discord/markdown.ts';
import { string } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';

export default command({
  name: 'goal',
  description: 'What you will do this week, and when and where; without text, see it',
  where: 'anywhere',
  options: {
    text: string({
      description: 'One small thing that you can tell is done',
      maxLength: goalLimits.what,
    }),
  },
  run: async (context) =>
    show(
      context.options.text === undefined
        ? await showGoalPanel(context)
        : await setGoal(context, undefined, { what: context.options.text }),
    ),

  handlers: [
    on(showGoal, async (pressed) => show(await showGoalPanel(pressed))),
    on(askGoal, async ({ app, member, state }) =>
      goalForm(state.week, await app.goals.of(member, state.week)),
    ),
    on(saveGoal, async (pressed) =>
      show(
        await setGoal(pressed, pressed.state.week, {
          what: pressed.fields['what'] ?? '',
          plan: pressed.fields['plan'] ?? '',
        }),
      ),
    ),
    on(clearGoal, async (pressed) => {
      await pressed.app.goals.clear(pressed.member, pressed.state.week);
      return show(await showGoalPanel(pressed, pressed.state.week, md`Taken back.`));
    }),
  ],
});

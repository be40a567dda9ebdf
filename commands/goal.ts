import { askGoal, saveGoal, showGoal, takeGoalBack } from '../src/accountability/actions.ts';
import { clearGoal, openGoalForm, setGoal, showGoalPanel } from '../src/accountability/week.ts';
import { goalLimits } from '../src/accountability/week-view.ts';
import { command, on } from '../src/app.ts';
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
    on(askGoal, async (pressed) => await openGoalForm(pressed, pressed.state.week)),
    on(saveGoal, async (pressed) =>
      show(
        await setGoal(pressed, pressed.state.week, {
          what: pressed.fields['what'] ?? '',
          plan: pressed.fields['plan'] ?? '',
        }),
      ),
    ),
    on(takeGoalBack, async (pressed) => show(await clearGoal(pressed, pressed.state.week))),
  ],
});

import { askGoal, saveGoal, showGoal, takeGoalBack } from '../src/accountability/actions.ts';
import { clearGoal, openGoalForm, setGoal, showGoalPanel } from '../src/accountability/week.ts';
import { goalLimits } from '../src/accountability/week-view.ts';
import { type AppContext, command, on } from '../src/app.ts';
import { offerBuddy } from '../src/buddies/show.ts';
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
  async run(context) {
    const { text } = context.options;
    if (text === undefined) return show(await showGoalPanel(context));
    return await set(context, undefined, { what: text });
  },

  handlers: [
    on(showGoal, async (pressed) => show(await showGoalPanel(pressed))),
    on(askGoal, async (pressed) => await openGoalForm(pressed, pressed.state.week)),
    on(saveGoal, async (pressed) => {
      const { what = '', plan = '' } = pressed.fields;
      return await set(pressed, pressed.state.week, { what, plan });
    }),
    on(takeGoalBack, async (pressed) => show(await clearGoal(pressed, pressed.state.week))),
  ],
});

/** Sets a goal; beside the first of a week, a buddy is offered. */
async function set(context: AppContext, week: string | undefined, typed: { what: string; plan?: string }) {
  const { panel, isFirst } = await setGoal(context, week, typed);
  return show(panel, ...(isFirst ? await offerBuddy(context) : []));
}

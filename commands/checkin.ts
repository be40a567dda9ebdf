import { askCheckIn, checkInNow, reportWeek, saveCheckIn } from '../src/accountability/actions.ts';
import { report, reportTyped, showCheckIn } from '../src/accountability/week.ts';
import { checkInForm, goalLimits, outcomeNames } from '../src/accountability/week-view.ts';
import { command, on } from '../src/app.ts';
import { string } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';

export default command({
  name: 'checkin',
  description: 'Say how your week went; without options, I ask',
  where: 'anywhere',
  options: {
    did: string({ description: 'What you did, in a line', maxLength: goalLimits.did }),
    minutes: string({ description: 'How long, such as 90 or 1:30', maxLength: goalLimits.minutes }),
    goal: string({
      description: "How the week's goal fared: kept, unless you say, or have said, otherwise",
      choices: outcomeNames,
    }),
  },
  run: async (context) => {
    const { did, minutes, goal } = context.options;
    const isEmpty = did === undefined && minutes === undefined && goal === undefined;
    return show(
      isEmpty
        ? await showCheckIn(context)
        : await reportTyped(context, undefined, { outcome: goal, did, minutes }),
    );
  },

  handlers: [
    on(checkInNow, async (pressed) => show(await showCheckIn(pressed))),
    on(reportWeek, async (pressed) =>
      show(await report(pressed, pressed.state.week, { outcome: pressed.state.outcome })),
    ),
    on(askCheckIn, async ({ app, member, state }) =>
      checkInForm(state.week, await app.checkIns.of(member, state.week)),
    ),
    on(saveCheckIn, async (pressed) => {
      const { goal, did, minutes } = pressed.fields;
      return show(await reportTyped(pressed, pressed.state.week, { outcome: goal, did, minutes }));
    }),
  ],
});

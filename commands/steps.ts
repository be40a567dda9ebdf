import { command, on } from '../src/app.ts';
import { string } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';
import { openStep, pickStep, showRoadMap } from '../src/guide/actions.ts';
import { showAllSteps, showStep, stepOf, suggestSteps } from '../src/guide/show.ts';

export default command({
  name: 'steps',
  description: 'The road map of the guide with where you stand, or one step in full',
  where: 'anywhere',
  options: {
    step: string({ description: 'The step to open', autocompletes: true, maxLength: 100 }),
  },
  autocomplete: { step: ({ app, text }) => suggestSteps(app.guide, text) },

  async run(context) {
    const { step } = context.options;
    if (step === undefined) return show(await showAllSteps(context));
    return show(await showStep(context, stepOf(context.app.guide, step)));
  },

  handlers: [
    on(showRoadMap, async (pressed) => show(await showAllSteps(pressed))),
    on(openStep, async (pressed) =>
      show(await showStep(pressed, stepOf(pressed.app.guide, pressed.state.step))),
    ),
    on(pickStep, async (pressed) => {
      const [chosen = ''] = pressed.values;
      return show(await showStep(pressed, stepOf(pressed.app.guide, chosen)));
    }),
  ],
});

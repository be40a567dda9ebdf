import { type AppContext, command, on } from '../src/app.ts';
import { illustrate } from '../src/discord/illustrate.ts';
import { string } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';
import { openStep, pickGroup, pickStep, showCollection, showRoadMap } from '../src/guide/actions.ts';
import { collectionPanel } from '../src/guide/collection-view.ts';
import { roadMapInWords, roadMapModel, roadMapPanel } from '../src/guide/road-map.ts';
import { roadMapOf, showStep, stepOf, suggestSteps } from '../src/guide/show.ts';

export default command({
  name: 'steps',
  description: 'The road map of the guide with where you stand, or one step in full',
  where: 'anywhere',
  options: {
    step: string({ description: 'The step to open', autocompletes: true, maxLength: 100 }),
  },
  autocomplete: {
    step: async ({ app, member, text }) => suggestSteps(await app.guides.of(member.guildId), text),
  },

  async run(context) {
    const { step } = context.options;
    if (step === undefined) return await roadMap(context);
    return show(await showStep(context, stepOf(await context.app.guides.of(context.member.guildId), step)));
  },

  handlers: [
    on(showRoadMap, roadMap),
    on(openStep, async (pressed) => {
      const guide = await pressed.app.guides.of(pressed.member.guildId);
      return show(await showStep(pressed, stepOf(guide, pressed.state.step)));
    }),
    on(pickStep, async (pressed) => {
      const guide = await pressed.app.guides.of(pressed.member.guildId);
      return show(await showStep(pressed, stepOf(guide, pressed.values[0] ?? '')));
    }),
    on(showCollection, async ({ app, member, state }) => {
      const guide = await app.guides.of(member.guildId);
      return show(collectionPanel(guide, state.collection, state.group, state.page));
    }),
    on(pickGroup, async ({ app, member, state, values }) => {
      const guide = await app.guides.of(member.guildId);
      return show(collectionPanel(guide, state.collection, values[0] ?? '', 0));
    }),
  ],
});

async function roadMap(context: AppContext) {
  const map = await roadMapOf(context);
  return await illustrate(
    context.app.log,
    {
      name: 'road-map',
      description: roadMapInWords(map),
      draw: () => context.app.pictures.roadMap(roadMapModel(map)),
    },
    (picture) => show(roadMapPanel(map, picture)),
  );
}

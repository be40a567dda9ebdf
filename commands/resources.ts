import { command, on } from '../src/app.ts';
import { string } from '../src/discord/options.ts';
import { show } from '../src/discord/reply.ts';
import { showLinks } from '../src/guide/actions.ts';
import { costs, kinds, levels } from '../src/guide/names.ts';
import { linksPanel } from '../src/guide/resource-view.ts';
import { searchTerms, unpackFilter } from '../src/guide/resources.ts';
import { stepOf, suggestSteps } from '../src/guide/show.ts';

export default command({
  name: 'resources',
  description: 'Courses, books, code and communities, best first',
  where: 'anywhere',
  options: {
    step: string({ description: 'Only for this step', autocompletes: true, maxLength: 100 }),
    search: string({ description: 'Words to look for', maxLength: 100 }),
    kind: string({ description: 'Only this kind', choices: kinds }),
    cost: string({ description: 'Only at this cost', choices: costs }),
    level: string({ description: 'Only for this level', choices: levels }),
  },
  autocomplete: {
    step: async ({ app, member, text }) => suggestSteps(await app.guides.of(member.guildId), text),
  },

  async run({ app, member, options }) {
    const guide = await app.guides.of(member.guildId);
    const step = options.step === undefined ? '' : stepOf(guide, options.step).id;
    const { kind = '', cost = '', level = '' } = options;
    const search = searchTerms(options.search ?? '');
    return show(linksPanel(guide, { step, kind, cost, level, search, page: 0 }));
  },

  handlers: [
    on(showLinks, async ({ app, member, state }) => {
      const guide = await app.guides.of(member.guildId);
      return show(linksPanel(guide, unpackFilter(guide, state)));
    }),
  ],
});

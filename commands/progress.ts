import { checkInButton } from '../src/accountability/week-view.ts';
import { zoneOf } from '../src/accountability/zone.ts';
import { type AppContext, command, on } from '../src/app.ts';
import { button } from '../src/discord/components.ts';
import { UserError } from '../src/discord/errors.ts';
import { md } from '../src/discord/markdown.ts';
import { user } from '../src/discord/options.ts';
import { show, showToAll } from '../src/discord/reply.ts';
import { showPortfolio } from '../src/portfolio/actions.ts';
import { visibleMember } from '../src/portfolio/show.ts';
import { shareProgress, showProgress, showYear } from '../src/progress/actions.ts';
import { showCard, showYearOf } from '../src/progress/show.ts';
import { othersProgressPanel, progressPanel } from '../src/progress/view.ts';

export default command({
  name: 'progress',
  description: 'Steps, milestones and weeks at a glance; only you see it until you share it',
  where: 'anywhere',
  options: { member: user({ description: 'Whose; default: yours. Others decide who sees theirs' }) },

  async run(context) {
    const userId = context.options.member ?? context.member.userId;
    if (userId === context.member.userId) return await own(context);
    const other = await visibleMember(context, userId);
    return await showCard(context, other, await zoneOf(context.app, other), (overview, card) =>
      show(othersProgressPanel(overview, userId, card)),
    );
  },

  handlers: [
    on(showProgress, own),
    on(shareProgress, async (pressed) => {
      const { app, member, where } = pressed;
      if (where.guildId === null)
        throw new UserError(md`There is nobody else here. Share it in a channel of your server.`);
      return await showCard(pressed, member, await zoneOf(app, member), (overview, card) =>
        showToAll(othersProgressPanel(overview, member.userId, card)),
      );
    }),
    on(showYear, async (pressed) =>
      showYearOf(pressed, pressed.member, await zoneOf(pressed.app, pressed.member)),
    ),
  ],
});

async function own(context: AppContext) {
  const { app, member, where } = context;
  return await showCard(context, member, await zoneOf(app, member), (overview, card) =>
    show(
      progressPanel(overview, card, {
        checkIn: overview.weeks.at(-1)?.kept === true ? undefined : checkInButton(),
        portfolio: button(showPortfolio.id({ whose: 'me', page: 0 }), 'My portfolio'),
        share: where.guildId !== null,
      }),
    ),
  );
}

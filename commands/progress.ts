import { isoWeek, recentWeeks } from '../src/accountability/schedule.ts';
import { checkInButton } from '../src/accountability/view.ts';
import { zoneOf } from '../src/accountability/zone.ts';
import { type AppContext, command, on } from '../src/app.ts';
import { button } from '../src/discord/components.ts';
import { UserError } from '../src/discord/errors.ts';
import { illustrate } from '../src/discord/illustrate.ts';
import { md } from '../src/discord/markdown.ts';
import { user } from '../src/discord/options.ts';
import { show, showToAll } from '../src/discord/reply.ts';
import { entryKinds } from '../src/guide/names.ts';
import { recommend } from '../src/guide/recommend.ts';
import type { MemberKey } from '../src/member/store.ts';
import { showPortfolio } from '../src/portfolio/actions.ts';
import { formatDay } from '../src/portfolio/entry.ts';
import { requireVisible } from '../src/portfolio/show.ts';
import { shareProgress, showProgress, showYear } from '../src/progress/actions.ts';
import { weeksOf } from '../src/progress/activity.ts';
import {
  cardInWords,
  cardModel,
  othersProgressPanel,
  progressPanel,
  type Standing,
  yearPanel,
  yearWords,
} from '../src/progress/view.ts';

const weeksOnCard = 26;
const weeksInYear = 52;
/** Latest entries on the card. */
const latestEntries = 3;

export default command({
  name: 'progress',
  description: 'Steps, milestones and weeks at a glance; only you see it until you share it',
  where: 'anywhere',
  options: { member: user({ description: 'Whose; default: yours. Others decide who sees theirs' }) },

  async run(context) {
    const { member, where, options } = context;
    if (options.member === undefined || options.member === member.userId) return await own(context);
    if (where.guildId === null)
      throw new UserError(md`Here I only know you. Ask for others in a server that you share with them.`);
    const other = { guildId: member.guildId, userId: options.member };
    await requireVisible(context.app.profiles, other);
    return await card(context, other, (standing, picture) =>
      show(othersProgressPanel(standing, other.userId, picture)),
    );
  },

  handlers: [
    on(showProgress, own),
    on(shareProgress, async (pressed) => {
      if (pressed.where.guildId === null)
        throw new UserError(md`There is nobody else here. Share it in a channel of your server.`);
      return await card(pressed, pressed.member, (standing, picture) =>
        showToAll(othersProgressPanel(standing, pressed.member.userId, picture)),
      );
    }),
    on(showYear, async ({ app, member, where }) => {
      const weeks = await weeksOfMember(app, member, weeksInYear);
      const name = nameOf(where, member.userId);
      const total = yearWords(weeks);
      return await illustrate(
        app.log,
        {
          name: 'year',
          description: `${name}: ${total}.`,
          draw: () => app.pictures.heatMap({ name, weeks, total }),
        },
        (picture) => show(yearPanel(weeks, picture)),
      );
    }),
  ],
});

async function own(context: AppContext) {
  return await card(context, context.member, (standing, picture) =>
    show(
      progressPanel(standing, picture, {
        checkIn: standing.weeks.at(-1)?.kept === true ? undefined : checkInButton(),
        portfolio: button(showPortfolio.id({ whose: 'me', page: 0 }), 'My portfolio'),
        share: context.where.guildId !== null,
      }),
    ),
  );
}

/** Draws the card of a member, and answers with it. */
async function card(
  { app, where }: AppContext,
  member: MemberKey,
  build: (
    standing: Standing,
    picture: Parameters<Parameters<typeof illustrate>[2]>[0],
  ) => ReturnType<typeof show>,
) {
  const standing = await standingOf(app, member);
  const name = nameOf(where, member.userId);
  return await illustrate(
    app.log,
    {
      name: 'progress',
      description: cardInWords(standing, name),
      draw: () => app.pictures.progressCard(cardModel(standing, name)),
    },
    (picture) => build(standing, picture),
  );
}

const nameOf = (where: AppContext['where'], userId: string) => where.names.get(userId) ?? 'A member';

async function standingOf(app: AppContext['app'], member: MemberKey): Promise<Standing> {
  const [guide, learner, weeks, entries] = await Promise.all([
    app.guides.of(member.guildId),
    app.learners.of(member),
    weeksOfMember(app, member, weeksOnCard),
    app.portfolio.list(member, { limit: latestEntries, withoutNotes: true }),
  ]);
  const latest = entries.map(({ kind, title, datedOn }) => ({
    kind: entryKinds[kind],
    title,
    date: formatDay(datedOn),
  }));
  const found = recommend(guide, learner, app.clock.now());
  return { guide, learner, current: found.kind === 'step' ? found.step : undefined, weeks, latest };
}

/** The member's last weeks, with what was done in each. */
async function weeksOfMember(app: AppContext['app'], member: MemberKey, count: number) {
  const zone = await zoneOf(app, member);
  const weeks = recentWeeks(app.clock.now(), zone, count);
  const [kept, ticks, logs] = await Promise.all([
    app.checkIns.among(member, weeks),
    app.progress.tickInstants(member),
    app.portfolio.logInstants(member),
  ]);
  return weeksOf({ weeks, kept, done: [...ticks, ...logs].map((atMs) => isoWeek(atMs, zone)) });
}

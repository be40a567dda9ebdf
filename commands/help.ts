import { command } from '../src/app.ts';
import { accent, button, buttons, panel, text } from '../src/discord/components.ts';
import { lines, md } from '../src/discord/markdown.ts';
import { show } from '../src/discord/reply.ts';
import { showNext, showRoadMap } from '../src/guide/actions.ts';

export default command({
  name: 'help',
  description: 'What to type first, by situation',
  where: 'anywhere',
  options: {},
  run: async ({ app, member }) =>
    show(
      panel(
        accent.brand,
        text(
          lines(
            md`## What to type first`,
            md`I guide you through ${(await app.guides.of(member.guildId)).steps.length} steps that follow a first deep-learning book. Only you see my replies, until you share something; a nudge in a channel is seen there.`,
            md`- **Where do I go from here?** \`/nextstep\``,
            md`- **Show me the whole way.** \`/steps\``,
            md`- **I need a course, a book, some code.** \`/resources\`, with \`search\` for a topic`,
            md`- **I made something, or finished a course.** \`/log\` adds it to your portfolio and ticks what it proves`,
            md`- **What have I got to show?** \`/portfolio\`, to look at and to take with you`,
            md`- **How far have I come?** \`/progress\`, a card for you, or to share`,
            md`- **I want to get something done this week.** \`/goal\` writes it down, \`/checkin\` says how it went`,
            md`- **I lose the thread between weeks.** \`/nudge on\` reminds you once a week; \`/nudge pause\` rests, \`/nudge off\` ends it`,
            md`- **I keep at it better with somebody.** \`/buddy find\` matches you with a member whose hours, step and pace are like yours`,
            md`- **Who else keeps at it?** \`/leaderboard\` shows members who chose to be on it, by weeks kept`,
            md`- **What do you know of me, and who sees it?** \`/me show\`; \`/me timezone\` sets your time zone`,
            md`- **I run this server.** \`/setup\` sets the channels, the time for nudges, a weekly post, and links and texts of your own`,
          ),
        ),
        buttons(
          button(showNext.id({}), 'My next step', { look: 'primary' }),
          button(showRoadMap.id({}), 'All steps'),
        ),
      ),
    ),
});

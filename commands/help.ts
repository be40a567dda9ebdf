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
            md`### Find your way`,
            md`- Where do I go from here? \`/nextstep\``,
            md`- Show me the whole way: \`/steps\``,
            md`- I need a course, a book, some code: \`/resources\``,
            md`- I made or finished something: \`/log\``,
            md`- What have I got to show? \`/portfolio\``,
            md`- How far have I come? \`/progress\``,
            md`### Keep at it`,
            md`- I want to get something done this week: \`/goal\``,
            md`- This is how my week went: \`/checkin\``,
            md`- Remind me once a week: \`/nudge on\``,
            md`- It goes better with somebody: \`/buddy find\``,
            md`- Who studies near me, or in my hours? \`/group find\``,
            md`- When do we meet? \`/meetup list\``,
            md`- Who else keeps at it? \`/leaderboard\``,
            md`### Settings`,
            md`- My time zone, and what others see of me: \`/me show\``,
            md`- I run this server: \`/setup\``,
          ),
        ),
        buttons(
          button(showNext.id({}), 'My next step', { look: 'primary' }),
          button(showRoadMap.id({}), 'All steps'),
        ),
      ),
    ),
});

import { command } from '../src/app.ts';
import { accent, button, buttons, panel, text } from '../src/discord/components.ts';
import { lines, type Markdown, md } from '../src/discord/markdown.ts';
import { show } from '../src/discord/reply.ts';
import { showNext, showRoadMap } from '../src/guide/actions.ts';

const findYourWay = lines(
  md`### Find your way`,
  md`- Where do I go from here? \`/nextstep\``,
  md`- Show me the whole way: \`/steps\``,
  md`- I need a course, a book, some code: \`/resources\``,
  md`- I made or finished something: \`/log\``,
  md`- What have I got to show? \`/portfolio\``,
  md`- How far have I come? \`/progress\``,
);

const keepAtIt = lines(
  md`### Keep at it`,
  md`- I want to get something done this week: \`/goal\``,
  md`- This is how my week went: \`/checkin\``,
  md`- Remind me once a week: \`/nudge on\``,
);

/** What is not offered in direct messages, since it is about others. */
const together = lines(
  md`- It goes better with somebody: \`/buddy find\``,
  md`- Who studies near me, or in my hours? \`/group find\``,
  md`- When do we meet? \`/meetup list\``,
  md`- Who else keeps at it? \`/leaderboard\``,
);

const onlyInServers = md`-# In a server there is more, for what goes better together: \`/buddy\`, \`/group\`, \`/meetup\` and \`/leaderboard\`.`;

const settings = (isInServer: boolean): Markdown =>
  lines(
    md`### Settings`,
    md`- My time zone, my city, and what others see of me: \`/me show\``,
    isInServer ? md`- I run this server: \`/setup\`` : undefined,
  );

export default command({
  name: 'help',
  description: 'What to type first, by situation',
  where: 'anywhere',
  options: {},
  run: async ({ app, member, where }) => {
    const { steps } = await app.guides.of(member.guildId);
    const isInServer = where.guildId !== null;
    return show(
      panel(
        accent.brand,
        text(
          lines(
            md`## What to type first`,
            md`I guide you through ${steps.length} steps that follow a first deep-learning book. Only you see my replies, until you share something; a nudge in a channel is seen there.`,
            findYourWay,
            keepAtIt,
            isInServer ? together : onlyInServers,
            settings(isInServer),
          ),
        ),
        buttons(
          button(showNext.id({}), 'My next step', { look: 'primary' }),
          button(showRoadMap.id({}), 'All steps'),
        ),
      ),
    );
  },
});

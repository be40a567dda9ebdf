/** What a server reads of its week, and what a member reads who presses the post's buttons. */
import { showGoal } from '../accountability/actions.ts';
import { weekDays } from '../accountability/week-view.ts';
import {
  accent,
  button,
  buttons,
  clip,
  link,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import { showNext } from '../guide/actions.ts';
import type { Guide } from '../guide/guide.ts';
import { among, entryKinds, oneOf } from '../guide/names.ts';
import { showMe } from '../me/actions.ts';
import { nameMe, setNamed } from './actions.ts';
import type { People, ServerWeek, Work } from './week.ts';

/** Names in a line, steps, works and groups at most: the post is read in passing. */
const most = { names: 3, steps: 3, works: 3, groups: 2 } as const;
/** Characters of the post. */
const longest = 1_000;
/** Characters of a work's title. */
const titleLength = 60;
/** The same of a group's name. */
const groupLength = 30;

export interface Digest {
  readonly guildId: string;
  /** ISO week. */
  readonly week: string;
  readonly happened: ServerWeek;
  readonly guide: Guide;
}

/** The weekly post. `batch` is what it is found again by. */
export const digestPanel = (digest: Digest, batch: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(digestText(digest)),
    buttons(
      button(showGoal.id({}), 'My goal this week', { look: 'primary' }),
      button(showNext.id({}), 'My next step'),
      button(nameMe.id({ batch }), 'Name me next time'),
    ),
  );

/** The words of the post, in under 1,000 characters: works are left out until it is short enough. */
export function digestText(digest: Digest): Markdown {
  for (let works = most.works; works > 0; works -= 1) {
    const words = wordsOf(digest, works);
    if (words.text.length < longest) return words;
  }
  return wordsOf(digest, 0);
}

/** Each week its own, so that the post does not read the same week after week. True of every week in which something happened. */
const headings = [
  'Look what you did last week',
  'Last week, added up',
  'Another week of small steps',
  'What became of last week',
  'One more week of learning together',
] as const;

/** The heading of the post about an ISO week. */
const headingOf = (week: string): string => headings[Number(week.slice(-2)) % headings.length] ?? headings[0];

function wordsOf({ guildId, week, happened, guide }: Digest, works: number): Markdown {
  return lines(
    md`## ${trusted(headingOf(week))}`,
    md`-# ${weekDays(week)}`,
    checkInLine(happened),
    stepLine(happened, guide),
    workLine(happened.works, guildId, works),
    groupLine(happened),
    newcomerLine(happened.newcomers),
    md`A new week lies ahead. What will you do with it?`,
    md`-# Only members who allowed it are named, and nobody is pinged.`,
  );
}

function checkInLine({ checkedIn, goalsKept }: ServerWeek): Markdown | undefined {
  if (checkedIn.count === 0) return undefined;
  const goals =
    goalsKept === 0 ? md`` : md`; **${goalsKept} ${goalsKept === 1 ? 'goal was' : 'goals were'} kept**`;
  return md`✅ **${membersText(checkedIn.count)} checked in**${namesAfter(': ', checkedIn)}${goals}`;
}

function stepLine({ steps, stepsBy }: ServerWeek, guide: Guide): Markdown | undefined {
  if (steps.length === 0) return undefined;
  const sum = steps.reduce((total, { count }) => total + count, 0);
  const titles = steps.slice(0, most.steps).map(({ id, count }) => {
    const title = guide.steps.find((step) => step.id === id)?.title ?? id;
    return md`*${trusted(title)}*${count === 1 ? '' : ` (${count})`}`;
  });
  const others = steps.length - titles.length;
  const named = listed(others === 0 ? titles : [...titles, md`${others} more`]);
  return md`🏁 **${sum} ${sum === 1 ? 'step' : 'steps'} finished:** ${named}${namesAfter('; by ', stepsBy)}`;
}

function workLine(works: readonly Work[], guildId: string, shown: number): Markdown | undefined {
  if (works.length === 0) return undefined;
  const links = works.slice(0, shown).map((work) => {
    const url = `https://discord.com/channels/${guildId}/${work.channelId}/${work.messageId}`;
    const kind = among(entryKinds, work.kind);
    // A title can tell whose work it is.
    if (work.by === undefined) return link(kind === null ? 'a piece of work' : oneOf(kind), url);
    return md`${link(clip(work.title, titleLength), url)} by ${userMention(work.by)}`;
  });
  const others = works.length - links.length;
  const count = md`✨ **${works.length} ${works.length === 1 ? 'piece' : 'pieces'} of work shown**`;
  if (links.length === 0) return count;
  return md`${count}: ${listed(others === 0 ? links : [...links, md`${others} more`])}`;
}

/** New groups by name, since they are there to be found; and how often people met. */
function groupLine({ groups, meetups }: ServerWeek): Markdown | undefined {
  const named = groups.slice(0, most.groups).map((name) => md`*${clip(name, groupLength)}*`);
  const others = groups.length - named.length;
  const names = listed(others === 0 ? named : [...named, md`${others} more`]);
  const opened = md`🤝 **${groups.length} new study ${groups.length === 1 ? 'group' : 'groups'}:** ${names} (\`/group find\`)`;
  const met = md`☕ **Study groups met ${meetups === 1 ? 'once' : `${meetups} times`}**`;
  if (groups.length === 0) return meetups === 0 ? undefined : met;
  return meetups === 0 ? opened : lines(opened, met);
}

function newcomerLine(newcomers: People): Markdown | undefined {
  if (newcomers.count === 0) return undefined;
  return md`👋 **${membersText(newcomers.count)} ${newcomers.count === 1 ? 'has' : 'have'} begun here**${namesAfter(': ', newcomers)}`;
}

/** Those who may be named, and how many others there are; nothing if nobody may. */
function namesAfter(before: string, { count, named }: People): Markdown {
  if (named.length === 0) return md``;
  const names = named.slice(0, most.names).map(userMention);
  const others = count - names.length;
  return md`${trusted(before)}${listed(others === 0 ? names : [...names, md`${others} more`])}`;
}

/** `a`, `a and b`, `a, b and c` */
function listed(parts: readonly Markdown[]): Markdown {
  const texts = parts.map((part) => part.text);
  const last = texts.pop() ?? '';
  return trusted(texts.length === 0 ? last : `${texts.join(', ')} and ${last}`);
}

const membersText = (count: number) => (count === 1 ? '1 member' : `${count} members`);

/** Whether the weekly post may name the member, and how to change that. */
export function namedPanel(isNamed: boolean, notice?: Markdown): TopLevelComponent {
  const state = isNamed
    ? md`When you check in, finish a step, show your work or begin here, the weekly post may say so with your name. It pings nobody.`
    : md`The weekly post counts you, and doesn't name you.`;
  return panel(
    isNamed ? accent.done : accent.brand,
    text(lines(notice, state)),
    buttons(
      isNamed
        ? button(setNamed.id({ named: 'no' }), "Don't name me in the post")
        : button(setNamed.id({ named: 'yes' }), 'Name me in the post'),
      button(showMe.id({}), 'My settings'),
    ),
  );
}

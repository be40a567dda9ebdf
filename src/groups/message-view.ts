/** What is written about groups: to a member by direct message in full, in a channel only that there is something to see. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import type { About } from './about.ts';
import { goesOn, joinThere, lookHere, seeGroup, startHere, takeOn } from './actions.ts';
import type { Group } from './group.ts';
import { joinLabel, listedNames } from './group-view.ts';
import type { Standing } from './rows.ts';
import { hourWords, placeWords, untilWords } from './words.ts';

/** What all see: nothing but whom it concerns. */
export const channelPanel = (userIds: readonly string[], batch: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      md`📬 ${trusted(userIds.map((id) => userMention(id).text).join(', '))}, there is news about a study group, for you alone.`,
    ),
    buttons(button(seeGroup.id({ batch }), 'See it', { look: 'primary' })),
  );

/** What somebody reads who looks for a group, as others near them do. */
export const nearPanel = (batch: string): TopLevelComponent =>
  panel(
    accent.done,
    text(
      md`🔎 Others who live near you look for a study group, too. Whoever starts one has them in it soon: I tell all for whom it is near enough.`,
    ),
    buttons(
      button(startHere.id({ batch }), 'Start a group', { look: 'success' }),
      button(seeGroup.id({ batch }), 'My groups'),
    ),
  );

/** What a whole server reads: how many they are, and neither who nor where. */
export const togetherPanel = (count: number, batch: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      md`🔎 ${count} members who live near each other look for a study group. It takes one to start it: is that you?`,
    ),
    buttons(
      button(startHere.id({ batch }), 'Start a group', { look: 'primary' }),
      button(lookHere.id({ batch }), 'Find a group'),
    ),
  );

/** What is told of a group. */
type News = Exclude<About['what'], 'near' | 'together' | 'changed'>;

/** A group, what the reader is to it, and how many places are free. */
interface Told {
  readonly group: Group;
  readonly standing: Standing;
  readonly free: number;
  /** Who asks to be let in. */
  readonly asking: readonly string[];
}

/** What one member reads of a group. */
export function newsPanel(what: News, told: Told, batch: string): TopLevelComponent {
  const { group, standing } = told;
  const act = actOf(what, told);
  const isBad = what === 'closed' || what === 'removed' || what === 'declined';
  return panel(
    isBad ? accent.warn : accent.done,
    text(what === 'place' ? offerWords(group, standing) : newsWords(what, told)),
    buttons(act, button(seeGroup.id({ batch }), 'See it')),
  );
}

function actOf(what: News, { group, free }: Told) {
  const there = { guild: group.guildId, group: group.id };
  if (what === 'place') return button(joinThere.id(there), 'Take the place', { look: 'success' });
  if (what === 'found') return button(joinThere.id(there), joinLabel(group, free), { look: 'success' });
  if (what === 'silent') return button(goesOn.id(there), 'It goes on', { look: 'success' });
  if (what === 'adopt') return button(takeOn.id(there), 'I take it on', { look: 'success' });
  return undefined;
}

function offerWords({ name }: Group, standing: Standing): Markdown {
  const until = standing.kind === 'offered' ? md` until ${untilWords(standing.until)}` : md``;
  return md`🎉 A place in **${name}** has come free, and is kept for you${until}.`;
}

function newsWords(what: Exclude<News, 'place'>, { group, free, asking }: Told): Markdown {
  const name = md`**${group.name}**`;
  switch (what) {
    case 'request':
      return md`👋 ${whoWords(asking)} would like to join ${name}. Have a look, and let them in if they fit.`;
    case 'joined':
      return md`👋 Somebody new is in ${name}. Say hello; a group begins with that.`;
    case 'silent':
      return lines(
        md`🌱 It has been quiet in ${name} for six weeks. Does it go on?`,
        md`If I hear nothing for a week, I ask whether another member takes it on.`,
      );
    case 'owner':
      return md`🔑 ${name} is in your hands now: you can change it, let people in, and hand it on.`;
    case 'adopted':
      return md`🌱 ${name} is in another member's hands now, since it had been quiet for so long. You are still in it; thank you for having begun it.`;
    case 'removed':
      return md`You are no longer in ${name}; it was decided by who looks after it. In the server, \`/group find\` shows others.`;
    case 'adopt':
      return lines(
        md`🌱 The owner of ${name} hasn't answered for a week. Will you take it on?`,
        md`It costs little: keep the hour, plan a meetup now and then. If nobody does, I close it in a week.`,
      );
    case 'closed':
      return md`🌙 ${name} has ended. Thank you for having been part of it. In the server, \`/group find\` shows what is near, and \`/group create\` starts something new.`;
    case 'welcome':
      return md`🎉 You are in ${name}. Welcome!`;
    case 'accepted':
      return md`👍 ${name} will have you, and is full just now. You are in line, and I write when a place comes free.`;
    case 'declined':
      return md`${name} said no this time. That says little about you: groups are small. In the server, \`/group find\` shows others.`;
    case 'found':
      return lines(
        md`🔎 There is a study group now like the one you looked for: ${name}.`,
        placeWords(group),
        group.hour === null ? undefined : md`🕖 ${hourWords(group.hour)}`,
        group.byRequest
          ? md`🚪 By request: its owner lets people in one by one.`
          : free > 0
            ? undefined
            : md`⏳ All places are taken just now.`,
      );
  }
}

/** Who asks, by name as far as a line has room. */
function whoWords(userIds: readonly string[]): Markdown {
  if (userIds.length === 0) return md`Somebody`;
  return listedNames(userIds.map((userId) => ({ userId })));
}

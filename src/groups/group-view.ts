/** A group as its members and others see it, and what they can do there. */
import {
  accent,
  type ButtonRow,
  button,
  buttons,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import {
  askReport,
  askToClose,
  askToLeave,
  dropDraft,
  editGroup,
  goesOn,
  joinGroup,
  showMembers,
  showMine,
  stopWaitingFor,
  takeOn,
} from './actions.ts';
import type { Group } from './group.ts';
import { askAgainMs } from './joining.ts';
import type { GroupMember, Standing } from './rows.ts';
import { describe, threadWords, untilWords } from './words.ts';

/** A group, and what the reader is to it. */
export interface Shown {
  readonly group: Group;
  readonly guide: Guide;
  readonly members: readonly GroupMember[];
  readonly standing: Standing;
  /** How many wait for a place, and for a yes. */
  readonly waiting: number;
  readonly requests: number;
  /** Places that nobody has, and that are kept for nobody. */
  readonly free: number;
  /** The reader may change and close every group of the server. */
  readonly isModerator: boolean;
  /** What is written to the reader can't reach them. */
  readonly isUnreachable: boolean;
  /** Buttons of another feature, in a row of their own. */
  readonly extra?: ButtonRow | undefined;
}

/** Members that a panel names. */
const mostNamed = 30;

export function groupPanel(shown: Shown, notice?: Markdown): TopLevelComponent {
  const { group, guide, members, standing, waiting } = shown;
  const isIn = standing.kind === 'owner' || standing.kind === 'member';
  return panel(
    isIn ? accent.done : accent.brand,
    text(
      lines(
        notice,
        md`### ${group.name}`,
        describe(group, guide, members.length),
        waiting === 0 ? undefined : md`⏳ ${waiting} waiting for a place`,
        isIn ? threadWords(group) : undefined,
        isIn ? namesOf(members) : undefined,
        problemWords(shown),
        careWords(shown),
        standingWords(standing, group),
        unreachableWords(shown),
      ),
    ),
    ...buttonRows(shown),
  );
}

/** Who is in a group, by their mentions. */
export function namesOf(members: readonly GroupMember[]): Markdown {
  return listedNames(members, mostNamed, true);
}

/** Some by their mentions, and how many more there are. */
export function listedNames(
  members: readonly { readonly userId: string; readonly isOwner?: boolean }[],
  most = 3,
  marksOwner = false,
): Markdown {
  const named = members.slice(0, most).map(({ userId, isOwner }) => {
    const name = userMention(userId).text;
    return isOwner === true && marksOwner ? `${name} (owner)` : name;
  });
  const others = members.length - named.length;
  return trusted(`${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}`);
}

function problemWords({ group, standing, isModerator }: Shown): Markdown | undefined {
  if (group.threadProblem === null || (standing.kind !== 'owner' && !isModerator)) return undefined;
  return md`⚠️ ${trusted(group.threadProblem)}`;
}

/** What a message asks about a silent group, for whoever has not had it. */
function careWords({ group: { care }, standing: { kind } }: Shown): Markdown | undefined {
  if (kind === 'owner' && care !== 'none')
    return md`🌱 It has been quiet for six weeks. Does it go on? If I hear nothing, I ask another member, and close it in the end.`;
  if (kind === 'member' && care === 'offered')
    return md`🌱 It has been quiet, and the owner hasn't answered. Will you take it on? If nobody does, it is closed soon.`;
  return undefined;
}

/** Who waits hears of a free place by message alone, and has a day to take it. */
function unreachableWords({ standing: { kind }, isUnreachable }: Shown): Markdown | undefined {
  const isWaiting = kind === 'waiting' || kind === 'offered' || kind === 'asking';
  return isWaiting && isUnreachable ? closedWords() : undefined;
}

/** To whoever waits for a word that can't reach them. */
export const closedWords = (): Markdown =>
  md`⚠️ Your direct messages are closed, so I can't tell you. Look in here every day, open them for this server, or have your nudges come to a channel with \`/nudge on\`.`;

function standingWords(standing: Standing, { byRequest }: Group): Markdown | undefined {
  switch (standing.kind) {
    case 'owner':
    case 'member':
      return undefined;
    case 'waiting':
      return md`You are number ${standing.place} in line. I write to you when a place comes free.`;
    case 'offered':
      return md`**A place is kept for you** until ${untilWords(standing.until)}.`;
    case 'asking':
      return md`You have asked to join. The owner decides, and I write to you.`;
    case 'declined':
      return md`The owner said no this time. You can ask again from ${timestamp(standing.since + askAgainMs, 'F')}.`;
    case 'barred':
      return md`You were taken out, so you can't join by yourself. *Report* reaches the moderators.`;
    case 'stranger':
      return byRequest ? md`-# The owner lets people in one by one.` : undefined;
  }
}

function buttonRows(shown: Shown) {
  const { group, standing, requests, isModerator } = shown;
  const ref = { group: group.id };
  if (group.state === 'draft')
    return [
      buttons(
        button(editGroup.id(ref), 'Go on', { look: 'primary' }),
        button(dropDraft.id(ref), 'Never mind'),
      ),
    ];
  const mayEdit = standing.kind === 'owner' || isModerator;
  return [
    buttons(
      ...ownButtons(shown),
      mayEdit ? button(editGroup.id(ref), 'Change it') : undefined,
      mayEdit
        ? button(showMembers.id(ref), requests === 0 ? 'Members' : `Members (${requests} asking)`, {
            look: requests === 0 ? 'secondary' : 'primary',
          })
        : undefined,
    ),
    buttons(...(shown.extra ?? [])),
    buttons(
      mayEdit ? button(askToClose.id(ref), 'Close the group') : undefined,
      standing.kind === 'owner' ? undefined : button(askReport.id(ref), 'Report'),
      button(showMine.id({ page: 0 }), 'My groups'),
    ),
  ];
}

/** What the reader can do for themselves. */
function ownButtons({ group, standing, free }: Shown) {
  const ref = { group: group.id };
  const there = { guild: group.guildId, ...ref };
  switch (standing.kind) {
    case 'owner':
      return [
        group.care === 'none' ? undefined : button(goesOn.id(there), 'It goes on', { look: 'success' }),
        button(askToLeave.id(ref), 'Leave'),
      ];
    case 'member':
      return [
        group.care === 'offered' ? button(takeOn.id(there), 'I take it on', { look: 'success' }) : undefined,
        button(askToLeave.id(ref), 'Leave'),
      ];
    case 'waiting':
      return [button(stopWaitingFor.id(ref), 'Wait no longer')];
    case 'asking':
      return [button(stopWaitingFor.id(ref), 'Take it back')];
    case 'offered':
      return [
        button(joinGroup.id(ref), 'Take the place', { look: 'success' }),
        button(stopWaitingFor.id(ref), 'Let it go'),
      ];
    case 'declined':
    case 'barred':
      return [];
    case 'stranger':
      return [joinButton(group, free)];
  }
}

/** *Join*, *Ask to join*, or *Wait for a place*, by how many places are free. */
export function joinButton(group: Group, free: number) {
  return button(joinGroup.id({ group: group.id }), joinLabel(group, free), { look: 'success' });
}

/** What joining a group is called, while so many places are free. */
export const joinLabel = ({ byRequest }: Pick<Group, 'byRequest'>, free: number): string =>
  byRequest ? 'Ask to join' : free > 0 ? 'Join' : 'Wait for a place';

/** The leaderboard, and what a member reads who puts themselves on it. */
import { checkInNow } from '../accountability/actions.ts';
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import { joinBoard, leaveBoard } from './actions.ts';
import { type Place, rankedWeeks } from './store.ts';

/** A place with the member's streak beside it, in weeks. */
export interface Shown extends Place {
  readonly streak: number;
}

export interface ShownBoard {
  readonly top: readonly Shown[];
  /** The place of who asked, if it is further down. */
  readonly own: Shown | undefined;
  /** How many have a place. */
  readonly placed: number;
}

const medals = new Map([
  [1, '🥇'],
  [2, '🥈'],
  [3, '🥉'],
]);

/** The first places, for the whole channel to see. */
export function boardPanel({ top, own, placed }: ShownBoard): TopLevelComponent {
  const others = placed - top.length;
  return panel(
    accent.brand,
    text(
      lines(
        md`## Weeks kept`,
        md`-# Of the last ${rankedWeeks}, this one included, by members who chose to be here. 📆 is their streak.`,
        ...top.map(placeLine),
        own === undefined ? undefined : md`…`,
        own && placeLine(own),
        others > (own === undefined ? 0 : 1)
          ? md`-# ${placed} members have a place; these are the first ${top.length}.`
          : undefined,
      ),
    ),
    buttons(
      button(checkInNow.id({}), 'Check in', { look: 'success' }),
      button(joinBoard.id({}), 'Put me on it'),
      button(leaveBoard.id({}), 'Take me off it'),
    ),
  );
}

function placeLine({ rank, userId, kept, streak }: Shown): Markdown {
  const row = streak > 1 ? md` · 📆 ${streak}` : md``;
  const number = medals.get(rank) ?? `**${rank}.**`;
  return md`${trusted(number)} ${userMention(userId)}: ${weeks(kept)}${row}`;
}

/** What a member reads while nobody has a place: what it is, and how to begin it. */
export function emptyPanel({ isRanked, joined }: { isRanked: boolean; joined: number }): TopLevelComponent {
  const state =
    joined === 0
      ? md`Nobody is on it yet. It shows only members who put themselves on it.`
      : md`${joined === 1 ? '1 member is' : `${joined} members are`} on it, with no week kept in the last ${rankedWeeks} yet.`;
  return panel(
    accent.brand,
    text(
      lines(
        md`## A leaderboard of weeks kept`,
        state,
        md`It counts how many of your last ${rankedWeeks} weeks were kept or partly kept: no hours, and nothing of what you did.`,
      ),
    ),
    choices(isRanked),
  );
}

/** What a member reads who has just put themselves on it or taken themselves off. */
export function ownPanel(isRanked: boolean, place: Shown | undefined, notice: Markdown): TopLevelComponent {
  const state =
    place === undefined
      ? md`Your first week kept gives you a place.`
      : md`You are number ${place.rank}, with ${weeks(place.kept)} of the last ${rankedWeeks} kept.`;
  return panel(
    isRanked ? accent.done : accent.brand,
    text(
      lines(notice, isRanked ? state : md`Your weeks and your streak stay; others just don't see them here.`),
    ),
    choices(isRanked),
  );
}

const choices = (isRanked: boolean) =>
  buttons(
    button(checkInNow.id({}), 'Check in', { look: 'success' }),
    isRanked ? button(leaveBoard.id({}), 'Take me off it') : button(joinBoard.id({}), 'Put me on it'),
  );

const weeks = (count: number) => (count === 1 ? '1 week' : `${count} weeks`);

/** The panels of a circle: how its weeks go, and how to leave it. */
import { checkInNow, showGoal } from '../accountability/actions.ts';
import {
  accent,
  button,
  buttons,
  divider,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import { askToLeave, findBuddy, leaveNow, showBuddies, wave } from './actions.ts';
import type { BuddyWeek } from './facts.ts';
import { greetings, names, wholeWeek } from './words.ts';

/** A buddy as the member's panel shows them. */
export interface Shown {
  readonly week: BuddyWeek;
  readonly seat: string;
  /** The greeting that suits, if it was not given this week. */
  readonly greeting: 'hello' | 'cheer' | undefined;
  /** How they have greeted the member this week. */
  readonly greeted: ReadonlySet<string>;
}

/** The weeks of a member's buddies. */
export function buddiesPanel(
  circleId: string,
  buddies: readonly Shown[],
  notice?: Markdown,
): TopLevelComponent {
  const weeks = buddies.flatMap((buddy) => [text(buddyText(buddy)), greetButton(buddy), divider()]);
  return panel(
    accent.done,
    ...(notice === undefined ? [] : [text(notice), divider()]),
    ...weeks,
    buttons(
      button(checkInNow.id({}), 'Check in', { look: 'success' }),
      button(showGoal.id({}), 'My goal'),
      button(askToLeave.id({ circle: circleId }), buddies.length > 1 ? 'Leave the circle' : 'Leave my buddy'),
    ),
  );
}

const buddyText = ({ week, greeted }: Shown): Markdown =>
  lines(
    wholeWeek(week, greeted.size > 0),
    greeted.has('hello') ? md`👋 Says hello to you` : undefined,
    greeted.has('cheer') ? md`👏 Says well done to you` : undefined,
  );

const greetButton = ({ seat, greeting }: Shown) =>
  greeting === undefined
    ? undefined
    : buttons(
        button(wave.id({ seat, what: greeting }), greetings[greeting].label, {
          emoji: greetings[greeting].emoji,
        }),
      );

/** Asks once whether to leave. */
export function leavePanel(guildId: string, circleId: string, others: readonly string[]): TopLevelComponent {
  const told =
    others.length > 1
      ? md`I tell them in one kind sentence, without a reason, and the two go on as buddies.`
      : md`I tell them in one kind sentence, without a reason.`;
  return panel(
    accent.warn,
    text(
      lines(md`### Leave ${names(others)}?`, md`${told} Your goals, check-ins and streak stay as they are.`),
    ),
    buttons(
      button(leaveNow.id({ circle: circleId, again: 'yes' }), 'Leave', { look: 'danger' }),
      button(leaveNow.id({ circle: circleId, again: 'no' }), "Leave, and don't match us again"),
      button(showBuddies.id({ guild: guildId }), 'Stay'),
    ),
  );
}

/** The member has left. */
export const leftPanel = (guildId: string): TopLevelComponent =>
  panel(
    accent.done,
    text(
      lines(
        md`### You have left`,
        md`They hear of it in one kind sentence. Your goals, check-ins and streak stay as they are.`,
      ),
    ),
    buttons(button(findBuddy.id({ guild: guildId }), 'Find another')),
  );

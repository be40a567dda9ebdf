/** The panels of `/buddy`: who might fit, what is being asked, how the buddies' weeks go, and how to leave. */

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
import { lines, type Markdown, md, timestamp, trusted, userMention } from '../discord/markdown.ts';
import {
  askThem,
  askToLeave,
  endSearch,
  findBuddy,
  leaveNow,
  noBatch,
  sayNo,
  sayYes,
  showBuddies,
  somebodyElse,
  wave,
  withdraw,
} from './actions.ts';
import type { BuddyWeek } from './facts.ts';
import type { Offer } from './offers.ts';
import type { Face } from './pool.ts';
import { commonWords, names, wholeWeek } from './words.ts';

/** What a member agrees to by looking. */
const consent = (): Markdown =>
  md`-# While you look, others who look may be shown your name, step and pace. Whoever becomes your buddy sees your name, goals and check-ins, as you see theirs, and I write to you both about them. *Stop looking* ends it.`;

const zoneHint = (own: Face): Markdown | undefined =>
  own.timeZone === 'UTC'
    ? md`-# I reckon with the time zone UTC for you. Not yours? Set it with \`/me timezone\`.`
    : undefined;

export interface Meeting {
  readonly guildId: string;
  readonly own: Face;
  readonly other: Face;
  readonly nowMs: number;
}

/** Somebody who fits, to be asked. */
export function proposalPanel({ guildId, own, other, nowMs }: Meeting, notice?: Markdown): TopLevelComponent {
  const who = { guild: guildId, user: other.userId };
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### Somebody for you: ${userMention(other.userId)}`,
        commonWords(own, other, nowMs),
        md`Two who tell each other each week what they will do, and what became of it, keep far more of it. Shall I ask them?`,
      ),
    ),
    buttons(
      button(askThem.id(who), 'Ask them', { look: 'success' }),
      button(somebodyElse.id(who), 'Somebody else'),
      button(endSearch.id({ guild: guildId }), 'Stop looking'),
    ),
    text(lines(consent(), zoneHint(own))),
  );
}

/** Nobody is free at the moment. */
export function lookingPanel(guildId: string, own: Face, notice?: Markdown): TopLevelComponent {
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### You are on the list`,
        md`Nobody else is free right now. As soon as somebody who fits looks too, I write to you, once. If everybody else is paired, I ask a pair to make it three.`,
      ),
    ),
    buttons(
      button(findBuddy.id({ guild: guildId }), 'Look again'),
      button(endSearch.id({ guild: guildId }), 'Stop looking'),
    ),
    text(lines(consent(), zoneHint(own))),
  );
}

/** The member has asked somebody. */
export const askedPanel = (offer: Offer, otherId: string, notice?: Markdown): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### You have asked ${userMention(otherId)}`,
        md`They can answer until ${timestamp(offer.lapsesAt, 'F')} (${timestamp(offer.lapsesAt, 'R')}). I write to you as soon as I know more; if it comes to nothing, I go on looking.`,
      ),
    ),
    buttons(
      button(withdraw.id({ offer: offer.id }), 'Take it back'),
      button(endSearch.id({ guild: offer.guildId }), 'Stop looking'),
    ),
  );

/** Somebody asks the member. `batch` is that of the message, if it is one. */
export const questionPanel = (
  offer: Offer,
  { own, other, nowMs }: Omit<Meeting, 'guildId'>,
  batch: string = noBatch,
): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### ${userMention(other.userId)} would like to be your buddy`,
        commonWords(own, other, nowMs),
        md`Buddies see each other's goals and check-ins, and I tell each when the other has news. You can answer until ${timestamp(offer.lapsesAt, 'F')}; a no stays between you and me.`,
      ),
    ),
    answerButtons(offer, batch),
  );

/** A pair is asked to be three, and so is the one who is left over. */
export function thirdPanel(
  offer: Offer,
  others: readonly string[],
  isThird: boolean,
  batch: string = noBatch,
): TopLevelComponent {
  const [one = ''] = others;
  const words = isThird
    ? md`Everybody else is paired at the moment. ${names(others)} are buddies, and three works as well as two: each sees the others' goals and check-ins. Would you like that? I ask them too.`
    : md`${userMention(one)} looks for a buddy while everybody else is paired. Would you like to be three? Each sees the others' goals and check-ins; it happens only if all three say yes.`;
  return panel(
    accent.brand,
    text(
      lines(
        isThird ? md`### A circle of three?` : md`### Room for a third?`,
        words,
        md`You can answer until ${timestamp(offer.lapsesAt, 'F')}; a no stays between you and me.`,
      ),
    ),
    answerButtons(offer, batch),
  );
}

const answerButtons = (offer: Offer, batch: string) =>
  buttons(
    button(sayYes.id({ offer: offer.id, batch }), "Yes, let's", { look: 'success' }),
    button(sayNo.id({ offer: offer.id }), 'No, thank you'),
  );

/** A buddy as the member's panel shows them, with the greeting that suits, if it was not given yet. */
export interface Shown {
  readonly week: BuddyWeek;
  readonly seat: string;
  readonly greeting: 'hello' | 'cheer' | undefined;
  /** They have greeted the member this week. */
  readonly greeted: ReadonlySet<string>;
}

/** The weeks of a member's buddies. `guildId` is set in a server, where the member's own week is at hand. */
export function buddiesPanel(
  circleId: string,
  buddies: readonly Shown[],
  { isInServer, isClosed }: { isInServer: boolean; isClosed: boolean },
  notice?: Markdown,
): TopLevelComponent {
  const parts = buddies.flatMap((buddy) => [text(buddyText(buddy)), greetButtons(buddy), divider()]);
  return panel(
    accent.done,
    notice === undefined ? undefined : text(notice),
    ...parts,
    buttons(
      isInServer ? button(checkInNow.id({}), 'Check in', { look: 'success' }) : undefined,
      isInServer ? button(showGoal.id({}), 'My goal') : undefined,
      button(askToLeave.id({ circle: circleId }), 'Leave'),
    ),
    isClosed ? text(closedHint()) : undefined,
  );
}

const buddyText = ({ week, greeted }: Shown): Markdown =>
  lines(
    wholeWeek(week),
    greeted.has('hello') ? md`👋 They said hello to you this week` : undefined,
    greeted.has('cheer') ? md`👏 They said well done to you this week` : undefined,
  );

const greetButtons = ({ seat, greeting }: Shown) =>
  greeting === undefined
    ? undefined
    : buttons(
        button(wave.id({ seat, what: greeting }), greeting === 'cheer' ? 'Well done' : 'Say hello', {
          emoji: greeting === 'cheer' ? '👏' : '👋',
        }),
      );

/** Why no news comes by direct message. */
export const closedHint = (): Markdown =>
  md`-# Your direct messages are closed, so news of buddies can't reach you: look here, or open them in the server's privacy settings.`;

/** The member has no buddy and does not look for one. */
export const nobodyPanel = (guildId: string, notice?: Markdown): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### A buddy for your weeks`,
        md`Whoever writes a goal down and reports each week to a friend keeps about three quarters of it; whoever only thinks of it, less than half. I find you somebody with waking hours, step and pace like yours; both have to say yes.`,
      ),
    ),
    buttons(button(findBuddy.id({ guild: guildId }), 'Find a buddy', { look: 'primary' })),
  );

/** Asks once whether to leave. */
export const leavePanel = (guildId: string, circleId: string, others: readonly string[]): TopLevelComponent =>
  panel(
    accent.warn,
    text(
      lines(
        md`### Leave ${names(others)}?`,
        md`I tell ${trusted(others.length > 1 ? 'them kindly and without a reason; the two go on as buddies' : 'them kindly and without a reason')}. Your goals, check-ins and streak stay yours.`,
      ),
    ),
    buttons(
      button(leaveNow.id({ circle: circleId, again: 'yes' }), 'Leave', { look: 'danger' }),
      button(leaveNow.id({ circle: circleId, again: 'no' }), "Leave, and don't match us again"),
      button(showBuddies.id({ guild: guildId }), 'Stay'),
    ),
  );

/** What buddies are told: by direct message in full, in a channel only that there is something to see. */
import { askHowItWent } from '../accountability/actions.ts';
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, userMention } from '../discord/markdown.ts';
import { findBuddy, seeBuddies, wave } from './actions.ts';
import type { Told } from './told.ts';
import { checkInWords, goalWords, greetingFor, greetings, names, streakWords, weekWords } from './words.ts';

/** Pieces that one message says in full, so that it fits; the rest is on the panel. */
export const fullPieces = 4;
/** Characters of what was told, above two buddies' weeks in one message. */
const longestTold = 1_200;
/** Greetings that one row of buttons has room for, beside two others. */
const mostGreetings = 3;

/** What all see: nothing but whom it concerns. */
export const channelPanel = (userIds: readonly string[], batch: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(md`📬 ${names(userIds)}, there is news about your buddy, for you alone.`),
    buttons(button(seeBuddies.id({ batch }), 'See it', { look: 'primary' })),
  );

export function newsPanel(told: readonly Told[], batch: string): TopLevelComponent {
  const more = told.length - fullPieces;
  return panel(
    told.every(({ what }) => what === 'quiet') ? accent.warn : accent.done,
    text(
      lines(
        ...told.slice(0, fullPieces).map(newsWords),
        more > 0 ? md`-# And ${more} more: see *My buddies*.` : undefined,
      ),
    ),
    buttons(
      ...greetingsFor(told),
      button(askHowItWent.id({ batch }), 'Check in'),
      button(seeBuddies.id({ batch }), 'My buddies'),
    ),
  );
}

/** News that a channel was not told, or that a message had no room for: as much of it as fits, in the order given. */
export function toldPanel(told: readonly Told[]): TopLevelComponent {
  const shown: Markdown[] = [];
  for (const words of told.map(newsWords)) {
    if (lines(...shown, words).text.length > longestTold) break;
    shown.push(words);
  }
  const more = told.length - shown.length;
  return panel(accent.brand, text(lines(...shown, more > 0 ? md`-# And ${more} more.` : undefined)));
}

function newsWords({ what, buddy }: Told): Markdown {
  const who = userMention(buddy.userId);
  switch (what) {
    case 'goal':
      return lines(md`${who} has set a goal for ${weekWords(buddy)}:`, goalWords(buddy));
    case 'check-in':
      return lines(
        md`${who} has checked in for ${weekWords(buddy)}:`,
        buddy.goal === undefined ? undefined : goalWords(buddy),
        buddy.checkIn && checkInWords(buddy.checkIn),
        streakWords(buddy),
      );
    case 'quiet':
      return md`It has been quiet around ${who}: ${weekWords(buddy)} went by without a check-in. Such weeks happen; a short hello often does more than a plan.`;
    case 'hello':
      return md`👋 ${who} says hello and is thinking of you.`;
    case 'cheer':
      return md`👏 ${who} says well done!`;
  }
}

/** A check-in is answered as it suits the week; a quiet week, and a hello, with a hello. */
function greetingsFor(told: readonly Told[]) {
  const fitting = told.flatMap(({ what, seat, buddy }) => {
    if (what === 'goal' || what === 'cheer') return [];
    return { seat, greeting: greetingFor(what === 'check-in' ? buddy.checkIn : undefined) };
  });
  const each = new Map(fitting.map((one) => [`${one.seat} ${one.greeting}`, one]));
  return [...each.values()].slice(0, mostGreetings).map(({ seat, greeting }) =>
    button(wave.id({ seat, what: greeting }), greetings[greeting].label, {
      emoji: greetings[greeting].emoji,
      look: 'primary',
    }),
  );
}

/** All have said yes. */
export const matchedPanel = (others: readonly string[], batch: string): TopLevelComponent =>
  panel(
    accent.done,
    text(
      lines(
        md`### 🎉 You are now buddies with ${names(others)}`,
        md`You see each other's goals and check-ins, and I write to you when there is news. A good first thing: set a goal with \`/goal\`, and say hello.`,
      ),
    ),
    buttons(button(seeBuddies.id({ batch }), 'My buddies', { look: 'primary' })),
  );

/** To somebody who looks: an offer has come to nothing. */
export const overWords = (): Markdown =>
  md`It didn't work out this time, which says nothing about you. I go on looking, and write to you when somebody fits.`;

/** An offer has come to nothing: to somebody who looks, or to one of a pair that stays one. */
export const overPanel = (isSeated: boolean, batch: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      isSeated
        ? md`The circle of three didn't come about this time, so you two go on as before.`
        : overWords(),
    ),
    buttons(button(seeBuddies.id({ batch }), 'Where I stand')),
  );

/** To somebody who has no buddy any more. */
export const leftWords = (): Markdown =>
  md`Your buddy has moved on, with thanks for the weeks you kept each other company.`;

/** A buddy has left: one kind sentence, and no reason. */
export const leftPanel = (guildId: string, isSeated: boolean, batch: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      isSeated
        ? md`One of you three has moved on, with thanks for the weeks you kept each other company; you two go on as buddies.`
        : leftWords(),
    ),
    buttons(
      isSeated ? undefined : button(findBuddy.id({ guild: guildId }), 'Find another', { look: 'primary' }),
      button(seeBuddies.id({ batch }), isSeated ? 'My buddies' : 'Where I stand'),
    ),
  );

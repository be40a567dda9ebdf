/** The panels of who looks for a buddy: before, while they look, and while somebody thinks about it. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, userMention } from '../discord/markdown.ts';
import {
  aboutBuddies,
  askThem,
  endSearch,
  findBuddy,
  seeBuddies,
  somebodyElse,
  withdraw,
} from './actions.ts';
import type { Offer } from './offers.ts';
import type { Face } from './pool.ts';
import { commonWords } from './words.ts';

/** Two who might become buddies, at an instant (ms, UTC). */
export interface Meeting {
  readonly own: Face;
  readonly other: Face;
  readonly nowMs: number;
}

/** What a member agrees to by looking. */
const consent = (): Markdown =>
  md`-# While you look, others who look may be shown your name, your place in the guide and your hours a week; *Stop looking* ends that. Buddies see each other's goals and check-ins, and I write to both about them.`;

const zoneHint = (own: Face): Markdown | undefined =>
  own.timeZone === 'UTC'
    ? md`-# I take your time zone to be UTC. If it isn't, set yours with \`/me timezone\`.`
    : undefined;

/** The member has no buddy and does not look for one. */
export const nobodyPanel = (guildId: string, notice?: Markdown): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### A buddy for your weeks`,
        md`I find you somebody awake when you are, at about your place in the guide, with about as many hours a week. You see each other's goals and check-ins, once you have both said yes.`,
        md`-# In a study of 149 people over four weeks, those who reported to a friend each week said they got 76 % of the way to their goals; those who only thought about theirs, 43 %.`,
      ),
    ),
    buttons(button(findBuddy.id({ guild: guildId }), 'Find a buddy', { look: 'primary' })),
  );

/** Beside the first goal of a week. */
export const offerPanel = (guildId: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(md`🤝 A buddy would see your goals and check-ins, and you would see theirs.`),
    buttons(button(aboutBuddies.id({ guild: guildId }), 'What is a buddy?')),
  );

/** Somebody who fits, to be asked. `batch` is that of the message, if it is one. */
export function proposalPanel(
  guildId: string,
  { own, other, nowMs }: Meeting,
  { notice, batch }: { notice?: Markdown; batch?: string } = {},
): TopLevelComponent {
  const who = { guild: guildId, user: other.userId };
  return panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### Somebody for you: ${userMention(other.userId)}`,
        commonWords(own, other, nowMs),
        md`Shall I ask whether they want to be your buddy?`,
      ),
    ),
    buttons(
      button(askThem.id(who), 'Ask them', { look: 'success' }),
      button(somebodyElse.id(who), 'Somebody else'),
      button(endSearch.id({ guild: guildId }), 'Stop looking'),
      batch === undefined ? undefined : button(seeBuddies.id({ batch }), 'Where I stand'),
    ),
    text(lines(consent(), zoneHint(own))),
  );
}

/** The member is among those who look. */
export const lookingPanel = (guildId: string, own: Face, notice?: Markdown): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        notice,
        md`### You are looking for a buddy`,
        md`I write to you as soon as somebody who fits looks too. If nobody comes within three days, I ask two buddies whether you may join them.`,
      ),
    ),
    buttons(
      button(findBuddy.id({ guild: guildId }), 'Look again'),
      button(endSearch.id({ guild: guildId }), 'Stop looking'),
    ),
    text(lines(consent(), zoneHint(own))),
  );

/** The member has asked somebody. */
export const askedPanel = (offer: Offer, otherId: string): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### You have asked ${userMention(otherId)}`,
        md`They can answer until ${timestamp(offer.lapsesAt, 'F')}. I write to you as soon as they do; if nothing comes of it, I go on looking.`,
      ),
    ),
    buttons(
      button(withdraw.id({ offer: offer.id }), 'Take it back'),
      button(endSearch.id({ guild: offer.guildId }), 'Stop looking'),
    ),
  );

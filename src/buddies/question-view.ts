/** Questions that are put to a member: to be somebody's buddy, or to be three. */
import { accent, button, buttons, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { lines, type Markdown, md, timestamp, userMention } from '../discord/markdown.ts';
import { noBatch, sayNo, sayYes } from './actions.ts';
import type { Meeting } from './find-view.ts';
import type { Offer } from './offers.ts';
import { commonWords, names } from './words.ts';

/** Somebody asks the member. `batch` is that of the message, if it is one. */
export const questionPanel = (
  offer: Offer,
  { own, other, nowMs }: Meeting,
  batch: string = noBatch,
): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### ${userMention(other.userId)} would like to be your buddy`,
        commonWords(own, other, nowMs),
        md`Buddies see each other's goals and check-ins, and I write to both when there is news.`,
        deadline(offer),
      ),
    ),
    answers(offer, batch),
  );

/** A pair is asked to be three, and so is the one who is left over. */
export function thirdPanel(
  offer: Offer,
  asked: { readonly pair: readonly string[]; readonly thirdId: string; readonly userId: string },
  batch: string = noBatch,
): TopLevelComponent {
  const { pair, thirdId, userId } = asked;
  const [heading, words] =
    thirdId === userId
      ? [
          md`### A circle of three?`,
          md`Everybody else has a buddy just now. ${names(pair)} are buddies, and three works as well as two. I'm asking them too.`,
        ]
      : [
          md`### Room for a third?`,
          md`${userMention(thirdId)} is looking for a buddy, and everybody else has one. Would you like to be three?`,
        ];
  const how = md`Each sees the others' goals and check-ins. It happens only if all three say yes.`;
  return panel(accent.brand, text(lines(heading, words, how, deadline(offer))), answers(offer, batch));
}

/** The member has said yes to being three, and the others have not all answered. */
export const yesPanel = (offer: Offer): TopLevelComponent =>
  panel(
    accent.brand,
    text(
      lines(
        md`### You have said yes to a circle of three`,
        md`The others can answer until ${timestamp(offer.lapsesAt, 'F')}. I write to you as soon as they have.`,
      ),
    ),
    buttons(button(sayNo.id({ offer: offer.id }), 'No, after all')),
  );

const deadline = ({ lapsesAt }: Offer): Markdown =>
  md`-# You can answer until ${timestamp(lapsesAt, 'F')}. If you say no, they read only that it didn't work out.`;

const answers = (offer: Offer, batch: string) =>
  buttons(
    button(sayYes.id({ offer: offer.id, batch }), "Yes, let's", { look: 'success' }),
    button(sayNo.id({ offer: offer.id }), 'No, thank you'),
  );

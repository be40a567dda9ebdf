/** Where a member stands with buddies: what commands and buttons show. */
import type { Clock } from '../clock.ts';
import type { DirectMessages } from '../delivery/direct.ts';
import { accent, panel, type TopLevelComponent, text } from '../discord/components.ts';
import { type Markdown, md } from '../discord/markdown.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import { buddiesPanel, type Shown } from './circle-view.ts';
import type { Seat } from './circles.ts';
import { askedPanel, lookingPanel, nobodyPanel, offerPanel } from './find-view.ts';
import { answerOf, askerOf, type Offer } from './offers.ts';
import { questionPanel, thirdPanel, yesPanel } from './question-view.ts';
import type { BuddyStore } from './store.ts';
import { greetingFor } from './words.ts';

export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly buddies: BuddyStore;
    readonly direct: DirectMessages;
  };
  readonly member: MemberKey;
}

/** The member's buddies and their weeks, what is being asked, or how to find somebody. */
export async function showStanding(needs: Needs, notice?: Markdown): Promise<TopLevelComponent[]> {
  const { app, member } = needs;
  const [seats, offers] = await Promise.all([app.buddies.circleOf(member), app.buddies.offersOf(member)]);
  const questions = await Promise.all(offers.map((offer) => showOffer(needs, offer)));
  const [first] = seats;
  const own =
    first !== undefined
      ? [buddiesPanel(first.circleId, await shownTo(needs, seats), notice)]
      : questions.length > 0
        ? noticePanel(notice)
        : [await notSeated(needs, notice)];
  return [...own, ...questions, ...(await closedPanel(needs))];
}

/** Beside the first goal of a week: that there are buddies. Nothing for whoever has, asks or looks for one. */
export async function offerBuddy({ app, member }: Needs): Promise<TopLevelComponent[]> {
  const { buddies } = app;
  const [seats, offers, looks] = await Promise.all([
    buddies.circleOf(member),
    buddies.offersOf(member),
    buddies.isLooking(member),
  ]);
  const isServed = seats.length > 0 || offers.length > 0 || looks || member.guildId === directOnly;
  return isServed ? [] : [offerPanel(member.guildId)];
}

const noticePanel = (notice: Markdown | undefined) =>
  notice === undefined ? [] : [panel(accent.brand, text(notice))];

async function notSeated({ app, member }: Needs, notice?: Markdown): Promise<TopLevelComponent> {
  if (!(await app.buddies.isLooking(member))) return nobodyPanel(member.guildId, notice);
  return lookingPanel(member.guildId, await app.buddies.pool.face(member), notice);
}

/** An open offer, as one of those in it sees it. */
export async function showOffer(
  { app, member }: Needs,
  offer: Offer,
  batch?: string,
): Promise<TopLevelComponent> {
  const { userId } = member;
  const others = offer.parts.map((part) => part.userId).filter((id) => id !== userId);
  if (offer.circleId !== null) {
    if (answerOf(offer, userId) === 'yes') return yesPanel(offer);
    const pair = (await app.buddies.seatsIn(offer.circleId)).map((seat) => seat.userId);
    const thirdId = offer.parts.find((part) => !pair.includes(part.userId))?.userId ?? '';
    return thirdPanel(offer, { pair, thirdId, userId }, batch);
  }
  const [otherId = ''] = others;
  if (askerOf(offer) === userId) return askedPanel(offer, otherId);
  const [own, other] = await Promise.all([
    app.buddies.pool.face(member),
    app.buddies.pool.face({ ...member, userId: otherId }),
  ]);
  return questionPanel(offer, { own, other, nowMs: app.clock.now() }, batch);
}

/** All but the member's own seat, with their weeks. */
async function shownTo({ app, member }: Needs, seats: readonly Seat[]): Promise<Shown[]> {
  const own = seats.find(({ userId }) => userId === member.userId);
  const others = seats.filter((seat) => seat !== own);
  return await Promise.all(
    others.map(async ({ userId, seat }) => {
      const buddy = { ...member, userId };
      const [week, greeted, given] = await Promise.all([
        app.buddies.weekOf(buddy),
        app.buddies.greetingsTo(member, seat),
        app.buddies.greetingsTo(buddy, own?.seat ?? ''),
      ]);
      const fitting = greetingFor(week.checkIn);
      return { week, seat, greeted, greeting: given.has(fitting) ? undefined : fitting };
    }),
  );
}

/** Says so if what is written to the member can't reach them. */
async function closedPanel({ app, member }: Needs): Promise<TopLevelComponent[]> {
  const way = await app.buddies.wayTo(member);
  if (way.place !== 'dm' || !(await app.direct.isClosed(member.userId))) return [];
  const words = md`⚠️ Your direct messages are closed, so my news of buddies can't reach you. Look in here, open them for this server, or have your nudges come to a channel with \`/nudge on\`.`;
  return [panel(accent.warn, text(words))];
}

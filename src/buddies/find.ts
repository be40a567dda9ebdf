/** Looking for a buddy, asking, answering and leaving: what the command and its buttons do, and what they show then. */
import type { Where } from '../discord/command.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { type Markdown, md, userMention } from '../discord/markdown.ts';
import type { MemberKey, MemberStore } from '../member/store.ts';
import { leavePanel, leftPanel } from './circle-view.ts';
import { lookingPanel, nobodyPanel, proposalPanel } from './find-view.ts';
import type { Presence } from './presence.ts';
import { type Needs as Showing, showStanding } from './show.ts';
import { greetings } from './words.ts';

export interface Needs extends Showing {
  readonly app: Showing['app'] & { readonly presence: Presence; readonly members: MemberStore };
}

type Panels = Promise<TopLevelComponent[]>;

/**
 * The member whom a button concerns that names a server. In direct messages it is the one of that server, if they are
 * in it; in a server it is the one who presses, whatever the button says.
 */
export async function memberIn(
  { app, member, where }: Needs & { readonly where: Where },
  guildId: string,
): Promise<MemberKey> {
  if (where.guildId !== null) return member;
  const there = { guildId, userId: where.userId };
  if (!(await app.buddies.isHere(there)) || !(await app.presence.isHere(there))) throw gone();
  await app.members.goOnIn(there);
  return there;
}

const gone = () =>
  new UserError(
    md`That belongs to a server that you, or I, are no longer in, so there is nothing to do any more.`,
  );

/** Proposes the best match, or says that there is none; shows what is there already to who has a buddy or is asked. */
export async function find(needs: Needs, notice?: Markdown): Panels {
  const { app, member } = needs;
  const { buddies, clock } = app;
  if ((await buddies.circleOf(member)).length > 0)
    return await showStanding(needs, notice ?? alreadySeated());
  if ((await buddies.offersOf(member)).length > 0) return await showStanding(needs, notice);
  const [other] = await buddies.look(member);
  const own = await buddies.pool.face(member);
  if (other === undefined) {
    return [
      lookingPanel(member.guildId, own, notice ?? md`Nobody who fits is free right now, so I keep looking.`),
    ];
  }
  const meeting = { own, other, nowMs: clock.now() };
  return [proposalPanel(member.guildId, meeting, notice === undefined ? {} : { notice })];
}

const alreadySeated = () => md`You have a buddy already. To look for another, leave first.`;

/** Asks somebody who was proposed. */
export async function askSomebody(needs: Needs, otherId: string): Panels {
  const { app, member } = needs;
  const other = { ...member, userId: otherId };
  // Nobody is tied to somebody who has left, and whom the bot has not missed yet.
  if ((await app.buddies.isHere(other)) && !(await app.presence.isHere(other)))
    return await find(needs, taken());
  switch (await app.buddies.ask(member, otherId)) {
    case 'asked':
      return await showStanding(needs);
    case 'matched':
      return await showStanding(needs, matched());
    case 'asking':
      return await showStanding(needs, md`You have asked somebody already. One question at a time:`);
    case 'seated':
      return await showStanding(needs, alreadySeated());
    case 'taken':
      return await find(needs, taken());
  }
}

const taken = () => md`They aren't free any more. Here is who else there is:`;
const matched = () =>
  md`🎉 You are buddies now. A good first thing: set a goal for this week, and say hello.`;

/** Passes somebody over, and proposes the next. */
export async function nextBest(needs: Needs, otherId: string): Panels {
  await needs.app.buddies.passOver(needs.member, otherId);
  return await find(needs);
}

export async function stop(needs: Needs): Panels {
  const { app, member } = needs;
  const stopped = await app.buddies.stopLooking(member);
  if ((await app.buddies.circleOf(member)).length > 0) return await showStanding(needs);
  const words = stopped ? md`✔️ You are off the list.` : md`You weren't looking any more.`;
  return [nobodyPanel(member.guildId, words)];
}

/** Takes back a question; the one who asked stays among those who look. */
export async function takeBack(needs: Needs, offerId: string): Panels {
  const member = await memberOf(needs, offerId);
  await needs.app.buddies.takeBack(offerId, needs.member.userId);
  return await showStanding({ ...needs, member }, md`✔️ Taken back.`);
}

/** The answer to a question, of whoever it was put to; to anybody else, and too late, it is no question. */
export async function answerOffer(needs: Needs, offerId: string, yes: boolean): Panels {
  const { app } = needs;
  const { userId } = needs.member;
  const member = await memberOf(needs, offerId);
  const own = { ...needs, member };
  if (yes) await lookAround(own, offerId);
  switch (await app.buddies.answer(offerId, userId, yes)) {
    case 'matched':
      return await showStanding(own, matched());
    case 'waiting':
      return await showStanding(own);
    case 'declined':
      return await showStanding(
        own,
        md`✔️ Thank you for saying so. They hear only that it didn't work out this time.`,
      );
    case 'gone':
      return await showStanding(own, md`That question isn't open any more. Here is where you stand:`);
  }
}

/** The member in the server that an offer belongs to, if they have a part in it; else the one who presses. */
async function memberOf({ app, member }: Needs, offerId: string): Promise<MemberKey> {
  const offer = await app.buddies.offerOf(offerId);
  if (offer === undefined || !offer.parts.some((part) => part.userId === member.userId)) return member;
  const there = { guildId: offer.guildId, userId: member.userId };
  if (there.guildId !== member.guildId) await app.members.goOnIn(there);
  return there;
}

/** Whoever has left the server, and has not been missed yet, is missed now: what they asked ends with it. */
async function lookAround({ app }: Needs, offerId: string): Promise<void> {
  const offer = await app.buddies.offerOf(offerId);
  const members = (offer?.parts ?? []).map(({ userId }) => ({ guildId: offer?.guildId ?? '', userId }));
  await Promise.all(members.map((member) => app.presence.isHere(member)));
}

/** Asks whether to leave; `circleId` is that of the button, if one was pressed. */
export async function askWhetherToLeave(needs: Needs, circleId?: string): Panels {
  const { app, member } = needs;
  const { userId } = member;
  const seats =
    circleId === undefined ? await app.buddies.circleOf(member) : await app.buddies.seatsIn(circleId);
  const own = seats.find((seat) => seat.userId === userId);
  if (own === undefined) return await showStanding(needs, md`There is nobody to leave.`);
  const others = seats.filter((seat) => seat !== own).map((seat) => seat.userId);
  return [leavePanel(own.guildId, own.circleId, others)];
}

export async function leave(needs: Needs, circleId: string, forGood: boolean): Panels {
  const { app, member } = needs;
  const own = (await app.buddies.seatsIn(circleId)).find((seat) => seat.userId === member.userId);
  const there = own === undefined ? member : { guildId: own.guildId, userId: own.userId };
  const left = await app.buddies.leave(there, circleId, forGood);
  if (!left) return await showStanding(needs, md`You have left already.`);
  return [leftPanel(there.guildId)];
}

/** Greets a buddy. */
export async function greet(needs: Needs, seat: string, what: 'hello' | 'cheer'): Panels {
  const waved = await needs.app.buddies.wave(needs.member.userId, seat, what);
  if (waved.kind === 'gone') return await showStanding(needs, md`You two aren't buddies any more.`);
  const { emoji } = greetings[what];
  const words =
    waved.kind === 'done'
      ? md`${emoji} I pass it on to ${userMention(waved.toId)}.`
      : md`${emoji} ${userMention(waved.toId)} has had that from you this week.`;
  return await showStanding({ ...needs, member: waved.from }, words);
}

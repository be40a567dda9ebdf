/** News of buddies as the outbox sends it: whether it still is news, what it says, and where it goes instead. */
import type { NudgeStore } from '../accountability/nudge-store.ts';
import type { PauseStore } from '../accountability/pauses.ts';
import { otherWay } from '../accountability/way.ts';
import type { Clock } from '../clock.ts';
import type { DirectMessages } from '../delivery/direct.ts';
import { eachUnwanted, type Letter, type Message, type Refusal } from '../delivery/letter.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { md } from '../discord/markdown.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';
import type { SettingsStore } from '../settings/store.ts';
import { type About, readAbout } from './about.ts';
import { kind } from './act.ts';
import { proposalPanel } from './find-view.ts';
import { channelPanel, leftPanel, matchedPanel, newsPanel, overPanel } from './message-view.ts';
import { answerOf } from './offers.ts';
import { showOffer } from './show.ts';
import type { BuddyStore } from './store.ts';
import { stillSo } from './told.ts';

export interface BuddyLetterSources {
  readonly buddies: BuddyStore;
  readonly nudges: NudgeStore;
  readonly pauses: PauseStore;
  readonly settings: SettingsStore;
  readonly direct: DirectMessages;
  readonly clock: Clock;
}

type Row = Pick<OutboxRow, 'member' | 'about'>;

export class BuddyLetter implements Letter {
  readonly kind = kind;
  readonly #with: BuddyLetterSources;

  constructor(sources: BuddyLetterSources) {
    this.#with = sources;
  }

  async unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>> {
    return await eachUnwanted(rows, (row) => this.#whyNot(row, readAbout(row.about)));
  }

  async #whyNot(row: Row, about: About): Promise<string | undefined> {
    const { buddies, pauses } = this.#with;
    const { member } = row;
    const isSeated = (await buddies.circleOf(member)).length > 0;
    switch (about.kind) {
      case 'news':
        if (!isSeated) return 'no buddy any more';
        if ((await pauses.untilOf(member)) !== null) return 'paused';
        if (about.pieces.length === 0) return undefined;
        return (await stillSo(buddies, member, about.pieces)).length > 0 ? undefined : 'no news any more';
      case 'asked':
        return (await this.#isAsked(row, about.offerId)) ? undefined : 'no question any more';
      case 'proposal':
        return (await this.#bestFor(row)) === undefined ? 'nobody is free any more' : undefined;
      case 'matched':
        return isSeated ? undefined : 'no buddy any more';
      case 'over':
      case 'left':
        return undefined;
    }
  }

  async message({ id, rows, place }: Batch): Promise<Message> {
    const mention = rows.map(({ member }) => member.userId);
    const [row] = rows;
    if (row === undefined) throw new Error('a message is for somebody');
    if (place === 'channel') return { components: [channelPanel(mention, id)], mention };
    return { components: [await this.#panel(row, readAbout(row.about), id)], mention: [] };
  }

  /** Between `unwanted` and here the last of it may have gone: then it says no more than that there was something. */
  async #panel(row: Row, about: About, batch: string): Promise<TopLevelComponent> {
    const { buddies } = this.#with;
    const { member } = row;
    const seats = await buddies.circleOf(member);
    const others = seats.map(({ userId }) => userId).filter((userId) => userId !== member.userId);
    switch (about.kind) {
      case 'news': {
        const told = await stillSo(buddies, member, about.pieces);
        return told.length === 0 ? channelPanel([member.userId], batch) : newsPanel(told, batch);
      }
      case 'asked': {
        const offer = await buddies.offerOf(about.offerId);
        return offer === undefined
          ? channelPanel([member.userId], batch)
          : await showOffer({ app: this.#with, member }, offer, batch);
      }
      case 'proposal': {
        const meeting = await this.#bestFor(row);
        const notice = md`Somebody else is looking for a buddy now.`;
        return meeting === undefined
          ? channelPanel([member.userId], batch)
          : proposalPanel(member.guildId, meeting, { notice, batch });
      }
      case 'matched':
        return matchedPanel(others, batch);
      case 'over':
        return overPanel(seats.length > 0, batch);
      case 'left':
        return leftPanel(member.guildId, seats.length > 0, batch);
    }
  }

  async #isAsked({ member }: Row, offerId: string): Promise<boolean> {
    const offer = await this.#with.buddies.offerOf(offerId);
    const isOpen = offer !== undefined && offer.lapsesAt > this.#with.clock.now();
    return isOpen && answerOf(offer, member.userId) === 'waiting';
  }

  /** Whom to propose; undefined if the member doesn't look, is asking somebody, or nobody is free. */
  async #bestFor({ member }: Row) {
    const { buddies, clock } = this.#with;
    if (!(await buddies.isLooking(member)) || (await buddies.offersOf(member)).length > 0) return undefined;
    const [other] = await buddies.pool.candidatesFor(member);
    return other && { own: await buddies.pool.face(member), other, nowMs: clock.now() };
  }

  async refused({ member }: OutboxRow, refusal: Refusal): Promise<string | null> {
    return await otherWay(this.#with, member, refusal);
  }

  async sent(): Promise<void> {}
}

/** Buddies of a server: who is whose, and every change of it. */

import { type Way, wayTo } from '../accountability/way.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import type { Piece } from './about.ts';
import { apartFor, keepApart } from './apart.ts';
import { type Answered, type Asked, answer, ask, endLooking, takeBack } from './asking.ts';
import { circleOf, leaveCircle, type Seat, seatsIn } from './circles.ts';
import { type BuddyWeek, greetingsTo, isHere, type WeekSources, weekOfBuddy } from './facts.ts';
import { type Offer, offerOf, offersOf } from './offers.ts';
import { type Face, Pool, type PoolSources } from './pool.ts';
import { noteShown, seekerOf, startLooking } from './seekers.ts';
import { toldAround } from './told.ts';
import { type Waved, wave } from './wave.ts';

export class BuddyStore {
  readonly pool: Pool;
  readonly #with: PoolSources & WeekSources;
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #outbox: Outbox;

  constructor(sources: PoolSources & WeekSources & { readonly outbox: Outbox }) {
    this.pool = new Pool(sources);
    this.#with = sources;
    this.#db = sources.db;
    this.#clock = sources.clock;
    this.#outbox = sources.outbox;
  }

  /** The user ids of a member's buddies. */
  async buddiesOf(member: MemberKey): Promise<string[]> {
    const seats = await circleOf(this.#db, member);
    return seats.map(({ userId }) => userId).filter((userId) => userId !== member.userId);
  }

  /** All seats of the member's circle, their own among them; empty if they have no buddy. */
  async circleOf(member: MemberKey): Promise<Seat[]> {
    return await circleOf(this.#db, member);
  }

  /** The seats of a circle; empty once it has ended. */
  async seatsIn(circleId: string): Promise<Seat[]> {
    return await seatsIn(this.#db, circleId);
  }

  /** A week of a buddy's, the present one unless `week` says another. */
  async weekOf(buddy: MemberKey, week?: string): Promise<BuddyWeek> {
    return await weekOfBuddy(this.#with, buddy, week);
  }

  /** How a member was greeted in their present week by the buddy who has a seat. */
  async greetingsTo(member: MemberKey, seat: string): Promise<ReadonlySet<string>> {
    return await greetingsTo(this.#with, member, seat);
  }

  /** What a member was told around an instant (ms, UTC), the latest first. */
  async toldAround(member: MemberKey, atMs: number): Promise<Piece[]> {
    return await toldAround(this.#db, member, atMs);
  }

  /** Where what is written to a member goes. */
  async wayTo(member: MemberKey): Promise<Way> {
    return await wayTo(this.#db, member);
  }

  /** Whether a member is in the server, as far as is known. */
  async isHere(member: MemberKey): Promise<boolean> {
    return await isHere(this.#db, member);
  }

  async isLooking(member: MemberKey): Promise<boolean> {
    return (await seekerOf(this.#db, member)) !== undefined;
  }

  /** The open offers in which the member has a part. */
  async offersOf(member: MemberKey): Promise<Offer[]> {
    return await offersOf(this.#db, member, this.#clock.now());
  }

  async offerOf(offerId: string): Promise<Offer | undefined> {
    return await offerOf(this.#db, offerId);
  }

  /** Puts the member among those who look, and returns whom they may ask, the best first. */
  async look(member: MemberKey): Promise<Face[]> {
    await this.#act(async (act) => {
      // A yes may have come a moment ago.
      if ((await circleOf(act.trx, member)).length === 0) await startLooking(act, member);
    });
    const candidates = await this.pool.candidatesFor(member);
    await this.#act((act) => noteShown(act, member, candidates.length > 0));
    return candidates;
  }

  /** Passes somebody over: for a while the two are not proposed to each other. */
  async passOver(member: MemberKey, otherId: string): Promise<void> {
    await this.#act(async (act) => {
      const { guildId, userId } = member;
      const isLooking = (await seekerOf(act.trx, { guildId, userId: otherId })) !== undefined;
      if (isLooking && otherId !== userId) await keepApart(act, guildId, [userId, otherId], apartFor.passed);
    });
  }

  async ask(member: MemberKey, otherId: string): Promise<Asked> {
    return await this.#act((act) => ask(act, member, otherId));
  }

  async answer(offerId: string, userId: string, yes: boolean): Promise<Answered> {
    return await this.#act((act) => answer(act, offerId, userId, yes));
  }

  async takeBack(offerId: string, userId: string): Promise<void> {
    await this.#act((act) => takeBack(act, offerId, userId));
  }

  async stopLooking(member: MemberKey): Promise<boolean> {
    return await this.#act((act) => endLooking(act, member));
  }

  /** Ends the member's part in a circle; `forGood`: never again with these. False if it is not theirs. */
  async leave(member: MemberKey, circleId: string, forGood: boolean): Promise<boolean> {
    return await this.#act((act) => leaveCircle(act, member, circleId, forGood));
  }

  async wave(userId: string, seat: string, what: 'hello' | 'cheer'): Promise<Waved> {
    return await this.#act((act) => wave(act, userId, seat, what));
  }

  /** Ends all that a member has with others in a server, who are told kindly; within the caller's transaction. */
  async leaveAll(trx: Act['trx'], member: MemberKey): Promise<void> {
    const act = { trx, outbox: this.#outbox, now: this.#clock.now() };
    await endLooking(act, member);
    const [seat] = await circleOf(trx, member);
    if (seat !== undefined) await leaveCircle(act, member, seat.circleId, false);
  }

  async #act<T>(work: (act: Act) => Promise<T>): Promise<T> {
    return await this.#db
      .transaction()
      .execute((trx) => work({ trx, outbox: this.#outbox, now: this.#clock.now() }));
  }
}

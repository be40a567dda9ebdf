/** Meetups of a server's study groups: what is planned, who comes, and every change of it. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Group } from '../groups/group.ts';
import { membersOf } from '../groups/rows.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { type Cancelled, type Change, type Changed, cancel, change } from './changing.ts';
import type { Answer, Meetup } from './meetup.ts';
import { nextOfAll } from './next.ts';
import { confirm, draft, dropDraft, type Planned, type Said } from './planning.ts';
import { aheadIn, answersOf, comingTo, concernedBy, guildOf, isDate, meetupOf, partOf } from './rows.ts';
import type { Fields } from './said.ts';
import { type Answered, type Attended, answer, attend, noteLogged } from './taking-part.ts';
import { announce } from './tell.ts';
import { keepTyped, typedIn } from './typed.ts';

/** A nudge speaks of meetups within so long, in ms. */
const soonMs = 8 * 24 * 60 * 60_000;

export class MeetupStore {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #outbox: Outbox;

  constructor(db: Db, clock: Clock, outbox: Outbox) {
    this.#db = db;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  /** The time by which meetups go (ms, UTC). */
  now(): number {
    return this.#clock.now();
  }

  async of(guildId: string, meetupId: string): Promise<Meetup | undefined> {
    return await meetupOf(this.#db, guildId, meetupId);
  }

  /** The server that a meetup belongs to; undefined if there is no such meetup. */
  async guildOf(meetupId: string): Promise<string | undefined> {
    return await guildOf(this.#db, meetupId);
  }

  /** What lies ahead in these groups, the next first: as many as are wanted. */
  async aheadIn(groups: readonly Group[], most: number): Promise<Meetup[]> {
    const ids = groups.map(({ id }) => id);
    return await aheadIn(this.#db, ids, this.#clock.now(), most);
  }

  /** Who gave which answer for a date of a meetup. */
  async answersOf(meetup: Meetup, startsAt: number) {
    return await answersOf(this.#db, meetup, startsAt);
  }

  /** Whether a meetup had this date (its start in ms, UTC). */
  async isDate(meetup: Meetup, startsAt: number): Promise<boolean> {
    return await isDate(this.#db, meetup, startsAt);
  }

  /** What a member said of a date, and whether they were there. */
  async partOf(meetupId: string, startsAt: number, member: MemberKey) {
    return await partOf(this.#db, meetupId, startsAt, member);
  }

  /** The next meetup of each of these members in the coming week, by user id. */
  async nextOfAll(guildId: string, userIds: readonly string[]) {
    const fromMs = this.#clock.now();
    return await nextOfAll(this.#db, guildId, userIds, { fromMs, toMs: fromMs + soonMs });
  }

  async draft(group: Group, userId: string, said: Said): Promise<string> {
    return await this.#act((act) => draft(act, group, userId, said));
  }

  /** Keeps what can't be read, and returns its id. */
  async keepTyped(group: Group, userId: string, fields: Fields): Promise<string> {
    return await this.#act((act) => keepTyped(act, group, userId, fields));
  }

  /** What the member typed and `keepTyped` kept; nothing if it is forgotten, or not theirs. */
  async typedOf({ guildId, userId }: MemberKey, id: string): Promise<Fields> {
    return typedIn(await meetupOf(this.#db, guildId, id), userId);
  }

  async confirm(guildId: string, meetupId: string, userId: string): Promise<Planned> {
    return await this.#act((act) => confirm(act, guildId, meetupId, userId));
  }

  async change(guildId: string, meetupId: string, said: Said, how: Change): Promise<Changed> {
    return await this.#act((act) => change(act, guildId, meetupId, said, how));
  }

  async cancel(guildId: string, meetupId: string, by: string): Promise<Cancelled> {
    return await this.#act((act) => cancel(act, guildId, meetupId, by));
  }

  /**
   * There is no thread in which a date could be announced: each member hears of it, but those who have said so already.
   * Of a later one in a series, whom it concerns.
   */
  async announceToEach(group: Group, meetup: Meetup): Promise<void> {
    await this.#act(async (act) => {
      const direct = { ...group, threadId: null };
      if (meetup.isWeekly && meetup.startsAt !== meetup.firstAt) {
        await announce(act, direct, meetup, await concernedBy(act.trx, meetup));
        return;
      }
      const members = await membersOf(act.trx, group.id);
      const coming = new Set(await comingTo(act.trx, meetup));
      const others = members.map(({ userId }) => userId).filter((userId) => !coming.has(userId));
      await announce(act, direct, meetup, others);
    });
  }

  async dropDraft(meetupId: string, userId: string): Promise<void> {
    await this.#act((act) => dropDraft(act, meetupId, userId));
  }

  /** A member says whether they come to the date of a meetup as it was read. */
  async answer(meetup: Meetup, userId: string, given: Answer): Promise<Answered> {
    return await this.#act((act) => answer(act, meetup, userId, given));
  }

  /** Notes whether a member was at a date. */
  async attend(meetup: Meetup, startsAt: number, userId: string, wasThere: boolean): Promise<Attended> {
    return await this.#act((act) => attend(act, meetup, startsAt, userId, wasThere));
  }

  /** What a member has attended is in their portfolio. */
  async noteLogged(meetupId: string, startsAt: number, member: MemberKey): Promise<void> {
    await noteLogged(this.#db, meetupId, startsAt, member);
  }

  async #act<T>(work: (act: Act) => Promise<T>): Promise<T> {
    return await this.#db
      .transaction()
      .execute((trx) => work({ trx, outbox: this.#outbox, now: this.#clock.now() }));
  }
}

/** Meetups of a server's study groups: what is planned, who comes, and every change of it. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Group } from '../groups/group.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import type { Answer, Meetup } from './meetup.ts';
import {
  answer,
  attend,
  cancel,
  change,
  confirm,
  draft,
  dropDraft,
  type Planned,
  type Said,
} from './planning.ts';
import { aheadIn, answersOf, meetupOf, nextOfAll, partOf } from './rows.ts';

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

  async of(guildId: string, meetupId: string): Promise<Meetup | undefined> {
    return await meetupOf(this.#db, guildId, meetupId);
  }

  /** What lies ahead in these groups, the next first. */
  async aheadIn(groups: readonly Group[]): Promise<Meetup[]> {
    return await aheadIn(
      this.#db,
      groups.map(({ id }) => id),
      this.#clock.now(),
    );
  }

  /** Who gave which answer for a date of a meetup. */
  async answersOf(meetupId: string, startsAt: number) {
    return await answersOf(this.#db, meetupId, startsAt);
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

  async confirm(guildId: string, meetupId: string, userId: string): Promise<Planned> {
    return await this.#act((act) => confirm(act, guildId, meetupId, userId));
  }

  /** Changes a meetup; false if it is over, called off, or was changed meanwhile. */
  async change(group: Group, meetup: Meetup, said: Said): Promise<boolean> {
    return await this.#act((act) => change(act, group, meetup, said));
  }

  async cancel(group: Group, meetup: Meetup): Promise<boolean> {
    return await this.#act((act) => cancel(act, group, meetup));
  }

  async dropDraft(meetupId: string, userId: string): Promise<void> {
    await this.#act((act) => dropDraft(act, meetupId, userId));
  }

  /** A member says whether they come; false if they are not in the group. */
  async answer(meetup: Meetup, userId: string, given: Answer): Promise<boolean> {
    return await this.#act((act) => answer(act, meetup, userId, given));
  }

  /** Notes whether a member was at a date; true if that is new. */
  async attend(meetup: Meetup, startsAt: number, userId: string, wasThere: boolean): Promise<boolean> {
    return await this.#act((act) => attend(act, meetup, startsAt, userId, wasThere));
  }

  async #act<T>(work: (act: Act) => Promise<T>): Promise<T> {
    return await this.#db
      .transaction()
      .execute((trx) => work({ trx, outbox: this.#outbox, now: this.#clock.now() }));
  }
}

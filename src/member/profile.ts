/** What a member says of themselves, and who may see how far they are. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from './store.ts';

/** What the recommender goes by; null is what the member has not said. Values are the keys of the guide's lists. */
export interface Answers {
  readonly hoursAWeek: number | null;
  readonly gpu: string | null;
  readonly aim: string | null;
}

export interface Profile extends Answers {
  /** The member has answered or skipped the questions; they are not asked again. */
  readonly isAsked: boolean;
  /** Members of the server may look at their progress and portfolio. */
  readonly isVisible: boolean;
  /** The server's weekly post may name them. */
  readonly isNamed: boolean;
  /** They are on the server's leaderboard. */
  readonly isRanked: boolean;
  /** The member's own zone (IANA name), or null until they have said; set with their nudges' (`NudgeStore`). */
  readonly timeZone: string | null;
  /** GeoNames' id of their city, which nobody else is shown, or null. */
  readonly cityId: number | null;
}

const blank: Profile = {
  hoursAWeek: null,
  gpu: null,
  aim: null,
  isAsked: false,
  isVisible: false,
  isNamed: false,
  isRanked: false,
  timeZone: null,
  cityId: null,
};

export class ProfileStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async of({ guildId, userId }: MemberKey): Promise<Profile> {
    return (await this.ofAll(guildId, [userId])).get(userId) ?? blank;
  }

  /** The profiles of members of a server, by user id; who has none is left out. */
  async ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
    const rows = await this.#db
      .selectFrom('profile')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .execute();
    return new Map(
      rows.map((row) => [
        row.user_id,
        {
          hoursAWeek: row.hours_a_week,
          gpu: row.gpu,
          aim: row.aim,
          isAsked: row.asked_at !== null,
          isVisible: row.visible === 1,
          isNamed: row.named === 1,
          isRanked: row.ranked === 1,
          timeZone: row.time_zone,
          cityId: row.city_id,
        },
      ]),
    );
  }

  /** Keeps what the member answered; the questions are not asked again. */
  async answer(member: MemberKey, { hoursAWeek, gpu, aim }: Answers): Promise<void> {
    await this.#change(member, { hours_a_week: hoursAWeek, gpu, aim, asked_at: this.#clock.now() });
  }

  /** The member would rather not say; what they said earlier stays. */
  async skip(member: MemberKey): Promise<void> {
    await this.#change(member, { asked_at: this.#clock.now() });
  }

  /** Lets members of the server look, or no longer. */
  async setVisible(member: MemberKey, isVisible: boolean): Promise<void> {
    await this.#change(member, { visible: isVisible ? 1 : 0 });
  }

  /** Lets the server's weekly post name them, or no longer. */
  async setNamed(member: MemberKey, isNamed: boolean): Promise<void> {
    await this.#change(member, { named: isNamed ? 1 : 0 });
  }

  /** Puts them on the server's leaderboard, or takes them off. */
  async setRanked(member: MemberKey, isRanked: boolean): Promise<void> {
    await this.#change(member, { ranked: isRanked ? 1 : 0 });
  }

  /** Keeps the member's city, or forgets it. */
  async setCity(member: MemberKey, cityId: number | null): Promise<void> {
    await this.#change(member, { city_id: cityId });
  }

  async #change(
    member: MemberKey,
    columns: {
      hours_a_week?: number | null;
      gpu?: string | null;
      aim?: string | null;
      asked_at?: number;
      visible?: number;
      named?: number;
      ranked?: number;
      city_id?: number | null;
    },
  ): Promise<void> {
    const change = { ...columns, updated_at: this.#clock.now() };
    await this.#db
      .insertInto('profile')
      .values({ guild_id: member.guildId, user_id: member.userId, ...change })
      .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doUpdateSet(change))
      .execute();
  }
}

/** Ranks the members of a server who chose to be ranked, by the weeks that they kept. */
import { sql } from 'kysely';
import { recentWeeks } from '../accountability/weeks.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';

/** The leaderboard looks at so many ISO weeks, the present one among them: a quarter of a year. */
export const rankedWeeks = 12;

export interface Place {
  readonly userId: string;
  /** From 1; those with as many weeks share it. */
  readonly rank: number;
  /** Of the last 12 weeks. */
  readonly kept: number;
  /** The member's own zone, or the server's: where their weeks begin. */
  readonly timeZone: string;
}

export interface Board {
  /** The first places, best first. */
  readonly top: readonly Place[];
  /** How many have a place: they chose to be ranked, and kept a week. */
  readonly placed: number;
  /** How many chose to be ranked. */
  readonly joined: number;
}

export class LeaderboardStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The first `most` places in a server whose zone is `serverZone`. */
  async top(guildId: string, serverZone: string, most: number): Promise<Board> {
    const zones = await this.#zonesIn(guildId, serverZone);
    const [rows, joined] = await Promise.all([
      zones.length === 0 ? [] : this.#places(guildId, serverZone, zones).limit(most).execute(),
      this.#joined(guildId),
    ]);
    return { top: rows.map(toPlace), placed: rows[0]?.placed ?? 0, joined };
  }

  /** The member's own place; undefined if they have none. */
  async placeOf({ guildId, userId }: MemberKey, serverZone: string): Promise<Place | undefined> {
    const zones = await this.#zonesIn(guildId, serverZone);
    if (zones.length === 0) return undefined;
    const row = await this.#db
      .selectFrom(this.#places(guildId, serverZone, zones).as('place'))
      .selectAll()
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toPlace(row);
  }

  async #joined(guildId: string): Promise<number> {
    const row = await this.#ranked(guildId)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async #zonesIn(guildId: string, serverZone: string): Promise<string[]> {
    const rows = await this.#ranked(guildId)
      .select(sql<string>`coalesce(profile.time_zone, ${serverZone})`.as('zone'))
      .distinct()
      .execute();
    return rows.map(({ zone }) => zone);
  }

  /** Members who have not left and chose to be ranked. */
  #ranked(guildId: string) {
    return this.#db
      .selectFrom('profile')
      .innerJoin('member', (join) =>
        join
          .onRef('member.guild_id', '=', 'profile.guild_id')
          .onRef('member.user_id', '=', 'profile.user_id'),
      )
      .where('profile.guild_id', '=', guildId)
      .where('profile.ranked', '=', 1)
      .where('member.left_at', 'is', null);
  }

  /** All places; each member's weeks are those of their own zone. */
  #places(guildId: string, serverZone: string, zones: readonly string[]) {
    const now = this.#clock.now();
    const spans = zones.map((zone) => {
      const weeks = recentWeeks(now, zone, rankedWeeks);
      return sql`(${zone}, ${weeks[0]}, ${weeks.at(-1)})`;
    });
    const zone = sql<string>`coalesce(profile.time_zone, ${serverZone})`;
    return this.#ranked(guildId)
      .innerJoin(
        sql<{ column1: string; column2: string; column3: string }>`(values ${sql.join(spans)})`.as('span'),
        (join) => join.on((eb) => eb(zone, '=', eb.ref('span.column1'))),
      )
      .innerJoin('check_in', (join) =>
        join
          .onRef('check_in.guild_id', '=', 'profile.guild_id')
          .onRef('check_in.user_id', '=', 'profile.user_id')
          .onRef('check_in.week', '>=', 'span.column2')
          .onRef('check_in.week', '<=', 'span.column3')
          .on('check_in.outcome', '!=', 'missed'),
      )
      .groupBy(['profile.user_id', 'span.column1'])
      .select([
        'profile.user_id',
        'span.column1 as zone',
        sql<number>`count(*)`.as('kept'),
        sql<number>`rank() over (order by count(*) desc)`.as('rank'),
        sql<number>`count(*) over ()`.as('placed'),
      ])
      .orderBy('kept', 'desc')
      .orderBy('profile.user_id');
  }
}

const toPlace = (row: { user_id: string; rank: number; kept: number; zone: string }): Place => ({
  userId: row.user_id,
  rank: row.rank,
  kept: row.kept,
  timeZone: row.zone,
});

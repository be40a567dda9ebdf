/** What members report of their weeks. */
import type { Selectable } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { CheckInTable } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';

/** How a week went: its goal, or the week itself if it had none. */
export type Outcome = Selectable<CheckInTable>['outcome'];

/** The outcomes by which a week is kept. */
export const keeping = ['kept', 'partly'] as const satisfies Outcome[];

export interface CheckIn {
  readonly outcome: Outcome;
  /** What they did, as they typed it. */
  readonly did: string | null;
  readonly minutes: number | null;
}

export class CheckInStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Notes a report of an ISO week; what it leaves out stays as it was. */
  async report(
    { guildId, userId }: MemberKey,
    week: string,
    report: { outcome: Outcome; did?: string | null; minutes?: number | null },
  ): Promise<void> {
    const now = this.#clock.now();
    const said = {
      outcome: report.outcome,
      ...(report.did !== undefined && { did: report.did }),
      ...(report.minutes !== undefined && { minutes: report.minutes }),
      updated_at: now,
    };
    await this.#db
      .insertInto('check_in')
      .values({ guild_id: guildId, user_id: userId, week, created_at: now, ...said })
      .onConflict((conflict) => conflict.columns(['guild_id', 'user_id', 'week']).doUpdateSet(said))
      .execute();
  }

  /** What the member reported of an ISO week. */
  async of({ guildId, userId }: MemberKey, week: string): Promise<CheckIn | undefined> {
    return await this.#db
      .selectFrom('check_in')
      .select(['outcome', 'did', 'minutes'])
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('week', '=', week)
      .executeTakeFirst();
  }

  /** All ISO weeks that the member has kept. */
  async keptWeeks({ guildId, userId }: MemberKey): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('check_in')
      .select('week')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('outcome', 'in', keeping)
      .execute();
    return new Set(rows.map((row) => row.week));
  }
}

/** What members tell the moderators about a group. */
import type { Clock } from '../clock.ts';
import { newId } from '../database/new-id.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { groupLimits } from './group.ts';

export interface Report {
  readonly id: string;
  readonly groupId: string;
  readonly groupName: string;
  /** Whether the group is still there. */
  readonly isOpen: boolean;
  readonly userId: string;
  readonly reason: string;
  /** Ms, UTC. */
  readonly at: number;
}

/** Reports that one panel lists: at their longest, three fit in a message. */
const mostShown = 3;

export class ReportStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Keeps a report; of one member about one group, the latest. Returns false if the member has too many open. */
  async add({ guildId, userId }: MemberKey, groupId: string, reason: string): Promise<boolean> {
    return await this.#db.transaction().execute(async (trx) => {
      await trx
        .deleteFrom('group_report')
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .where('group_id', '=', groupId)
        .execute();
      const { count } = await trx
        .selectFrom('group_report')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('guild_id', '=', guildId)
        .where('user_id', '=', userId)
        .executeTakeFirstOrThrow();
      if (count >= groupLimits.reports) return false;
      await trx
        .insertInto('group_report')
        .values({
          report_id: newId(),
          group_id: groupId,
          guild_id: guildId,
          user_id: userId,
          reason,
          created_at: this.#clock.now(),
        })
        .execute();
      return true;
    });
  }

  /** The oldest reports of a server that nobody has settled, and how many there are in all. */
  async openIn(guildId: string): Promise<{ count: number; oldest: Report[] }> {
    const [{ count }, rows] = await Promise.all([
      this.#db
        .selectFrom('group_report')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('guild_id', '=', guildId)
        .executeTakeFirstOrThrow(),
      this.#db
        .selectFrom('group_report')
        .innerJoin('study_group', 'study_group.group_id', 'group_report.group_id')
        .selectAll('group_report')
        .select(['study_group.name', 'study_group.state'])
        .where('group_report.guild_id', '=', guildId)
        .orderBy('group_report.created_at')
        .orderBy('report_id')
        .limit(mostShown)
        .execute(),
    ]);
    const oldest = rows.map((row) => ({
      id: row.report_id,
      groupId: row.group_id,
      groupName: row.name,
      isOpen: row.state === 'open',
      userId: row.user_id,
      reason: row.reason,
      at: row.created_at,
    }));
    return { count, oldest };
  }

  /** A moderator has dealt with it; false if somebody had before. */
  async settle(guildId: string, reportId: string): Promise<boolean> {
    const result = await this.#db
      .deleteFrom('group_report')
      .where('guild_id', '=', guildId)
      .where('report_id', '=', reportId)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  }
}

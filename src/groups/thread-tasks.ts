/** Who is still to be added to a thread, or taken out of it: kept in the database until Discord has confirmed it. */
import type { SelectQueryBuilder } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';

export interface Task {
  readonly userId: string;
  readonly wants: 'in' | 'out';
}

/** After a refusal that may pass, the next try comes after so long (ms), doubled with each, up to a day. */
const tryAgainMs = 60_000;
const tryAgainAtMostMs = 24 * 60 * 60_000;
/** Groups that one run sees to. */
const perRun = 20;

export class ThreadTasks {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Some groups with something to do: tasks, or a thread that is left though the group has ended. */
  async dueGroups(): Promise<{ guildId: string; groupId: string }[]> {
    const due = await this.#db
      .selectFrom('group_thread')
      .select(['group_id', 'guild_id'])
      .where('not_before', '<=', this.#clock.now())
      .groupBy(['group_id', 'guild_id'])
      .limit(perRun)
      .execute();
    const ended = await this.#db
      .selectFrom('study_group')
      .select(['group_id', 'guild_id'])
      .where('state', '=', 'closed')
      .where('thread_id', 'is not', null)
      .limit(perRun)
      .execute();
    return [...due, ...ended].map((row) => ({ guildId: row.guild_id, groupId: row.group_id }));
  }

  async dueIn(groupId: string): Promise<Task[]> {
    const rows = await this.#db
      .selectFrom('group_thread')
      .selectAll()
      .where('group_id', '=', groupId)
      .where('not_before', '<=', this.#clock.now())
      .execute();
    return rows.map((row) => ({ userId: row.user_id, wants: row.wants }));
  }

  /** When there is next something to do (ms, UTC), or null. */
  async nextAt(): Promise<number | null> {
    const row = await this.#db
      .selectFrom('group_thread')
      .select((eb) => eb.fn.min<number | null>('not_before').as('at'))
      .executeTakeFirst();
    return row?.at ?? null;
  }

  /** Everybody in a group is to be in its thread; within the caller's transaction, if there is one. */
  async addAllOf(groupId: string, db: Db = this.#db): Promise<void> {
    const one = db.selectFrom('study_group').select('group_id').where('group_id', '=', groupId);
    await this.#addAll(one, db);
  }

  /** Groups of the server without a thread are to have one; the owner stands for all, who are added once it is there. */
  async addGroupsIn(guildId: string): Promise<void> {
    const without = this.#db
      .selectFrom('study_group')
      .select('group_id')
      .where('guild_id', '=', guildId)
      .where('state', '=', 'open')
      .where('thread_id', 'is', null);
    await this.#addAll(without, this.#db, true);
  }

  async #addAll(
    groups: SelectQueryBuilder<Schema, 'study_group', { group_id: string }>,
    db: Db,
    onlyOwners = false,
  ): Promise<void> {
    const now = this.#clock.now();
    const members = db
      .selectFrom('group_member')
      .select((eb) => [
        'group_id',
        'guild_id',
        'user_id',
        eb.val('in' as const).as('wants'),
        eb.val(now).as('not_before'),
        eb.val(0).as('attempts'),
      ])
      .where('group_id', 'in', groups)
      .$if(onlyOwners, (query) => query.where('is_owner', '=', 1));
    await db
      .insertInto('group_thread')
      .columns(['group_id', 'guild_id', 'user_id', 'wants', 'not_before', 'attempts'])
      .expression(members)
      .onConflict((conflict) =>
        conflict.columns(['group_id', 'user_id']).doUpdateSet({ wants: 'in', not_before: now, attempts: 0 }),
      )
      .execute();
  }

  /** Somebody is in, or out; unless the opposite has been asked for meanwhile. */
  async done(groupId: string, userId: string, wants: Task['wants']): Promise<void> {
    await this.#db
      .deleteFrom('group_thread')
      .where('group_id', '=', groupId)
      .where('user_id', '=', userId)
      .where('wants', '=', wants)
      .execute();
  }

  async forget(groupId: string): Promise<void> {
    await this.#db.deleteFrom('group_thread').where('group_id', '=', groupId).execute();
  }

  /** The server's tasks are tried again at once, however often they have failed. */
  async againIn(guildId: string): Promise<void> {
    await this.#db
      .updateTable('group_thread')
      .set({ not_before: this.#clock.now(), attempts: 0 })
      .where('guild_id', '=', guildId)
      .execute();
  }

  /** Whether somebody is still to be added who could not be. */
  async hasFailed(groupId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('group_thread')
      .select('user_id')
      .where('group_id', '=', groupId)
      .where('attempts', '>', 0)
      .executeTakeFirst();
    return row !== undefined;
  }

  /**
   * What is left of a group's tasks, or of one member's, waits: as long as was said (ms), or the longer the more often
   * it has failed.
   */
  async later(groupId: string, { waitMs, userId }: { waitMs?: number; userId?: string } = {}): Promise<void> {
    const row = await this.#db
      .selectFrom('group_thread')
      .select((eb) => eb.fn.max<number | null>('attempts').as('attempts'))
      .where('group_id', '=', groupId)
      .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
      .executeTakeFirst();
    const longer = Math.min(tryAgainMs * 2 ** (row?.attempts ?? 0), tryAgainAtMostMs);
    await this.#db
      .updateTable('group_thread')
      .set((eb) => ({
        not_before: this.#clock.now() + (waitMs ?? longer),
        attempts: eb('attempts', '+', 1),
      }))
      .where('group_id', '=', groupId)
      .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
      .execute();
  }
}

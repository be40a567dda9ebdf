/** What a member has ticked, finished, put off and declined. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MilestoneTickTable, StepStateTable } from '../database/schema.ts';
import type { Progress, StepProgress } from '../guide/learner.ts';
import type { MemberKey } from '../member/store.ts';

export class ProgressStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Where the member stands, by step; steps never touched are missing. */
  async of({ guildId, userId }: MemberKey): Promise<Progress> {
    return (await this.ofAll(guildId, [userId])).get(userId) ?? new Map();
  }

  /** The progress of members of a server, by user id. */
  async ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Progress>> {
    const [states, ticks] = await Promise.all([
      this.#db
        .selectFrom('step_state')
        .select(['user_id', 'step_id', 'state', 'snoozed_until', 'updated_at'])
        .where('guild_id', '=', guildId)
        .where('user_id', 'in', userIds)
        .execute(),
      this.#db
        .selectFrom('milestone_tick')
        .select(['user_id', 'step_id', 'milestone_id', 'ticked_at'])
        .where('guild_id', '=', guildId)
        .where('user_id', 'in', userIds)
        .execute(),
    ]);
    const [statesOf, ticksOf] = [
      Map.groupBy(states, (row) => row.user_id),
      Map.groupBy(ticks, (row) => row.user_id),
    ];
    return new Map(userIds.map((id) => [id, progressOf(statesOf.get(id) ?? [], ticksOf.get(id) ?? [])]));
  }

  /** Ticks and unticks milestones of a step; what is so already stays, with its date. */
  async tick(member: MemberKey, stepId: string, change: TickChange): Promise<void> {
    const now = this.#clock.now();
    await this.#db.transaction().execute((trx) => changeTicks(trx, member, stepId, change, now));
  }

  /** When the member's milestones were ticked (ms, UTC), since an instant. */
  async tickInstants({ guildId, userId }: MemberKey, sinceMs: number): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('milestone_tick')
      .select('ticked_at')
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .where('ticked_at', '>=', sinceMs)
      .execute();
    return rows.map((row) => row.ticked_at);
  }

  /** Marks a step as done or open again. */
  async mark(member: MemberKey, stepId: string, state: 'done' | 'open'): Promise<void> {
    const change = { state, snoozed_until: null, updated_at: this.#clock.now() };
    await this.#db
      .insertInto('step_state')
      .values({ guild_id: member.guildId, user_id: member.userId, step_id: stepId, ...change })
      .onConflict((conflict) => {
        const update = conflict.columns(['guild_id', 'user_id', 'step_id']).doUpdateSet(change);
        // What was done before was done then.
        return state === 'done' ? update.where('step_state.state', '!=', 'done') : update;
      })
      .execute();
  }

  /**
   * Declines an open step, or puts it off until `snoozedUntil` (ms, UTC).
   * @returns false if it isn't open: an old panel must not undo what has been done since.
   */
  async setAside(
    member: MemberKey,
    stepId: string,
    how: { state: 'declined'; snoozedUntil: null } | { state: 'open'; snoozedUntil: number },
  ): Promise<boolean> {
    const change = { state: how.state, snoozed_until: how.snoozedUntil, updated_at: this.#clock.now() };
    const result = await this.#db
      .insertInto('step_state')
      .values({ guild_id: member.guildId, user_id: member.userId, step_id: stepId, ...change })
      .onConflict((conflict) =>
        conflict
          .columns(['guild_id', 'user_id', 'step_id'])
          .doUpdateSet(change)
          .where('step_state.state', '=', 'open'),
      )
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
}

/** Ids of milestones. */
export interface TickChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Ticks and unticks milestones of a step, at an instant (ms, UTC), as a part of `trx`. What is so already stays, with its
 * date; what was changed is returned.
 */
export async function changeTicks(
  trx: Db,
  member: MemberKey,
  stepId: string,
  { add, remove }: TickChange,
  nowMs: number,
): Promise<{ added: string[]; removed: string[] }> {
  const key = { guild_id: member.guildId, user_id: member.userId, step_id: stepId };
  const added = add.length === 0 ? [] : await tick(trx, key, add, nowMs);
  const removed =
    remove.length === 0
      ? []
      : await trx
          .deleteFrom('milestone_tick')
          .where((row) => row.and(key))
          .where('milestone_id', 'in', remove)
          .returning('milestone_id')
          .execute();
  return {
    added: added.map((row) => row.milestone_id),
    removed: removed.map((row) => row.milestone_id),
  };
}

async function tick(
  trx: Db,
  key: { guild_id: string; user_id: string; step_id: string },
  milestones: readonly string[],
  nowMs: number,
): Promise<{ milestone_id: string }[]> {
  const added = await trx
    .insertInto('milestone_tick')
    .values(milestones.map((milestone_id) => ({ ...key, milestone_id, ticked_at: nowMs })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('milestone_id')
    .execute();
  // Who works on a step has taken it up again.
  await trx
    .updateTable('step_state')
    .set({ snoozed_until: null })
    .where((row) => row.and(key))
    .execute();
  return added;
}

function progressOf(
  states: readonly Pick<StepStateTable, 'step_id' | 'state' | 'snoozed_until' | 'updated_at'>[],
  ticks: readonly Pick<MilestoneTickTable, 'step_id' | 'milestone_id' | 'ticked_at'>[],
): Progress {
  const progress = new Map<string, StepProgress>();
  for (const row of states) {
    progress.set(row.step_id, {
      state: row.state,
      snoozedUntil: row.snoozed_until,
      ticked: new Set(),
      touchedAt: row.updated_at,
    });
  }
  for (const [stepId, own] of Map.groupBy(ticks, (tick) => tick.step_id)) {
    const known = progress.get(stepId) ?? { state: 'open' as const, snoozedUntil: null, touchedAt: 0 };
    progress.set(stepId, {
      ...known,
      ticked: new Set(own.map((tick) => tick.milestone_id)),
      touchedAt: Math.max(known.touchedAt, ...own.map((tick) => tick.ticked_at)),
    });
  }
  return progress;
}

/** What the database knows of groups' threads: which there is, who is making one just now, and what is in the way. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Markdown } from '../discord/markdown.ts';
import type { ThreadTasks } from './thread-tasks.ts';

/** Whoever has begun to make a thread is waited for so long (ms): then it is looked for, and made anew. */
const makeWithinMs = 60_000;

/** `mine`: the caller is to make it, after looking for the one begun at `before` (ms, UTC) if there is one. */
export type Claim =
  | { readonly kind: 'made'; readonly threadId: string }
  | { readonly kind: 'mine'; readonly before: number | null }
  | { readonly kind: 'others'; readonly waitMs: number };

export class ThreadRows {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Takes on the making of a group's thread: one process does at a time. */
  async claim(groupId: string): Promise<Claim> {
    return await this.#db.transaction().execute(async (trx): Promise<Claim> => {
      const now = this.#clock.now();
      const row = await trx
        .selectFrom('study_group')
        .select(['thread_id', 'thread_begun_at'])
        .where('group_id', '=', groupId)
        .executeTakeFirstOrThrow();
      if (row.thread_id !== null) return { kind: 'made', threadId: row.thread_id };
      const before = row.thread_begun_at;
      if (before !== null && now - before < makeWithinMs)
        return { kind: 'others', waitMs: makeWithinMs - (now - before) };
      await trx
        .updateTable('study_group')
        .set({ thread_begun_at: now })
        .where('group_id', '=', groupId)
        .execute();
      return { kind: 'mine', before };
    });
  }

  /** It was certainly not made. */
  async giveUp(groupId: string): Promise<void> {
    await this.#set(groupId, { thread_begun_at: null });
  }

  /** The thread is there, and everybody in the group is to be in it. */
  async made(groupId: string, threadId: string, name: string, tasks: ThreadTasks): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx
        .updateTable('study_group')
        .set({ thread_id: threadId, thread_name: name, thread_begun_at: null, thread_problem: null })
        .where('group_id', '=', groupId)
        .execute();
      await tasks.addAllOf(groupId, trx);
    });
  }

  /** The thread is no more, unless there is another by now. */
  async lost(groupId: string, threadId: string): Promise<void> {
    await this.#db
      .updateTable('study_group')
      .set({ thread_id: null, thread_name: null, thread_begun_at: null })
      .where('group_id', '=', groupId)
      .where('thread_id', '=', threadId)
      .execute();
  }

  async renamed(groupId: string, name: string): Promise<void> {
    await this.#set(groupId, { thread_name: name });
  }

  /** What is in the way, or null if nothing is. */
  async note(groupId: string, problem: Markdown | null): Promise<void> {
    await this.#set(groupId, { thread_problem: problem?.text ?? null });
  }

  /** What the thread is called by now, or null if nobody knows. */
  async nameOf(groupId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('study_group')
      .select('thread_name')
      .where('group_id', '=', groupId)
      .executeTakeFirst();
    return row?.thread_name ?? null;
  }

  /** Whether a thread is some group's already. */
  async isTaken(threadId: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('study_group')
      .select('group_id')
      .where('thread_id', '=', threadId)
      .executeTakeFirst();
    return row !== undefined;
  }

  async #set(
    groupId: string,
    columns: {
      thread_begun_at?: number | null;
      thread_name?: string;
      thread_problem?: string | null;
    },
  ): Promise<void> {
    await this.#db.updateTable('study_group').set(columns).where('group_id', '=', groupId).execute();
  }
}

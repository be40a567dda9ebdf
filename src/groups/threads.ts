/**
 * Brings the threads of groups into line with the database: made where there is none, their members added and taken out.
 * What is still to be done stands in the database, so that an outage or a restart only delays it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitError } from 'discord.js';
import { codeOf, discordCode, isInDoubt } from '../discord/errors.ts';
import { postMessage } from '../discord/post.ts';
import {
  addToThread,
  openThread,
  putAway,
  readThread,
  renameThread,
  takeOutOfThread,
} from '../discord/private-threads.ts';
import type { Logger } from '../log.ts';
import type { Group } from './group.ts';
import { groupOf } from './rows.ts';
import { type MakerOptions, ThreadMaker } from './thread-maker.ts';
import { hiddenFromSome, problemOf } from './thread-problems.ts';
import { ThreadRows } from './thread-rows.ts';
import { type Task, ThreadTasks } from './thread-tasks.ts';
import { closedPanel } from './thread-view.ts';

export interface ThreadsOptions extends MakerOptions {
  readonly log: Logger;
}

/** Refusals of somebody who is to be added or taken out: they have left the server, so there is nothing to do. */
const personIsGone: ReadonlySet<number> = new Set([discordCode.unknownMember, discordCode.unknownUser]);

/** Whoever waits for an answer waits so long (ms) for a thread; the rest goes on without them. */
const answerWithinMs = 1_500;
/** One run of what is due takes no longer than this (ms), so that other messages go out, too. */
const runForMs = 20_000;

export class GroupThreads {
  readonly #with: ThreadsOptions;
  readonly #tasks: ThreadTasks;
  readonly #rows: ThreadRows;
  readonly #maker: ThreadMaker;
  /** One at a time for each group. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: ThreadsOptions) {
    this.#with = options;
    this.#tasks = new ThreadTasks(options.db, options.clock);
    this.#rows = new ThreadRows(options.db, options.clock);
    this.#maker = new ThreadMaker(options, this.#rows, this.#tasks);
  }

  /** Does what is to be done for one group; what takes longer than an answer may wait goes on without it. Never throws. */
  async settle(guildId: string, groupId: string): Promise<void> {
    const run = this.#inTurn(guildId, groupId).catch((error: unknown) =>
      this.#with.log.error({ err: error, group: groupId }, "a group's thread waits for the next minute"),
    );
    await Promise.race([run, sleep(answerWithinMs, undefined, { ref: false })]);
  }

  /** Does what is due for some groups. @throws if the database does. */
  async settleDue(): Promise<void> {
    const until = performance.now() + runForMs;
    for (const { guildId, groupId } of await this.#tasks.dueGroups()) {
      if (performance.now() > until) return;
      await this.#inTurn(guildId, groupId);
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /** When there is next something to do (ms, UTC), or null. */
  async nextAt(): Promise<number | null> {
    return await this.#tasks.nextAt();
  }

  /** The server's channel for threads has been chosen, perhaps again: groups without a thread get one, and all is tried at once. */
  async channelChosen(guildId: string): Promise<void> {
    await this.#tasks.addGroupsIn(guildId);
    await this.#tasks.againIn(guildId);
  }

  /** A member looks at their group: its thread is made anew if somebody has deleted it, and opened if it was archived. */
  async lookAfter({ id, guildId, threadId }: Group): Promise<void> {
    if (threadId === null) return;
    const { rest, log } = this.#with;
    try {
      const { isArchived, isLocked } = await readThread(rest, threadId, answerWithinMs);
      if (isArchived && !isLocked) await openThread(rest, threadId);
    } catch (error) {
      log.debug({ err: error, group: id }, "a group's thread could not be looked at");
      if (codeOf(error) !== discordCode.unknownChannel) return;
      await this.#rows.lost(id, threadId);
      await this.#tasks.addAllOf(id);
      await this.settle(guildId, id);
    }
  }

  async #inTurn(guildId: string, groupId: string): Promise<void> {
    const before = this.#running.get(groupId) ?? Promise.resolve();
    const run = before.then(() => this.#settle(guildId, groupId));
    const kept = run.catch(() => {});
    this.#running.set(groupId, kept);
    await run.finally(() => {
      if (this.#running.get(groupId) === kept) this.#running.delete(groupId);
    });
  }

  async #settle(guildId: string, groupId: string): Promise<void> {
    const { db, log } = this.#with;
    const group = await groupOf(db, guildId, groupId);
    try {
      if (group === undefined) await this.#tasks.forget(groupId);
      else if (group.state === 'closed') await this.#end(group);
      else if (group.state === 'open') await this.#goOn(group);
    } catch (error) {
      log.warn({ err: error, group: groupId }, "a group's thread could not be brought into line");
      await this.#tasks.later(groupId, waitOf(error));
      const problem = problemOf(error);
      if (problem !== undefined) await this.#rows.note(groupId, problem);
    }
  }

  async #goOn(group: Group): Promise<void> {
    const threadId = group.threadId ?? (await this.#maker.make(group));
    if (threadId === null) return;
    try {
      await this.#move(group, threadId);
    } catch (error) {
      if (codeOf(error) !== discordCode.unknownChannel) throw error;
      // Somebody has deleted the thread: the next one is for everybody.
      await this.#rows.lost(group.id, threadId);
      const anew = await this.#maker.make(group);
      if (anew !== null) await this.#move(group, anew);
    }
  }

  /** Adds who is to be in, takes out who is not, and calls the thread as the group is called. */
  async #move(group: Group, threadId: string): Promise<void> {
    const { rest } = this.#with;
    for (const task of await this.#tasks.dueIn(group.id)) {
      if (await this.#moveOne(threadId, task)) await this.#tasks.done(group.id, task.userId, task.wants);
      else await this.#tasks.later(group.id, { userId: task.userId });
    }
    await this.#rows.note(group.id, (await this.#tasks.hasFailed(group.id)) ? hiddenFromSome : null);
    if ((await this.#rows.nameOf(group.id)) === group.name) return;
    await renameThread(rest, threadId, group.name);
    await this.#rows.renamed(group.id, group.name);
  }

  /** False if the member can't see the channel; whoever is not in the server any more needs nothing. */
  async #moveOne(threadId: string, { userId, wants }: Task): Promise<boolean> {
    const { rest } = this.#with;
    try {
      await (wants === 'in' ? addToThread(rest, threadId, userId) : takeOutOfThread(rest, threadId, userId));
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code !== undefined && personIsGone.has(code)) return true;
      if (code !== discordCode.missingAccess || wants === 'out') throw error;
      // If the bot itself can't see the thread, this refuses as well.
      await readThread(rest, threadId);
      return false;
    }
  }

  /** Says in the thread that the group has ended, and puts it away. */
  async #end(group: Group): Promise<void> {
    const { rest, log } = this.#with;
    await this.#tasks.forget(group.id);
    if (group.threadId === null) return;
    try {
      await postMessage(rest, group.threadId, {
        components: [closedPanel(group)],
        nonce: `ended-${group.id}`,
        mention: [],
      });
      await putAway(rest, group.threadId);
    } catch (error) {
      // What passes is tried again; what is refused for good stays as it is.
      if (isInDoubt(error) || error instanceof RateLimitError) throw error;
      log.warn({ err: error, group: group.id }, "an ended group's thread could not be put away");
    }
    await this.#rows.lost(group.id, group.threadId);
  }
}

/** How long a refusal wants to be waited for, in ms; undefined if it doesn't say. */
const waitOf = (error: unknown): { waitMs?: number } =>
  error instanceof RateLimitError ? { waitMs: Math.max(error.retryAfter, error.timeToReset) } : {};

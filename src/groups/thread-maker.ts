/** Makes a group's thread, once: whatever becomes of the answer, and whoever else is at it. */
import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { isInDoubt } from '../discord/errors.ts';
import { postMessage } from '../discord/post.ts';
import { findOwnThreads, makePrivateThread } from '../discord/private-threads.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { Group } from './group.ts';
import { membersOf } from './rows.ts';
import type { ThreadRows } from './thread-rows.ts';
import type { ThreadTasks } from './thread-tasks.ts';
import { threadPanel } from './thread-view.ts';

export interface MakerOptions {
  readonly db: Db;
  readonly rest: REST;
  readonly botUserId: string;
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

export class ThreadMaker {
  readonly #with: MakerOptions;
  readonly #rows: ThreadRows;
  readonly #tasks: ThreadTasks;

  constructor(options: MakerOptions, rows: ThreadRows, tasks: ThreadTasks) {
    this.#with = options;
    this.#rows = rows;
    this.#tasks = tasks;
  }

  /**
   * Makes the thread, or finds the one that was made unheard, and returns its id; null if there is none to be had now.
   * @throws Discord's refusal.
   */
  async make(group: Group): Promise<string | null> {
    const { rest, settings, db } = this.#with;
    const { groupsChannelId: channelId } = await settings.of(group.guildId);
    if (channelId === null) {
      // Without a channel there is nothing to be in; choosing one brings everybody in.
      await this.#tasks.forget(group.id);
      return null;
    }
    const claim = await this.#rows.claim(group.id);
    if (claim.kind === 'made') return claim.threadId;
    if (claim.kind === 'others') {
      await this.#tasks.later(group.id, { waitMs: claim.waitMs });
      return null;
    }
    const threadId = (await this.#madeUnheard(group, claim.before)) ?? (await this.#create(group, channelId));
    await this.#rows.made(group.id, threadId, group.name, this.#tasks);
    // The nonce keeps a repetition from being a second one.
    await postMessage(rest, threadId, {
      components: [threadPanel(group, await membersOf(db, group.id))],
      nonce: `group-${group.id}`,
      mention: [],
    });
    return threadId;
  }

  async #create({ id, name }: Group, channelId: string): Promise<string> {
    try {
      return await makePrivateThread(this.#with.rest, channelId, name);
    } catch (error) {
      // Refused: so there is none to look for.
      if (!isInDoubt(error)) await this.#rows.giveUp(id);
      throw error;
    }
  }

  async #madeUnheard({ guildId, name }: Group, sinceMs: number | null): Promise<string | undefined> {
    if (sinceMs === null) return undefined;
    const { rest, botUserId } = this.#with;
    for (const threadId of await findOwnThreads(rest, { guildId, botUserId, name, sinceMs }))
      if (!(await this.#rows.isTaken(threadId))) return threadId;
    return undefined;
  }
}

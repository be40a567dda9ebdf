/**
 * Keeps the message true that announced a meetup in its group's thread: its numbers, its time, and whether it is called
 * off. That it is out of date stands in the database, so that an outage or a restart only delays the change.
 */
import { RateLimitError, type REST } from 'discord.js';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { openThread } from '../discord/private-threads.ts';
import { groupOf } from '../groups/rows.ts';
import type { Logger } from '../log.ts';
import { countsOf, toMeetup } from './meetup.ts';
import { announcementPanel } from './message-view.ts';
import { answersOf } from './rows.ts';
import { announcementKey } from './tell.ts';

export interface PostsOptions {
  readonly db: Db;
  readonly rest: REST;
  readonly clock: Clock;
  readonly log: Logger;
}

const withinMs = 15_000;
/** Whoever is at a message is left to it for so long (ms); what passes is tried again after as long. */
const againMs = 60_000;
/** The shortest wait after a rate limit, in ms: none at all would ask again at once. */
const leastWaitMs = 1_000;
/** Messages in one run, which takes no longer than `runForMs`, so that others go out in time. */
const perRun = 20;
const runForMs = 10_000;

export class MeetupPosts {
  readonly #with: PostsOptions;

  constructor(options: PostsOptions) {
    this.#with = options;
  }

  /** Shows the present state of one, soon: fifty who press at once are a few changes. Never throws. */
  refresh(meetupId: string): void {
    void this.#settle(meetupId).catch((error: unknown) =>
      this.#with.log.warn(
        { err: error, meetup: meetupId },
        'the message of a meetup waits for the next minute',
      ),
    );
  }

  /** Does so for some that are out of date. @throws if the database does. */
  async settleDue(): Promise<void> {
    const rows = await this.#with.db
      .selectFrom('meetup')
      .select('meetup_id')
      .whereRef('recount', '>', 'recounted')
      .where((eb) =>
        eb.or([eb('recount_not_before', 'is', null), eb('recount_not_before', '<=', this.#now())]),
      )
      .limit(perRun)
      .execute();
    const until = performance.now() + runForMs;
    for (const row of rows) if (performance.now() < until) await this.#settle(row.meetup_id);
  }

  #now(): number {
    return this.#with.clock.now();
  }

  /** Changes the message until it shows what there is: one process at a time, or the older numbers could come last. */
  async #settle(meetupId: string): Promise<void> {
    for (;;) {
      const version = await this.#claim(meetupId);
      if (version === undefined) return;
      const waitMs = await this.#show(meetupId);
      await this.#with.db
        .updateTable('meetup')
        .set(
          waitMs === null
            ? { recounted: version, recount_not_before: null }
            : { recount_not_before: this.#now() + waitMs },
        )
        .where('meetup_id', '=', meetupId)
        .execute();
    }
  }

  /** Takes a message on for a minute; undefined if it is up to date, or somebody else is at it. */
  async #claim(meetupId: string): Promise<number | undefined> {
    const now = this.#now();
    const row = await this.#with.db
      .updateTable('meetup')
      .set({ recount_not_before: now + againMs })
      .where('meetup_id', '=', meetupId)
      .whereRef('recount', '>', 'recounted')
      .where((eb) => eb.or([eb('recount_not_before', 'is', null), eb('recount_not_before', '<=', now)]))
      .returning('recount')
      .executeTakeFirst();
    return row?.recount;
  }

  /** Null if the message shows what there is, or there is none; else after how long (ms) to try again. */
  async #show(meetupId: string): Promise<number | null> {
    const { db, log } = this.#with;
    const row = await db
      .selectFrom('meetup')
      .selectAll()
      .where('meetup_id', '=', meetupId)
      .executeTakeFirst();
    if (row === undefined || row.announcement === null || row.state === 'over') return null;
    const meetup = toMeetup(row);
    const group = await groupOf(db, meetup.guildId, meetup.groupId);
    const post = await db
      .selectFrom('outbox')
      .select(['state', 'channel_id', 'message_id', 'batch_id'])
      .where('dedupe_key', '=', announcementKey(meetupId, row.announcement))
      .executeTakeFirst();
    if (group === undefined || post === undefined) return null;
    // It is not out yet, and whether it was written before this answer or after, nobody knows.
    if (post.state === 'pending' || post.state === 'claimed' || post.state === 'sending') return againMs;
    if (post.channel_id === null || post.message_id === null || post.batch_id === null) return null;
    const counts = countsOf(await answersOf(db, meetup, meetup.startsAt));
    const components = [announcementPanel({ meetup, group, counts, batch: post.batch_id })];
    try {
      await this.#patch(post.channel_id, post.message_id, components);
      return null;
    } catch (error) {
      if (error instanceof RateLimitError) return Math.max(error.retryAfter, error.timeToReset, leastWaitMs);
      log.debug({ err: error, meetup: meetupId }, 'the message of a meetup could not be changed');
      // Refused for good: the message or its thread is gone, or closed.
      return codeOf(error) === undefined ? againMs : null;
    }
  }

  async #patch(channelId: string, messageId: string, components: unknown[]): Promise<void> {
    const { rest } = this.#with;
    const change = () =>
      rest.patch(Routes.channelMessage(channelId, messageId), {
        body: { components, flags: MessageFlags.IsComponentsV2, allowed_mentions: { parse: [] } },
        signal: AbortSignal.timeout(withinMs),
      });
    try {
      await change();
    } catch (error) {
      if (codeOf(error) !== discordCode.threadArchived) throw error;
      await openThread(rest, channelId);
      await change();
    }
  }
}

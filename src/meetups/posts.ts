/**
 * Keeps the message true that announced a meetup in its group's thread: its numbers, its time, and whether it is called
 * off or has ended. That it is out of date stands in the database, so that an outage or a restart only delays the change.
 */
import { RateLimitError, type REST } from 'discord.js';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { openThread } from '../discord/private-threads.ts';
import type { Group } from '../groups/group.ts';
import { groupOf } from '../groups/rows.ts';
import type { Logger } from '../log.ts';
import { readAbout } from './about.ts';
import { announcedAndEnded, announcementOf, noteEnded, type Post } from './announced.ts';
import { countsOf, type Meetup, toMeetup } from './meetup.ts';
import { announcementPanel, metPanel } from './message-view.ts';
import { answersOf } from './rows.ts';

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

  /** Null if all messages of a meetup show what there is; else after how long (ms) to try again. */
  async #show(meetupId: string): Promise<number | null> {
    const { db } = this.#with;
    const row = await db
      .selectFrom('meetup')
      .selectAll()
      .where('meetup_id', '=', meetupId)
      .executeTakeFirst();
    const group = row && (await groupOf(db, row.guild_id, row.group_id));
    if (row === undefined || group === undefined || row.announcement === null) return null;
    const meetup = toMeetup(row);
    const waits = [
      ...(await this.#showEnded(meetup, group)),
      row.state === 'over' ? null : await this.#showPresent(meetup, group, row.announcement),
    ].filter((wait) => wait !== null);
    return waits.length === 0 ? null : Math.max(...waits);
  }

  /** Takes the answers from what announced dates that have ended, once each. */
  async #showEnded(meetup: Meetup, group: Group): Promise<(number | null)[]> {
    const { db } = this.#with;
    const waits: (number | null)[] = [];
    for (const post of await announcedAndEnded(db, meetup.id)) {
      const about = readAbout(post.about);
      const date = { ...meetup, startsAt: about.startsAt };
      const wait = await this.#change(post, (batch) => metPanel({ meetup: date, group, batch }));
      if (wait === null) await noteEnded(db, post.id, about);
      waits.push(wait);
    }
    return waits;
  }

  async #showPresent(meetup: Meetup, group: Group, edition: string): Promise<number | null> {
    const { db } = this.#with;
    const post = await announcementOf(db, meetup.id, edition);
    if (post === undefined) return null;
    const counts = countsOf(await answersOf(db, meetup, meetup.startsAt));
    return await this.#change(post, (batch) => announcementPanel({ meetup, group, counts, batch }));
  }

  /** Null if the message shows what it is to, or there is none; else after how long (ms) to try again. */
  async #change(post: Post, panelOf: (batch: string) => TopLevelComponent): Promise<number | null> {
    // It is not out yet, and whether it was written before this answer or after, nobody knows.
    if (post.state === 'pending' || post.state === 'claimed' || post.state === 'sending') return againMs;
    const { channel_id: channelId, message_id: messageId, batch_id: batch } = post;
    if (channelId === null || messageId === null || batch === null) return null;
    try {
      await this.#patch(channelId, messageId, [panelOf(batch)]);
      return null;
    } catch (error) {
      if (error instanceof RateLimitError) return Math.max(error.retryAfter, error.timeToReset, leastWaitMs);
      this.#with.log.debug(
        { err: error, message: messageId },
        'the message of a meetup could not be changed',
      );
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

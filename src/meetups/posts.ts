/** Keeps the numbers on a meetup's announcement true: the message in the group's thread is changed as members answer. */
import type { REST } from 'discord.js';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { Db } from '../database/open.ts';
import type { GroupStore } from '../groups/store.ts';
import type { Logger } from '../log.ts';
import { countsOf } from './meetup.ts';
import { newsPanel } from './message-view.ts';
import type { MeetupStore } from './store.ts';
import { announcementKey } from './tell.ts';

export interface PostsOptions {
  readonly db: Db;
  readonly rest: REST;
  readonly meetups: MeetupStore;
  readonly groups: GroupStore;
  readonly log: Logger;
}

const withinMs = 15_000;

export class MeetupPosts {
  readonly #with: PostsOptions;
  /** By meetup: whether more answers have come since the change that is under way began. */
  readonly #running = new Map<string, { again: boolean }>();

  constructor(options: PostsOptions) {
    this.#with = options;
  }

  /** Shows the present numbers, soon: fifty who press at once are one or two changes. What fails, the next answer mends. */
  refresh(guildId: string, meetupId: string): void {
    const running = this.#running.get(meetupId);
    if (running !== undefined) {
      running.again = true;
      return;
    }
    void this.#run(guildId, meetupId);
  }

  async #run(guildId: string, meetupId: string): Promise<void> {
    const state = { again: true };
    this.#running.set(meetupId, state);
    try {
      while (state.again) {
        state.again = false;
        await this.#change(guildId, meetupId);
      }
    } catch (error) {
      this.#with.log.debug({ err: error, meetup: meetupId }, 'the numbers of a meetup could not be shown');
    } finally {
      this.#running.delete(meetupId);
    }
  }

  async #change(guildId: string, meetupId: string): Promise<void> {
    const { db, rest, meetups, groups } = this.#with;
    const meetup = await meetups.of(guildId, meetupId);
    const group = meetup && (await groups.of(guildId, meetup.groupId));
    if (meetup === undefined || group === undefined) return;
    const post = await db
      .selectFrom('outbox')
      .select(['channel_id', 'message_id', 'batch_id'])
      .where('dedupe_key', '=', announcementKey(meetup))
      .where('state', '=', 'sent')
      .executeTakeFirst();
    if (post?.channel_id == null || post.message_id === null || post.batch_id === null) return;
    const counts = countsOf(await meetups.answersOf(meetupId, meetup.startsAt));
    const news = { what: 'announce', meetup, group, counts, userIds: [], batch: post.batch_id } as const;
    await rest.patch(Routes.channelMessage(post.channel_id, post.message_id), {
      body: {
        components: [newsPanel(news)],
        flags: MessageFlags.IsComponentsV2,
        allowed_mentions: { parse: [] },
      },
      signal: AbortSignal.timeout(withinMs),
    });
  }
}

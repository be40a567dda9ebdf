/** A study hall with a showcase channel, and members with entries to share in it. */
import { resolve } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { expect, onTestFinished } from 'vitest';
import { type Db, openDatabase } from '../../src/database/open.ts';
import { loadGuide } from '../../src/guide/load.ts';
import { type SharingStep, sharableStep } from '../../src/guide/sharing.ts';
import type { Person } from '../../src/playground/index.ts';
import { askShare, showEntry } from '../../src/portfolio/actions.ts';
import type { EntryDraft } from '../../src/portfolio/entry.ts';
import { PortfolioStore } from '../../src/portfolio/store.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';
import { SettingsStore } from '../../src/settings/store.ts';
import { ShowcaseStore } from '../../src/showcase/store.ts';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

export const bits = {
  view: 1n << 10n,
  send: 1n << 11n,
  history: 1n << 16n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
};

/** Requests that sharing makes, for faults. */
export const requests = {
  post: (channel: string) => ({ method: 'POST', route: `/channels/${channel}/messages` }),
  thread: { method: 'POST', route: '/channels/:id/messages/:id/threads' },
  /** To any channel but this: the thread, whose id is not known before. */
  checklist: (channel: string) => ({
    method: 'POST',
    route: new RegExp(`^/channels/(?!${channel}/)[^/]+/messages$`),
  }),
  history: { method: 'GET', route: '/channels/:id/messages' },
  deletion: { method: 'DELETE', route: '/channels/:id/messages/:id' },
} as const;

export interface Hall {
  readonly scene: Scene;
  readonly db: Db;
  readonly showcase: ShowcaseStore;
  readonly ben: Person;
  /** Where Ben types. */
  readonly where: string;
  /** Where it is shown. */
  readonly channel: string;
  /** Logs an entry of Ben's, a post unless said otherwise, and returns its id. */
  log(entry?: Partial<EntryDraft>): Promise<number>;
  /** The bot's own messages in the showcase. */
  posts(): APIMessage[];
  /** The bot's own messages in the thread of a post, without Discord's line at its head. */
  inThread(post: APIMessage): APIMessage[];
  /** Shows Ben an entry of his portfolio. */
  open(entry: number): Promise<APIMessage>;
  /** The same, in direct messages. */
  openDirectly(entry: number): Promise<APIMessage>;
  /** Shows Ben the entry as it would be posted. */
  preview(entry: number): Promise<APIMessage>;
  /** Denies the bot these permissions in the showcase, and none else. */
  deny(denied: bigint): void;
  member(person: Person): { guildId: string; userId: string };
}

/** Starts a hall that ends with the test. */
export async function startHall({ withChannel = true, rateLimits = true } = {}): Promise<Hall> {
  const scene = await startScene({ rateLimits });
  const { db, close } = await openDatabase(scene.databasePath);
  onTestFinished(close);
  const { playground, clock } = scene;
  const showcase = new ShowcaseStore(db, clock);
  const ben = scene.person('ben');
  const channel = scene.channel('hall.showcase');
  const guildId = playground.world.guilds['hall'] ?? '';
  const member = ({ userId }: Person) => ({ guildId, userId });
  if (withChannel) {
    const { userId } = scene.person('ada');
    await new SettingsStore(db, clock, new Outbox(db, clock)).change(
      guildId,
      { showcaseChannelId: channel },
      userId,
    );
  }
  const own = (channelId: string) =>
    playground.messagesIn(channelId).filter(({ author }) => author.id === playground.botUserId);
  const portfolio = new PortfolioStore(db, clock);
  const where = scene.channel('hall.nextSteps');
  const pressed = async (message: APIMessage, customId: string) =>
    messageOf(await ben.press(message, customId, { raw: true }));
  const openIn = async (channelId: string, entry: number) =>
    await pressed(messageOf(await ben.command(channelId, 'portfolio')), showEntry.id({ entry }));
  return {
    scene,
    db,
    showcase,
    ben,
    where,
    channel,
    member,
    async log(entry) {
      const draft: EntryDraft = {
        kind: 'post',
        title: 'A network in ten lines',
        url: 'https://ben.example.org/ten-lines',
        note: 'My first one.',
        stepId: null,
        datedOn: '2027-01-13',
        ...entry,
      };
      const added = await portfolio.add(member(ben), draft, [], () => 0);
      if (added.kind !== 'added') throw new Error(`not logged: ${added.kind}`);
      return added.entry.id;
    },
    posts: () => own(channel),
    inThread: ({ id }) => own(id).filter(({ type }) => type === 0),
    open: (entry) => openIn(where, entry),
    openDirectly: (entry) => openIn(ben.direct(), entry),
    preview: async (entry) => await pressed(await openIn(where, entry), askShare.id({ entry })),
    deny: (denied) =>
      playground.admin.setChannelOverwrites(channel, { [playground.botUserId]: { deny: denied } }),
  };
}

/** What Ben reads when he presses a button. */
export const press = async ({ ben }: Hall, message: APIMessage, label = 'Post it') =>
  textOf(messageOf(await ben.press(message, label)));

/** One post, one thread, one checklist, and the author is told so. */
export async function expectWhole(hall: Hall, entry: number): Promise<void> {
  const posts = hall.posts();
  expect(posts, 'posts').toHaveLength(1);
  for (const post of posts) {
    expect(post.thread?.id, 'thread').toBe(post.id);
    expect(hall.inThread(post), 'checklists').toHaveLength(1);
    expect(await hall.showcase.of(hall.member(hall.ben), entry)).toMatchObject({
      state: 'shared',
      messageId: post.id,
      threadId: post.id,
    });
  }
}

/** The step of the project's guide by which posts are shared. */
export async function sharingStep(): Promise<SharingStep> {
  const step = sharableStep(await loadGuide(resolve(import.meta.dirname, '../../data')), 'post');
  if (step === undefined) throw new Error('the guide shares no posts');
  return step;
}

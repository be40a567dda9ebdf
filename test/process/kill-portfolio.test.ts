/**
 * A portfolio, however the bot dies: real processes, ended by SIGKILL in the middle of logging and of sharing; Discord
 * forgets every nonce before each restart. What was answered is there, ticks and entries agree, and an entry is posted
 * once, with one thread and one checklist.
 */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { type Person, type Playground, startPlayground } from '../../src/playground/index.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';
import { SettingsStore } from '../../src/settings/store.ts';
import { messageOf, partsOf, textOf } from '../support/bot.ts';
import { type Process, projectFolder, startProcess, tempFolder } from '../support/process.ts';

const startsAt = Date.UTC(2027, 0, 13, 12);
const rounds = 5;

interface Scene {
  readonly playground: Playground;
  readonly ben: Person;
  readonly where: string;
  readonly showcase: string;
  readonly db: Awaited<ReturnType<typeof openDatabase>>['db'];
  startBot(): Promise<Process>;
  /** Claims of a dead process have run out, and Discord has forgotten every nonce. */
  letClaimsLapse(): void;
}

async function startScene(): Promise<Scene> {
  const clock = new MovableClock(startsAt - Date.now());
  const playground = await startPlayground({ clock, rateLimits: false });
  onTestFinished(() => playground.close());
  const databasePath = join(tempFolder(), 'bot.sqlite');
  const database = await openDatabase(databasePath);
  onTestFinished(() => database.close());
  const { users, guilds, channels } = playground.world;
  const showcase = channels['hall.showcase'] ?? '';
  const settings = new SettingsStore(database.db, clock, new Outbox(database.db, clock));
  await settings.change(guilds['hall'] ?? '', { showcaseChannelId: showcase }, users['ada'] ?? '');
  return {
    playground,
    showcase,
    db: database.db,
    ben: playground.as(users['ben'] ?? ''),
    where: channels['hall.nextSteps'] ?? '',
    async startBot() {
      const bot = startProcess({
        file: join(projectFolder, 'test/process/bot-child.ts'),
        env: {
          BOT_TOKEN: playground.botToken,
          API_URL: playground.apiUrl,
          DATABASE_PATH: databasePath,
          CLOCK_OFFSET_MS: String(clock.offsetMs),
        },
        ipc: true,
      });
      await bot.message((message): message is object => 'started' in message);
      return bot;
    },
    letClaimsLapse() {
      clock.moveTo(clock.now() + 2 * 60_000);
      playground.forgetNonces();
    },
  };
}

/** `done` resolves once the bot has made `more` further requests that `fits`; `stop` gives up waiting. */
function untilRequested({ requests }: Playground, more: number, fits: (path: string) => boolean) {
  const from = requests.length;
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    const found = requests.slice(from).filter(({ method, path }) => method === 'POST' && fits(path));
    if (found.length >= more) resolve();
  }, 1);
  const stop = () => clearInterval(timer);
  void done.then(stop);
  return { done, stop };
}

const isShowcasing = (path: string) => /\/channels\/\d+\/(?:messages|.*\/threads)/.test(path);

async function kill(bot: Process): Promise<void> {
  bot.signal('SIGKILL');
  expect((await bot.ended).signal).toBe('SIGKILL');
}

test('killed while members log: what was answered is there, and ticks agree with entries', {
  timeout: 90_000,
}, async () => {
  const scene = await startScene();
  const { ben, where, playground, db } = scene;
  const answered: string[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const bot = await scene.startBot();
    const killed = untilRequested(playground, round, (path) => path.endsWith('/callback')).done.then(() =>
      kill(bot),
    );
    const titles = Array.from({ length: 12 }, (_, at) => `Round ${round}, entry ${at}`);
    const logged = titles.map(async (title) => {
      const outcome = await ben.command(where, 'log', { kind: 'chapter', title, step: 'textbook' });
      if (outcome.status === 'message' && textOf(messageOf(outcome)).includes('✔️ Logged.'))
        answered.push(title);
    });
    await Promise.all([killed, ...logged]);
    scene.letClaimsLapse();
  }
  const entries = await db.selectFrom('entry').select('title').execute();
  const kept = new Set(entries.map(({ title }) => title));
  expect(answered.length).toBeGreaterThanOrEqual(rounds);
  expect(answered.filter((title) => !kept.has(title))).toEqual([]);
  const links = await db.selectFrom('entry_milestone').select(['step_id', 'milestone_id']).execute();
  const ticks = await db.selectFrom('milestone_tick').select(['step_id', 'milestone_id']).execute();
  const wanted = new Map([
    ['first-equation', 1],
    ['core-chapters', 4],
  ]);
  const proven = [...Map.groupBy(links, ({ milestone_id }) => milestone_id)]
    .filter(([id, own]) => own.length >= (wanted.get(id) ?? 1))
    .map(([id]) => id);
  expect(ticks.map(({ milestone_id }) => milestone_id).toSorted()).toEqual(proven.toSorted());
});

test('killed while entries are shared: each is posted once, with one thread and one checklist', {
  timeout: 120_000,
}, async () => {
  const scene = await startScene();
  const { ben, where, playground, showcase, db } = scene;
  let bot = await scene.startBot();
  const count = 12;
  for (let at = 1; at <= count; at += 1)
    await ben.command(where, 'log', { kind: 'post', title: `Post ${at}`, url: `https://example.com/${at}` });
  const ids = (await db.selectFrom('entry').select('id').execute()).map(({ id }) => id);
  expect(ids).toHaveLength(count);
  const list = messageOf(await ben.command(where, 'portfolio'));
  const press = (id: number) => ben.press(list, `entry.share@1/${id}`, { raw: true });

  for (let round = 1; round <= rounds; round += 1) {
    // Every second post is out, and the bot never hears of it.
    const lost = playground.faults.add({
      method: 'POST',
      route: `/channels/${showcase}/messages`,
      times: 1,
      dropSocket: 'after',
    });
    const reached = untilRequested(playground, round, isShowcasing);
    const presses = Promise.all(ids.slice((round - 1) % 4, ((round - 1) % 4) + 4).map(press));
    // Once most are shared, there is less to do than to wait for.
    await Promise.race([reached.done, presses]);
    reached.stop();
    await kill(bot);
    await presses;
    lost.remove();
    scene.letClaimsLapse();
    bot = await scene.startBot();
  }
  for (const id of ids) {
    const answer = textOf(messageOf(await press(id)));
    expect(answer, `entry ${id}`).toContain('Shared in');
  }
  const own = (channelId: string) =>
    playground
      .messagesIn(channelId)
      .filter(({ author, type }) => author.id === playground.botUserId && type === 0);
  const posts = own(showcase);
  const titles = posts.map((post) => /Post \d+/.exec(textOf(post))?.[0]);
  expect(titles.toSorted()).toEqual(ids.map((_, at) => `Post ${at + 1}`).toSorted());
  for (const post of posts) {
    expect(post.thread?.id).toBe(post.id);
    expect(own(post.id), 'checklists').toHaveLength(1);
    expect(partsOf(post).length).toBeGreaterThan(2);
  }
  await kill(bot);
});

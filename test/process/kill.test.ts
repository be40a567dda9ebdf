/**
 * Every member has exactly one message of the week, however the bot dies. The bots are real processes, ended by
 * SIGKILL; only the clock is a test's, so that a claim's minute passes at once. Discord forgets every nonce before each
 * restart: what keeps a message single must be the outbox alone.
 */
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { NudgeStore } from '../../src/accountability/nudge-store.ts';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { type Playground, startPlayground, type WorldSeed } from '../../src/playground/index.ts';
import { leaseMs } from '../../src/scheduler/outbox.ts';
import { type Process, projectFolder, startProcess, tempFolder } from '../support/process.ts';

const memberCount = 1_000;
const guilds = 4;
const channelsPerGuild = 5;
/** Minutes over which the nudges of a channel are spread; each minute is a message of its own. */
const minutes = 12;
const firstDue = '2027-01-15T09:00:00Z';
const startsAt = '2027-01-13T12:00:00Z';

const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;

interface Scene {
  readonly playground: Playground;
  readonly clock: MovableClock;
  readonly databasePath: string;
  readonly members: readonly string[];
  startBot(): Promise<Process>;
  /** Lets time pass until every claim of a dead process has run out, and Discord has forgotten every nonce. */
  letClaimsLapse(): void;
  /** Lets these bots, all at the same time, plan and send what they can right now. */
  tick(...bots: Process[]): Promise<void>;
  /** Lets minute after minute pass until nothing is left to send. */
  finish(...bots: Process[]): Promise<void>;
  /** How many rows of the outbox are in each state. */
  states(): Promise<Record<string, number>>;
  /** How many processes hold a claim. */
  claimants(): Promise<number>;
}

function worldOf(count: number): WorldSeed {
  const names = Array.from({ length: count }, (_, index) => `member${index}`);
  const guild = (index: number) => ({
    name: `Guild ${index}`,
    owner: 'member0',
    members: names.filter((_, member) => member % guilds === index),
    channels: Object.fromEntries(
      Array.from({ length: channelsPerGuild }, (_, channel) => [`c${channel}`, { name: `c-${channel}` }]),
    ),
  });
  return {
    users: Object.fromEntries(names.map((name) => [name, { username: name }])),
    guilds: Object.fromEntries(Array.from({ length: guilds }, (_, index) => [`g${index}`, guild(index)])),
  };
}

/** A thousand members, one in fourteen nudged by direct message, all due on the same Friday morning, which has come. */
async function startScene(): Promise<Scene> {
  const clock = new MovableClock(ms(startsAt) - Date.now());
  const playground = await startPlayground({ clock, world: worldOf(memberCount), rateLimits: false });
  onTestFinished(() => playground.close());
  const databasePath = join(tempFolder(), 'bot.sqlite');
  const database = await openDatabase(databasePath);
  onTestFinished(() => database.close());
  const members = Array.from({ length: memberCount }, (_, index) =>
    known(playground.world.users, `member${index}`),
  );
  const nudges = new NudgeStore(database.db, clock);
  for (const [index, userId] of members.entries()) {
    const guild = index % guilds;
    const byDirectMessage = index % 14 === 0;
    const channel = `g${guild}.c${Math.floor(index / guilds) % channelsPerGuild}`;
    await nudges.turnOn(
      { guildId: known(playground.world.guilds, `g${guild}`), userId },
      {
        weekday: 5,
        minuteOfDay: 9 * 60 + (Math.floor(index / guilds / channelsPerGuild) % minutes),
        timeZone: 'UTC',
        place: byDirectMessage ? 'dm' : 'channel',
        channelId: byDirectMessage ? null : known(playground.world.channels, channel),
      },
    );
  }
  clock.moveTo(ms(firstDue) + minutes * 60_000);

  const states = async () => {
    const rows = await database.db
      .selectFrom('outbox')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };
  const letClaimsLapse = () => {
    clock.moveTo(clock.now() + leaseMs + 1_000);
    playground.forgetNonces();
  };
  const tick = async (...bots: Process[]) => {
    const ticked = bots.map((bot) => bot.message((message): message is object => 'tickedAt' in message));
    for (const bot of bots) bot.send({ moveTo: clock.now() });
    await Promise.all(ticked);
  };
  const claimants = async () => {
    const claimed = database.db
      .selectFrom('outbox')
      .select('lease_owner')
      .where('lease_owner', 'is not', null);
    return (await claimed.distinct().execute()).length;
  };
  return {
    playground,
    clock,
    databasePath,
    members,
    states,
    claimants,
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
    tick,
    letClaimsLapse,
    async finish(...bots) {
      for (let minute = 1; minute <= 10; minute += 1) {
        letClaimsLapse();
        await tick(...bots);
        const { pending = 0, claimed = 0, sending = 0 } = await states();
        if (pending + claimed + sending === 0) return;
      }
      throw new Error(`not everything was sent after ten minutes: ${JSON.stringify(await states())}`);
    },
  };
}

function known(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`the world has no ${name}`);
  return id;
}

/** Every message that the bot has posted, by channel or direct message. */
function posted({ playground, members }: Scene) {
  const inChannels = Object.values(playground.world.channels).flatMap((id) => playground.messagesIn(id));
  return [...inChannels, ...members.flatMap((userId) => playground.directMessages(userId))];
}

/** How many members were pinged never, once, and more than once. */
function tally(scene: Scene) {
  const messages = posted(scene);
  const times = new Map<string, number>();
  for (const userId of messages.flatMap(({ id }) => scene.playground.pingsOf(id).users)) {
    times.set(userId, (times.get(userId) ?? 0) + 1);
  }
  const counts = scene.members.map((userId) => times.get(userId) ?? 0);
  return {
    messages: messages.length,
    never: counts.filter((count) => count === 0).length,
    once: counts.filter((count) => count === 1).length,
    more: counts.filter((count) => count > 1).length,
    strangers: times.size - counts.filter((count) => count > 0).length,
  };
}

function expectNoViolations({ violations }: Playground): void {
  expect(violations).toEqual([]);
}

/** Resolves after `more` further messages, or when the bots have nothing left to send. */
async function untilPosted(scene: Scene, more: number): Promise<void> {
  const { requests } = scene.playground;
  const from = requests.length;
  let posts = 0;
  let seen = from;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      for (; seen < requests.length; seen += 1) {
        const { method, path } = requests[seen] ?? { method: '', path: '' };
        if (method === 'POST' && path.endsWith('/messages')) posts += 1;
      }
      if (posts < more) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const newSeed = () => Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

test('killed ten times in a run of 1,000 nudges: one message each', { timeout: 90_000 }, async () => {
  const seed = newSeed();
  const random = randomFrom(seed);
  const scene = await startScene();
  const { playground } = scene;
  const kills: { posted: number; left: Record<string, number> }[] = [];
  for (let kill = 1; kill <= 10; kill += 1) {
    // Some are posted and the bot never hears of it; some hang at Discord when the bot dies.
    const route = '/channels/:id/messages';
    const lost = playground.faults.add({ method: 'POST', route, times: 2, dropSocket: 'after' });
    const bot = await scene.startBot();
    await untilPosted(scene, 5 + Math.floor(random() * 20));
    lost.remove();
    const hung = playground.faults.add({ method: 'POST', route, times: 1, delayMs: 100 });
    await new Promise((resolve) => setTimeout(resolve, random() * 30));
    bot.signal('SIGKILL');
    expect((await bot.ended).signal).toBe('SIGKILL');
    hung.remove();
    kills.push({ posted: posted(scene).length, left: await scene.states() });
    scene.letClaimsLapse();
  }
  const inTheMiddle = kills.filter(({ left }) => (left['sending'] ?? 0) > 0 && left['sent'] !== undefined);
  expect(inTheMiddle.length, `kills that struck in the middle (seed ${seed})`).toBeGreaterThanOrEqual(9);

  await scene.finish(await scene.startBot());
  const counts = tally(scene);
  process.stdout.write(
    `killed after ${kills.map(({ posted }) => posted).join(', ')} messages; ${JSON.stringify(counts)}\n`,
  );
  expect(counts, `seed ${seed}`).toMatchObject({ never: 0, once: memberCount, more: 0, strangers: 0 });
  expect(counts.messages).toBeGreaterThanOrEqual(300);
  expect(await scene.states()).toEqual({ sent: memberCount });
  expectNoViolations(playground);
});

test('two processes on one database, one of them killed: one message each', { timeout: 60_000 }, async () => {
  const seed = newSeed();
  const random = randomFrom(seed);
  const scene = await startScene();
  const route = '/channels/:id/messages';
  scene.playground.faults.add({ method: 'POST', route, times: 3, dropSocket: 'after' });
  const [first, second] = await Promise.all([scene.startBot(), scene.startBot()]);
  await vi.waitFor(async () => expect(await scene.claimants(), 'both are at work').toBe(2), {
    timeout: 5_000,
    interval: 2,
  });
  await untilPosted(scene, 5 + Math.floor(random() * 20));
  first.signal('SIGKILL');
  await first.ended;
  const third = await scene.startBot();
  // The two that live share what nobody has claimed; a minute later, what the dead one has left in doubt.
  await scene.tick(second, third);
  expect(await scene.states(), `what the dead one left (seed ${seed})`).toHaveProperty('sending');
  await scene.finish(second, third);
  const counts = tally(scene);
  process.stdout.write(`two processes: ${JSON.stringify(counts)}\n`);
  const errors = [second, third].flatMap((bot) => bot.log()).filter(({ level }) => Number(level) >= 50);
  expect(errors, 'nobody found the database locked').toEqual([]);
  expect(counts, `seed ${seed}`).toMatchObject({ never: 0, once: memberCount, more: 0, strangers: 0 });
  expect(await scene.states()).toEqual({ sent: memberCount });
  expectNoViolations(scene.playground);
});

/** Many meetups tomorrow whose reminders are due, a local Discord that forgets its nonces, and bots that are killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVictim, type Victim } from '../../bench/crash/bots.ts';
import { MovableClock } from '../../src/clock.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { type Playground, startPlayground, type WorldSeed } from '../../src/playground/index.ts';
import { leaseMs } from '../../src/scheduler/outbox.ts';

export const meetups = 120;
const membersOfEach = 4;
/** One group in so many has no thread: its members are written to directly. */
const threadless = 12;
const begin = Temporal.Instant.from('2027-01-13T12:00:00Z').epochMilliseconds;
const startsAt = begin + 24 * 60 * 60_000;

const memberName = (meetup: number, index: number) => `m${meetup}x${index}`;
const known = (ids: Readonly<Record<string, string>>, name: string): string => ids[name] ?? '';

function world(): WorldSeed {
  const indexes = Array.from({ length: meetups }, (_, index) => index);
  const members = indexes.flatMap((meetup) =>
    Array.from({ length: membersOfEach }, (_, index) => memberName(meetup, index)),
  );
  const channels = Object.fromEntries(indexes.map((index) => [`c${index}`, { name: `c-${index}` }]));
  return {
    users: Object.fromEntries(members.map((name) => [name, { username: name }])),
    guilds: { hall: { name: 'Hall', owner: memberName(0, 0), members, channels } },
  };
}

export class MeetupCrashScene {
  readonly playground: Playground;
  readonly clock: MovableClock;
  readonly #database: Database;
  readonly #folder: string;
  readonly #alive = new Set<Victim>();

  private constructor(playground: Playground, clock: MovableClock, database: Database, folder: string) {
    this.playground = playground;
    this.clock = clock;
    this.#database = database;
    this.#folder = folder;
  }

  static async open(): Promise<MeetupCrashScene> {
    const folder = mkdtempSync(join(tmpdir(), 'nextstep-meetups-'));
    const clock = new MovableClock(begin - Date.now());
    const playground = await startPlayground({ clock, world: world(), rateLimits: false });
    const database = await openDatabase(join(folder, 'bot.sqlite'));
    const scene = new MeetupCrashScene(playground, clock, database, folder);
    for (let index = 0; index < meetups; index += 1) await scene.#plant(index);
    clock.moveTo(begin + 60_000);
    return scene;
  }

  async #plant(index: number): Promise<void> {
    const { db } = this.#database;
    const { users, guilds, channels } = this.playground.world;
    const guild_id = known(guilds, 'hall');
    const group_id = `group${String(index).padStart(7, '0')}`;
    const meetup_id = `meet${String(index).padStart(8, '0')}`;
    const at = { created_at: begin, updated_at: begin };
    const thread_id = index % threadless === 0 ? null : known(channels, `hall.c${index}`);
    const name = `Group ${index}`;
    const group = {
      group_id,
      guild_id,
      state: 'open',
      name,
      topic: '',
      search_text: '',
      language: 'en',
    } as const;
    const rest = { time_zone: 'UTC', cell: -1, capacity: 8, by_request: 0, active_at: begin, ...at };
    await db
      .insertInto('study_group')
      .values({ ...group, ...rest, thread_id })
      .execute();
    const meetup = {
      meetup_id,
      group_id,
      guild_id,
      state: 'planned',
      time_zone: 'UTC',
      place: 'Here',
    } as const;
    const date = { starts_at: startsAt, first_at: startsAt, minutes: 60, weekly: 0, planned_by: '' };
    // Events are not what this is about.
    await db
      .insertInto('meetup')
      .values({ ...meetup, ...date, ...at, event_not_before: startsAt })
      .execute();
    for (let member = 0; member < membersOfEach; member += 1) {
      const key = { guild_id, user_id: known(users, memberName(index, member)) };
      await db
        .insertInto('group_member')
        .values({ ...key, group_id, is_owner: member === 0 ? 1 : 0, joined_at: begin })
        .execute();
      await db
        .insertInto('meetup_member')
        .values({ ...key, meetup_id, starts_at: startsAt, answer: 'yes', updated_at: begin })
        .execute();
    }
  }

  startBot(): Victim {
    const { playground, clock } = this;
    const victim = startVictim({
      BOT_TOKEN: playground.botToken,
      API_URL: playground.apiUrl,
      DATABASE_PATH: join(this.#folder, 'bot.sqlite'),
      CLOCK_OFFSET_MS: String(clock.offsetMs),
    });
    this.#alive.add(victim);
    return victim;
  }

  async kill(victim: Victim): Promise<void> {
    this.#alive.delete(victim);
    await victim.kill();
  }

  /** Lets a minute pass, in which claims of the dead run out, and Discord forgets every nonce. */
  letClaimsLapse(): void {
    this.clock.moveTo(this.clock.now() + leaseMs + 1_000);
    this.playground.forgetNonces();
  }

  /** Resolves when Discord has had so many more posts, or after 10 s. */
  async untilPosted(more: number): Promise<void> {
    const posts = () =>
      this.playground.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
        .length;
    const wanted = posts() + more;
    const deadline = performance.now() + 10_000;
    while (posts() < wanted && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** How many rows of the outbox are in each state. */
  async states(): Promise<Record<string, number>> {
    const rows = await this.#database.db
      .selectFrom('outbox')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  /** How many members have been reminded how often. */
  tally(): { never: number; once: number; more: number } {
    const { playground } = this;
    const inThreads = Object.values(playground.world.channels)
      .flatMap((id) => playground.messagesIn(id))
      .flatMap(({ id }) => playground.pingsOf(id).users);
    const times = Object.values(playground.world.users).map(
      (userId) => inThreads.filter((id) => id === userId).length + playground.directMessages(userId).length,
    );
    const count = (fits: (time: number) => boolean) => times.filter(fits).length;
    return { never: count((n) => n === 0), once: count((n) => n === 1), more: count((n) => n > 1) };
  }

  async close(): Promise<void> {
    for (const victim of this.#alive) await victim.kill().catch(() => {});
    await this.playground.close();
    await this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const members = meetups * membersOfEach;

/** Members who are all due on Friday morning, a local Discord that forgets its nonces, and bots that are killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NudgeStore } from '../../src/accountability/nudge-store.ts';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { leaseMs } from '../../src/scheduler/outbox.ts';
import { startVictim, type Victim } from './bots.ts';
import { channelsPerGuild, guilds, known, worldOf } from './world.ts';

/** Minutes over which the nudges of a channel are spread; each minute is a message of its own. */
const minutes = 12;
/** One member in so many is nudged by direct message. */
const byDirectMessage = 14;
const firstDue = '2027-01-15T09:00:00Z';
const startsAt = '2027-01-13T12:00:00Z';
const weekMs = 7 * 24 * 60 * 60_000;
const messages = { method: 'POST', route: '/channels/:id/messages' } as const;

/** What is in the outbox, by batch. */
export interface Left {
  /** Rows of this week by state. */
  readonly states: Readonly<Record<string, number>>;
  readonly claimed: ReadonlySet<string>;
  readonly sending: ReadonlySet<string>;
  /** Of those in sending, the ones whose message Discord has. */
  readonly out: ReadonlySet<string>;
  /** Messages of this week that Discord has. */
  readonly posted: number;
}

/** How often members were pinged since the week began. */
export interface Tally {
  readonly messages: number;
  readonly never: number;
  readonly once: number;
  readonly more: number;
  readonly strangers: number;
}

export class CrashScene {
  readonly playground: Playground;
  readonly clock: MovableClock;
  readonly members: readonly string[];
  readonly #database: Awaited<ReturnType<typeof openDatabase>>;
  readonly #folder: string;
  readonly #alive = new Set<Victim>();
  #week = 0;
  /** Messages of the weeks before. */
  #before = new Set<string>();

  private constructor(
    playground: Playground,
    clock: MovableClock,
    members: readonly string[],
    folder: string,
    database: Awaited<ReturnType<typeof openDatabase>>,
  ) {
    this.playground = playground;
    this.clock = clock;
    this.members = members;
    this.#folder = folder;
    this.#database = database;
  }

  /** Everybody's first Friday has come. */
  static async open(memberCount: number): Promise<CrashScene> {
    const folder = mkdtempSync(join(tmpdir(), 'nextstep-crash-'));
    const clock = new MovableClock(ms(startsAt) - Date.now());
    const playground = await startPlayground({ clock, world: worldOf(memberCount), rateLimits: false });
    const database = await openDatabase(join(folder, 'bot.sqlite'));
    const members = Array.from({ length: memberCount }, (_, index) =>
      known(playground.world.users, `member${index}`),
    );
    const nudges = new NudgeStore(database.db, clock);
    for (const [index, userId] of members.entries()) {
      const guild = index % guilds;
      const isDirect = index % byDirectMessage === 0;
      const channel = `g${guild}.c${Math.floor(index / guilds) % channelsPerGuild}`;
      await nudges.turnOn(
        { guildId: known(playground.world.guilds, `g${guild}`), userId },
        {
          weekday: 5,
          minuteOfDay: 9 * 60 + (Math.floor(index / guilds / channelsPerGuild) % minutes),
          timeZone: 'UTC',
          place: isDirect ? 'dm' : 'channel',
          channelId: isDirect ? null : known(playground.world.channels, channel),
        },
      );
    }
    clock.moveTo(ms(firstDue) + minutes * 60_000);
    return new CrashScene(playground, clock, members, folder, database);
  }

  /** A bot of its own process on the one database. */
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

  /** Lets time pass until every claim of a dead process has run out, and Discord has forgotten every nonce. */
  letClaimsLapse(): void {
    this.clock.moveTo(this.clock.now() + leaseMs + 1_000);
    this.playground.forgetNonces();
  }

  /** Everybody's next Friday comes. */
  nextWeek(): void {
    this.#week += 1;
    this.#before = new Set(this.#all().map(({ id }) => id));
    this.clock.moveTo(ms(firstDue) + this.#week * weekMs + minutes * 60_000);
    this.playground.forgetNonces();
  }

  /** Lets minute after minute pass until nothing is left to send. @throws if something still is after an hour. */
  async finish(...bots: Victim[]): Promise<void> {
    for (let minute = 1; minute <= 60; minute += 1) {
      this.letClaimsLapse();
      await Promise.all(bots.map((bot) => bot.tick(this.clock.now())));
      const { pending = 0, claimed = 0, sending = 0 } = await this.states();
      if (pending + claimed + sending === 0) return;
    }
    throw new Error(`not everything was sent after an hour: ${JSON.stringify(await this.states())}`);
  }

  /** How many rows of this week's outbox are in each state. */
  async states(): Promise<Record<string, number>> {
    const rows = await this.#database.db
      .selectFrom('outbox')
      .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
      .where('due_at', '>=', ms(firstDue) + this.#week * weekMs)
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }

  /** How many processes hold a claim. */
  async claimants(): Promise<number> {
    const claimed = this.#database.db
      .selectFrom('outbox')
      .select('lease_owner')
      .where('lease_owner', 'is not', null);
    return (await claimed.distinct().execute()).length;
  }

  async left(): Promise<Left> {
    const posted = this.#posted();
    const texts = posted.map(({ components }) => JSON.stringify(components));
    const sending = await this.#batchesIn('sending');
    return {
      states: await this.states(),
      claimed: await this.#batchesIn('claimed'),
      sending,
      out: new Set([...sending].filter((id) => texts.some((text) => text.includes(id)))),
      posted: posted.length,
    };
  }

  tally(): Tally {
    const times = new Map<string, number>();
    const posted = this.#posted();
    for (const userId of posted.flatMap(({ id }) => this.playground.pingsOf(id).users)) {
      times.set(userId, (times.get(userId) ?? 0) + 1);
    }
    const counts = this.members.map((userId) => times.get(userId) ?? 0);
    return {
      messages: posted.length,
      never: counts.filter((count) => count === 0).length,
      once: counts.filter((count) => count === 1).length,
      more: counts.filter((count) => count > 1).length,
      strangers: times.size - counts.filter((count) => count > 0).length,
    };
  }

  /** Resolves when Discord has had so many more posts, or after `patienceMs`. */
  async untilPosted(more: number, patienceMs = 10_000): Promise<void> {
    const { requests } = this.playground;
    const wanted = this.#posts() + more;
    const deadline = performance.now() + patienceMs;
    // The list is cut at its beginning now and then; a run of this size does not get there.
    while (this.#posts() < wanted && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, requests.length === 0 ? 5 : 1));
    }
  }

  /** Discord posts the next messages, and the bot never hears of it. */
  loseAnswers(times: number) {
    return this.playground.faults.add({ ...messages, times, dropSocket: 'after' });
  }

  /** Discord takes so long (ms) over the next message that the bot may be dead by then. */
  delay(times: number, delayMs: number) {
    return this.playground.faults.add({ ...messages, times, delayMs });
  }

  async close(): Promise<void> {
    for (const victim of this.#alive) await victim.kill().catch(() => {});
    await this.playground.close();
    await this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #batchesIn(state: 'claimed' | 'sending'): Promise<ReadonlySet<string>> {
    const rows = await this.#database.db
      .selectFrom('outbox')
      .select('batch_id')
      .where('state', '=', state)
      .execute();
    return new Set(rows.flatMap(({ batch_id: id }) => id ?? []));
  }

  #posts(): number {
    return this.playground.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/messages'),
    ).length;
  }

  #posted() {
    return this.#all().filter(({ id }) => !this.#before.has(id));
  }

  #all() {
    const { playground } = this;
    const inChannels = Object.values(playground.world.channels).flatMap((id) => playground.messagesIn(id));
    return [...inChannels, ...this.members.flatMap((userId) => playground.directMessages(userId))];
  }
}

const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;

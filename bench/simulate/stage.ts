/** The real bot in a local Discord under a clock that is moved from one due minute to the next, and what can go wrong. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultRestOptions } from 'discord.js';
import { type Bot, startBot } from '../../src/bot.ts';
import { MovableClock } from '../../src/clock.ts';
import { createLogger } from '../../src/log.ts';
import { type Playground, startPlayground, type WorldSeed } from '../../src/playground/index.ts';
import type { Dice } from '../../test/support/random.ts';
import type { Outage } from './ledger.ts';

const minuteMs = 60_000;
/** While Discord refuses everything for hours, the bot's every minute would be the same: one in ten is enough. */
const refusedEvery = 10 * minuteMs;
/** Time passes faster than the machine's, by which both the bot and discord.js pace their requests. */
const unpaced = 100_000;
const messages = { method: 'POST', route: '/channels/:id/messages' } as const;

export interface StageOptions {
  readonly startMs: number;
  readonly seed: WorldSeed;
  readonly dice: Dice;
  /** Called after each of the bot's minutes. */
  onMinute(): void;
}

export class Stage {
  readonly playground: Playground;
  readonly clock: MovableClock;
  readonly databasePath: string;
  readonly #options: StageOptions;
  readonly #folder: string;
  #bot: Bot | undefined;
  #trouble: { readonly kind: Outage['kind']; readonly fromMs: number; end(): Promise<void> } | undefined;

  private constructor(playground: Playground, clock: MovableClock, folder: string, options: StageOptions) {
    this.playground = playground;
    this.clock = clock;
    this.#folder = folder;
    this.databasePath = join(folder, 'bot.sqlite');
    this.#options = options;
  }

  static async open(options: StageOptions): Promise<Stage> {
    Object.assign(DefaultRestOptions, { globalRequestsPerSecond: unpaced });
    const folder = mkdtempSync(join(tmpdir(), 'nextstep-simulation-'));
    const clock = new MovableClock(options.startMs - Date.now());
    const playground = await startPlayground({ clock, world: options.seed, rateLimits: false });
    const stage = new Stage(playground, clock, folder, options);
    stage.#bot = await stage.#start();
    return stage;
  }

  /** What is wrong now, if anything is. */
  get trouble(): Outage['kind'] | undefined {
    return this.#trouble?.kind;
  }

  /** Lets time pass up to an instant (ms, UTC): the bot does its work in each minute in which it has some. */
  async passTo(atMs: number): Promise<void> {
    for (;;) {
      const nextMs = await this.#nextMinute();
      if (nextMs === undefined || nextMs > atMs) break;
      this.#moveTo(nextMs);
      await this.#minute();
    }
    this.#moveTo(atMs);
  }

  /** Begins an outage. @throws if one lasts. */
  async begin(kind: Outage['kind']): Promise<void> {
    if (this.#trouble !== undefined) throw new Error('one outage at a time');
    const fromMs = this.clock.now();
    if (kind === 'stopped') {
      await this.#bot?.stop();
      this.#bot = undefined;
    }
    const refusing =
      kind === 'refusing'
        ? this.playground.faults.add({
            route: /^\/(channels|users|guilds)\//,
            status: 503,
            times: Number.POSITIVE_INFINITY,
          })
        : undefined;
    this.#trouble = {
      kind,
      fromMs,
      end: async () => {
        refusing?.remove();
        if (kind === 'stopped') this.#bot = await this.#start();
        await this.#minute();
      },
    };
  }

  /** Ends the outage, and says what it was. @throws if there is none. */
  async end(): Promise<Outage> {
    const trouble = this.#trouble;
    if (trouble === undefined) throw new Error('no outage to end');
    const toMs = this.clock.now();
    this.#trouble = undefined;
    await trouble.end();
    return { kind: trouble.kind, fromMs: trouble.fromMs, toMs };
  }

  async close(): Promise<void> {
    await this.#bot?.stop();
    await this.playground.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<Bot> {
    const { playground, clock, databasePath } = this;
    return await startBot({
      config: {
        token: playground.botToken,
        apiUrl: playground.apiUrl,
        databasePath,
        requestsPerSecond: unpaced,
      },
      clock,
      log: createLogger({ level: process.env['SIMULATE_LOG'] ?? 'silent', format: 'json' }),
      onLost: () => {},
    });
  }

  /** The next full minute, as node-cron has it, in which the bot has something to do. */
  async #nextMinute(): Promise<number | undefined> {
    const dueMs = (await this.#bot?.scheduler.nextAt()) ?? undefined;
    if (dueMs === undefined) return undefined;
    const paceMs = this.trouble === 'refusing' ? refusedEvery : minuteMs;
    const earliestMs = Math.floor(this.clock.now() / minuteMs) * minuteMs + paceMs;
    return Math.max(earliestMs, Math.ceil(dueMs / minuteMs) * minuteMs);
  }

  #moveTo(atMs: number): void {
    this.clock.moveTo(atMs);
    // Discord remembers nonces by its own clock, for some minutes.
    this.playground.forgetNonces();
  }

  async #minute(): Promise<void> {
    const { dice, onMinute } = this.#options;
    const dropped =
      this.trouble === 'dropping'
        ? this.playground.faults.add({
            ...messages,
            times: dice.below(3),
            dropSocket: dice.pick(['before', 'after'] as const),
          })
        : undefined;
    await this.#bot?.scheduler.tick();
    dropped?.remove();
    onMinute();
  }
}

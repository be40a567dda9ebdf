/** What runs by the clock: every minute, plan what has fallen due, then deliver it. */
import cron, { type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Batch } from './batch.ts';
import { type Chore, doChores } from './chores.ts';
import type { Outbox } from './outbox.ts';
import type { Runs } from './runs.ts';

/** A feature's part: what it plans, and how its kind of message is sent. */
export interface Job {
  /** Its name for its rows in the outbox. */
  readonly kind: string;
  /** Plans everything that is due now; returns how many rows that made. */
  plan(): Promise<number>;
  /** When it will next have something to plan (ms, UTC), or null. */
  nextAt(): Promise<number | null>;
  /** Sends its kind of message; left out if it has none. */
  deliver?(batch: Batch): Promise<void>;
}

export interface SchedulerOptions {
  readonly jobs: readonly Job[];
  readonly chores: readonly Chore[];
  readonly runs: Runs;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Rows claimed at a time: at 50 requests a second, far fewer than a lease of a minute could send. */
const claimAtOnce = 500;
/** Messages under way at once: enough for those that wait, in discord.js, for a channel's limit to pass. */
const atOnce = 40;
/** The shortest pause before an early run, in ms. */
const earlyAfterMs = 1_000;
/** During a long run, what has fallen due is planned this often, in ms. */
const planEveryMs = 60_000;
/** A scheduler that should run every minute and has not for so long, in ms, is ill. */
const overdueMs = 5 * 60_000;
/** Members that share one message: Discord lets one mention 100, and its text has to fit. */
const perMessage = 50;

export class Scheduler {
  readonly #options: SchedulerOptions;
  #task: ScheduledTask | undefined;
  #running: Promise<void> = Promise.resolve();
  /** The run after the present one; there is never more than one waiting. */
  #waiting: Promise<void> | undefined;
  #stopping = false;
  #plannedAt = 0;
  #early: NodeJS.Timeout | undefined;
  #wellAt = performance.now();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Runs at once, for what fell due while the bot was down, and then at every full minute. */
  start(): void {
    const run = () => void this.tick().catch(() => {});
    this.#task = cron.schedule('* * * * *', run, { name: 'minute', suppressMissedWarning: true });
    run();
  }

  /** Whether a run has ended well lately, by the machine's clock. */
  isWell(): boolean {
    return performance.now() - this.#wellAt < overdueMs;
  }

  /** When something that members see will next happen by itself (ms, UTC), or null. */
  async nextAt(): Promise<number | null> {
    const { jobs, outbox } = this.#options;
    const times = await Promise.all([outbox.nextAt(), ...jobs.map((job) => job.nextAt())]);
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /** Plans and delivers everything due now, after a run that is under way. @throws if the database does. */
  tick(): Promise<void> {
    this.#waiting ??= this.#running.then(() => {
      this.#waiting = undefined;
      const run = this.#run();
      this.#running = run.catch(() => {});
      return run;
    });
    return this.#waiting;
  }

  /** Takes no more work, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#early);
    await this.#task?.destroy();
    await this.#waiting?.catch(() => {});
    await this.#running;
  }

  async #run(): Promise<void> {
    const { log } = this.#options;
    if (this.#stopping) return;
    const startedAt = performance.now();
    try {
      const planned = await this.#planAll();
      const delivered = await this.#deliverAll();
      this.#wellAt = performance.now();
      if (!this.#stopping) await doChores(this.#options, planned + delivered > 0);
      await this.#wakeEarly();
      if (planned + delivered > 0) {
        log.info(
          { planned, messages: delivered, ms: Math.round(performance.now() - startedAt) },
          'scheduler run',
        );
      }
    } catch (error) {
      log.error({ err: error }, 'a scheduler run failed');
      throw error;
    }
  }

  async #planAll(): Promise<number> {
    let planned = 0;
    this.#plannedAt = this.#options.clock.now();
    for (const job of this.#options.jobs) planned += await job.plan();
    await this.#options.runs.noteMinute();
    return planned;
  }

  /**
   * Delivers what is due, with several requests under way, and claims more as they end, so that a slow channel holds up
   * no other; returns how many messages that was. What a stop leaves untouched goes back for the next process.
   */
  async #deliverAll(): Promise<number> {
    const waiting: Batch[] = [];
    let delivered = 0;
    let claiming: Promise<boolean> | undefined;
    const lanes = new Map<string, Promise<void>>();
    const worker = async () => {
      for (;;) {
        const batch = waiting.shift();
        if (batch !== undefined) {
          await this.#inLane(lanes, batch);
          delivered += 1;
          this.#wellAt = performance.now();
          continue;
        }
        claiming ??= this.#claim(waiting).finally(() => {
          claiming = undefined;
        });
        if (!(await claiming)) return;
      }
    };
    // All are waited for, or a stop could close the database under one.
    const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
    for (const result of ended) if (result.status === 'rejected') throw result.reason;
    return delivered;
  }

  /** Claims what is due into `waiting`; returns whether there was anything. */
  async #claim(waiting: Batch[]): Promise<boolean> {
    const { outbox, clock } = this.#options;
    if (this.#stopping) return false;
    // A long run must not keep what falls due meanwhile waiting.
    if (clock.now() - this.#plannedAt >= planEveryMs) await this.#planAll();
    const batches = await outbox.claim(claimAtOnce, perMessage);
    waiting.push(...batches);
    return batches.length > 0;
  }

  /**
   * Delivers after the other messages into the same channel: discord.js learns of a channel's limit by the first answer,
   * and would send a second message without knowing it.
   */
  async #inLane(lanes: Map<string, Promise<void>>, batch: Batch): Promise<void> {
    const { channelId } = batch;
    if (channelId === null) return await this.#deliver(batch);
    const turn = (lanes.get(channelId) ?? Promise.resolve()).then(() => this.#deliver(batch));
    lanes.set(
      channelId,
      turn.catch(() => {}),
    );
    await turn;
  }

  async #deliver(batch: Batch): Promise<void> {
    const { jobs, outbox, clock, log } = this.#options;
    const job = jobs.find((candidate) => candidate.kind === batch.kind);
    if (job?.deliver === undefined) {
      log.error({ kind: batch.kind }, 'nobody delivers this kind of message');
      await outbox.failed(batch, 'unknown kind');
    } else if (this.#stopping && !batch.inDoubt) await outbox.postpone(batch, clock.now());
    else if (this.#stopping) await outbox.leave(batch, clock.now());
    else await job.deliver(batch);
  }

  /** Runs again before the next full minute if something in the outbox is due by then. */
  async #wakeEarly(): Promise<void> {
    const { outbox, clock } = this.#options;
    clearTimeout(this.#early);
    const next = await outbox.nextAt();
    if (next === null || this.#task === undefined || this.#stopping) return;
    const waitMs = Math.max(next - clock.now(), earlyAfterMs);
    if (waitMs < planEveryMs)
      this.#early = setTimeout(() => void this.tick().catch(() => {}), waitMs).unref();
  }
}

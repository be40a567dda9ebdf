/** When what runs by the clock last did so: in the database, so that a restart and other processes know it too. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';

/** The name of the run of every minute. */
export const everyMinute = 'minute';

/** Whoever began something so long ago (ms) and did not end it is taken to have died, or failed, over it. */
const takeOverMs = 10 * 60_000;

export class Runs {
  readonly #db: Db;
  readonly #clock: Clock;
  /** The minute that was noted last, so that no more than one is written in each. */
  #minuteNoted = Number.NaN;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** When a run of any process last ended well (ms, UTC), or null. */
  async lastAt(name: string): Promise<number | null> {
    const row = await this.#db
      .selectFrom('scheduler_run')
      .select('ran_at')
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.ran_at ?? null;
  }

  /** Notes a run of every minute; written at most once a minute. */
  async noteMinute(): Promise<void> {
    const now = this.#clock.now();
    const minute = Math.floor(now / 60_000);
    if (minute === this.#minuteNoted) return;
    await this.#db
      .insertInto('scheduler_run')
      .values({ name: everyMinute, ran_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ ran_at: now }))
      .execute();
    this.#minuteNoted = minute;
  }

  /**
   * Takes on work that is to be done so often (ms), if it is due and nobody is at it: true for one process alone. What
   * has never been done counts from now.
   */
  async begin(name: string, everyMs: number): Promise<boolean> {
    const now = this.#clock.now();
    const lastAt = await this.lastAt(name);
    if (lastAt !== null && now - lastAt < everyMs) return false;
    if (lastAt === null) {
      const first = { name, ran_at: now };
      await this.#db
        .insertInto('scheduler_run')
        .values(first)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return false;
    }
    const result = await this.#db
      .updateTable('scheduler_run')
      .set({ begun_at: now })
      .where('name', '=', name)
      .where('ran_at', '<=', now - everyMs)
      .where((eb) => eb.or([eb('begun_at', 'is', null), eb('begun_at', '<=', now - takeOverMs)]))
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** The work is done, or, if it is not, goes on as soon as anybody has time. */
  async end(name: string, isDone: boolean): Promise<void> {
    await this.#db
      .updateTable('scheduler_run')
      .set({ begun_at: null, ...(isDone && { ran_at: this.#clock.now() }) })
      .where('name', '=', name)
      .execute();
  }
}

/** How the bot fares in a server, as its admins may know it. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { everyMinute, type Runs } from '../scheduler/runs.ts';
import type { Health } from './health.ts';

/** How far back problems are shown, in ms: a week. */
const shownForMs = 7 * 24 * 60 * 60_000;

/** Messages to admins themselves: whether one arrived is nothing to tell others. */
const toAdmins = 'trouble';

export class HealthStore {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #runs: Runs;

  constructor(db: Db, clock: Clock, runs: Runs) {
    this.#db = db;
    this.#clock = clock;
    this.#runs = runs;
  }

  async of(guildId: string): Promise<Health> {
    const [lastRunAt, undelivered] = await Promise.all([
      this.#runs.lastAt(everyMinute),
      this.#undeliveredIn(guildId),
    ]);
    return { lastRunAt, undelivered };
  }

  async #undeliveredIn(guildId: string): Promise<Health['undelivered']> {
    const rows = await this.#db
      .selectFrom('outbox')
      .select((eb) => ['kind', 'reason', eb.fn.countAll<number>().as('count')])
      .where('guild_id', '=', guildId)
      .where('settled_at', '>', this.#clock.now() - shownForMs)
      .where((eb) =>
        eb.or([eb('state', '=', 'failed'), eb('state', '=', 'skipped').and('reason', '=', 'late')]),
      )
      .where('kind', '!=', toAdmins)
      .groupBy(['kind', 'reason'])
      .execute();
    return rows.map(({ kind, reason, count }) => ({ kind, reason: reason ?? '', count }));
  }
}

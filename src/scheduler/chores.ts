/** Work that nobody waits for, such as tidying up: done now and then, by one process, when there is nothing to deliver. */
import type { Logger } from '../log.ts';
import type { Runs } from './runs.ts';

export interface Chore {
  readonly name: string;
  /** How often it is to be done, in ms. */
  readonly everyMs: number;
  /** Does some of it, in little time; returns whether that was all, or it goes on in the next minute. */
  run(): Promise<boolean>;
}

/** While there are messages to deliver a chore can wait so long, in ms. */
const canWaitMs = 60 * 60_000;

export interface ChoresOptions {
  readonly chores: readonly Chore[];
  readonly runs: Runs;
  readonly log: Logger;
}

/** Does what is due; one that fails is tried again in ten minutes. @throws if the database does. */
export async function doChores({ chores, runs, log }: ChoresOptions, isBusy: boolean): Promise<void> {
  for (const { name, everyMs, run } of chores) {
    if (!(await runs.begin(name, everyMs + (isBusy ? canWaitMs : 0)))) continue;
    try {
      await runs.end(name, await run());
    } catch (error) {
      log.warn({ err: error, chore: name }, 'a chore failed and is tried again in ten minutes');
    }
  }
}

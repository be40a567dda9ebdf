/** Work that is done now and then: by one process, however many there are, and not lost to a crash or a restart. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { createLogger } from '../../src/log.ts';
import { type Chore, doChores } from '../../src/scheduler/chores.ts';
import { everyMinute, Runs } from '../../src/scheduler/runs.ts';
import { tempFolder } from '../support/process.ts';

const hour = 60 * 60_000;
const day = 24 * hour;
const log = createLogger({ level: 'silent', format: 'json' });

/** Two processes on one database, a day after they first met the chore. */
async function two() {
  const path = join(tempFolder(), 'bot.sqlite');
  const clock = new MovableClock();
  const open = async () => {
    const { db, close } = await openDatabase(path);
    onTestFinished(close);
    return { db, runs: new Runs(db, clock) };
  };
  const [one, other] = [await open(), await open()];
  const chore = (run: Chore['run']): Chore => ({ name: 'sweep', everyMs: day, run });
  const doOn = (at: { runs: Runs }, run: Chore['run'], isBusy = false) =>
    doChores({ chores: [chore(run)], runs: at.runs, log }, isBusy);
  await doOn(one, async () => {
    throw new Error('not before a day has passed');
  });
  clock.moveTo(clock.now() + day);
  return { clock, one, other, doOn };
}

test('two processes do it once', async () => {
  const { clock, one, other, doOn } = await two();
  let done = 0;
  const run = async () => {
    done += 1;
    return true;
  };
  await Promise.all([doOn(one, run), doOn(other, run), doOn(one, run)]);
  expect(done).toBe(1);
  clock.moveTo(clock.now() + day - hour);
  await doOn(other, run);
  expect(done).toBe(1);
  clock.moveTo(clock.now() + hour);
  await doOn(other, run);
  expect(done).toBe(2);
});

test('what fails, or dies over it, is taken up after ten minutes by whoever is there', async () => {
  const { clock, one, other, doOn } = await two();
  let tries = 0;
  const run = async () => {
    tries += 1;
    if (tries === 1) throw new Error('no');
    return true;
  };
  await doOn(one, run);
  await doOn(other, run);
  expect(tries).toBe(1);
  clock.moveTo(clock.now() + 10 * 60_000);
  await doOn(other, run);
  await doOn(one, run);
  expect(tries).toBe(2);
});

test('what is not done yet goes on in the next minute', async () => {
  const { one, other, doOn } = await two();
  let left = 3;
  const run = async () => {
    left -= 1;
    return left === 0;
  };
  for (const at of [one, other, one, other]) await doOn(at, run);
  expect(left).toBe(0);
});

test('while there are messages to deliver it waits, for an hour at most', async () => {
  const { clock, one, doOn } = await two();
  let done = 0;
  const run = async () => {
    done += 1;
    return true;
  };
  await doOn(one, run, true);
  expect(done).toBe(0);
  clock.moveTo(clock.now() + hour);
  await doOn(one, run, true);
  expect(done).toBe(1);
});

test('the run of every minute is written once a minute, and known after a restart', async () => {
  const { db } = await openDatabase(':memory:');
  onTestFinished(() => db.destroy());
  const clock = new MovableClock();
  clock.moveTo(Math.ceil(clock.now() / 60_000) * 60_000);
  const runs = new Runs(db, clock);
  expect(await runs.lastAt(everyMinute)).toBe(null);
  await runs.noteMinute();
  const first = await runs.lastAt(everyMinute);
  clock.moveTo(clock.now() + 30_000);
  await runs.noteMinute();
  expect(await runs.lastAt(everyMinute)).toBe(first);
  clock.moveTo(clock.now() + 30_000);
  await runs.noteMinute();
  expect(await new Runs(db, clock).lastAt(everyMinute)).toBeGreaterThanOrEqual((first ?? 0) + 60_000 - 1_000);
});

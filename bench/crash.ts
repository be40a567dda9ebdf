/**
 * `npm run bench:crash`: kills real bot processes by SIGKILL, four weeks running, alone and two on one database, and counts what
 * every member was sent: exactly one message a week. Options: --seed, --kills (in each week), --members.
 */
import { parseArgs } from 'node:util';
import { diceFrom } from '../test/support/random.ts';
import { type Kill, killOnce, moments } from './crash/kills.ts';
import { CrashScene, type Tally } from './crash/scene.ts';

/** The fourth brings the question whether to go on. */
const weeks = 4;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      kills: { type: 'string', default: '15' },
      members: { type: 'string', default: '1000' },
    },
  });
  const members = Number(values.members);
  const dice = diceFrom(Number(values.seed));
  process.stdout.write(`${members} members, ${weeks} weeks, seed ${values.seed}\n`);
  const scene = await CrashScene.open(members);
  try {
    const kills: Kill[] = [];
    const tallies: Tally[] = [];
    for (let week = 0; week < weeks; week += 1) {
      if (week > 0) scene.nextWeek();
      const ofWeek: Kill[] = [];
      while (ofWeek.length < Number(values.kills)) ofWeek.push(...(await killOnce(scene, dice)));
      kills.push(...ofWeek);
      const last = scene.startBot();
      await last.started;
      await scene.finish(last);
      tallies.push(scene.tally());
      await scene.kill(last);
      const found = last.errors();
      if (found.length > 0)
        throw new Error(`the last bot of week ${week + 1} met with errors:\n${found.join('\n')}`);
    }
    report(kills, tallies, members, scene.playground.violations);
  } finally {
    await scene.close();
  }
}

function report(
  kills: readonly Kill[],
  tallies: readonly Tally[],
  members: number,
  violations: readonly unknown[],
): void {
  const count = (moment: string) =>
    kills.filter(({ struck }) => (struck as readonly string[]).includes(moment)).length;
  const line = (name: string, value: number) => `${String(value).padStart(7)}  ${name}\n`;
  process.stdout.write(
    [
      line(`kills, ${kills.filter(({ bots }) => bots > 1).length} of them of one of two bots`, kills.length),
      ...moments.map((moment) => line(`left messages ${moment}`, count(moment))),
      ...tallies.map(
        (tally, week) =>
          `week ${week + 1}: ${tally.messages} messages; members with none ${tally.never}, one ${tally.once}, more ${tally.more}; strangers ${tally.strangers}\n`,
      ),
      `the local Discord objects to ${violations.length} requests\n`,
    ].join(''),
  );
  const isRight = tallies.every(({ once, strangers }) => once === members && strangers === 0);
  if (!isRight || violations.length > 0) process.exitCode = 1;
}

/**
 * `npm run simulate`: a year of a few hundred members in forty zones, through the local Discord, under a moved clock. A
 * judge that knows nothing of the bot's code reckons what each was due. Options: --seed, --members, --weeks, --start.
 */
import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { run } from './simulate/run.ts';
import { tableOf, verdictOf } from './simulate/verdict.ts';

const shownFaults = 10;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      members: { type: 'string', default: '500' },
      weeks: { type: 'string', default: '52' },
      // A Monday; by January, clocks have changed in both hemispheres.
      start: { type: 'string', default: '2027-01-04T00:00:00Z' },
    },
  });
  const [seed, members, weeks] = [Number(values.seed), Number(values.members), Number(values.weeks)];
  process.stdout.write(`${members} members, ${weeks} weeks from ${values.start} on, seed ${seed}\n`);
  const bar = new SingleBar(
    { format: '{bar} week {value} of {total} · {duration} s', clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(weeks, 0);
  const startedAt = performance.now();
  const lived = await run({
    seed,
    members,
    weeks,
    start: values.start,
    onWeek: (week) => bar.update(Math.floor(week)),
  }).finally(() => bar.stop());
  await lived.close();
  const verdict = verdictOf(lived.ledger);
  const { outages, channels } = lived.ledger;
  const times = (kind: string) => outages.filter((outage) => outage.kind === kind).length;
  process.stdout.write(
    `Lived in ${Math.round((performance.now() - startedAt) / 1000)} s: the bot stopped ${times('stopped')} times, Discord refused everything ${times('refusing')} times and dropped connections ${times('dropping')} times, for minutes to days; ${channels.filter(({ works }) => !works).length} channels deleted or closed.\n\n${tableOf(verdict)}`,
  );
  const faults = [
    ...verdict.faults,
    ...lived.wrongAnswers.map((answer) => `wrong answer: ${answer}`),
    ...lived.violations.map((violation) => `the local Discord objects: ${JSON.stringify(violation)}`),
    ...(verdict.sent === verdict.seen ? [] : [`${verdict.sent} sent, but ${verdict.seen} are there`]),
  ];
  if (faults.length === 0) {
    process.stdout.write('\nAll of it as it should be.\n');
    return;
  }
  process.stdout.write(
    `\n${faults.length} not as they should be:\n${faults.slice(0, shownFaults).join('\n')}\n`,
  );
  process.exitCode = 1;
}

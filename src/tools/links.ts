/**
 * `npm run links [-- --step pytorch] [--json file] [--data folder]`: checks every link of the content over the network.
 * Ends with 1 if links are gone, 2 if nothing could be checked, else 0. Ctrl+C reports what there is so far.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Guide } from '../guide/guide.ts';
import { loadGuide } from '../guide/load.ts';
import { type Address, addressesOf } from '../links/addresses.ts';
import { checkAll } from '../links/check-all.ts';
import { showProgress } from '../links/progress.ts';
import { inWords, type Report, reportOf } from '../links/report.ts';
import { linesOf } from '../links/sources.ts';
import { StartError } from '../start-error.ts';

/** Servers asked at once: quick enough for hundreds of links, and no burden on a home's network. */
const atOnce = 8;
/** Twice what a slow page takes to begin; whoever takes longer is looked at by hand. */
const timeoutMs = 10_000;

export async function main(args: string[]): Promise<void> {
  const stop = new AbortController();
  process.on('SIGINT', () => stop.abort());
  let code = 2;
  try {
    const { step, json, data } = readArgs(args);
    const guide = await loadGuide(data);
    const addresses = addressesOf(guide).filter(isIn(guide, step));
    code = await checkAndReport(addresses, { data, json, stop: stop.signal });
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  await Promise.all([process.stdout, process.stderr].map(written));
  // A connection that was begun, or a name that is looked up, would hold the process up for ten seconds more.
  process.exit(code);
}

const written = (stream: NodeJS.WriteStream) =>
  new Promise<void>((resolve) => {
    stream.write('', () => resolve());
  });

/**
 * Checks addresses, prints the report, and writes it to the file `json` if there is one.
 * @returns the exit code @throws {StartError} if the file can't be written.
 */
export async function checkAndReport(
  addresses: readonly Address[],
  { data, json, stop }: { data: string; json: string | undefined; stop: AbortSignal },
): Promise<number> {
  // Minutes later would be too late to say that it can't be written.
  if (json !== undefined) await save(json, '');
  const isTerminal = process.stdout.isTTY && process.stderr.isTTY;
  const { checked, end } = showProgress(process.stderr, isTerminal, addresses.length);
  const results = await checkAll(addresses, { atOnce, timeoutMs, stop, onChecked: checked }).finally(end);
  const counts = { total: addresses.length, stopped: stop.aborted && results.length < addresses.length };
  const report = reportOf(results, counts, await linesOf(data));
  process.stdout.write(inWords(report));
  if (json !== undefined) await save(json, `${JSON.stringify(report, null, 2)}\n`);
  return exitCode(report);
}

function exitCode({ total, reached, lines }: Report): number {
  if (total > 0 && !reached) return 2;
  return lines.some(({ outcome }) => outcome === 'gone') ? 1 : 0;
}

function readArgs(args: string[]) {
  const options = { step: { type: 'string' }, json: { type: 'string' }, data: { type: 'string' } } as const;
  try {
    const {
      step,
      json,
      data = join(import.meta.dirname, '../../data'),
    } = parseArgs({ args, options }).values;
    return { step, json, data };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `${why.replace(/\.?$/, '.')} The options are --step, --json and --data, each with a value.`,
      {
        cause: error,
      },
    );
  }
}

/** @throws {StartError} if there is no such step. */
function isIn(guide: Guide, step: string | undefined): (address: Address) => boolean {
  if (step === undefined) return () => true;
  if (guide.step(step) === undefined) {
    const ids = guide.steps.map(({ id }) => id).join(', ');
    throw new StartError(`There is no step ${step}; there are ${ids}.`);
  }
  return ({ places }) => places.some((place) => place.step === step);
}

/** @throws {StartError} if the file can't be written. */
async function save(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw new StartError(`The report can't be written to ${file}.`, { cause: error });
  });
}

/**
 * `npm run bench:places`: how long a search for cities takes at every letter that is typed, over realistic and hostile
 * queries; how long loading takes, how long it holds up the main thread, and what it costs in memory. Exits with 1 when
 * something is over its limit. Wants `--expose-gc`.
 */
import { readFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCities } from '../src/places/cities-file.ts';
import { readOtherNames } from '../src/places/data-files.ts';
import { Places } from '../src/places/places.ts';
import { randomFrom } from '../test/support/random.ts';
import { leastOf, letters, line, summary, write } from './tools.ts';

const queriesOfAKind = 125;
/** Loading takes half of its limit on a machine that has nothing else to do. */
const limits = { p99Ms: 20, loadMs: 3_000, residentMb: 40 };

export async function main(): Promise<void> {
  const before = await residentMb();
  const blocked = monitorEventLoopDelay({ resolution: 1 });
  blocked.enable();
  const startedAt = performance.now();
  const places = await Places.load();
  const loadMs = performance.now() - startedAt;
  await sleep(10);
  blocked.disable();
  const added = (await residentMb()) - before;
  write(`Node ${process.versions.node}; loaded in ${loadMs.toFixed(0)} ms, in a process of its own`);
  write(`the main thread was held up for ${(blocked.max / 1e6).toFixed(0)} ms at most`);

  const kinds = await queriesByKind(randomFrom(1));
  const near = { latitude: 52.52, longitude: 13.4 };
  const search = (typed: string) => places.search(typed, { near, limit: 25 });
  // The first runs are slower until the code is compiled, which happens once in the life of the bot.
  for (const queries of Object.values(kinds)) for (const query of queries.slice(0, 20)) search(query);
  const times = Object.entries(kinds).map(([kind, queries]) => ({
    kind,
    ms: queries.flatMap(beginnings).map((typed) => leastOf(() => search(typed))),
  }));
  for (const { kind, ms } of times) write(`${kind.padEnd(18)} ${line(summary(ms))}`);
  const all = summary(times.flatMap(({ ms }) => ms));
  write(`${`all ${times.flatMap(({ ms }) => ms).length}`.padEnd(18)} ${line(all)}`);
  write(`resident: ${added.toFixed(1)} MB more once loaded`);
  if (all.p99 > limits.p99Ms || loadMs > limits.loadMs || added > limits.residentMb) process.exitCode = 1;
}

/** Each as somebody would type it to the end. */
async function queriesByKind(random: () => number): Promise<Record<string, string[]>> {
  const cities = (await readCities()).sort((a, b) => b.population - a.population);
  const others = [...(await readOtherNames()).values()].flat();
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const city = () => pick(cities)?.name ?? '';
  const large = () => pick(cities.slice(0, 2_000))?.name ?? '';
  const slip = (text: string) => {
    const at = Math.floor(random() * text.length);
    return `${text.slice(0, at)}${letters(random() * 2, random)}${text.slice(at + 1)}`;
  };
  const countries = ['Germany', 'il', 'Texas', 'USA', 'France', 'de', 'Brasil', 'India', 'ca', 'England'];
  const many = (make: () => string) => Array.from({ length: queriesOfAKind }, make);
  return {
    'large cities': many(large),
    'all cities': many(city),
    'in a country': many(() => `${large()} ${pick(countries)}`),
    slips: many(() => slip(large())),
    'two slips': many(() => slip(slip(large()))),
    'other names': many(() => pick(others) ?? ''),
    'other alphabets': many(() => pick(others.filter((name) => name.charCodeAt(0) > 0x2ff)) ?? ''),
    'several cities': many(() => [large(), city(), large()].join(' ')),
    nonsense: many(() => letters(1 + random() * 30, random)),
    'single letters': many(() => Array.from(letters(12, random)).join(' ')),
  };
}

const beginnings = (text: string) => {
  const signs = Array.from(text);
  return signs.map((_, place) => signs.slice(0, place + 1).join(''));
};

/** What the process holds in memory after all that is no longer needed has been given back. */
async function residentMb(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    await sleep(100);
  }
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? process.memoryUsage.rss() / 1e6 : Number(kilobytes) / 1e3;
}

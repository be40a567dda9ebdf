/**
 * `npm run bench:search`: how long a search of links takes in ten times the content, over realistic and hostile
 * queries, as `/resources search:` runs it. Exits with 1 when the 99th percentile is over its limit.
 */
import { Guide } from '../src/guide/guide.ts';
import { loadGuide } from '../src/guide/load.ts';
import { findLinks, noFilter, searchTerms } from '../src/guide/resources.ts';
import type { Resource } from '../src/guide/schema.ts';
import { wordsOf } from '../src/guide/search-words.ts';
import { randomFrom } from '../test/support/random.ts';
import { leastOf, letters, line, summary } from './tools.ts';

const timesTheContent = 10;
const queriesOfAKind = 500;
const limitMs = 5;

export async function main(): Promise<void> {
  const content = await loadGuide(new URL('../data', import.meta.url).pathname);
  const random = randomFrom(1);
  const guide = grown(content, random);
  const askedAt = performance.now();
  search(guide, 'pytorch');
  const buildMs = performance.now() - askedAt;

  const words = content.resources.flatMap(({ title, about }) => wordsOf(`${title} ${about}`));
  const kinds = queriesByKind(words, random);
  // The first runs are slower until the code is compiled, which happens once in the life of the bot.
  for (const queries of Object.values(kinds)) for (const query of queries.slice(0, 100)) search(guide, query);
  const times = Object.entries(kinds).map(([kind, queries]) => ({
    kind,
    ms: queries.map((query) => leastOf(() => search(guide, query))),
  }));
  const all = summary(times.flatMap(({ ms }) => ms));

  process.stdout.write(`${guide.resources.length} links, Node ${process.versions.node}\n`);
  process.stdout.write(`the index is built in ${buildMs.toFixed(1)} ms, by the first search\n`);
  for (const { kind, ms } of times) process.stdout.write(`${kind.padEnd(16)} ${line(summary(ms))}\n`);
  process.stdout.write(`${`all ${times.flatMap(({ ms }) => ms).length}`.padEnd(16)} ${line(all)}\n`);
  if (all.p99 > limitMs) process.exitCode = 1;
}

const search = (guide: Guide, typed: string) => findLinks(guide, { ...noFilter, search: searchTerms(typed) });

/** The content so many times; each copy has its own addresses and a few words that no other link has. */
function grown(guide: Guide, random: () => number): Guide {
  const copy = (resource: Resource, number: number): Resource =>
    number === 0
      ? resource
      : {
          ...resource,
          url: `${resource.url}?${number}`,
          about: `${resource.about} ${Array.from({ length: 5 }, () => letters(4 + random() * 8, random)).join(' ')}`,
        };
  const resources = Array.from({ length: timesTheContent }, (_, number) =>
    guide.resources.map((resource) => copy(resource, number)),
  ).flat();
  return new Guide({ ...guide.content, resources });
}

function queriesByKind(words: readonly string[], random: () => number): Record<string, string[]> {
  const word = () => words[Math.floor(random() * words.length)] ?? '';
  const slip = (text: string) => {
    const at = Math.floor(random() * text.length);
    return `${text.slice(0, at)}${letters(random() * 2, random)}${text.slice(at + 1)}`;
  };
  const sentence = (next: () => string) => Array.from({ length: 12 }, next).join(' ');
  const many = (make: () => string) => Array.from({ length: queriesOfAKind }, make);
  return {
    'one word': many(word),
    'two words': many(() => `${word()} ${word()}`),
    'a beginning': many(() => word().slice(0, 1 + random() * 4)),
    'a slip': many(() => slip(word())),
    'slips, 50 long': many(() => sentence(() => slip(word()))),
    'words, 50 long': many(() => sentence(word)),
    nonsense: many(() => letters(1 + random() * 50, random)),
    'nonsense words': many(() => sentence(() => letters(8 + random() * 4, random))),
    'one letter': many(() => letters(1, random).repeat(1 + random() * 50)),
    'single letters': many(() => Array.from(letters(25, random)).join(' ')),
    CJK: many(() =>
      String.fromCodePoint(...Array.from({ length: 50 }, () => 0x4e00 + Math.floor(random() * 2_000))),
    ),
  };
}

/** Finds links by words: their forms, their beginnings, and, for a word that no link holds, what it is a slip of. */
import SearchableMap from 'minisearch/SearchableMap';
import type { Guide } from './guide.ts';
import { foreignLanguage } from './language.ts';
import { costs, kinds, levels } from './names.ts';
import type { Resource } from './schema.ts';
import { otherSpellings, stemOf, wordsOf } from './search-words.ts';

/** How much a word weighs by where it stands in a link … */
const places = { title: 6, about: 2, step: 1 } as const;
/** … and by how near it is to what was typed. All whole numbers: equals stay equal, and in the curated order. */
const nearness = { same: 10, sameStem: 9, begins: 6, slip: 5 } as const;
/** A title that is what was typed and no more comes before all that only contain it. */
const wholeTitle = 100;
/** No search has more words that matter. */
const maxWords = 12;

/**
 * Where a word stands: a link's number in the guide times ten, plus the weight of the best place there. Numbers in
 * arrays, since a guide has thousands of words and a process may keep the guides of many servers.
 */
type Places = number[];

interface Index {
  /** Every word and every other spelling of it. */
  readonly words: SearchableMap<Places>;
  readonly stems: ReadonlyMap<string, Places>;
  /** Each link's title, as stems. */
  readonly titles: readonly string[];
}

const indexes = new WeakMap<Guide, Index>();

/**
 * The links that `fits` lets through and that hold every word of `search`, best first; where none holds every one,
 * those that hold the most. Titles come before the rest, and what was typed before its other forms.
 */
export function searchLinks(
  guide: Guide,
  search: string,
  fits: (resource: Resource) => boolean,
): { found: readonly Resource[]; isPartial: boolean } {
  const index = indexOf(guide);
  const words = [...new Set(wordsOf(search))].slice(0, maxWords);
  const hits = new Map<number, { held: number; score: number }>();
  for (const word of words) {
    for (const [link, score] of linksWith(index, word)) {
      const hit = hits.get(link) ?? { held: 0, score: 0 };
      hits.set(link, { held: hit.held + 1, score: hit.score + score });
    }
  }
  const title = stems(words);
  const fitting = [...hits].flatMap(([link, { held, score }]) => {
    const resource = guide.resources[link];
    if (resource === undefined || !fits(resource)) return [];
    return [{ link, resource, held, score: score + (index.titles[link] === title ? wholeTitle : 0) }];
  });
  const most = fitting.reduce((highest, { held }) => Math.max(highest, held), 0);
  const found = fitting
    .filter(({ held }) => held === most)
    .sort((a, b) => b.score - a.score || a.link - b.link)
    .map(({ resource }) => resource);
  return { found, isPartial: most < words.length };
}

/** The links that hold a word, with their scores, in the first reading of it that any link of the guide holds. */
function linksWith(index: Index, word: string): Map<number, number> {
  for (const read of [asTyped, almostAsTyped, withTwoSlips]) {
    const found = read(index, word);
    if (found.size > 0) return found;
  }
  return new Map();
}

function asTyped({ words, stems }: Index, word: string): Map<number, number> {
  const found = new Map<number, number>();
  // Two letters begin too many words; a plural begins none (“maths”: “mathematics”).
  const beginning = word.length > 3 ? word.replace(/s$/, '') : word;
  if (word.length > 2) {
    for (const begun of words.atPrefix(beginning).values()) add(found, begun, nearness.begins);
  }
  add(found, stems.get(stemOf(word)), nearness.sameStem);
  add(found, words.get(word), nearness.same);
  return found;
}

/**
 * Another word of the same beginning, which the stem does not reach (“competing”: “competition”); or one letter is wrong,
 * too many or missing, or two neighbours are exchanged.
 */
function almostAsTyped(index: Index, word: string): Map<number, number> {
  const found = new Map<number, number>();
  if (!canBeSlip(word)) return found;
  const stem = stemOf(word);
  if (stem.length > 4)
    for (const begun of index.words.atPrefix(stem).values()) add(found, begun, nearness.begins);
  for (const exchanged of neighboursExchanged(word)) add(found, index.words.get(exchanged), nearness.slip);
  for (const [known, [links]] of near(index, word, 1)) {
    // A wrong letter makes one short word of another (“bert”, “best”); a missing one seldom does.
    if (word.length > 4 || known.length > word.length) add(found, links, nearness.slip);
  }
  return found;
}

/** Long words only, whose first letter at least is right. */
function withTwoSlips({ words }: Index, word: string): Map<number, number> {
  const found = new Map<number, number>();
  if (!canBeSlip(word) || word.length < 8) return found;
  const rest = { words: words.atPrefix(word.slice(0, 1)) };
  for (const [, [links]] of near(rest, word.slice(1), 2)) add(found, links, nearness.slip);
  return found;
}

/** Another number is another thing, and short words are too like each other. */
const canBeSlip = (word: string) => word.length > 3 && !/\p{N}/u.test(word);

/** Known words this near to the word or to its stem (“convolutonal”: “convolution”). */
function near({ words }: Pick<Index, 'words'>, word: string, slips: number) {
  const stem = stemOf(word);
  const ofStem = stem.length > 4 && stem !== word ? words.fuzzyGet(stem, slips) : [];
  return [...words.fuzzyGet(word, slips), ...ofStem];
}

function neighboursExchanged(word: string): string[] {
  return Array.from(
    { length: word.length - 1 },
    (_, at) => `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`,
  );
}

/** Adds links; one that is there already keeps the better score. */
function add(found: Map<number, number>, places: Places | undefined, factor: number): void {
  for (const place of places ?? []) {
    const link = Math.trunc(place / 10);
    found.set(link, Math.max(found.get(link) ?? 0, (place % 10) * factor));
  }
}

/** The index of a guide: made at its first search, and gone with it. */
function indexOf(guide: Guide): Index {
  const known = indexes.get(guide);
  if (known !== undefined) return known;
  const index = build(guide);
  indexes.set(guide, index);
  return index;
}

function build(guide: Guide): Index {
  const words = new SearchableMap<Places>();
  const byStem = new Map<string, Places>();
  guide.resources.forEach((resource, link) => {
    const weights = wordWeights(guide, resource);
    for (const [word, weight] of weights) words.fetch(word, () => []).push(link * 10 + weight);
    for (const [stem, weight] of bestFirst([...weights].map(([word, weight]) => [stemOf(word), weight])))
      byStem.getOrInsertComputed(stem, () => []).push(link * 10 + weight);
  });
  return { words, stems: byStem, titles: guide.resources.map(({ title }) => stems(wordsOf(title))) };
}

/** Every word of a link, with the weight of the best place where it stands. */
function wordWeights(guide: Guide, resource: Resource): Map<string, number> {
  return bestFirst(
    textsOf(guide, resource).flatMap(([text, weight]) =>
      [...wordsOf(text), ...otherSpellings(text, text === resource.title)].map((word) => [word, weight]),
    ),
  );
}

/** Of entries that come best first, the first of each key. */
const bestFirst = (entries: [string, number][]) => new Map(entries.toReversed());

/** What is searched of a link, and what each text weighs, best first. */
function textsOf(guide: Guide, resource: Resource): [text: string, place: number][] {
  const { title, about, url, kind, cost, level, step, language } = resource;
  return [
    [title, places.title],
    [about, places.about],
    [new URL(url).hostname, places.about],
    [`${kind} ${kinds[kind]} ${costs[cost]} ${levels[level]}`, places.about],
    [foreignLanguage(language) ?? '', places.about],
    [`${step} ${guide.step(step)?.title ?? ''}`, places.step],
  ];
}

const stems = (words: readonly string[]) => words.map(stemOf).join(' ');

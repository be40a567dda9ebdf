/** Finding links: by step, kind, cost, level and words. Pure. */
import type { Guide } from './guide.ts';
import { costs, kinds, levels, type Resource } from './schema.ts';

/** What a page of links is filtered by; an empty text filters nothing. */
export interface LinkFilter {
  readonly step: string;
  readonly kind: string;
  readonly cost: string;
  readonly level: string;
  /** Words, as `searchTerms` leaves them. */
  readonly search: string;
  /** From 0. */
  readonly page: number;
}

export const noFilter: LinkFilter = { step: '', kind: '', cost: '', level: '', search: '', page: 0 };

/** A filter as it travels in a button, in numbers where it can, to leave room for the search: 0 filters nothing. */
export interface PackedFilter {
  readonly step: number;
  readonly kind: number;
  readonly cost: number;
  readonly level: number;
  readonly page: number;
  readonly search: string;
}

const kindNames = Object.keys(kinds);
const costNames = Object.keys(costs);
const levelNames = Object.keys(levels);

export function packFilter(guide: Guide, filter: LinkFilter): PackedFilter {
  return {
    step: guide.step(filter.step)?.number ?? 0,
    kind: kindNames.indexOf(filter.kind) + 1,
    cost: costNames.indexOf(filter.cost) + 1,
    level: levelNames.indexOf(filter.level) + 1,
    page: filter.page,
    search: filter.search,
  };
}

export function unpackFilter(guide: Guide, packed: PackedFilter): LinkFilter {
  return {
    step: guide.steps[packed.step - 1]?.id ?? '',
    kind: kindNames[packed.kind - 1] ?? '',
    cost: costNames[packed.cost - 1] ?? '',
    level: levelNames[packed.level - 1] ?? '',
    page: packed.page,
    search: packed.search,
  };
}

export interface LinkPage {
  readonly links: readonly Resource[];
  /** From 0, within what there is. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** Links on a page: five fit a phone's screen. */
const perPage = 5;

/** The page of links that fits the filter, best first. */
export function findLinks(guide: Guide, filter: LinkFilter): LinkPage {
  const fits = (field: 'step' | 'kind' | 'cost' | 'level', resource: Resource) =>
    filter[field] === '' || resource[field] === filter[field];
  const chosen = guide.resources.filter(
    (resource) =>
      fits('step', resource) && fits('kind', resource) && fits('cost', resource) && fits('level', resource),
  );
  const terms = simplified(filter.search)
    .split(' ')
    .filter((term) => term !== '');
  const found = terms.length === 0 ? chosen : byRelevance(chosen, terms);
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const page = Math.min(filter.page, pages - 1);
  return { links: found.slice(page * perPage, (page + 1) * perPage), page, pages, total: found.length };
}

/** A search as it travels in a button: lower case, letters and digits and the few signs that names hold. */
export function searchTerms(typed: string, max = 50): string {
  const words =
    typed
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}+#.-]+/gu) ?? [];
  return [...words.join(' ')].slice(0, max).join('').slice(0, max).trim();
}

const simplified = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();

/** Every term must begin a word; a hit in the title counts most. The order of equals stays: best first. */
function byRelevance(resources: readonly Resource[], terms: readonly string[]): Resource[] {
  return resources
    .map((resource) => ({ resource, score: relevance(resource, terms) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((hit) => hit.resource);
}

function relevance(resource: Resource, terms: readonly string[]): number {
  const title = ` ${simplified(resource.title)}`;
  const rest = ` ${simplified(`${resource.about} ${resource.kind} ${resource.level} ${resource.step} ${resource.url}`)}`;
  let score = 0;
  for (const term of terms) {
    if (title.includes(` ${term}`)) score += 3;
    else if (rest.includes(` ${term}`)) score += 1;
    else return 0;
  }
  return score;
}

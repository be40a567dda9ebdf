/** Finding links: by step, kind, cost, level and words. Pure. */
import type { Guide } from './guide.ts';
import { costs, kinds, levels } from './names.ts';
import type { Resource } from './schema.ts';
import { searchLinks } from './search.ts';

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
  /** No link holds all of the words that were searched: these hold most. */
  readonly isPartial: boolean;
}

/** Links on a page: five fit a phone's screen. */
const perPage = 5;

/** The page of links that fits the filter, best first. */
export function findLinks(guide: Guide, filter: LinkFilter): LinkPage {
  const fits = (field: 'step' | 'kind' | 'cost' | 'level', resource: Resource) =>
    filter[field] === '' || resource[field] === filter[field];
  const fitsAll = (resource: Resource) =>
    fits('step', resource) && fits('kind', resource) && fits('cost', resource) && fits('level', resource);
  const { found, isPartial } =
    filter.search === ''
      ? { found: guide.resources.filter(fitsAll), isPartial: false }
      : searchLinks(guide, filter.search, fitsAll);
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const page = Math.min(filter.page, pages - 1);
  const links = found.slice(page * perPage, (page + 1) * perPage);
  return { links, page, pages, total: found.length, isPartial };
}

/** A search as it travels in a button: lower case, letters and digits and the few signs that names hold. */
export function searchTerms(typed: string, max = 50): string {
  const words =
    typed
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}+#.'’-]*[\p{L}\p{N}][\p{L}\p{M}\p{N}+#.'’-]*/gu) ?? [];
  // Half of a character that takes two places is none.
  return words
    .join(' ')
    .slice(0, max)
    .replace(/\p{Surrogate}$/u, '')
    .trim();
}

/** What a search for groups shows. */
import {
  accent,
  button,
  buttons,
  panel,
  section,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import { askNew, endWish, makeWish, searchPage, showGroup } from './actions.ts';
import { type Found, mostFound } from './find.ts';
import { joinButton } from './group-view.ts';
import { type Query, radiusOf } from './query.ts';
import { describe } from './words.ts';

/** Groups on one page: each takes a few lines. */
export const perPage = 5;

export interface Results {
  readonly found: readonly Found[];
  readonly query: Query;
  readonly guide: Guide;
  /** The city that is looked around, as it is shown to who looks. */
  readonly near: string | undefined;
  /** Groups in which the reader is, by id. */
  readonly own: ReadonlySet<string>;
  readonly isWishing: boolean;
}

export function resultsPanel(results: Results, notice?: Markdown): TopLevelComponent {
  const { found, query } = results;
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const page = Math.min(query.page, pages - 1);
  const shown = found.slice(page * perPage, (page + 1) * perPage);
  const turn = (to: number, label: string) =>
    button(searchPage.id({ ...query, page: Math.max(0, to) }), label, { disabled: to < 0 || to >= pages });
  return panel(
    accent.brand,
    text(lines(notice, md`### ${headingOf(results)}`, hintOf(results))),
    ...shown.map((one) => foundSection(one, results)),
    pages > 1 ? buttons(turn(page - 1, 'Back'), turn(page + 1, 'More')) : undefined,
    wishWords(results),
    buttons(
      button(askNew.id({ city: query.near }), 'Start a group', {
        look: found.length === 0 ? 'primary' : 'secondary',
      }),
      results.isWishing
        ? button(endWish.id({ ...query, page: 0 }), "Don't tell me")
        : button(
            makeWish.id({ ...query, page: 0 }),
            found.length === 0 ? 'Tell me when there is one' : 'Tell me when there is another',
          ),
    ),
  );
}

function headingOf(results: Results): string {
  const { found, near, query } = results;
  const around = near !== undefined && query.where !== 'o' ? withinWords(near, query) : 'online';
  if (found.length === 0) {
    const isBoth = near !== undefined && query.where === 'a';
    return filtersOf(query).length === 0
      ? `No study group ${around} yet`
      : `Nothing fits all of that ${around}${isBoth ? ', or online' : ''}`;
  }
  const many = `${found.length}${found.length === mostFound ? '+' : ''} study groups`;
  const what = found.length === 1 ? '1 study group' : many;
  const nearby = found.filter(({ km }) => km !== null).length;
  if (nearby === 0 || near === undefined) return `${what} online`;
  if (query.where === 'n') return `${what} ${around}`;
  return nearby === found.length ? `${what} near ${near}` : `${what}: near ${near} first, then online`;
}

const withinWords = (near: string, query: Query) => `within ${radiusOf(query)} km of ${near}`;

/** What narrows a search down, as its reader would leave it out. */
const filtersOf = ({ language, step, words, free }: Query): string[] => [
  ...(language === '' ? [] : ['the language']),
  ...(step === 0 && words === '' ? [] : ['the topic']),
  ...(free === '1' ? ['the free place'] : []),
];

function hintOf(results: Results): Markdown {
  return lines(fewWords(results), cityWords(results));
}

/** What to do where there is little. */
function fewWords({ found, near, query, isWishing }: Results): Markdown | undefined {
  const filters = filtersOf(query);
  const isNoneNear = near !== undefined && query.where !== 'o' && found.every(({ km }) => km === null);
  const more = md`Leave out ${listed(filters)} to see more.`;
  if (found.length === 0) {
    if (filters.length > 0) return more;
    const remember = isWishing
      ? md``
      : md` Or I remember what you look for, and write to you once there is one.`;
    return md`Somebody has to be the first, and it takes a minute.${remember}`;
  }
  if (!isNoneNear) return undefined;
  const online = md`These meet online, those first at whose hours you are awake.`;
  return filters.length > 0
    ? md`Nothing fits all of that ${withinWords(near, query)}. ${more} ${online}`
    : md`Nobody meets ${withinWords(near, query)} yet. ${online}`;
}

const cityWords = ({ near, query }: Results): Markdown | undefined =>
  near === undefined && query.where !== 'o'
    ? md`-# Tell me your city, with \`near\` or \`/me city\`, and I look around it too. Nobody else is shown it.`
    : undefined;

/** `a`, `a or b`, `a, b or c` */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

function foundSection({ group, members, free, km }: Found, { guide, own }: Results) {
  const words = lines(md`**${group.name}**`, describe(group, guide, members, km));
  const isOwn = own.has(group.id);
  return section(
    words,
    isOwn || group.state !== 'open'
      ? button(showGroup.id({ group: group.id }), 'Open')
      : joinButton(group, free),
  );
}

const wishWords = ({ isWishing }: Results) =>
  isWishing ? text(md`-# 🔎 I write to you once, as soon as there is a group like this.`) : undefined;

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
import type { Query } from './query.ts';
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
        ? button(endWish.id({}), "Don't tell me")
        : button(makeWish.id({ ...query, page: 0 }), 'Tell me when there is another'),
    ),
  );
}

function headingOf({ found, near, query }: Results): string {
  const what =
    found.length === 1
      ? '1 study group'
      : `${found.length}${found.length === mostFound ? '+' : ''} study groups`;
  if (found.length === 0)
    return near === undefined ? 'No study group yet' : `No study group near ${near} yet`;
  if (near === undefined || query.where === 'o') return `${what} online`;
  return query.where === 'n'
    ? `${what} within ${query.radius} km of ${near}`
    : `${what}: near ${near} first, then online`;
}

function hintOf({ found, near, query }: Results): Markdown | undefined {
  if (found.length === 0)
    return md`Somebody has to be the first, and it takes a minute. Or I remember what you look for, and write to you once there is one.`;
  const isNoneNear = near !== undefined && query.where !== 'o' && found.every(({ km }) => km === null);
  if (isNoneNear)
    return md`Nobody meets within ${query.radius} km of ${near} yet. These meet online, those first at whose hours you are awake.`;
  if (near === undefined && query.where !== 'o')
    return md`-# With \`near\` I look around your city too. Nobody else is shown it.`;
  return undefined;
}

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

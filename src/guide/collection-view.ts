/** A list that a step offers beside its links: one group of it at a time. */
import {
  accent,
  button,
  buttons,
  divider,
  link,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import { openStep, pickGroup, showCollection, showNext } from './actions.ts';
import type { Guide } from './guide.ts';
import type { Collection, CollectionGroup } from './schema.ts';

/** Items on a page: with texts as long as they may be, still within one message. */
const perPage = 5;

/**
 * A page (from 0) of a group; an unknown group, or a page beyond the last, stands for one that is there.
 * @throws {UserError} if the guide has no such collection (any more).
 */
export function collectionPanel(
  guide: Guide,
  collectionId: string,
  groupId: string,
  wantedPage: number,
): TopLevelComponent {
  const collection = guide.content.collections.find((candidate) => candidate.id === collectionId);
  const group = collection?.groups.find(({ id }) => id === groupId) ?? collection?.groups[0];
  if (collection === undefined || group === undefined)
    throw new UserError(md`That list is no longer part of the guide. \`/steps\` shows what is.`);
  const pages = Math.ceil(group.items.length / perPage);
  const page = Math.min(wantedPage, pages - 1);
  const items = group.items.slice(page * perPage, (page + 1) * perPage);
  const turn = (to: number) => showCollection.id({ collection: collection.id, group: group.id, page: to });
  return panel(
    accent.brand,
    text(lines(md`## ${trusted(collection.title)}`, trusted(collection.intro.trim()))),
    divider(),
    text(
      lines(
        md`### ${trusted(group.title)}`,
        group.note === undefined ? undefined : md`-# ${trusted(group.note)}`,
      ),
    ),
    text(lines(...items.map(itemLines))),
    groupSelect(collection, group),
    buttons(
      pages > 1 ? button(turn(Math.max(0, page - 1)), 'Back', { disabled: page === 0 }) : undefined,
      pages > 1
        ? button(turn(page + 1), `Next (${page + 1} of ${pages})`, { disabled: page + 1 >= pages })
        : undefined,
      button(openStep.id({ step: collection.step }), 'Open the step'),
      button(showNext.id({}), 'My next step'),
    ),
  );
}

function itemLines({ title, url, about, asOf }: CollectionGroup['items'][number]): Markdown {
  const name = url === undefined ? md`${trusted(title)}` : link(title, url);
  const date = asOf === undefined ? '' : ` *(as of ${asOf.slice(0, 7)})*`;
  return md`- **${name}**: ${trusted(about.trim())}${trusted(date)}`;
}

function groupSelect(collection: Collection, shown: CollectionGroup) {
  if (collection.groups.length < 2) return undefined;
  return select(
    pickGroup.id({ collection: collection.id }),
    'Show another part',
    collection.groups.map(({ id, title, items }) => ({
      value: id,
      label: title,
      description: items.length === 1 ? '1 entry' : `${items.length} entries`,
      chosen: id === shown.id,
    })),
  );
}

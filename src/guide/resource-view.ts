/** What members read of links. */
import {
  accent,
  button,
  buttons,
  divider,
  link,
  panel,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, trusted } from '../discord/markdown.ts';
import { openStep, showLinks, showNext } from './actions.ts';
import type { Guide } from './guide.ts';
import { foreignLanguage } from './language.ts';
import { costs, kinds, levels } from './names.ts';
import { findLinks, type LinkFilter, noFilter, packFilter } from './resources.ts';
import type { Resource } from './schema.ts';

/** A link in one line, for a step's panel. */
export function linkLine(resource: Resource): Markdown {
  return md`- ${link(resource.title, resource.url)} · ${facts(resource)}`;
}

function linkEntry(resource: Resource): Markdown {
  return lines(
    md`**${link(resource.title, resource.url)}**`,
    trusted(resource.about.trim()),
    md`-# ${facts(resource)} · ${levels[resource.level]}`,
  );
}

function facts({ kind, cost, hours, language }: Resource): string {
  const parts: string[] = [kinds[kind], costs[cost]];
  if (hours !== null) parts.push(hours < 1 ? `${Math.round(hours * 60)} min` : `${hours} h`);
  const foreign = foreignLanguage(language);
  if (foreign !== undefined) parts.push(`in ${foreign}`);
  return parts.join(' · ');
}

/** A page of links with buttons to turn it. */
export function linksPanel(guide: Guide, filter: LinkFilter): TopLevelComponent {
  const found = findLinks(guide, filter);
  const step = guide.step(filter.step);
  const title =
    step === undefined ? md`## Links` : md`## ${trusted(step.emoji)} Links: ${trusted(step.title)}`;
  if (found.total === 0) return noLinksPanel(guide, title, filter);
  return panel(
    accent.brand,
    text(
      lines(
        title,
        filterLine(filter, found.total),
        found.isPartial ? md`-# None has all of these words; these come nearest.` : undefined,
      ),
    ),
    ...found.links.map((resource) => text(linkEntry(resource))),
    divider(),
    buttons(
      button(showLinks.id(packFilter(guide, { ...filter, page: Math.max(0, found.page - 1) })), 'Back', {
        disabled: found.page === 0,
      }),
      button(
        showLinks.id(packFilter(guide, { ...filter, page: found.page + 1 })),
        `Next (${found.page + 1} of ${found.pages})`,
        {
          disabled: found.page + 1 >= found.pages,
        },
      ),
      step === undefined ? undefined : button(openStep.id({ step: step.id }), 'Open the step'),
      button(showNext.id({}), 'My next step'),
    ),
  );
}

function noLinksPanel(guide: Guide, title: Markdown, filter: LinkFilter): TopLevelComponent {
  return panel(
    accent.warn,
    text(
      lines(
        title,
        filterLine(filter, 0),
        md`Nothing fits all of that. Try another word, or leave out what you filter by.`,
      ),
    ),
    buttons(
      button(
        showLinks.id(packFilter(guide, { ...noFilter, step: filter.step })),
        filter.step === '' ? 'All links' : 'All links of this step',
        {
          look: 'primary',
        },
      ),
      button(showNext.id({}), 'My next step'),
    ),
  );
}

/** What was asked for, so that the member sees why these. */
function filterLine(filter: LinkFilter, total: number): Markdown {
  const asked = [
    filter.search === '' ? undefined : `“${filter.search}”`,
    pick(kinds, filter.kind),
    pick(costs, filter.cost),
    pick(levels, filter.level),
  ].filter((part) => part !== undefined);
  const count = total === 1 ? '1 link' : `${total} links`;
  return md`-# ${[count, ...asked].join(' · ')}`;
}

const pick = (names: Readonly<Record<string, string>>, key: string) =>
  Object.hasOwn(names, key) ? names[key] : undefined;

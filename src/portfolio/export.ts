/** A portfolio as files: a page to send to an employer, and everything as data. Pure. */
import type { Guide } from '../guide/guide.ts';
import { type EntryKind, entryKinds } from '../guide/names.ts';
import { formatDay } from '../time/day.ts';
import type { Entry } from './entry.ts';

export interface Exported {
  readonly guide: Guide;
  readonly name: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
  /** The member's date, such as 2026-11-23. */
  readonly today: string;
}

/** Sections of the page in the order in which an employer wants them; notes are the member's own. */
const sections: readonly (readonly [EntryKind, string])[] = [
  ['project', 'Projects'],
  ['paper', 'Papers implemented'],
  ['contribution', 'Open-source contributions'],
  ['paid', 'Paid work'],
  ['post', 'Posts and tutorials'],
  ['gpu', 'Training runs'],
  ['course', 'Courses'],
  ['chapter', 'Book chapters'],
  ['meetup', 'Meetups'],
];

/** The page, in CommonMark. */
export function asMarkdown({ name, entries, today }: Exported): string {
  const shown = entries.filter(({ kind }) => kind !== 'note');
  const parts = sections.flatMap(([kind, title]) => {
    const own = shown.filter((entry) => entry.kind === kind);
    return own.length === 0 ? [] : [`## ${title}`, ...own.map(entryOnPage)];
  });
  const counted = sections.flatMap(([kind, title]) => {
    const count = shown.filter((entry) => entry.kind === kind).length;
    return count === 0 ? [] : [`${title}: ${count}`];
  });
  const head = [`# ${plain(name)}`, counted.length === 0 ? 'Nothing is logged yet.' : counted.join(' · ')];
  return `${[...head, ...parts, `*As of ${formatDay(today)}.*`].join('\n\n')}\n`;
}

function entryOnPage({ title, url, note, datedOn }: Entry): string {
  const name = url === null ? plain(title) : `[${plain(title)}](<${url}>)`;
  const words = note === null ? [] : note.split(/\n+/).map(plain);
  return [`### ${name}`, `*${formatDay(datedOn)}*`, ...words].join('\n\n');
}

/** Text in which CommonMark sees nothing but text: all ASCII punctuation may be escaped. */
const plain = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>#|~&!]/g, (sign) => `\\${sign}`)
    .replace(/^([-+=]|\d+[.)])/, (start) => start.replace(/.$/, (sign) => `\\${sign}`));

/** Everything, notes too, as JSON. */
export function asJson({ guide, name, entries, today }: Exported): string {
  const data = {
    format: 'nextstep-portfolio',
    version: 1,
    exportedOn: today,
    name,
    entries: entries.map(({ kind, title, url, note, stepId, datedOn, proves }) => {
      const step = stepId === null ? undefined : guide.step(stepId);
      return {
        kind,
        kindName: entryKinds[kind],
        title,
        url,
        note,
        date: datedOn,
        step: step === undefined ? null : { id: step.id, number: step.number, title: step.title },
        proves,
      };
    }),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

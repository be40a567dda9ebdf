/** The forms in which entries are written, and how what was typed is read. */
import { selectField, textField } from '../discord/components.ts';
import { lines, type Markdown, md, quoted } from '../discord/markdown.ts';
import { type FormReply, form } from '../discord/reply.ts';
import type { Guide, Placed } from '../guide/guide.ts';
import { among, type EntryKind, entryKinds, keysOf } from '../guide/names.ts';
import { readDay } from '../time/day.ts';
import { readLine, readLines, readUrl } from '../typed/read.ts';
import { saveChange, saveEntry } from './actions.ts';
import { type Entry, type EntryDraft, entryLimits, readNote, readTitle } from './entry.ts';

export type Fields = Readonly<Record<string, string>>;

/** What is known already when the form opens. */
export interface Prefilled {
  readonly kind?: EntryKind | undefined;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly note?: string | undefined;
  readonly step?: string | undefined;
}

const kindField = (kinds: readonly EntryKind[], chosen: EntryKind | undefined) =>
  selectField({
    customId: 'kind',
    label: 'What is it?',
    options: kinds.map((kind) => ({ value: kind, label: entryKinds[kind], chosen: kind === chosen })),
  });

const titleField = (value: string | undefined) =>
  textField({
    customId: 'title',
    label: 'Title',
    maxLength: entryLimits.title,
    ...(value !== undefined && { value }),
  });

const urlField = (value: string | undefined) =>
  textField({
    customId: 'url',
    label: 'Link',
    description: 'Where it can be seen, if it can: its public web address',
    placeholder: 'github.com/you/project',
    maxLength: entryLimits.url,
    optional: true,
    ...(value !== undefined && { value }),
  });

const noteField = (value: string | undefined) =>
  textField({
    customId: 'note',
    label: 'In a few words',
    description: 'What you did, what came out of it, in numbers if you have them',
    maxLength: entryLimits.note,
    optional: true,
    long: true,
    ...(value !== undefined && { value }),
  });

const dateField = (value: string) =>
  textField({
    customId: 'date',
    label: 'Date',
    description: 'Year, month, day',
    placeholder: value,
    value,
    maxLength: entryLimits.date,
    optional: true,
  });

const everyKind = keysOf(entryKinds);

/** The form of a new entry. */
export function newEntryForm(guide: Guide, { kind, title, url, note, step }: Prefilled): FormReply {
  return form({
    custom_id: saveEntry.id({ step: 'none', milestone: 'none' }),
    title: 'Add to your portfolio',
    components: [
      kindField(everyKind, kind),
      titleField(title && readLine(title, entryLimits.title)),
      urlField(url && readLine(url, entryLimits.url)),
      noteField(note && readLines(note, entryLimits.note)),
      selectField({
        customId: 'step',
        label: 'Which step does it belong to?',
        optional: true,
        options: guide.steps.map(({ id, number, title: label }) => ({
          value: id,
          label: `${number}. ${label}`,
          chosen: id === step,
        })),
      }),
    ],
  });
}

/** The form of what proves a milestone; `today` is the member's date. */
export function proofForm({ step, milestone }: Placed, today: string): FormReply {
  const kinds = milestone.proof?.log ?? [];
  const isNote = kinds.every((kind) => kind === 'note');
  return form({
    custom_id: saveEntry.id({ step: step.id, milestone: milestone.id }),
    title: isNote ? 'Your note' : 'Add to your portfolio',
    components: [
      ...(kinds.length > 1 ? [kindField(kinds, undefined)] : []),
      titleField(isNote ? milestone.title : undefined),
      ...(isNote ? [] : [urlField(undefined)]),
      noteField(undefined),
      dateField(today),
    ],
  });
}

/** The form of an entry that is there. */
export function changeForm(entry: Entry): FormReply {
  return form({
    custom_id: saveChange.id({ entry: entry.id }),
    title: 'Change the entry',
    components: [
      kindField(everyKind, entry.kind),
      titleField(entry.title),
      urlField(entry.url ?? undefined),
      noteField(entry.note ?? undefined),
      dateField(entry.datedOn),
    ],
  });
}

/** What was read, and in words what could not be: the rest is kept all the same. */
export interface Read {
  readonly draft: EntryDraft;
  readonly problems: Markdown | undefined;
}

/** Reads what was typed; what is left empty, or can't be read, is as in `otherwise`. */
export function readDraft(
  fields: Fields,
  otherwise: { kind: EntryKind; url: string | null; stepId: string | null; datedOn: string },
  today: string,
): Read {
  const kind = among(entryKinds, fields['kind']) ?? otherwise.kind;
  const typedUrl = fields['url']?.trim() ?? '';
  const typedDate = fields['date']?.trim() ?? '';
  const url = typedUrl === '' ? null : readUrl(typedUrl);
  const datedOn = typedDate === '' ? otherwise.datedOn : readDay(typedDate, today);
  const problems = [
    typedUrl !== '' && url === null
      ? md`⚠️ The link wasn't saved: ${quoted(typedUrl)} is no public web address, or is too long. *Edit* lets you add it.`
      : undefined,
    datedOn === null
      ? md`⚠️ The date wasn't saved: ${quoted(typedDate)} is no day up to today, such as ${today}. *Edit* lets you change it.`
      : undefined,
  ];
  return {
    draft: {
      kind,
      title: readTitle(fields['title'] ?? '', kind),
      url: typedUrl !== '' && url === null ? otherwise.url : url,
      note: readNote(fields['note'] ?? ''),
      stepId: otherwise.stepId,
      datedOn: datedOn ?? otherwise.datedOn,
    },
    problems: problems.some((problem) => problem !== undefined) ? lines(...problems) : undefined,
  };
}

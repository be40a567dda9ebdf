/** What a portfolio entry is, and how what a member typed becomes one. Pure. */
import { type EntryKind, entryKinds } from '../guide/names.ts';

/** A milestone, by its ids. */
export interface MilestoneRef {
  readonly step: string;
  readonly milestone: string;
}

export interface EntryDraft {
  readonly kind: EntryKind;
  readonly title: string;
  /** https, as `readUrl` leaves it. */
  readonly url: string | null;
  readonly note: string | null;
  readonly stepId: string | null;
  /** Such as 2026-11-23, in the member's zone. */
  readonly datedOn: string;
}

export interface Entry extends EntryDraft {
  readonly id: number;
  /** The milestones that it proves, or counts towards. */
  readonly proves: readonly MilestoneRef[];
}

/** What a change of an entry did to milestones. */
export interface Effect {
  readonly ticked: readonly MilestoneRef[];
  readonly unticked: readonly MilestoneRef[];
}

/** How many entries a milestone wants. */
export type Wanted = (milestone: MilestoneRef) => number;

/** Characters of what a member types. */
export const entryLimits = { title: 120, url: 300, note: 600, date: 10 } as const;

/** Entries that one member may have in one server: years of daily logging, and an end for a script. */
export const mostEntries = 5_000;

/** A title in one line; an empty one is named after its kind. */
export function readTitle(typed: string, kind: EntryKind): string {
  const title = inOneLine(typed).slice(0, entryLimits.title).toWellFormed().trim();
  return title === '' ? `Untitled ${entryKinds[kind].toLowerCase()}` : title;
}

/** A note as typed, without what can't be seen; null if nothing is left. */
export function readNote(typed: string): string | null {
  const note = typed.toWellFormed().replace(unseen, '').trim().slice(0, entryLimits.note);
  return note === '' ? null : note.toWellFormed();
}

/** Control characters but line breaks, and overrides of the writing direction. */
const unseen = /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

const inOneLine = (typed: string) => typed.toWellFormed().replace(/\s+/g, ' ').replace(unseen, '').trim();

/**
 * An https address of a public host as a browser would write it, checked for its form alone; null if it is none.
 * A missing `https://` is added.
 */
export function readUrl(typed: string): string | null {
  const words = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:/i.test(words) ? words : `https://${words}`;
  if (/[\s<>"`\\]/.test(words) || !URL.canParse(address)) return null;
  const url = new URL(address);
  const isPublic = /^(?!\d+(?:\.\d+){3}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(url.hostname);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return isPublic && isPlain && url.href.length <= entryLimits.url ? url.href : null;
}

/** A day from 1990 to `today` (both such as 2026-11-23), as ISO writes it; null if it is none. */
export function readDay(typed: string, today: string): string | null {
  const words = typed.normalize('NFKC').trim();
  if (!/^\d{4}-\d{1,2}-\d{1,2}$/.test(words)) return null;
  const [year = 0, month = 0, day = 0] = words.split('-').map(Number);
  try {
    const iso = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString();
    return iso >= '1990-01-01' && iso <= today ? iso : null;
  } catch {
    return null;
  }
}

/** In English, as all of the bot's words. */
const dayFormat = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

/** A day such as 2026-11-23 in words. */
export const formatDay = (day: string) => dayFormat.format(new Date(`${day}T00:00:00Z`));

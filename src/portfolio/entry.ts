/** What a portfolio entry is, and how what a member typed becomes one. Pure. */
import { type EntryKind, entryNouns } from '../guide/names.ts';
import { readLine, readLines, urlLength } from '../typed/read.ts';

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
export const entryLimits = { title: 120, url: urlLength, note: 600, date: 10 } as const;

/** Entries that one member may have in one server: years of daily logging, and all of it still fits into a file. */
export const mostEntries = 2_000;

/** A title in one line; one with nothing to see in it is named after its kind. */
export function readTitle(typed: string, kind: EntryKind): string {
  const title = readLine(typed, entryLimits.title);
  return title === '' ? `Untitled ${entryNouns[kind]}` : title;
}

/** A note; null if there is nothing to see in it. */
export function readNote(typed: string): string | null {
  const note = readLines(typed, entryLimits.note);
  return note === '' ? null : note;
}

/** Entries as rows, and the links between entries and milestones. */
import type { Db } from '../database/open.ts';
import { among, type EntryKind, entryKinds } from '../guide/names.ts';
import type { MemberKey } from '../member/store.ts';
import type { Entry, EntryDraft, MilestoneRef } from './entry.ts';
import { writeRef } from './proof.ts';

export const entryColumns = ['id', 'kind', 'title', 'url', 'note', 'step_id', 'dated_on'] as const;

interface EntryRow {
  id: number;
  kind: string;
  title: string;
  url: string | null;
  note: string | null;
  step_id: string | null;
  dated_on: string;
}

export const keyOf = ({ guildId, userId }: MemberKey) => ({ guild_id: guildId, user_id: userId });

/** A kind as stored; one that this version no longer has is shown as a note. */
export const kindOf = (stored: string): EntryKind => among(entryKinds, stored) ?? 'note';

export const rowOf = ({ kind, title, url, note, stepId, datedOn }: EntryDraft) => ({
  kind,
  title,
  url,
  note,
  step_id: stepId,
  dated_on: datedOn,
});

export async function countOf(db: Db, member: MemberKey): Promise<number> {
  const { count } = await db
    .selectFrom('entry')
    .where((row) => row.and(keyOf(member)))
    .select((entry) => entry.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** The entry with this id, if it is the member's. */
export async function read(db: Db, member: MemberKey, id: number): Promise<Entry | undefined> {
  const rows = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where((row) => row.and({ ...keyOf(member), id }))
    .execute();
  const [entry] = await withProofs(db, member, rows);
  return entry;
}

/** Two logs of the same within so long, in ms, are one: a second click, a lost answer, another process. */
const sameWithinMs = 10 * 60_000;

/** The member's entry that `draft` would only repeat: of its kind with its link, or, without one, the same a moment ago. */
export async function repeated(
  db: Db,
  member: MemberKey,
  draft: EntryDraft,
  nowMs: number,
): Promise<Entry | undefined> {
  const { kind, title, url, note } = draft;
  const ofKind = db
    .selectFrom('entry')
    .select(entryColumns)
    .where((row) => row.and({ ...keyOf(member), kind }));
  const rows =
    url !== null
      ? await ofKind.where('url', '=', url).execute()
      : await ofKind
          .where('url', 'is', null)
          .where('title', '=', title)
          .where('note', note === null ? 'is' : '=', note)
          .where('created_at', '>', nowMs - sameWithinMs)
          .limit(1)
          .execute();
  const [entry] = await withProofs(db, member, rows);
  return entry;
}

/** Up to so many entries, their links are asked for by id: beyond, all of the member's are read. */
const fewEntries = 100;

/** Adds to the entries which milestones they prove. */
export async function withProofs(db: Db, member: MemberKey, rows: readonly EntryRow[]): Promise<Entry[]> {
  if (rows.length === 0) return [];
  let query = db
    .selectFrom('entry_milestone')
    .select(['entry_id', 'step_id', 'milestone_id'])
    .where((row) => row.and(keyOf(member)));
  if (rows.length <= fewEntries)
    query = query.where(
      'entry_id',
      'in',
      rows.map(({ id }) => id),
    );
  const byEntry = Map.groupBy(await query.execute(), (link) => link.entry_id);
  return rows.map((row) => ({
    id: row.id,
    kind: kindOf(row.kind),
    title: row.title,
    url: row.url,
    note: row.note,
    stepId: row.step_id,
    datedOn: row.dated_on,
    proves: (byEntry.get(row.id) ?? []).map((link) => ({
      step: link.step_id,
      milestone: link.milestone_id,
    })),
  }));
}

/** How many of a member's entries are linked with a milestone. */
export async function countLinks(db: Db, member: MemberKey): Promise<(milestone: MilestoneRef) => number> {
  const rows = await db
    .selectFrom('entry_milestone')
    .select(['step_id', 'milestone_id', (link) => link.fn.countAll<number>().as('entries')])
    .where((row) => row.and(keyOf(member)))
    .groupBy(['step_id', 'milestone_id'])
    .execute();
  const counts = new Map(
    rows.map((row) => [writeRef({ step: row.step_id, milestone: row.milestone_id }), row.entries]),
  );
  return (milestone) => counts.get(writeRef(milestone)) ?? 0;
}

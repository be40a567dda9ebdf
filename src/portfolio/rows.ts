/** Entries as rows, and the links between entries and milestones. */
import type { Db } from '../database/open.ts';
import { among, type EntryKind, entryKinds } from '../guide/names.ts';
import type { MemberKey } from '../member/store.ts';
import { changeTicks } from '../progress/store.ts';
import type { Effect, Entry, EntryDraft, MilestoneRef, Wanted } from './entry.ts';
import { isSame } from './proof.ts';

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

/** The member's entry of this kind with this link. */
export async function withUrl(db: Db, member: MemberKey, draft: EntryDraft): Promise<Entry | undefined> {
  const rows = await db
    .selectFrom('entry')
    .select(entryColumns)
    .where((row) => row.and({ ...keyOf(member), kind: draft.kind }))
    .where('url', '=', draft.url)
    .execute();
  const [entry] = await withProofs(db, member, rows);
  return entry;
}

/** Adds to the entries which milestones they prove. */
export async function withProofs(db: Db, member: MemberKey, rows: readonly EntryRow[]): Promise<Entry[]> {
  if (rows.length === 0) return [];
  // All of the member's links: fewer bound values than the ids of thousands of entries.
  const links = await db
    .selectFrom('entry_milestone')
    .select(['entry_id', 'step_id', 'milestone_id'])
    .where((row) => row.and(keyOf(member)))
    .execute();
  const byEntry = Map.groupBy(links, (link) => link.entry_id);
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

/** Links and parts an entry and milestones, as a part of `trx`, and ticks or unticks what this completes or breaks. */
export async function relink(
  trx: Db,
  member: MemberKey,
  entryId: number,
  { add, remove }: { add: readonly MilestoneRef[]; remove: readonly MilestoneRef[] },
  wanted: Wanted,
  nowMs: number,
): Promise<Effect> {
  const affected = [...add, ...remove];
  const before = await countLinks(trx, member);
  for (const link of add) {
    await trx
      .insertInto('entry_milestone')
      .values({ ...keyOf(member), entry_id: entryId, step_id: link.step, milestone_id: link.milestone })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const link of remove) {
    await trx
      .deleteFrom('entry_milestone')
      .where((row) =>
        row.and({ ...keyOf(member), entry_id: entryId, step_id: link.step, milestone_id: link.milestone }),
      )
      .execute();
  }
  const after = await countLinks(trx, member);
  const isProven = (count: (milestone: MilestoneRef) => number) => (milestone: MilestoneRef) =>
    wanted(milestone) > 0 && count(milestone) >= wanted(milestone);
  const [was, is] = [isProven(before), isProven(after)];
  const changed = affected.filter(
    (milestone, at) => affected.findIndex((other) => isSame(other, milestone)) === at,
  );
  const ticked = changed.filter((milestone) => is(milestone) && !was(milestone));
  const unticked = changed.filter((milestone) => was(milestone) && !is(milestone));
  for (const { step, milestone } of ticked)
    await changeTicks(trx, member, step, { add: [milestone], remove: [] }, nowMs);
  for (const { step, milestone } of unticked)
    await changeTicks(trx, member, step, { add: [], remove: [milestone] }, nowMs);
  return { ticked, unticked };
}

/** How many of the member's entries are linked with a milestone. */
export async function countLinks(db: Db, member: MemberKey): Promise<(milestone: MilestoneRef) => number> {
  const links = await db
    .selectFrom('entry_milestone')
    .select(['step_id', 'milestone_id'])
    .where((row) => row.and(keyOf(member)))
    .execute();
  return (milestone) =>
    links.filter((link) => isSame({ step: link.step_id, milestone: link.milestone_id }, milestone)).length;
}

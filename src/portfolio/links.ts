/** Links between entries and milestones, and the ticks that follow from them. */
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { changeTicks } from '../progress/store.ts';
import type { Effect, MilestoneRef, Wanted } from './entry.ts';
import { writeRef } from './proof.ts';
import { countLinks, keyOf } from './rows.ts';

/** An entry that proves a milestone, or counts towards it. */
export interface Link extends MilestoneRef {
  readonly entryId: number;
}

export interface LinkChange {
  readonly add: readonly Link[];
  readonly remove: readonly Link[];
}

/** The links of one entry with milestones. */
export const linksOf = (entryId: number, milestones: readonly MilestoneRef[]): Link[] =>
  milestones.map(({ step, milestone }) => ({ entryId, step, milestone }));

/**
 * Links and parts entries and milestones, as a part of `trx`. A milestone that has got all that it wants is ticked; one
 * that no longer has is unticked.
 */
export async function relink(
  trx: Db,
  member: MemberKey,
  { add, remove }: LinkChange,
  wanted: Wanted,
  nowMs: number,
): Promise<Effect> {
  const before = await countLinks(trx, member);
  for (const link of add) {
    await trx
      .insertInto('entry_milestone')
      .values({ ...keyOf(member), ...columnsOf(link) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const link of remove) {
    await trx
      .deleteFrom('entry_milestone')
      .where((row) => row.and({ ...keyOf(member), ...columnsOf(link) }))
      .execute();
  }
  const after = await countLinks(trx, member);
  const isProven = (milestone: MilestoneRef, count: typeof after) =>
    wanted(milestone) > 0 && count(milestone) >= wanted(milestone);

  const ticked: MilestoneRef[] = [];
  for (const milestone of distinct(add).filter((ref) => isProven(ref, after))) {
    const change = { add: [milestone.milestone], remove: [] };
    const done = await changeTicks(trx, member, milestone.step, change, nowMs);
    if (done.added.length > 0) ticked.push(milestone);
  }
  const unticked: MilestoneRef[] = [];
  for (const milestone of distinct(remove).filter((ref) => isProven(ref, before) && !isProven(ref, after))) {
    const change = { add: [], remove: [milestone.milestone] };
    const done = await changeTicks(trx, member, milestone.step, change, nowMs);
    if (done.removed.length > 0) unticked.push(milestone);
  }
  return { ticked, unticked };
}

const columnsOf = ({ entryId, step, milestone }: Link) => ({
  entry_id: entryId,
  step_id: step,
  milestone_id: milestone,
});

/** The milestones of links, each once. */
const distinct = (links: readonly Link[]): MilestoneRef[] => [
  ...new Map(
    links.map(({ step, milestone }) => [writeRef({ step, milestone }), { step, milestone }]),
  ).values(),
];

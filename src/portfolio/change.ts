/** What members do to their portfolio: each act in one transaction, answered with the panel that shows it. */

import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import { stepOf } from '../guide/show.ts';
import { type Choice, changeOf } from '../typed/choice.ts';
import type { Effect, Entry, EntryDraft, MilestoneRef } from './entry.ts';
import { effectWords } from './entry-view.ts';
import { type Fields, readDraft } from './forms.ts';
import { linksOf } from './links.ts';
import { isSame, likelyProof, provableBy, readRefs, refOf, wantedIn } from './proof.ts';
import {
  entryIsGone,
  entryOf,
  type Needs,
  showEntryPanel,
  showOwnPortfolio,
  showReadinessFor,
} from './show.ts';

/** Logs what was read, takes it to prove `milestone` or what is likely, and shows the entry. */
export async function log(
  context: Needs,
  draft: EntryDraft,
  milestone: MilestoneRef | undefined,
  problems: Markdown | undefined,
): Promise<TopLevelComponent> {
  const { app, member } = context;
  const [guide, learner] = await Promise.all([app.guides.of(member.guildId), app.learners.of(member)]);
  const likely = likelyProof(guide, learner, draft);
  const proof = milestone ?? (likely && refOf(likely));
  const stepId = draft.stepId ?? proof?.step ?? null;
  const proves = proof === undefined ? [] : [proof];
  const added = await app.portfolio.add(member, { ...draft, stepId }, proves, wantedIn(guide));
  switch (added.kind) {
    case 'full':
      throw new UserError(
        md`Your portfolio is full. Delete entries that you no longer need in \`/portfolio\`.`,
      );
    case 'known': {
      const words = md`You have it in your portfolio, once. *Edit* changes it.`;
      return await showEntryPanel(context, added.entry, words, problems);
    }
    case 'added': {
      const isGuess = milestone === undefined && draft.stepId === null && added.ticked.length > 0;
      const words = lines(
        md`✔️ Logged.`,
        effectWords(guide, added),
        isGuess ? md`-# I took it to show that. If it doesn't, take it out in the menu below.` : undefined,
        finishedWords(guide, learner, added),
      );
      return await showEntryPanel(context, added.entry, words, problems);
    }
  }
}

/** Said when the last milestone of a step has just been ticked. */
function finishedWords(guide: Guide, { progress }: Learner, { ticked }: Effect): Markdown | undefined {
  const finished = guide.steps.find((step) => {
    const own = ticked.filter((ref) => ref.step === step.id);
    const isTicked = (id: string) =>
      progress.get(step.id)?.ticked.has(id) === true ||
      own.some((ref) => isSame(ref, { step: step.id, milestone: id }));
    return own.length > 0 && step.milestones.every(({ id }) => isTicked(id));
  });
  return finished && md`🎉 Every milestone of step ${finished.number} is ticked: \`/nextstep\` closes it.`;
}

/** Changes an entry to what was typed; `today` is the member's date. */
export async function changeEntry(
  context: Needs,
  id: number,
  fields: Fields,
  today: string,
): Promise<TopLevelComponent> {
  const { app, member } = context;
  const [before, guide] = await Promise.all([entryOf(context, id), app.guides.of(member.guildId)]);
  const { draft, problems } = readDraft(fields, before, today);
  const fitting = provableBy(guide, draft.kind).map(refOf);
  const canProve = (ref: MilestoneRef) => fitting.some((other) => isSame(other, ref));
  const changed = await app.portfolio.change(member, id, draft, canProve, wantedIn(guide));
  if (changed === undefined) throw entryIsGone();
  const taken = changed.isLinkTaken
    ? md`⚠️ The link wasn't saved: another entry of the kind has it already.`
    : undefined;
  const words = lines(md`✔️ Saved.`, effectWords(guide, changed), taken);
  return await showEntryPanel(context, changed.entry, words, problems);
}

/** Deletes an entry; `takeBack` is called first, and says what became of it in the showcase. */
export async function deleteEntry(
  context: Needs,
  id: number,
  takeBack: () => Promise<Markdown | undefined>,
): Promise<TopLevelComponent> {
  const { app, member } = context;
  await entryOf(context, id);
  const taken = await takeBack();
  const guide = await app.guides.of(member.guildId);
  const removed = await app.portfolio.remove(member, id, wantedIn(guide));
  // Somebody was faster: the same member, on another device or with a second click.
  if (removed === undefined) return await showOwnPortfolio(context, 0);
  return await showOwnPortfolio(context, 0, lines(md`🗑️ Deleted.`, taken, effectWords(guide, removed)));
}

/** Says which milestones an entry proves. */
export async function chooseMilestones(
  context: Needs,
  id: number,
  choice: Choice,
): Promise<TopLevelComponent> {
  const { app, member } = context;
  const [entry, guide] = await Promise.all([entryOf(context, id), app.guides.of(member.guildId)]);
  const { add, remove } = readRefs(provableBy(guide, entry.kind), choice);
  const effect = await app.portfolio.link(
    member,
    { add: linksOf(id, add), remove: linksOf(id, remove) },
    wantedIn(guide),
    { entryId: id, stepId: stepAfter(entry, add, remove) },
  );
  return await showEntryPanel(context, await entryOf(context, id), effectWords(guide, effect));
}

/** The step that an entry belongs to when its proofs change: parted from its own, it goes along with what it proves. */
function stepAfter(
  { stepId, proves }: Entry,
  add: readonly MilestoneRef[],
  remove: readonly MilestoneRef[],
): string | null {
  const left = [...proves.filter((ref) => !remove.some((gone) => isSame(gone, ref))), ...add];
  const isParted = remove.some(({ step }) => step === stepId) && !left.some(({ step }) => step === stepId);
  return stepId === null || isParted ? (left[0]?.step ?? null) : stepId;
}

/** Puts an entry to a step, or to none; what it proves stays. */
export async function moveToStep(context: Needs, id: number, chosen: string): Promise<TopLevelComponent> {
  const { app, member } = context;
  await entryOf(context, id);
  const guide = await app.guides.of(member.guildId);
  const stepId = chosen === 'none' ? null : stepOf(guide, chosen).id;
  const nothing = { add: [], remove: [] };
  await app.portfolio.link(member, nothing, wantedIn(guide), { entryId: id, stepId });
  return await showEntryPanel(context, await entryOf(context, id), md`✔️ Saved.`);
}

/** Says which entries prove a milestone that readiness asks for. */
export async function chooseEntries(
  context: Needs,
  ref: MilestoneRef,
  choice: Choice,
): Promise<TopLevelComponent> {
  const { app, member } = context;
  const { added, removed } = changeOf(choice);
  const [guide, own] = await Promise.all([app.guides.of(member.guildId), app.portfolio.list(member)]);
  const kinds = stepOf(guide, ref.step).milestones.find(({ id }) => id === ref.milestone)?.proof?.log;
  const fitting = new Map(
    own.flatMap(({ id, kind }) => (kinds?.includes(kind) === true ? [[String(id), id] as const] : [])),
  );
  const links = (values: readonly string[]) =>
    values.flatMap((value) => fitting.get(value) ?? []).flatMap((id) => linksOf(id, [ref]));
  await app.portfolio.link(member, { add: links(added), remove: links(removed) }, wantedIn(guide));
  return await showReadinessFor(context, ref.step);
}

/** Reads the portfolio and renders a panel of it: what commands and buttons have in common. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import type { Profile } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import type { Effect, Entry, EntryDraft, MilestoneRef } from './entry.ts';
import { effectWords, entryPanel } from './entry-view.ts';
import { entriesPerPage, othersPortfolioPanel, ownPortfolioPanel } from './list-view.ts';
import { isSame, likelyProof, refOf, wanted } from './proof.ts';
import type { PortfolioStore } from './store.ts';

interface Needs {
  readonly app: {
    readonly guides: { of(guildId: string): Promise<Guide> };
    readonly learners: { of(member: MemberKey): Promise<Learner> };
    readonly profiles: { of(member: MemberKey): Promise<Profile> };
    readonly portfolio: PortfolioStore;
    /** Which entries the server has been shown. */
    readonly showcase: { isShared(member: MemberKey, entryId: number): Promise<boolean> };
  };
  readonly member: MemberKey;
}

/** One entry. */
export async function showEntryPanel(
  { app, member }: Needs,
  entry: Entry,
  ...notices: (Markdown | undefined)[]
): Promise<TopLevelComponent> {
  const [guide, linked, isShared] = await Promise.all([
    app.guides.of(member.guildId),
    app.portfolio.linked(member),
    app.showcase.isShared(member, entry.id),
  ]);
  const canShare = guide.steps.some(({ share }) => share?.kinds.includes(entry.kind) === true);
  const sharing = isShared ? 'is' : canShare ? 'can' : 'no';
  const notice = notices.some((words) => words !== undefined) ? lines(...notices) : undefined;
  return entryPanel({ guide, entry, linked, sharing }, notice);
}

/** The member's entry with this id. @throws {UserError} if it is gone, or another's. */
export async function entryOf(
  { app, member }: Pick<Needs, 'member'> & { app: { portfolio: Pick<PortfolioStore, 'one'> } },
  id: number,
): Promise<Entry> {
  const entry = await app.portfolio.one(member, id);
  if (entry === undefined)
    throw new UserError(md`That entry isn't in your portfolio any more. \`/portfolio\` shows what is.`);
  return entry;
}

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
  const added = await app.portfolio.add(
    member,
    { ...draft, stepId },
    proof === undefined ? [] : [proof],
    (ref) => wanted(guide, ref),
  );
  switch (added.kind) {
    case 'full':
      throw new UserError(
        md`Your portfolio is full. Delete entries that you no longer need in \`/portfolio\`.`,
      );
    case 'known': {
      const words = md`You've logged that link already, so nothing was added. *Edit* changes it.`;
      return await showEntryPanel(context, added.entry, words, problems);
    }
    case 'added': {
      const words = lines(md`✔️ Logged.`, effectWords(guide, added), finishedWords(guide, learner, added));
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

/** A page of the member's own portfolio. */
export async function showOwnPortfolio(
  { app, member }: Needs,
  page: number,
  notice?: Markdown,
): Promise<TopLevelComponent> {
  const { isVisible } = await app.profiles.of(member);
  return ownPortfolioPanel(await pageOf({ app, member }, page, false), isVisible, notice);
}

/** A page of another member's portfolio. @throws {UserError} unless they let the server see it. */
export async function showOthersPortfolio({ app, member }: Needs, userId: string, page: number) {
  const other = { guildId: member.guildId, userId };
  await requireVisible(app.profiles, other);
  return othersPortfolioPanel(await pageOf({ app, member: other }, page, true), userId);
}

/** @throws {UserError} unless the member lets their server see how far they are. */
export async function requireVisible(
  profiles: { of(member: MemberKey): Promise<Profile> },
  other: MemberKey,
): Promise<void> {
  const { isVisible } = await profiles.of(other);
  if (!isVisible)
    throw new UserError(
      md`They keep their progress and portfolio to themselves. If they want to show it, \`/portfolio\` has a button for that.`,
    );
}

async function pageOf({ app, member }: Needs, wantedPage: number, withoutNotes: boolean) {
  const [guide, { counts }] = await Promise.all([app.guides.of(member.guildId), app.portfolio.facts(member)]);
  const shown = new Map([...counts].filter(([kind]) => !(withoutNotes && kind === 'note')));
  const total = [...shown.values()].reduce((sum, count) => sum + count, 0);
  const page = Math.min(wantedPage, Math.max(0, Math.ceil(total / entriesPerPage) - 1));
  const entries = await app.portfolio.list(member, {
    offset: page * entriesPerPage,
    limit: entriesPerPage,
    withoutNotes,
  });
  return { guide, entries, counts: shown, page, total };
}

/** Reads the portfolio and renders a panel of it: what commands and buttons have in common. */
import type { TopLevelComponent } from '../discord/components.ts';
import { UserError } from '../discord/errors.ts';
import { lines, type Markdown, md } from '../discord/markdown.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import { hasLadder } from '../guide/parts.ts';
import { sharableStep } from '../guide/sharing.ts';
import { stepOf } from '../guide/show.ts';
import type { Profile } from '../member/profile.ts';
import type { MemberKey } from '../member/store.ts';
import type { Entry } from './entry.ts';
import { entryPanel } from './entry-view.ts';
import { entriesPerPage, othersPortfolioPanel, ownPortfolioPanel, type PortfolioPage } from './list-view.ts';
import { ladderPanel, readinessPanel, type StepPortfolio } from './step-views.ts';
import type { PortfolioStore } from './store.ts';

export interface Needs {
  readonly app: {
    readonly guides: { of(guildId: string): Promise<Guide> };
    readonly learners: { of(member: MemberKey): Promise<Learner> };
    readonly profiles: { of(member: MemberKey): Promise<Profile> };
    readonly portfolio: PortfolioStore;
    /** Which entries the server has been shown. */
    readonly showcase: { isShared(member: MemberKey, entryId: number): Promise<boolean> };
  };
  readonly member: MemberKey;
  readonly where: { readonly guildId: string | null };
}

/** One entry. */
export async function showEntryPanel(
  { app, member }: Needs,
  entry: Entry,
  ...notices: (Markdown | undefined)[]
): Promise<TopLevelComponent> {
  const [guide, { progress }, linked, isShared] = await Promise.all([
    app.guides.of(member.guildId),
    app.learners.of(member),
    app.portfolio.linked(member),
    app.showcase.isShared(member, entry.id),
  ]);
  const sharing = isShared ? 'is' : sharableStep(guide, entry.kind) === undefined ? 'no' : 'can';
  const notice = notices.some((words) => words !== undefined) ? lines(...notices) : undefined;
  return entryPanel({ guide, entry, linked, progress, sharing }, notice);
}

/** The member's entry with this id. @throws {UserError} if it is gone, or another's. */
export async function entryOf(
  { app, member }: Pick<Needs, 'member'> & { app: { portfolio: Pick<PortfolioStore, 'one'> } },
  id: number,
): Promise<Entry> {
  const entry = await app.portfolio.one(member, id);
  if (entry === undefined) throw entryIsGone();
  return entry;
}

/** Said where an entry is gone, or another's. */
export const entryIsGone = () =>
  new UserError(md`That entry isn't in your portfolio any more. \`/portfolio\` shows what is.`);

/** A page of the member's own portfolio. */
export async function showOwnPortfolio(
  { app, member, where }: Needs,
  page: number,
  notice?: Markdown,
): Promise<TopLevelComponent> {
  const [{ isVisible }, shown] = await Promise.all([
    app.profiles.of(member),
    pageOf(app, member, page, false),
  ]);
  const visibility = where.guildId === null ? 'unasked' : isVisible ? 'server' : 'own';
  return ownPortfolioPanel(shown, visibility, notice);
}

/** A page of anybody's portfolio. @throws {UserError} if it is another's who doesn't let the server see it. */
export async function showPortfolioOf(
  context: Needs,
  userId: string,
  page: number,
): Promise<TopLevelComponent> {
  if (userId === context.member.userId) return await showOwnPortfolio(context, page);
  const other = await visibleMember(context, userId);
  return othersPortfolioPanel(await pageOf(context.app, other, page, true), userId);
}

/** Another member of the server. @throws {UserError} unless they let their server see how far they are. */
export async function visibleMember(
  { app, member, where }: Pick<Needs, 'member' | 'where'> & { app: Pick<Needs['app'], 'profiles'> },
  userId: string,
): Promise<MemberKey> {
  if (where.guildId === null)
    throw new UserError(md`Here I only know you. Ask for others in a server that you share with them.`);
  const other = { guildId: member.guildId, userId };
  const { isVisible } = await app.profiles.of(other);
  if (!isVisible)
    throw new UserError(
      md`They keep their progress and portfolio to themselves. If they want to show it, \`/portfolio\` has a button for that.`,
    );
  return other;
}

async function pageOf(
  app: Needs['app'],
  member: MemberKey,
  wantedPage: number,
  withoutNotes: boolean,
): Promise<PortfolioPage> {
  const [guide, counts, linked] = await Promise.all([
    app.guides.of(member.guildId),
    app.portfolio.counts(member),
    app.portfolio.linked(member),
  ]);
  const shown = new Map([...counts].filter(([kind]) => !(withoutNotes && kind === 'note')));
  const total = [...shown.values()].reduce((sum, count) => sum + count, 0);
  const page = Math.min(wantedPage, Math.max(0, Math.ceil(total / entriesPerPage) - 1));
  const entries = await app.portfolio.list(member, {
    offset: page * entriesPerPage,
    limit: entriesPerPage,
    withoutNotes,
  });
  return { guide, entries, counts: shown, linked, page, total };
}

/** Whether the member is ready for a step. @throws {UserError} if the step asks no such thing (any more). */
export async function showReadinessFor(context: Needs, stepId: string): Promise<TopLevelComponent> {
  const shown = await stepPortfolio(context, stepId);
  if (shown.step.readiness === undefined)
    throw new UserError(md`That step has no such question any more. \`/steps\` shows what it has.`);
  return readinessPanel(shown);
}

/** The ladder of a step. @throws {UserError} if it has none (any more). */
export async function showLadderOf(context: Needs, stepId: string): Promise<TopLevelComponent> {
  const shown = await stepPortfolio(context, stepId);
  if (!hasLadder(shown.step)) throw new UserError(md`That step has no ladder any more.`);
  return ladderPanel(shown);
}

async function stepPortfolio({ app, member }: Needs, stepId: string): Promise<StepPortfolio> {
  const [guide, { progress }, entries] = await Promise.all([
    app.guides.of(member.guildId),
    app.learners.of(member),
    app.portfolio.list(member),
  ]);
  return { step: stepOf(guide, stepId), progress, entries };
}

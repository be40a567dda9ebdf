/** A portfolio as a list, a page at a time. */
import {
  accent,
  button,
  buttons,
  panel,
  select,
  type TopLevelComponent,
  text,
} from '../discord/components.ts';
import { lines, type Markdown, md, trusted, userMention } from '../discord/markdown.ts';
import { showLadder, showNext, showReadiness } from '../guide/actions.ts';
import type { Guide } from '../guide/guide.ts';
import { type EntryKind, entryKinds } from '../guide/names.ts';
import { hasLadder } from '../guide/parts.ts';
import { exportPortfolio, logSomething, pickEntry, setVisible, showPortfolio } from './actions.ts';
import { type Entry, formatDay } from './entry.ts';
import { titleOf } from './entry-view.ts';

/** Entries on a page: with titles and links as long as they may be, still within one message. */
export const entriesPerPage = 5;

export interface PortfolioPage {
  readonly guide: Guide;
  readonly entries: readonly Entry[];
  readonly counts: ReadonlyMap<EntryKind, number>;
  /** From 0. */
  readonly page: number;
  readonly total: number;
}

/** The member's own portfolio. */
export function ownPortfolioPanel(
  shown: PortfolioPage,
  isVisible: boolean,
  notice?: Markdown,
): TopLevelComponent {
  const { guide, total, entries } = shown;
  if (total === 0) return emptyPanel(isVisible, notice);
  return panel(
    accent.brand,
    notice && text(notice),
    text(lines(md`## Your portfolio: ${countWords(total)}`, kindsLine(shown))),
    text(lines(...entries.map((entry) => entryLine(guide, entry)))),
    select(
      pickEntry.id({}),
      'Open an entry',
      entries.map(({ id, title, kind, datedOn }) => ({
        value: String(id),
        label: title,
        description: `${entryKinds[kind]}, ${formatDay(datedOn)}`,
      })),
    ),
    pageButtons('me', shown),
    buttons(
      button(logSomething.id({}), 'Log something', { look: 'primary' }),
      button(exportPortfolio.id({}), 'Export'),
      visibleButton(isVisible),
      button(showNext.id({}), 'My next step'),
    ),
    stepButtons(guide),
    text(visibleWords(isVisible)),
  );
}

function emptyPanel(isVisible: boolean, notice: Markdown | undefined): TopLevelComponent {
  return panel(
    accent.brand,
    notice && text(notice),
    text(
      lines(
        md`## Your portfolio is empty`,
        md`What you make on the way goes here: posts, papers you rebuilt, projects, contributions. One day it is the page you send to an employer.`,
        md`Anything counts for a start. Which notebook did you run last?`,
      ),
    ),
    buttons(
      button(logSomething.id({}), 'Log something', { look: 'primary' }),
      visibleButton(isVisible),
      button(showNext.id({}), 'My next step'),
    ),
    text(visibleWords(isVisible)),
  );
}

/** Another member's portfolio, which they let the server see. */
export function othersPortfolioPanel(shown: PortfolioPage, userId: string): TopLevelComponent {
  const { guide, total, entries } = shown;
  return panel(
    accent.brand,
    text(lines(md`## Portfolio: ${countWords(total)}`, md`-# of ${userMention(userId)}`, kindsLine(shown))),
    text(
      total === 0 ? md`Nothing is logged yet.` : lines(...entries.map((entry) => entryLine(guide, entry))),
    ),
    pageButtons(userId, shown),
  );
}

const countWords = (total: number) => (total === 1 ? '1 entry' : `${total} entries`);

function kindsLine({ counts }: PortfolioPage): Markdown | undefined {
  const parts = Object.entries(entryKinds).flatMap(([kind, name]) => {
    const count = counts.get(kind as EntryKind) ?? 0;
    return count === 0 ? [] : [`${name} ${count}`];
  });
  return parts.length === 0 ? undefined : md`-# ${parts.join(' · ')}`;
}

/** An entry in one line. */
export function entryLine(guide: Guide, entry: Entry): Markdown {
  const step = entry.stepId === null ? undefined : guide.step(entry.stepId);
  const at = step === undefined ? '' : ` · ${step.emoji} step ${step.number}`;
  const proven = entry.proves.length === 0 ? '' : ' · ✅';
  return md`- **${entryKinds[entry.kind]}** ${titleOf(entry)} · ${formatDay(entry.datedOn)}${trusted(at)}${proven}`;
}

function pageButtons(whose: string, { page, total }: PortfolioPage) {
  const pages = Math.ceil(total / entriesPerPage);
  if (pages < 2) return undefined;
  const turn = (to: number) => showPortfolio.id({ whose, page: to });
  return buttons(
    button(turn(Math.max(0, page - 1)), 'Back', { disabled: page === 0 }),
    button(turn(page + 1), `Next (${page + 1} of ${pages})`, { disabled: page + 1 >= pages }),
  );
}

/** What steps ask of a portfolio: readiness and ladders. */
function stepButtons(guide: Guide) {
  const asking = guide.steps.flatMap((step) => [
    ...(step.readiness === undefined
      ? []
      : [button(showReadiness.id({ step: step.id }), step.readiness.question, { emoji: step.emoji })]),
    ...(hasLadder(step)
      ? [button(showLadder.id({ step: step.id }), `The ladder of step ${step.number}`, { emoji: step.emoji })]
      : []),
  ]);
  return buttons(...asking.slice(0, 5));
}

export const visibleButton = (isVisible: boolean) =>
  isVisible
    ? button(setVisible.id({ visible: 'no' }), 'Hide it from others')
    : button(setVisible.id({ visible: 'yes' }), 'Let this server see it');

const visibleWords = (isVisible: boolean): Markdown =>
  isVisible
    ? md`-# 👁️ Members of this server can look at your progress and portfolio, notes excepted.`
    : md`-# 🔒 Only you see your progress and portfolio.`;

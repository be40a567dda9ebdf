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
import { type EntryKind, entryKinds, keysOf } from '../guide/names.ts';
import { hasLadder } from '../guide/parts.ts';
import { formatDay } from '../time/day.ts';
import { exportPortfolio, logSomething, pickEntry, setVisible, showPortfolio } from './actions.ts';
import type { Entry, MilestoneRef } from './entry.ts';
import { titleOf } from './entry-view.ts';
import { wantedIn } from './proof.ts';

/** Entries on a page: with titles and links as long as they may be, still within one message. */
export const entriesPerPage = 5;

/** Who may look; `unasked` where no server is there to be asked about. */
export type Visibility = 'own' | 'server' | 'unasked';

export interface PortfolioPage {
  readonly guide: Guide;
  readonly entries: readonly Entry[];
  readonly counts: ReadonlyMap<EntryKind, number>;
  /** How many of the entries are linked with a milestone. */
  readonly linked: (milestone: MilestoneRef) => number;
  /** From 0. */
  readonly page: number;
  readonly total: number;
}

/** The member's own portfolio. */
export function ownPortfolioPanel(
  shown: PortfolioPage,
  visibility: Visibility,
  notice?: Markdown,
): TopLevelComponent {
  const { guide, total, entries } = shown;
  if (total === 0) return emptyPanel(visibility, notice);
  return panel(
    accent.brand,
    notice && text(notice),
    text(lines(md`## Your portfolio: ${countWords(total)}`, kindsLine(shown))),
    text(lines(...entries.map((entry) => entryLine(shown, entry)))),
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
      visibleButton(visibility),
      button(showNext.id({}), 'My next step'),
    ),
    stepButtons(guide),
    text(visibleWords(visibility)),
  );
}

function emptyPanel(visibility: Visibility, notice: Markdown | undefined): TopLevelComponent {
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
      visibleButton(visibility),
      button(showNext.id({}), 'My next step'),
    ),
    text(visibleWords(visibility)),
  );
}

/** Another member's portfolio, which they let the server see. */
export function othersPortfolioPanel(shown: PortfolioPage, userId: string): TopLevelComponent {
  const { total, entries } = shown;
  return panel(
    accent.brand,
    text(lines(md`## Portfolio: ${countWords(total)}`, md`-# of ${userMention(userId)}`, kindsLine(shown))),
    text(
      total === 0 ? md`Nothing is logged yet.` : lines(...entries.map((entry) => entryLine(shown, entry))),
    ),
    pageButtons(userId, shown),
  );
}

const countWords = (total: number) => (total === 1 ? '1 entry' : `${total} entries`);

function kindsLine({ counts }: PortfolioPage): Markdown | undefined {
  const parts = keysOf(entryKinds).flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${entryKinds[kind]} ${count}`];
  });
  return parts.length === 0 ? undefined : md`-# ${parts.join(' · ')}`;
}

function entryLine({ guide, linked }: PortfolioPage, entry: Entry): Markdown {
  const step = entry.stepId === null ? undefined : guide.step(entry.stepId);
  const at = step === undefined ? '' : ` · ${step.emoji} step ${step.number}`;
  const isProof = entry.proves.some((ref) => linked(ref) >= Math.max(1, wantedIn(guide)(ref)));
  return md`- **${entryKinds[entry.kind]}** ${titleOf(entry)} · ${formatDay(entry.datedOn)}${trusted(at)}${isProof ? ' · ✅' : ''}`;
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

/** What steps ask of a portfolio: readiness and ladders; the first five, which are one row. */
function stepButtons(guide: Guide) {
  const asking = guide.steps.flatMap((step) => [
    step.readiness &&
      button(showReadiness.id({ step: step.id }), step.readiness.question, { emoji: step.emoji }),
    hasLadder(step)
      ? button(showLadder.id({ step: step.id }), `The ladder of step ${step.number}`, { emoji: step.emoji })
      : undefined,
  ]);
  return buttons(...asking.filter((part) => part !== undefined).slice(0, 5));
}

const visibleButton = (visibility: Visibility) => {
  if (visibility === 'unasked') return undefined;
  return visibility === 'server'
    ? button(setVisible.id({ visible: 'no' }), 'Hide it from others')
    : button(setVisible.id({ visible: 'yes' }), 'Let this server see it');
};

const visibleWords = (visibility: Visibility): Markdown =>
  visibility === 'server'
    ? md`-# 👁️ Members of this server can look at your progress and portfolio, but not at entries of the kind Note.`
    : md`-# 🔒 Only you see your progress and portfolio. What you share is seen where you share it.`;

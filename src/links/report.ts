/** What the check of the links found, for people and for programs. */
import { isReached, type Result } from './check-all.ts';

/** In the order of the report: what asks for something stands last, where the eye is in a terminal. */
const groups = {
  fine: 'Fine',
  unsure: "Can't tell: refuses robots, or is down; look with a browser",
  moved: 'Moved for good: put the new address into the file',
  gone: 'Gone: find another, or take it out',
} as const;

type Group = keyof typeof groups;

/** One address, as it stands in the report. */
export interface Line {
  readonly url: string;
  readonly outcome: Group;
  /** Where it has moved to. */
  readonly to?: string;
  readonly why?: string;
  readonly steps: readonly string[];
  readonly titles: readonly string[];
  readonly files: readonly string[];
}

export interface Report {
  /** How many addresses there were to check. */
  readonly total: number;
  /** False if nothing answered at all; then nothing is known of any address, and there are no lines. */
  readonly reached: boolean;
  /** Whether somebody ended it before all were checked. */
  readonly stopped: boolean;
  readonly lines: readonly Line[];
}

/** Puts results together; `filesOf` says in which files an address stands. */
export function reportOf(
  results: readonly Result[],
  { total, stopped }: Pick<Report, 'total' | 'stopped'>,
  filesOf: (url: string) => readonly string[],
): Report {
  if (!isReached(results)) return { total, reached: false, stopped, lines: [] };
  const lines = results.map(({ address: { url, places }, outcome }): Line => {
    const { answered: _, kind, ...said } = outcome;
    return {
      url,
      // Others were found, so the name servers work.
      outcome: kind === 'noHost' ? 'gone' : kind,
      ...said,
      steps: unique(places.map(({ step }) => step)),
      titles: unique(places.map(({ title }) => title)),
      files: filesOf(url),
    };
  });
  return { total, reached: true, stopped, lines };
}

const unique = (names: readonly (string | undefined)[]) => [
  ...new Set(names.filter((name) => name !== undefined)),
];

/** The report in words, grouped by outcome, each address with where it stands. */
export function inWords({ total, reached, stopped, lines }: Report): string {
  if (total === 0) return 'There is no address to check.\n';
  if (!reached && stopped) return 'Stopped before anything answered, so nothing was checked.\n';
  if (!reached) return 'Nothing could be reached from here, so nothing was checked.\n';
  const grouped = Map.groupBy(lines, ({ outcome }) => outcome);
  const names = Object.keys(groups) as Group[];
  const blocks = names.flatMap((name) => {
    const group = grouped.get(name);
    return group === undefined
      ? []
      : [[`${groups[name]} (${group.length})`, ...group.map(inLine)].join('\n')];
  });
  const missing = total - lines.length;
  const count = (name: Group) => grouped.get(name)?.length ?? 0;
  const summary = [
    `${lines.length} checked: ${count('fine')} fine, ${count('moved')} moved, ${count('gone')} gone, ${count('unsure')} can't tell.`,
    missing === 0 ? undefined : `Stopped before the other ${missing}.`,
  ];
  return `${[...blocks, summary.filter((part) => part !== undefined).join(' ')].join('\n\n')}\n`;
}

function inLine({ url, to, why, steps, titles, files }: Line): string {
  const news = to === undefined ? why : `→ ${to}`;
  const where = [...steps, ...titles, ...files].join(' · ');
  return `  ${news === undefined ? url : `${url}  ${news}`}\n      ${where}`;
}

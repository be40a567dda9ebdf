/** What `/setup` says of how things run: when nudges were last looked for, and what did not arrive and why. */
import { type Markdown, md, timestamp, trusted } from '../discord/markdown.ts';

/** Messages of one kind that did not go out for one reason, as the outbox records it. */
export interface Undelivered {
  readonly kind: string;
  readonly reason: string;
  readonly count: number;
}

export interface Health {
  /** When nudges were last looked for, by any process (ms, UTC), or null. */
  readonly lastRunAt: number | null;
  /** For the last 7 days. */
  readonly undelivered: readonly Undelivered[];
}

/** They are looked for every minute: after so long without (ms), something is wrong. */
const overdueMs = 10 * 60_000;

/** Whether nudges should have been looked for since, at an instant (ms, UTC). */
export const isOverdue = ({ lastRunAt }: Pick<Health, 'lastRunAt'>, nowMs: number): boolean =>
  lastRunAt !== null && nowMs - lastRunAt > overdueMs;

/** When nudges were last looked for, in words. */
export function lastRunLine(health: Pick<Health, 'lastRunAt'>, nowMs: number): Markdown {
  if (health.lastRunAt === null) return md`-# I haven't looked for due nudges yet.`;
  const ago = timestamp(health.lastRunAt, 'R');
  if (!isOverdue(health, nowMs)) return md`-# I last looked for due nudges ${ago}.`;
  return md`⚠️ I last looked for due nudges ${ago}, and should every minute. Tell whoever runs me: my log says why.`;
}

/** Lines of problems at most. */
const mostLines = 5;

/** What an admin reads of each reason: why, and what to do. */
const remedies: Readonly<Record<string, string>> = {
  'direct messages closed':
    "direct messages are closed. Members can open them in this server's privacy settings, or choose a channel with `/nudge on`.",
  'no channel': 'there is no channel for them. Choose one below.',
  'channel refused 10003':
    'their channel is gone. Choose another below; members who chose their own can type `/nudge on` elsewhere.',
  'channel refused 50001':
    "I can't see where they go: the channel for nudges, or the one where members turned them on. In its settings, allow me View Channel.",
  'channel refused 50013':
    "I'm not allowed to post where they go: the channel for nudges, or the one where members turned them on. In its settings, allow me Send Messages.",
  unconfirmed:
    "Discord didn't say whether they arrived, and I don't send twice. With Read Message History I can look.",
  late: 'I was away for more than a day when they were due.',
};

/** The same of the weekly post, which goes to the channel for nudges; all else may go to one that its member chose. */
const postRemedies: typeof remedies = {
  'no channel': 'there is no channel for nudges. Choose one below.',
  'channel refused 10003': 'the channel for nudges is gone. Choose another below.',
  'channel refused 50001': "I can't see the channel for nudges. In its settings, allow me View Channel.",
  'channel refused 50013':
    "I'm not allowed to post in the channel for nudges. In its settings, allow me Send Messages.",
};

const remedyOf = ({ kind, reason }: Undelivered): string =>
  (kind === 'digest' ? postRemedies[reason] : undefined) ?? remedies[reason] ?? otherRemedy;

const otherRemedy = 'Discord refused them. Whoever runs me sees why with `npm run outbox`.';

/** The problems in words, the most frequent first, at most five; none if all is well. Nobody is named. */
export function problemLines(undelivered: readonly Undelivered[]): Markdown[] {
  const byRemedy = [...Map.groupBy(undelivered, remedyOf)]
    .map(([remedy, rows]) => ({ remedy, rows, count: sumOf(rows) }))
    .toSorted((a, b) => b.count - a.count);
  const all = byRemedy.map(({ remedy, rows }) => md`- **${amountOf(rows)}:** ${trusted(remedy)}`);
  if (all.length === 0) return [];
  const shown = all.length > mostLines ? all.slice(0, mostLines - 1) : all;
  const others = byRemedy.slice(shown.length).flatMap(({ rows }) => rows);
  return [
    md`⚠️ **Not delivered in the last 7 days**`,
    ...shown,
    ...(others.length === 0 ? [] : [md`- **${amountOf(others)}:** other reasons.`]),
  ];
}

const sumOf = (rows: readonly Undelivered[]) => rows.reduce((sum, { count }) => sum + count, 0);

function amountOf(rows: readonly Undelivered[]): string {
  const count = sumOf(rows);
  const noun = rows.every(({ kind }) => kind === 'nudge') ? 'nudge' : 'message';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** The outbox in words and aligned columns, and as JSON. */
import type { Count, Found, Row, Wish } from './read.ts';

interface Asked extends Pick<Wish, 'state' | 'guild' | 'member' | 'sinceMs'> {
  readonly path: string;
  /** In ms, UTC. */
  readonly nowMs: number;
}

/** The report for people. */
export function inWords(found: Found, asked: Asked): string {
  const { path, nowMs, sinceMs } = asked;
  const run =
    found.lastRunAt === null
      ? 'No bot has looked for due messages here yet.'
      : `Due messages were last looked for ${relative(found.lastRunAt, nowMs)}.`;
  const open = found.open.map(({ state, count, firstAt }) => [
    state,
    String(count),
    `${state === 'waiting' ? 'next' : 'oldest'} ${relative(firstAt, nowMs)}`,
  ]);
  const settled = found.settled.map(({ state, count, reason }) => [
    state,
    String(count),
    explained(reason) ?? '',
  ]);
  const blocks = [
    `The outbox of ${path} at ${iso(nowMs)}${only(asked)}\n${run}`,
    section('Yet to go out', open),
    section(`Since ${iso(sinceMs)}, ${relative(sinceMs, nowMs)}`, settled),
    latest(found, nowMs),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** What the report is confined to. */
function only({ state, guild, member }: Asked): string {
  const parts = [
    state,
    guild === undefined ? undefined : `server ${guild}`,
    member === undefined ? undefined : `member ${member}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `, only ${parts.join(', ')}`;
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : [title, ...table(rows, ['left', 'right']).map(indented)].join('\n');
}

function latest({ rows, more }: Found, nowMs: number): string {
  if (rows.length === 0) return 'There is nothing to show.';
  const title = `${rows.length} of ${rows.length + more} rows, the latest first`;
  const heads = ['due (UTC)', '', 'state', 'kind', 'server', 'member', 'to', 'tries', ''];
  const lines = rows.map((row) => [
    iso(row.dueAt),
    relative(row.dueAt, nowMs),
    row.state,
    row.kind,
    row.guild,
    row.member,
    row.place === 'dm' ? 'direct messages' : `channel ${row.channel ?? 'unknown'}`,
    String(row.tries),
    fate(row, nowMs),
  ]);
  return [title, ...table([heads, ...lines], []).map(indented)].join('\n');
}

/** What became of a row, or why it is still here. */
function fate({ state, reason, message, notBefore, settledAt }: Row, nowMs: number): string {
  if (state === 'sent') return `message ${message ?? 'unknown'}${after(settledAt)}`;
  if (state === 'waiting' && notBefore !== null)
    return `not before ${iso(notBefore)}, ${relative(notBefore, nowMs)}`;
  return explained(reason) ?? '';
}

const after = (settledAt: number | null) => (settledAt === null ? '' : ` at ${iso(settledAt)}`);

/** Discord's codes that are met most, in words. */
const codes: Readonly<Record<string, string>> = {
  '10003': 'unknown channel',
  '10004': 'unknown server',
  '50001': 'no access',
  '50013': 'no permission',
  '50035': 'invalid message',
};

const explained = (reason: string | null) =>
  reason?.replace(/\d{5}$/, (code) => (codes[code] === undefined ? code : `${code} (${codes[code]})`));

/** Rows as lines whose columns stand under one another. */
function table(rows: readonly (readonly string[])[], align: readonly ('left' | 'right')[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return align[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

const indented = (line: string) => `  ${line}`;

/** An instant (ms, UTC) to the second. */
const iso = (atMs: number) =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toString({ smallestUnit: 'second' });

const steps = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const english = new Intl.RelativeTimeFormat('en');

/** Such as "2 minutes ago". */
function relative(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs;
  const [unit, ms] = steps.find(([, size]) => Math.abs(distance) >= size) ?? steps[3];
  return english.format(Math.trunc(distance / ms), unit);
}

/** The report for programs; instants in ISO 8601, UTC. */
export function asJson(found: Found, { path, nowMs, sinceMs }: Asked): string {
  const count = ({ firstAt, ...rest }: Count) => ({ ...rest, firstAt: iso(firstAt) });
  const instant = (atMs: number | null) => (atMs === null ? null : iso(atMs));
  const report = {
    database: path,
    at: iso(nowMs),
    since: iso(sinceMs),
    lastRunAt: instant(found.lastRunAt),
    open: found.open.map(count),
    settled: found.settled.map(count),
    rows: found.rows.map((row) => ({
      ...row,
      dueAt: iso(row.dueAt),
      notBefore: instant(row.notBefore),
      settledAt: instant(row.settledAt),
    })),
    more: found.more,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

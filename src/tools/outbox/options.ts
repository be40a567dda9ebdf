/** The options of `npm run outbox`. */
import { parseArgs } from 'node:util';
import { StartError } from '../../start-error.ts';
import { type State, states } from './read.ts';

export interface OutboxOptions {
  readonly state: State | undefined;
  readonly guild: string | undefined;
  readonly member: string | undefined;
  /** From when on what is settled counts (ms, UTC). */
  readonly sinceMs: number;
  readonly limit: number;
  readonly json: boolean;
}

const mostRows = 1_000;

/** Units of `--since`, in ms. */
const units: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 60 * 60_000,
  d: 24 * 60 * 60_000,
  w: 7 * 24 * 60 * 60_000,
};

const known = {
  state: { type: 'string' },
  guild: { type: 'string' },
  member: { type: 'string' },
  since: { type: 'string', default: '7d' },
  limit: { type: 'string', default: '20' },
  json: { type: 'boolean', default: false },
} as const;

/** Reads them at an instant (ms, UTC). @throws {StartError} with one sentence about the first that is wrong. */
export function readOptions(args: string[], nowMs: number): OutboxOptions {
  const { state, guild, member, since, limit, json } = parse(args);
  if (state !== undefined && !isState(state)) throw wrong('state', `one of ${states.join(', ')}`);
  if (guild !== undefined && !/^(\d{1,20}|@me)$/.test(guild)) throw wrong('guild', "a server's id, or @me");
  if (member !== undefined && !/^\d{1,20}$/.test(member)) throw wrong('member', "a user's id");
  const sinceMs = readSince(since, nowMs);
  if (sinceMs === undefined || sinceMs > nowMs)
    throw wrong('since', 'a time in the past, such as 90m, 12h, 7d, 2w or 2027-01-18');
  if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostRows)
    throw wrong('limit', `a number from 1 to ${mostRows}`);
  return { state, guild, member, sinceMs, limit: Number(limit), json };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: known }).values;
  } catch (cause) {
    const [why = ''] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    const names = Object.keys(known).map((name) => `--${name}`);
    throw new StartError(`${why.replace(/\.$/, '')}: the options are ${names.join(', ')}.`, { cause });
  }
}

const wrong = (option: string, expected: string) => new StartError(`--${option} must be ${expected}.`);

const isState = (word: string): word is State => (states as readonly string[]).includes(word);

/** The instant (ms, UTC) that an age, a day or an instant stands for; undefined if it is none. */
function readSince(words: string, nowMs: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/.exec(words) ?? [];
  if (count !== undefined) return nowMs - Number(count) * (units[unit] ?? 0);
  try {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(words);
    return Temporal.Instant.from(isDay ? `${words}T00Z` : words).epochMilliseconds;
  } catch {
    return undefined;
  }
}

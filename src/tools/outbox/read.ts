/** What the outbox holds, for whoever runs the bot: numbers, ids and reasons, and nothing that members wrote. */
import { sql } from 'kysely';
import type { Db } from '../../database/open.ts';
import { everyMinute } from '../../scheduler/runs.ts';

/** The states of a row, in words; the first three are yet to go out. */
export const states = ['due', 'waiting', 'sending', 'sent', 'skipped', 'refused'] as const;
export type State = (typeof states)[number];

const openStates: readonly State[] = ['due', 'waiting', 'sending'];

/** A row; instants in ms, UTC. */
export interface Row {
  readonly id: number;
  readonly state: State;
  readonly kind: string;
  readonly guild: string;
  readonly member: string;
  readonly place: 'channel' | 'dm';
  readonly channel: string | null;
  readonly dueAt: number;
  readonly notBefore: number | null;
  readonly settledAt: number | null;
  readonly tries: number;
  readonly message: string | null;
  readonly reason: string | null;
}

export interface Count {
  readonly state: State;
  readonly reason: string | null;
  readonly count: number;
  /** The earliest time at which one of them was, or is, to go out (ms, UTC). */
  readonly firstAt: number;
}

export interface Found {
  /** When due messages were last looked for (ms, UTC), or null. */
  readonly lastRunAt: number | null;
  /** What is yet to go out. */
  readonly open: readonly Count[];
  /** What has been settled since the instant that was asked for. */
  readonly settled: readonly Count[];
  /** The latest first. */
  readonly rows: readonly Row[];
  /** How many rows there are besides. */
  readonly more: number;
}

export interface Wish {
  readonly state: State | undefined;
  readonly guild: string | undefined;
  readonly member: string | undefined;
  readonly sinceMs: number;
  readonly limit: number;
}

/** Reads what is wished for, as of an instant (ms, UTC). */
export async function readOutbox(db: Db, wish: Wish, nowMs: number): Promise<Found> {
  const run = await db
    .selectFrom('scheduler_run')
    .select('ran_at')
    .where('name', '=', everyMinute)
    .executeTakeFirst();
  const counts = await countsOf(db, wish, nowMs);
  const rows = await wished(db, wish, nowMs)
    .select(['id', 'word as state', 'kind', 'guild_id as guild', 'user_id as member', 'place'])
    .select([
      'channel_id as channel',
      'due_at as dueAt',
      'not_before as notBefore',
      'settled_at as settledAt',
    ])
    .select(['attempts as tries', 'message_id as message', 'reason'])
    .orderBy('due_at', 'desc')
    .orderBy('id', 'desc')
    .limit(wish.limit)
    .execute();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return {
    lastRunAt: run?.ran_at ?? null,
    open: counts.filter(({ state }) => openStates.includes(state)),
    settled: counts.filter(({ state }) => !openStates.includes(state)),
    rows,
    more: total - rows.length,
  };
}

/** How many there are of each state and reason, in the order of the states, the most frequent reason first. */
async function countsOf(db: Db, wish: Wish, nowMs: number): Promise<Count[]> {
  const counts = await wished(db, wish, nowMs)
    .select(['word as state', 'reason'])
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('goes_at').as('firstAt')])
    .groupBy(['word', 'reason'])
    .execute();
  return counts.toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state) || b.count - a.count);
}

/** The rows that are open, or were settled since, and fit the wish. */
function wished(db: Db, { state, guild, member, sinceMs }: Wish, nowMs: number) {
  const word = sql<State>`case
    when state in ('claimed', 'sending') then 'sending'
    when state = 'failed' then 'refused'
    when state <> 'pending' then state
    when coalesce(not_before, due_at) <= ${nowMs} then 'due'
    else 'waiting' end`;
  const rows = db
    .selectFrom('outbox')
    .selectAll()
    .select([word.as('word'), sql<number>`coalesce(not_before, due_at)`.as('goes_at')])
    .where((eb) => eb.or([eb('settled_at', 'is', null), eb('settled_at', '>=', sinceMs)]));
  return db
    .selectFrom(rows.as('outbox'))
    .$if(state !== undefined, (query) => query.where('word', '=', state ?? 'due'))
    .$if(guild !== undefined, (query) => query.where('guild_id', '=', guild ?? ''))
    .$if(member !== undefined, (query) => query.where('user_id', '=', member ?? ''));
}

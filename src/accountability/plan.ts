/** Turns nudges that have fallen due into outbox rows, each with the advance to the next in the same transaction. */
import { setImmediate } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { lateAfterMs, type NewRow, type Outbox } from '../scheduler/outbox.ts';
import type { GuildSettings } from '../settings/store.ts';
import { type Nudge, nudgeKey, toNudge } from './nudge-rows.ts';
import { nextNudgeAt } from './schedule.ts';
import { isoWeek } from './weeks.ts';

/** How many are planned in one transaction: whoever wants an answer meanwhile waits for no more than these. */
const perTransaction = 200;

/** After so many nudges in a row without a reaction, the next asks whether to go on, and nudges rest. */
export const unheardBeforeAsking = 3;

/** What a row is about that asks whether to go on. */
export const question = 'question';

/** Plans every nudge that is due now. Any number of processes may do so at once. */
export async function planNudges(db: Db, outbox: Outbox, clock: Clock): Promise<number> {
  let planned = 0;
  for (;;) {
    const count = await db.transaction().execute((trx) => planSome(trx, outbox, clock.now()));
    if (count === 0) return planned;
    planned += count;
    await setImmediate();
  }
}

async function planSome(trx: Transaction<Schema>, outbox: Outbox, now: number): Promise<number> {
  const rows = await trx
    .selectFrom('nudge')
    .leftJoin('guild_settings', 'guild_settings.guild_id', 'nudge.guild_id')
    .leftJoin('profile', (join) =>
      join.onRef('profile.guild_id', '=', 'nudge.guild_id').onRef('profile.user_id', '=', 'nudge.user_id'),
    )
    .selectAll('nudge')
    .select(['guild_settings.nudge_channel_id', 'guild_settings.channel_problem', 'profile.time_zone'])
    .where('next_nudge_at', '<=', now)
    .orderBy('next_nudge_at')
    .limit(perTransaction)
    .execute();
  if (rows.length === 0) return 0;
  const fallen = rows.map((row) => {
    const nudge = toNudge(row);
    const dueAt = nudge.nextAt ?? now;
    const server = { nudgeChannelId: row.nudge_channel_id, channelProblem: row.channel_problem };
    return { nudge, dueAt, week: isoWeek(dueAt, nudge.timeZone), channelId: channelFor(nudge, server) };
  });
  const done = await checkedIn(trx, fallen);
  const due = fallen.map((one) => {
    const skip = reasonToSkip(one, done, now);
    return { ...one, skip, asks: skip === undefined && one.nudge.unheard >= unheardBeforeAsking };
  });
  await outbox.add(trx, due.map(toRow));
  await advance(trx, due);
  return rows.length;
}

interface Fallen {
  readonly nudge: Nudge;
  /** Ms, UTC. */
  readonly dueAt: number;
  readonly week: string;
  readonly channelId: string | null;
}

interface Due extends Fallen {
  readonly skip: string | undefined;
  /** Whether it asks if nudges shall go on. */
  readonly asks: boolean;
}

function reasonToSkip({ nudge, dueAt, week }: Fallen, done: ReadonlySet<string>, now: number) {
  if (now - dueAt > lateAfterMs) return 'late';
  return done.has(nudgeKey(nudge.member, week)) ? 'checked in' : undefined;
}

/** The keys of those who have checked in for their week. */
async function checkedIn(trx: Transaction<Schema>, due: readonly Fallen[]): Promise<ReadonlySet<string>> {
  const keys = due.map(({ nudge: { member }, week }) => sql`(${member.guildId}, ${member.userId}, ${week})`);
  const rows = await trx
    .selectFrom('check_in')
    .select(['guild_id', 'user_id', 'week'])
    .where(sql<boolean>`(guild_id, user_id, week) in (values ${sql.join(keys)})`)
    .execute();
  return new Set(rows.map((row) => nudgeKey({ guildId: row.guild_id, userId: row.user_id }, row.week)));
}

/** Moves each to its next week, by the calendar of its zone. */
async function advance(trx: Transaction<Schema>, due: readonly Due[]): Promise<void> {
  // Week by week, so that each that an outage cost is recorded, and the latest may still be in time.
  const moves = due.map(
    ({ nudge, dueAt }) =>
      sql`(${nudge.member.guildId}, ${nudge.member.userId}, ${nextNudgeAt(nudge, dueAt)})`,
  );
  await sql`
    update nudge set next_nudge_at = moved.column3
    from (values ${sql.join(moves)}) as moved
    where nudge.guild_id = moved.column1 and nudge.user_id = moved.column2`.execute(trx);
}

function toRow({ nudge, dueAt, week, channelId, skip, asks }: Due): NewRow {
  const inChannel = nudge.place === 'channel';
  return {
    kind: 'nudge',
    dedupeKey: nudgeKey(nudge.member, week),
    member: nudge.member,
    place: inChannel ? 'channel' : 'dm',
    channelId: inChannel ? channelId : null,
    dueAt,
    ...(asks && { about: question }),
    ...(skip !== undefined && { skip }),
  };
}

/** The channel for a member's nudges: the server's while it works, else the one where the member asked for them. */
export function channelFor(
  nudge: Pick<Nudge, 'channelId'>,
  server: Pick<GuildSettings, 'nudgeChannelId' | 'channelProblem'>,
): string | null {
  if (server.nudgeChannelId !== null && server.channelProblem === null) return server.nudgeChannelId;
  return nudge.channelId ?? server.nudgeChannelId;
}

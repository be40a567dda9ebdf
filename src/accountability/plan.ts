/** Turns nudges that have fallen due into outbox rows, each with the advance to the next in the same transaction. */
import { sql, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { lateAfterMs, type NewRow, type Outbox } from '../scheduler/outbox.ts';
import type { GuildSettings } from '../settings/store.ts';
import { type Nudge, nudgeKey, toNudge } from './nudge-store.ts';
import { isoWeek, nextNudgeAt } from './schedule.ts';

/** How many are planned in one transaction: enough to be quick, few enough that others need not wait for the lock. */
const perTransaction = 500;

/** Plans every nudge that is due now. Any number of processes may do so at once. */
export async function planNudges(db: Db, outbox: Outbox, clock: Clock): Promise<number> {
  let planned = 0;
  for (;;) {
    const count = await db.transaction().execute((trx) => planSome(trx, outbox, clock.now()));
    planned += count;
    if (count < perTransaction) return planned;
  }
}

async function planSome(trx: Transaction<Schema>, outbox: Outbox, now: number): Promise<number> {
  const due = await trx
    .selectFrom('nudge')
    .leftJoin('guild_settings', 'guild_settings.guild_id', 'nudge.guild_id')
    .selectAll('nudge')
    .select(['guild_settings.nudge_channel_id', 'guild_settings.channel_problem'])
    .where('next_nudge_at', '<=', now)
    .orderBy('next_nudge_at')
    .limit(perTransaction)
    .execute();
  const rows: NewRow[] = [];
  for (const row of due) {
    const nudge = toNudge(row);
    const dueAt = row.next_nudge_at ?? now;
    const week = isoWeek(dueAt, nudge.timeZone);
    const skip = await reasonToSkip(trx, nudge, week, dueAt, now);
    const server = { nudgeChannelId: row.nudge_channel_id, channelProblem: row.channel_problem };
    rows.push(toRow(nudge, week, dueAt, channelFor(nudge, server), skip));
    await trx
      .updateTable('nudge')
      .set({ next_nudge_at: nextNudgeAt(nudge, Math.max(dueAt, now)) })
      .where('guild_id', '=', row.guild_id)
      .where('user_id', '=', row.user_id)
      .execute();
  }
  await outbox.add(trx, rows);
  return due.length;
}

async function reasonToSkip(
  trx: Transaction<Schema>,
  nudge: Nudge,
  week: string,
  dueAt: number,
  now: number,
): Promise<string | undefined> {
  if (now - dueAt > lateAfterMs) return 'late';
  const checkedIn = await trx
    .selectFrom('check_in')
    .select(sql<number>`1`.as('found'))
    .where('guild_id', '=', nudge.member.guildId)
    .where('user_id', '=', nudge.member.userId)
    .where('week', '=', week)
    .executeTakeFirst();
  return checkedIn === undefined ? undefined : 'checked in';
}

function toRow(
  nudge: Nudge,
  week: string,
  dueAt: number,
  channelId: string | null,
  skip: string | undefined,
): NewRow {
  const inChannel = nudge.place === 'channel';
  return {
    kind: 'nudge',
    dedupeKey: nudgeKey(nudge.member, week),
    member: nudge.member,
    place: inChannel ? 'channel' : 'dm',
    channelId: inChannel ? channelId : nudge.dmChannelId,
    dueAt,
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

/** Turns nudges that have fallen due into outbox rows, each with the advance to the next in the same transaction. */
import { sql, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { lateAfterMs, type NewRow, type Outbox } from '../scheduler/outbox.ts';
import { type Nudge, toNudge } from './nudge-store.ts';
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
    .select('guild_settings.nudge_channel_id')
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
    rows.push(toRow(nudge, week, dueAt, row.nudge_channel_id, skip));
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
  guildChannelId: string | null,
  skip: string | undefined,
): NewRow {
  const { guildId, userId } = nudge.member;
  const inChannel = nudge.place === 'channel';
  return {
    kind: 'nudge',
    dedupeKey: `nudge:${guildId}:${userId}:${week}`,
    member: nudge.member,
    place: inChannel ? 'channel' : 'dm',
    channelId: inChannel ? channelFor(nudge, guildChannelId) : nudge.dmChannelId,
    dueAt,
    ...(skip !== undefined && { skip }),
  };
}

/** The channel for a member's nudges: the server's, once an admin has set one, else the one where they asked for them. */
export function channelFor(nudge: Pick<Nudge, 'channelId'>, guildChannelId: string | null): string | null {
  return guildChannelId ?? nudge.channelId;
}

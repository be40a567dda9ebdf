/** Turns weekly posts that have fallen due into outbox rows, each with the advance to the next in the same transaction. */
import type { Transaction } from 'kysely';
import { isoWeek, weekBefore } from '../accountability/weeks.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { lateAfterMs, type Outbox } from '../scheduler/outbox.ts';
import { mondayAt, nextPostAt, postKey } from '../settings/weekly-post.ts';

/** How many are planned in one transaction: whoever wants an answer meanwhile waits for no more than these. */
const perTransaction = 200;

/** The row of a whole server belongs to no member of it. */
const nobody = '';

/** Plans every weekly post that is due now; returns how many. Any number of processes may do so at once. */
export async function planDigests(db: Db, outbox: Outbox, clock: Clock): Promise<number> {
  let planned = 0;
  for (;;) {
    const count = await db.transaction().execute((trx) => planSome(trx, outbox, clock.now()));
    if (count === 0) return planned;
    planned += count;
  }
}

/** When the next weekly post of any server is due (ms, UTC), or null. */
export async function nextDigestAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('guild_settings')
    .select((eb) => eb.fn.min<number | null>('next_digest_at').as('at'))
    .where('next_digest_at', 'is not', null)
    .executeTakeFirst();
  return row?.at ?? null;
}

async function planSome(trx: Transaction<Schema>, outbox: Outbox, now: number): Promise<number> {
  const rows = await trx
    .selectFrom('guild_settings')
    .select(['guild_id', 'nudge_channel_id', 'minute_of_day', 'time_zone', 'next_digest_at'])
    .where('next_digest_at', '<=', now)
    .orderBy('next_digest_at')
    .limit(perTransaction)
    .execute();
  for (const row of rows) {
    const dueAt = row.next_digest_at ?? now;
    const time = { minuteOfDay: row.minute_of_day, timeZone: row.time_zone };
    const isLate = now - dueAt > lateAfterMs;
    await outbox.add(trx, [
      {
        kind: 'digest',
        dedupeKey: postKey(row.guild_id, mondayAt(dueAt, time.timeZone)),
        member: { guildId: row.guild_id, userId: nobody },
        place: 'channel',
        channelId: row.nudge_channel_id,
        dueAt,
        about: weekBefore(isoWeek(dueAt, time.timeZone)),
        ...(isLate && { skip: 'late' }),
      },
    ]);
    await trx
      .updateTable('guild_settings')
      // After an outage, the weeks in between are left out, but not the latest while it may still go out.
      .set({ next_digest_at: nextPostAt(time, Math.max(dueAt, now - lateAfterMs - 1)) })
      .where('guild_id', '=', row.guild_id)
      .execute();
  }
  return rows.length;
}

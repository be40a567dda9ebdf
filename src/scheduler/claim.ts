/** Which rows of the outbox are to be taken up now. */
import { sql, type Transaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { grouped, type Row } from './batch.ts';

/** As the index of open rows says it: SQLite uses that one only where it can read the states in the query. */
export const isOpen = sql<boolean>`state in ('pending', 'claimed', 'sending')`;

/**
 * Messages under way into one channel: Discord lets a few go at once, and the next some seconds later. The others of a
 * busy channel wait in the outbox, where they hold up no other channel.
 */
const perChannel = 5;

/** Rows that were being sent when their process died, at an instant (ms, UTC): each with all that share its message. */
export async function doubtfulRows(trx: Transaction<Schema>, now: number, most: number): Promise<Row[][]> {
  const lapsed = await trx
    .selectFrom('outbox')
    .select('batch_id')
    .where(isOpen)
    .where('state', '=', sql.lit('sending' as const))
    .where('lease_until', '<', now)
    .orderBy('due_at')
    .limit(most)
    .execute();
  const ids = [...new Set(lapsed.map((row) => row.batch_id).filter((id) => id !== null))];
  if (ids.length === 0) return [];
  // A batch is taken over whole, or its message would be sent again without some of its members.
  const whole = await trx
    .selectFrom('outbox')
    .selectAll()
    .where('batch_id', 'in', ids)
    .where('state', '=', 'sending')
    .orderBy('id')
    .execute();
  return [...Map.groupBy(whole, (row) => row.batch_id).values()];
}

/** Up to `most` rows that are due at an instant (ms, UTC) and free, by the message that they will share. */
export async function dueRows(
  trx: Transaction<Schema>,
  now: number,
  most: number,
  perMessage: number,
): Promise<Row[][]> {
  const inLine = trx
    .selectFrom('outbox')
    .selectAll()
    // What is under way comes first in its channel's line.
    .select(
      sql<number>`row_number() over (
        partition by coalesce(channel_id, user_id) order by state = 'pending', due_at, id
      )`.as('place_in_line'),
    )
    .where(isOpen)
    .where('due_at', '<=', now);
  const rows = await trx
    .selectFrom(inLine.as('line'))
    .selectAll()
    .where('place_in_line', '<=', perChannel * perMessage)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'pending').and(eb.or([eb('not_before', 'is', null), eb('not_before', '<=', now)])),
        // Claimed by a process that died before it sent anything.
        eb('state', '=', 'claimed').and('lease_until', '<', now),
      ]),
    )
    .orderBy('due_at')
    .orderBy('channel_id')
    .orderBy('id')
    .limit(most)
    .execute();
  const messages = grouped(rows, perMessage);
  // What the limit may have cut in two waits for the next claim, to be one message.
  if (rows.length === most && messages.length > 1) messages.pop();
  return messages;
}

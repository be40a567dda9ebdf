import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';

/** Ends a member's nudges that wait to be sent; one that is going out already can't be called back. */
export async function callOffNudges(
  trx: Db,
  { guildId, userId }: MemberKey,
  reason: string,
  nowMs: number,
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ state: 'skipped', reason, settled_at: nowMs })
    .where('kind', '=', 'nudge')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('state', 'in', ['pending', 'claimed'])
    .execute();
}

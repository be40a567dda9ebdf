/** The rows of pauses, as transactions of several stores change them. */
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { isoWeek } from './weeks.ts';

/** Ends a member's pause: the weeks that it would have touched from the next one on count again. Returns false if there is none. */
export async function endPause(
  trx: Db,
  member: MemberKey,
  timeZone: string,
  nowMs: number,
): Promise<boolean> {
  const ended = await trx
    .deleteFrom('pause')
    .where('guild_id', '=', member.guildId)
    .where('user_id', '=', member.userId)
    .where('until_at', '>', nowMs)
    .executeTakeFirst();
  if (ended.numDeletedRows === 0n) return false;
  await forgetComingWeeks(trx, member, timeZone, nowMs);
  return true;
}

/** Weeks are named so that they sort as they follow each other. */
export async function forgetComingWeeks(
  trx: Db,
  { guildId, userId }: MemberKey,
  timeZone: string,
  nowMs: number,
): Promise<void> {
  await trx
    .deleteFrom('paused_week')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('week', '>', isoWeek(nowMs, timeZone))
    .execute();
}

/** Those who look for a buddy. */
import type { Selectable } from 'kysely';
import type { BuddySeekerTable } from '../database/buddy-schema.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { dayMs, hourMs } from './act.ts';

/** Whoever waits is looked for again so long after somebody comes, in ms: that one may be asking them already. */
const wakeAfterMs = 10 * 60_000;
/** Whoever has waited so long (ms) while nobody is free is offered to a pair. */
export const oddOneAfterMs = 3 * dayMs;

export async function seekerOf(
  db: Db,
  { guildId, userId }: MemberKey,
): Promise<Selectable<BuddySeekerTable> | undefined> {
  return await db
    .selectFrom('buddy_seeker')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Puts a member among those who look, if they are not there yet. */
export async function startLooking(act: Act, member: MemberKey): Promise<void> {
  const { trx, now } = act;
  const result = await trx
    .insertInto('buddy_seeker')
    .values({
      guild_id: member.guildId,
      user_id: member.userId,
      since_at: now,
      shown_at: null,
      look_at: now + oddOneAfterMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) > 0n) await wakeOthers(act, member.guildId);
}

export async function stopLooking({ trx }: Act, { guildId, userId }: MemberKey): Promise<void> {
  await trx
    .deleteFrom('buddy_seeker')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .execute();
}

/** Notes whether somebody was proposed to a member, and when to look again (ms, UTC). */
export async function noteLook(
  db: Db,
  { guildId, userId }: MemberKey,
  look: { shown_at: number | null; look_at: number },
): Promise<void> {
  await db
    .updateTable('buddy_seeker')
    .set(look)
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .execute();
}

/** A member who looks has just been shown somebody, or that there is nobody. */
export async function noteShown({ trx, now }: Act, member: MemberKey, isSomebody: boolean): Promise<void> {
  const seeker = await seekerOf(trx, member);
  if (seeker === undefined) return;
  const oddOneAt = Math.max(seeker.since_at + oddOneAfterMs, now + wakeAfterMs);
  const look = isSomebody ? { shown_at: now, look_at: now + dayMs } : { shown_at: null, look_at: oddOneAt };
  await noteLook(trx, member, look);
}

/** Has somebody else sought for a member whose offer came to nothing. */
export const lookSoon = async ({ trx, now }: Act, member: MemberKey) =>
  await noteLook(trx, member, { shown_at: null, look_at: now + hourMs });

/** Somebody has come, or is free again: those in the server who wait to hear of one are looked after soon. */
export async function wakeOthers({ trx, now }: Act, guildId: string): Promise<void> {
  const soon = now + wakeAfterMs;
  await trx
    .updateTable('buddy_seeker')
    .set({ look_at: soon })
    .where('guild_id', '=', guildId)
    .where('shown_at', 'is', null)
    .where('look_at', '>', soon)
    .execute();
}

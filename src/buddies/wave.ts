/** A hello, or a well done, from one buddy to another: each once a week. */
import { isoWeek } from '../accountability/weeks.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { seatsIn } from './circles.ts';
import { tellNews } from './news.ts';
import { zoneOfMember } from './zone.ts';

/** Whose wave it was, and to whom; `again`: they had it this week already. */
export type Waved =
  | { readonly kind: 'gone' }
  | { readonly kind: 'done' | 'again'; readonly from: MemberKey; readonly toId: string };

/** A member greets the buddy who has a seat in their circle. */
export async function wave(act: Act, userId: string, seat: string, what: 'hello' | 'cheer'): Promise<Waved> {
  const { trx, now } = act;
  const found = await trx
    .selectFrom('buddy_seat')
    .select(['circle_id', 'guild_id', 'user_id'])
    .where('seat', '=', seat)
    .executeTakeFirst();
  const seats = found === undefined ? [] : await seatsIn(trx, found.circle_id);
  const own = seats.find((one) => one.userId === userId);
  if (found === undefined || own === undefined || found.user_id === userId) return { kind: 'gone' };
  const reader = { guildId: found.guild_id, userId: found.user_id };
  const from = { guildId: found.guild_id, userId };
  const piece = { what, seat: own.seat, week: isoWeek(now, await zoneOfMember(trx, reader)) };
  const isNew = (await isTold(act, reader, piece)) === false;
  if (isNew) await tellNews(act, reader, [piece]);
  return { kind: isNew ? 'done' : 'again', from, toId: reader.userId };
}

async function isTold(
  { trx }: Act,
  { guildId, userId }: MemberKey,
  { what, seat, week }: { what: 'hello' | 'cheer'; seat: string; week: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('buddy_told')
    .select('week')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('seat', '=', seat)
    .where('what', '=', what)
    .where('week', '=', week)
    .executeTakeFirst();
  return row !== undefined;
}

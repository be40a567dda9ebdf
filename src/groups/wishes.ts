/** What members looked for and did not find, and who is told when it is there. */
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { GroupWishTable } from '../database/group-schema.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { cellOf, cellsAround, distanceKm } from '../places/distance.ts';
import type { Act } from '../scheduler/act.ts';
import type { Point } from './fit.ts';
import { folded, type Group, onlineCell, searchText } from './group.ts';
import { tell } from './tell.ts';

export interface Wish {
  /** Null: a group that meets online. */
  readonly near: (Point & { readonly id: number }) | null;
  readonly radiusKm: number;
  /** In their words; empty for any. */
  readonly topic: string;
  readonly stepId: string | null;
  /** Null for any. */
  readonly language: string | null;
}

/** The largest radius that can be looked in, in km. */
export const mostKm = 100;
/** Members who are told of one new group: those who have waited longest. */
const mostTold = 50;
/** A message that has not gone out by then (ms) never will: the wish is open again. */
const tellWithinMs = 2 * 24 * 60 * 60_000;

/** That a wish is open: its member is not just being told of a group. */
export const isOpenAt = (now: number) => (eb: ExpressionBuilder<Schema, 'group_wish'>) =>
  eb.or([eb('told_of', 'is', null), eb('told_at', '<=', now - tellWithinMs)]);

/** Remembers what a member looks for, in place of what they looked for before. */
export async function remember({ trx, now }: Act, member: MemberKey, wish: Wish): Promise<void> {
  const row = {
    city_id: wish.near?.id ?? null,
    latitude: wish.near?.latitude ?? null,
    longitude: wish.near?.longitude ?? null,
    cell: wish.near === null ? onlineCell : cellOf(wish.near),
    radius_km: wish.radiusKm,
    topic: wish.topic,
    step_id: wish.stepId,
    language: wish.language,
    since_at: now,
    paired_at: null,
    told_of: null,
    told_at: null,
  };
  await trx
    .insertInto('group_wish')
    .values({ guild_id: member.guildId, user_id: member.userId, ...row })
    .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doUpdateSet(row))
    .execute();
}

/** Forgets it; false if there was nothing to forget. */
export async function forget(db: Db, { guildId, userId }: MemberKey): Promise<boolean> {
  const result = await db
    .deleteFrom('group_wish')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function isWishing(db: Db, { guildId, userId }: MemberKey, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('group_wish')
    .select('since_at')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where(isOpenAt(now))
    .executeTakeFirst();
  return row !== undefined;
}

/** Tells those who looked for a group like this one, once: they are not looking any more when it has reached them. */
export async function tellWishers(act: Act, group: Group): Promise<void> {
  const { city, guildId } = group;
  const rows = await act.trx
    .selectFrom('group_wish')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('cell', 'in', city === null ? [onlineCell] : cellsAround(city, mostKm))
    .where(isOpenAt(act.now))
    .orderBy('since_at')
    .execute();
  const fitting = rows.filter((row) => isFitting(row, group)).slice(0, mostTold);
  for (const { user_id: userId } of fitting) {
    await tell(act, { guildId, userId }, { what: 'found', groupId: group.id }, 'wish');
    await act.trx
      .updateTable('group_wish')
      .set({ told_of: group.id, told_at: act.now })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }
}

/** The message about a group is out, so the wish for it is granted; a newer one stays. */
export async function grant(db: Db, { guildId, userId }: MemberKey, groupId: string): Promise<void> {
  await db
    .deleteFrom('group_wish')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('told_of', '=', groupId)
    .execute();
}

/** The message about a group can't reach them, or is none any more: the wish for it is open again. */
export async function reopen(db: Db, { guildId, userId }: MemberKey, groupId: string): Promise<void> {
  await db
    .updateTable('group_wish')
    .set({ told_of: null, told_at: null })
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('told_of', '=', groupId)
    .execute();
}

/** Whether a group is what somebody looked for. */
export function isFitting(
  wish: Pick<
    Selectable<GroupWishTable>,
    'latitude' | 'longitude' | 'radius_km' | 'topic' | 'step_id' | 'language'
  >,
  group: Pick<Group, 'city' | 'topic' | 'name' | 'stepId' | 'language'>,
): boolean {
  if (wish.language !== null && wish.language !== group.language) return false;
  if (wish.step_id !== null && wish.step_id !== group.stepId) return false;
  if (wish.topic !== '' && !hasWords(group, wish.topic)) return false;
  if (group.city === null) return wish.latitude === null;
  if (wish.latitude === null || wish.longitude === null) return false;
  return distanceKm({ latitude: wish.latitude, longitude: wish.longitude }, group.city) <= wish.radius_km;
}

const hasWords = (group: Pick<Group, 'name' | 'topic'>, words: string) =>
  searchText(group).includes(folded(words));

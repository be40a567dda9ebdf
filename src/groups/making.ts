/** Putting a group together, opening it, and changing it. */
import type { UpdateObject } from 'kysely';
import { newId } from '../database/new-id.ts';
import type { Schema } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { cellOf } from '../places/distance.ts';
import type { Act } from '../scheduler/act.ts';
import { countsOf } from './counts.ts';
import { type City, type Group, groupLimits, type Hour, onlineCell, searchText } from './group.ts';
import { groupsOf } from './rows.ts';
import { isInEnough, wantInThread } from './seats.ts';
import { tellThread } from './tell.ts';
import { askNoMore, fill } from './waiting.ts';
import { forget, tellWishers } from './wishes.ts';

/** What its owner says of a group; what is left out stays. */
export interface Said {
  readonly name?: string;
  readonly topic?: string;
  readonly stepId?: string | null;
  /** With the zone that belongs to it. */
  readonly where?: { readonly city: City | null; readonly timeZone: string };
  readonly language?: string;
  readonly hour?: Hour | null;
  readonly capacity?: number;
  readonly byRequest?: boolean;
}

/** How many places a group has unless its owner says otherwise. */
const usualCapacity = 8;

const placeColumns = ({ city, timeZone }: NonNullable<Said['where']>) => ({
  city_id: city?.id ?? null,
  city: city?.label ?? null,
  latitude: city?.latitude ?? null,
  longitude: city?.longitude ?? null,
  cell: city === null ? onlineCell : cellOf(city),
  time_zone: timeZone,
});

const hourColumns = (hour: Hour | null) => ({
  weekday: hour?.weekday ?? null,
  minute_of_day: hour?.minuteOfDay ?? null,
});

/** `known` is what the group says already. */
function columnsOf(said: Said, known: Pick<Group, 'name' | 'topic'>): UpdateObject<Schema, 'study_group'> {
  const { name, topic, stepId, language, capacity, byRequest, where, hour } = said;
  return {
    search_text: searchText({ name: name ?? known.name, topic: topic ?? known.topic }),
    ...(name !== undefined && { name }),
    ...(topic !== undefined && { topic }),
    ...(stepId !== undefined && { step_id: stepId }),
    ...(language !== undefined && { language }),
    ...(capacity !== undefined && { capacity }),
    ...(byRequest !== undefined && { by_request: byRequest ? 1 : 0 }),
    ...(hour !== undefined && hourColumns(hour)),
    ...(where !== undefined && placeColumns(where)),
  };
}

/** Begins a group, or changes the one that the member has begun and not opened; returns its id. */
export async function begin(
  { trx, now }: Act,
  member: MemberKey,
  said: Said & Required<Pick<Said, 'name' | 'where' | 'language'>>,
): Promise<string> {
  const { guildId: guild_id, userId: user_id } = member;
  const begun = (await groupsOf(trx, member)).find(({ state }) => state === 'draft');
  if (begun !== undefined) {
    await trx
      .updateTable('study_group')
      .set(columnsOf(said, begun))
      .where('group_id', '=', begun.id)
      .execute();
    return begun.id;
  }
  const group_id = newId();
  await trx
    .insertInto('study_group')
    .values({
      group_id,
      guild_id,
      state: 'draft',
      name: said.name,
      topic: said.topic ?? '',
      search_text: searchText({ name: said.name, topic: said.topic ?? '' }),
      step_id: said.stepId ?? null,
      ...placeColumns(said.where),
      language: said.language,
      ...hourColumns(said.hour ?? null),
      capacity: said.capacity ?? usualCapacity,
      by_request: said.byRequest === true ? 1 : 0,
      active_at: now,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await trx
    .insertInto('group_member')
    .values({ group_id, guild_id, user_id, is_owner: 1, joined_at: now })
    .execute();
  return group_id;
}

/** Changes a group, which is a sign of life; one is never made smaller than it is. Returns false if it would be. */
export async function change(act: Act, group: Group, said: Said): Promise<boolean> {
  const { trx, now } = act;
  const taken = (await countsOf(trx, [group.id])).get(group.id) ?? 0;
  if (said.capacity !== undefined && said.capacity < taken) return false;
  await trx
    .updateTable('study_group')
    .set({
      ...columnsOf(said, group),
      updated_at: Math.max(now, group.updatedAt + 1),
      active_at: now,
      care: 'none',
      care_at: null,
    })
    .where('group_id', '=', group.id)
    .execute();
  if (group.state === 'open' && isNews(group, said)) await tellThread(act, group);
  const changed = { ...group, capacity: said.capacity ?? group.capacity };
  if (group.byRequest && said.byRequest === false) await askNoMore(act, changed);
  else await fill(act, changed);
  return true;
}

/** Whether its members are to hear of a change: when and where they meet, and as what. */
const isNews = (group: Group, { name, where, hour }: Said): boolean =>
  (name !== undefined && name !== group.name) ||
  (where !== undefined && (where.city?.id !== group.city?.id || where.timeZone !== group.timeZone)) ||
  (hour !== undefined &&
    (hour?.weekday !== group.hour?.weekday || hour?.minuteOfDay !== group.hour?.minuteOfDay));

/** `too many`: the member owns as many as they may; `in too many`: they are in as many. */
export type Opened = 'opened' | 'already' | 'too many' | 'in too many';

/** Opens a group to others, and tells those who looked for one like it. */
export async function open(act: Act, member: MemberKey, group: Group): Promise<Opened> {
  const { trx, now } = act;
  if (group.state !== 'draft') return 'already';
  if ((await ownedBy(act, member)) >= groupLimits.owned) return 'too many';
  if (await isInEnough(act, member)) return 'in too many';
  await trx
    .updateTable('study_group')
    .set({ state: 'open', active_at: now, created_at: now, updated_at: now })
    .where('group_id', '=', group.id)
    .execute();
  await wantInThread(act, group, member.userId, 'in');
  await forget(trx, member);
  await tellWishers(act, { ...group, state: 'open' });
  return 'opened';
}

async function ownedBy({ trx }: Act, { guildId, userId }: MemberKey): Promise<number> {
  const row = await trx
    .selectFrom('group_member')
    .innerJoin('study_group', 'study_group.group_id', 'group_member.group_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_member.guild_id', '=', guildId)
    .where('group_member.user_id', '=', userId)
    .where('is_owner', '=', 1)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Reads meetups and who comes. */
import { sql } from 'kysely';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { type Answer, type Meetup, toMeetup } from './meetup.ts';

/** When a row's date ends (ms, UTC). */
export const endsAt = sql<number>`(starts_at + minutes * 60000)`;

/** A meetup of a server; undefined if there is none with this id there. */
export async function meetupOf(db: Db, guildId: string, meetupId: string): Promise<Meetup | undefined> {
  const row = await db
    .selectFrom('meetup')
    .selectAll()
    .where('meetup_id', '=', meetupId)
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return row && toMeetup(row);
}

/** The server that a meetup belongs to; undefined if there is no such meetup. */
export async function guildOf(db: Db, meetupId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('meetup')
    .select('guild_id')
    .where('meetup_id', '=', meetupId)
    .executeTakeFirst();
  return row?.guild_id;
}

/** What is planned in these groups and has not ended at an instant (ms, UTC), the next first: as many as are wanted. */
export async function aheadIn(
  db: Db,
  groupIds: readonly string[],
  nowMs: number,
  most: number,
): Promise<Meetup[]> {
  if (groupIds.length === 0) return [];
  const rows = await db
    .selectFrom('meetup')
    .selectAll()
    .where('group_id', 'in', groupIds)
    .where('state', '=', 'planned')
    .where(endsAt, '>', nowMs)
    .orderBy('starts_at')
    .orderBy('meetup_id')
    .limit(most)
    .execute();
  return rows.map(toMeetup);
}

/** Who of the group gave which answer for a date (its start in ms, UTC), the first first. */
export async function answersOf(
  db: Db,
  { id, groupId }: Pick<Meetup, 'id' | 'groupId'>,
  startsAt: number,
): Promise<{ userId: string; answer: Answer }[]> {
  const rows = await db
    .selectFrom('meetup_member')
    .innerJoin('group_member', (join) =>
      join
        .onRef('group_member.user_id', '=', 'meetup_member.user_id')
        .on('group_member.group_id', '=', groupId),
    )
    .select(['meetup_member.user_id', 'answer'])
    .where('meetup_id', '=', id)
    .where('starts_at', '=', startsAt)
    .orderBy('meetup_member.updated_at')
    .orderBy('meetup_member.user_id')
    .execute();
  return rows.flatMap(({ user_id: userId, answer }) => (answer === null ? [] : [{ userId, answer }]));
}

/** Who comes to the present date, or perhaps comes, and is still in the group. */
export async function comingTo(db: Db, meetup: Meetup): Promise<string[]> {
  const given = await answersOf(db, meetup, meetup.startsAt);
  return given.flatMap(({ userId, answer }) => (answer === 'no' ? [] : [userId])).toSorted();
}

/** Who is counted in for the present date, has said something of it, or answered for the date before it. */
export async function concernedBy(db: Db, meetup: Meetup): Promise<string[]> {
  const last = await db
    .selectFrom('meetup_member')
    .select((eb) => eb.fn.max('starts_at').as('startsAt'))
    .where('meetup_id', '=', meetup.id)
    .where('starts_at', '<', meetup.startsAt)
    .executeTakeFirst();
  const given = [
    ...(await answersOf(db, meetup, meetup.startsAt)),
    ...(last?.startsAt == null ? [] : await answersOf(db, meetup, last.startsAt)),
  ];
  return [...new Set(given.map(({ userId }) => userId))].toSorted();
}

/** Whether a meetup had this date (its start in ms, UTC): whoever is asked of it sees that somebody has said a word of it. */
export async function isDate(db: Db, meetup: Meetup, startsAt: number): Promise<boolean> {
  if (meetup.startsAt === startsAt) return meetup.state === 'planned' || meetup.state === 'over';
  const row = await db
    .selectFrom('meetup_member')
    .select('user_id')
    .where('meetup_id', '=', meetup.id)
    .where('starts_at', '=', startsAt)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a member said of a date, whether they were there, and whether that is in their portfolio. */
export async function partOf(db: Db, meetupId: string, startsAt: number, { userId }: MemberKey) {
  return await db
    .selectFrom('meetup_member')
    .select(['answer', 'attended', 'logged'])
    .where('meetup_id', '=', meetupId)
    .where('starts_at', '=', startsAt)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

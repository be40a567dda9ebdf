/** Reads meetups and who comes. */
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { type Answer, type Meetup, toMeetup } from './meetup.ts';

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

/** What is planned in these groups and has not ended at an instant (ms, UTC), the next first. */
export async function aheadIn(db: Db, groupIds: readonly string[], nowMs: number): Promise<Meetup[]> {
  if (groupIds.length === 0) return [];
  const rows = await db
    .selectFrom('meetup')
    .selectAll()
    .where('group_id', 'in', groupIds)
    .where('state', '=', 'planned')
    .orderBy('starts_at')
    .execute();
  return rows.map(toMeetup).filter((meetup) => meetup.startsAt + meetup.minutes * 60_000 > nowMs);
}

/** Who gave which answer for a date (its start in ms, UTC), the first first. */
export async function answersOf(
  db: Db,
  meetupId: string,
  startsAt: number,
): Promise<{ userId: string; answer: Answer }[]> {
  const rows = await db
    .selectFrom('meetup_member')
    .select(['user_id', 'answer'])
    .where('meetup_id', '=', meetupId)
    .where('starts_at', '=', startsAt)
    .orderBy('updated_at')
    .orderBy('user_id')
    .execute();
  return rows.flatMap(({ user_id: userId, answer }) => (answer === null ? [] : [{ userId, answer }]));
}

/** Who comes, or perhaps comes, and is still in the group. */
export async function comingTo(db: Db, { id, groupId, startsAt }: Meetup): Promise<string[]> {
  const rows = await db
    .selectFrom('meetup_member')
    .innerJoin('group_member', (join) =>
      join
        .onRef('group_member.user_id', '=', 'meetup_member.user_id')
        .on('group_member.group_id', '=', groupId),
    )
    .select('meetup_member.user_id')
    .where('meetup_id', '=', id)
    .where('starts_at', '=', startsAt)
    .where('answer', 'in', ['yes', 'maybe'])
    .orderBy('meetup_member.user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** The next meetup of each of these members within a time (both ms, UTC), by user id, with its group's name. */
export async function nextOfAll(
  db: Db,
  guildId: string,
  userIds: readonly string[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<ReadonlyMap<string, { name: string; startsAt: number }>> {
  const rows = await db
    .selectFrom('group_member')
    .innerJoin('meetup', 'meetup.group_id', 'group_member.group_id')
    .innerJoin('study_group', 'study_group.group_id', 'group_member.group_id')
    .leftJoin('meetup_member', (join) =>
      join
        .onRef('meetup_member.meetup_id', '=', 'meetup.meetup_id')
        .onRef('meetup_member.starts_at', '=', 'meetup.starts_at')
        .onRef('meetup_member.user_id', '=', 'group_member.user_id'),
    )
    .select(['group_member.user_id', 'study_group.name', 'meetup.starts_at', 'answer'])
    .where('group_member.guild_id', '=', guildId)
    .where('group_member.user_id', 'in', userIds)
    .where('meetup.state', '=', 'planned')
    .where('meetup.starts_at', '>', fromMs)
    .where('meetup.starts_at', '<', toMs)
    .orderBy('meetup.starts_at', 'desc')
    .execute();
  // The last one written for a member is the next.
  return new Map(
    rows
      .filter(({ answer }) => answer !== 'no')
      .map((row) => [row.user_id, { name: row.name, startsAt: row.starts_at }]),
  );
}

/** What a member said of a date, and whether they were there. */
export async function partOf(db: Db, meetupId: string, startsAt: number, { userId }: MemberKey) {
  return await db
    .selectFrom('meetup_member')
    .select(['answer', 'attended'])
    .where('meetup_id', '=', meetupId)
    .where('starts_at', '=', startsAt)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

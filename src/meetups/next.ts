/** The next meetup of members, for their nudges. */
import type { Db } from '../database/open.ts';

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

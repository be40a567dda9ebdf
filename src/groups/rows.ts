/** Reads groups and who is in them. */
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { type Group, toGroup } from './group.ts';

/** A group of a server; undefined if there is none with this id there. */
export async function groupOf(db: Db, guildId: string, groupId: string): Promise<Group | undefined> {
  const row = await db
    .selectFrom('study_group')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return row && toGroup(row);
}

/** The server that a group belongs to; undefined if there is no such group. */
export async function guildOf(db: Db, groupId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('study_group')
    .select('guild_id')
    .where('group_id', '=', groupId)
    .executeTakeFirst();
  return row?.guild_id;
}

export interface GroupMember {
  readonly userId: string;
  readonly isOwner: boolean;
}

/** The members of a group, its owner first, then by how long they have been in it. */
export async function membersOf(db: Db, groupId: string): Promise<GroupMember[]> {
  const rows = await db
    .selectFrom('group_member')
    .select(['user_id', 'is_owner'])
    .where('group_id', '=', groupId)
    .orderBy('is_owner', 'desc')
    .orderBy('joined_at')
    .orderBy('user_id')
    .execute();
  return rows.map((row) => ({ userId: row.user_id, isOwner: row.is_owner === 1 }));
}

/** What a member is to a group. */
export type Standing =
  | { readonly kind: 'owner' | 'member' }
  /** In the line for a place; `place` counts from 1. */
  | { readonly kind: 'waiting'; readonly place: number }
  /** A place is kept for them until then (ms, UTC). */
  | { readonly kind: 'offered'; readonly until: number }
  /** They have asked to be let in. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'declined'; readonly since: number }
  | { readonly kind: 'barred' }
  | { readonly kind: 'stranger' };

export async function standingOf(db: Db, groupId: string, userId: string): Promise<Standing> {
  const member = await db
    .selectFrom('group_member')
    .select('is_owner')
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (member !== undefined) return { kind: member.is_owner === 1 ? 'owner' : 'member' };
  const wait = await db
    .selectFrom('group_wait')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  switch (wait?.kind) {
    case undefined:
      return { kind: 'stranger' };
    case 'yes':
      return { kind: 'asking' };
    case 'declined':
      return { kind: 'declined', since: wait.since_at };
    case 'barred':
      return { kind: 'barred' };
    case 'place':
      if (wait.offered_until !== null) return { kind: 'offered', until: wait.offered_until };
      return { kind: 'waiting', place: 1 + (await aheadOf(db, groupId, wait.since_at, userId)) };
  }
}

async function aheadOf(db: Db, groupId: string, sinceAt: number, userId: string): Promise<number> {
  const row = await db
    .selectFrom('group_wait')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('group_id', '=', groupId)
    .where('kind', '=', 'place')
    .where('offered_until', 'is', null)
    .where((eb) =>
      eb.or([
        eb('since_at', '<', sinceAt),
        eb.and([eb('since_at', '=', sinceAt), eb('user_id', '<', userId)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Who waits in a group, the first first; or who is not to come back. */
export async function waitersOf(db: Db, groupId: string, kind: 'place' | 'yes' | 'barred') {
  return await db
    .selectFrom('group_wait')
    .selectAll()
    .where('group_id', '=', groupId)
    .where('kind', '=', kind)
    .orderBy('since_at')
    .orderBy('user_id')
    .execute();
}

/** The groups that a member is in, those that they own first; the closed ones have no members. */
export async function groupsOf(db: Db, member: MemberKey): Promise<Group[]> {
  const rows = await memberships(db, member).orderBy('is_owner', 'desc').orderBy('joined_at').execute();
  return rows.map(toGroup);
}

/** The groups that a member owns, with what they have begun. */
export async function ownedBy(db: Db, member: MemberKey): Promise<Group[]> {
  const rows = await memberships(db, member).where('is_owner', '=', 1).orderBy('joined_at').execute();
  return rows.map(toGroup);
}

const memberships = (db: Db, { guildId, userId }: MemberKey) =>
  db
    .selectFrom('group_member')
    .innerJoin('study_group', 'study_group.group_id', 'group_member.group_id')
    .selectAll('study_group')
    .where('group_member.guild_id', '=', guildId)
    .where('group_member.user_id', '=', userId);

/** The groups in which a member waits, for a place or for a yes. */
export async function waitsOf(db: Db, { guildId, userId }: MemberKey): Promise<Group[]> {
  const rows = await db
    .selectFrom('group_wait')
    .innerJoin('study_group', 'study_group.group_id', 'group_wait.group_id')
    .selectAll('study_group')
    .where('group_wait.guild_id', '=', guildId)
    .where('group_wait.user_id', '=', userId)
    .where('kind', 'in', ['place', 'yes'])
    .orderBy('since_at')
    .execute();
  return rows.map(toGroup);
}

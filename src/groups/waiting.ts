/** The lines of groups: who waits for a place or for a yes, and for whom a place is kept. Each act within one transaction. */
import { sql } from 'kysely';
import type { Db } from '../database/open.ts';
import type { Act } from '../scheduler/act.ts';
import type { Group } from './group.ts';
import { groupOf, standingOf, waitersOf } from './rows.ts';
import { stateOf, tell } from './tell.ts';

/** How long a place is kept for whoever is next in line, in ms. */
export const offerMs = 24 * 60 * 60_000;

/** Places that nobody has, and that are kept for nobody. */
export async function freePlaces(db: Db, now: number, group: Group): Promise<number> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('group_member')
        .select((all) => all.fn.countAll<number>().as('count'))
        .where('group_id', '=', group.id)
        .as('members'),
      eb
        .selectFrom('group_wait')
        .select((all) => all.fn.countAll<number>().as('count'))
        .where('group_id', '=', group.id)
        .where('offered_until', '>', now)
        .as('kept'),
    ])
    .executeTakeFirstOrThrow();
  return group.capacity - (row.members ?? 0) - (row.kept ?? 0);
}

/** Puts somebody at the end of the line. */
export async function wait(
  act: Act,
  { id, guildId }: Group,
  userId: string,
  kind: 'place' | 'yes',
): Promise<void> {
  const last = await act.trx
    .selectFrom('group_wait')
    .select((eb) => eb.fn.max<number | null>('since_at').as('at'))
    .where('group_id', '=', id)
    .where('kind', 'in', ['place', 'yes'])
    .executeTakeFirst();
  // Later than whoever came before, also within one millisecond: the line keeps the order in which they came.
  const since_at = Math.max(act.now, (last?.at ?? 0) + 1);
  const row = { kind, since_at, offered_until: null };
  await act.trx
    .insertInto('group_wait')
    .values({ group_id: id, guild_id: guildId, user_id: userId, ...row })
    .onConflict((conflict) => conflict.columns(['group_id', 'user_id']).doUpdateSet(row))
    .execute();
}

export async function forgetWait({ trx }: Act, groupId: string, userId: string): Promise<void> {
  await trx.deleteFrom('group_wait').where('group_id', '=', groupId).where('user_id', '=', userId).execute();
}

/** Takes somebody off the list of those who wait; false if they were not on it. */
export async function stopWaiting(act: Act, group: Group, userId: string): Promise<boolean> {
  const { kind } = await standingOf(act.trx, group.id, userId);
  if (kind !== 'waiting' && kind !== 'offered' && kind !== 'asking') return false;
  await forgetWait(act, group.id, userId);
  await fill(act, group);
  return true;
}

/** Keeps each free place for the next in line, and tells them. */
export async function fill(act: Act, group: Group): Promise<void> {
  const { trx, now } = act;
  let free = await freePlaces(trx, now, group);
  if (free <= 0 || group.state !== 'open') return;
  for (const { user_id: userId, offered_until: until } of await waitersOf(trx, group.id, 'place')) {
    if (until !== null) continue;
    if (free <= 0) return;
    free -= 1;
    await offer(act, group, userId);
  }
}

/** The owner lets in whoever likes from now on: who asked for a yes waits for a place, and there may be some. */
export async function askNoMore(act: Act, group: Group): Promise<void> {
  await act.trx
    .updateTable('group_wait')
    .set({ kind: sql<'place'>`'place'` })
    .where('group_id', '=', group.id)
    .where('kind', '=', 'yes')
    .execute();
  await fill(act, group);
}

/**
 * Ends the offers that nobody took in time, of one group or of all, and makes the next ones; returns how many ended.
 * One that the member has not been told of, since the bot was down, begins anew.
 */
export async function lapseOffers(act: Act, groupId?: string): Promise<number> {
  const lapsed = await act.trx
    .selectFrom('group_wait')
    .selectAll()
    .where('offered_until', '<=', act.now)
    .$if(groupId !== undefined, (query) => query.where('group_id', '=', groupId ?? ''))
    .execute();
  const touched = new Map(lapsed.map((row) => [row.group_id, row.guild_id]));
  for (const { group_id: id, guild_id: guildId, user_id: userId, offered_until: until } of lapsed) {
    const told = await stateOf(act, { guildId, userId }, place(id), String((until ?? 0) - offerMs));
    if (told === 'pending') await offer(act, { id, guildId }, userId);
    else await forgetWait(act, id, userId);
  }
  for (const [id, guildId] of touched) {
    const group = await groupOf(act.trx, guildId, id);
    if (group !== undefined) await fill(act, group);
  }
  return lapsed.length;
}

const place = (groupId: string) => ({ what: 'place', groupId }) as const;

/** Keeps a place for somebody, and tells them. */
async function offer(
  act: Act,
  { id, guildId }: Pick<Group, 'id' | 'guildId'>,
  userId: string,
): Promise<void> {
  await act.trx
    .updateTable('group_wait')
    .set({ offered_until: act.now + offerMs })
    .where('group_id', '=', id)
    .where('user_id', '=', userId)
    .execute();
  await tell(act, { guildId, userId }, place(id), String(act.now));
}

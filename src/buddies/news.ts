/**
 * Turns what members set and report into news for their buddies. Commands call nobody: what is new is found in the
 * tables, noted as told, and put into the outbox in one transaction, so that a crash neither loses nor doubles it.
 */
import { sql } from 'kysely';
import { isoWeek, weekAfter } from '../accountability/weeks.ts';
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import type { Act } from '../scheduler/act.ts';
import { type Piece, pieceText } from './about.ts';
import { kind, tell } from './act.ts';
import { zoneOfMember } from './zone.ts';

/** The name under which the outbox's scheduler keeps up to when all news has been found. */
export const newsMark = 'buddy news';

/** What was written so long (ms) before the mark is looked at again: it may have waited for the database. */
const overlapMs = 10 * 60_000;

/** News goes out so long after it is found, in ms: a line that is added at once, or a second piece, comes along. */
export const gatherMs = 2 * 60_000;

interface Found extends Piece {
  readonly reader: MemberKey;
}

/** Plans all news since the last time; returns how many messages that made. */
export async function planNews(act: Act): Promise<number> {
  const since = ((await markOf(act.trx)) ?? 0) - overlapMs;
  const found = await newSince(act, since);
  const byReader = Map.groupBy(found, ({ reader }) => `${reader.guildId} ${reader.userId}`);
  let rows = 0;
  for (const pieces of byReader.values()) {
    const [first] = pieces;
    if (first !== undefined) rows += await tellNews(act, first.reader, pieces);
  }
  const mark = { name: newsMark, ran_at: act.now };
  await act.trx
    .insertInto('scheduler_run')
    .values(mark)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(mark))
    .execute();
  return rows;
}

async function markOf(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('scheduler_run')
    .select('ran_at')
    .where('name', '=', newsMark)
    .executeTakeFirst();
  return row?.ran_at ?? null;
}

/** When something new was written that waits to be found (ms, UTC), or null. */
export async function unfoundAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom(madeSince(db, (await markOf(db)) ?? 0).as('made'))
    .innerJoin('buddy_seat as author', (join) =>
      join
        .onRef('author.guild_id', '=', 'made.guild_id')
        .onRef('author.user_id', '=', 'made.user_id')
        .onRef('author.joined_at', '<=', 'made.created_at'),
    )
    .select((eb) => eb.fn.min<number | null>('made.created_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** All goals and check-ins made after an instant (ms, UTC). */
const madeSince = (db: Db, since: number) =>
  db
    .selectFrom('goal')
    .select(['guild_id', 'user_id', 'week', 'created_at', sql<'goal' | 'check-in'>`'goal'`.as('what')])
    .where('created_at', '>', since)
    .unionAll(
      db
        .selectFrom('check_in')
        .select([
          'guild_id',
          'user_id',
          'week',
          'created_at',
          sql<'goal' | 'check-in'>`'check-in'`.as('what'),
        ])
        .where('created_at', '>', since),
    );

/** What is new, once for each buddy who has not been told; what was there before they were buddies is no news. */
async function newSince({ trx, now }: Act, since: number): Promise<Found[]> {
  const rows = await trx
    .selectFrom(madeSince(trx, since).as('made'))
    .innerJoin('buddy_seat as author', (join) =>
      join.onRef('author.guild_id', '=', 'made.guild_id').onRef('author.user_id', '=', 'made.user_id'),
    )
    .innerJoin('buddy_seat as reader', (join) =>
      join.onRef('reader.circle_id', '=', 'author.circle_id').onRef('reader.user_id', '!=', 'author.user_id'),
    )
    .leftJoin('buddy_told as told', (join) =>
      join
        .onRef('told.guild_id', '=', 'reader.guild_id')
        .onRef('told.user_id', '=', 'reader.user_id')
        .onRef('told.seat', '=', 'author.seat')
        .onRef('told.what', '=', 'made.what')
        .onRef('told.week', '=', 'made.week'),
    )
    .select(['made.week', 'made.what', 'author.seat'])
    .select(['author.guild_id', 'author.user_id as author_id', 'reader.user_id as reader_id'])
    .whereRef('made.created_at', '>=', 'author.joined_at')
    .whereRef('made.created_at', '>=', 'reader.joined_at')
    .where('told.week', 'is', null)
    .orderBy('made.created_at')
    .execute();
  const found: Found[] = [];
  for (const { guild_id: guildId, author_id, reader_id, what, week, seat } of rows) {
    const zone = await zoneOfMember(trx, { guildId, userId: author_id });
    if (what === 'goal' && !isNear(week, now, zone)) continue;
    found.push({ what, week, seat, reader: { guildId, userId: reader_id } });
  }
  return found;
}

/** A goal for the present week or the next; one for another is no news. */
function isNear(week: string, now: number, timeZone: string): boolean {
  const present = isoWeek(now, timeZone);
  return week === present || week === weekAfter(present);
}

/** Notes pieces as told to a member and writes to them; what waits to go out anyway takes them along. */
export async function tellNews(act: Act, reader: MemberKey, pieces: readonly Piece[]): Promise<number> {
  const { trx, now } = act;
  const { guildId, userId } = reader;
  const fresh: Piece[] = [];
  for (const { what, seat, week } of pieces) {
    const noted = await trx
      .insertInto('buddy_told')
      .values({ guild_id: guildId, user_id: userId, seat, what, week })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if ((noted.numInsertedOrUpdatedRows ?? 0n) > 0n) fresh.push({ what, seat, week });
  }
  const [first] = fresh;
  if (first === undefined) return 0;
  const added = fresh.map(pieceText).join(' ');
  const waiting = await trx
    .updateTable('outbox')
    // In a channel nobody reads what it is.
    .set({ about: sql`case when place = 'dm' then about || ${` ${added}`} else about end` })
    .where('kind', '=', kind)
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('state', '=', 'pending')
    .where('due_at', '>', now)
    .where('about', 'like', 'news%')
    .executeTakeFirst();
  if (waiting.numUpdatedRows > 0n) return 0;
  await tell(act, reader, { kind: 'news', pieces: fresh }, `news:${pieceText(first)}`, now + gatherMs);
  return 1;
}

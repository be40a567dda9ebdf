/** Deletes what is kept for who left 30 days ago, some at a time, so that nobody waits for the database. */
import type { Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { forgetGuild, forgetMember } from './forget.ts';
import { keepMs } from './rules.ts';

/** Members in one transaction: a member has some dozens of rows, so that it takes a few ms. */
const perTransaction = 20;
/** Transactions in one run; what is left waits for the next minute. */
const perRun = 25;

/** Deletes what is due, up to 500 members; returns whether that was all. Any number of processes may do so at once. */
export async function purge(db: Db, clock: Clock): Promise<boolean> {
  for (let count = 0; count < perRun; count += 1) {
    const leftBefore = clock.now() - keepMs;
    const isAll = await db.transaction().execute((trx) => purgeSome(trx, leftBefore));
    if (isAll) return true;
  }
  return false;
}

async function purgeSome(trx: Transaction<Schema>, leftBefore: number): Promise<boolean> {
  const gone = await goneMembers(trx, leftBefore);
  for (const member of gone) await forgetMember(trx, member);
  if (gone.length === perTransaction) return false;
  // Their members are forgotten by now, so little is left of them.
  const guilds = await trx
    .selectFrom('departed_guild')
    .select('guild_id')
    .where('left_at', '<=', leftBefore)
    .limit(perTransaction)
    .execute();
  for (const guild of guilds) await forgetGuild(trx, guild.guild_id);
  return guilds.length < perTransaction;
}

/** Members who left, or whose server the bot left, before an instant. */
async function goneMembers(trx: Transaction<Schema>, leftBefore: number): Promise<MemberKey[]> {
  const left = trx.selectFrom('member').select(['guild_id', 'user_id']).where('left_at', '<=', leftBefore);
  const guildLeft = trx
    .selectFrom('departed_guild')
    .innerJoin('member', 'member.guild_id', 'departed_guild.guild_id')
    .select(['member.guild_id', 'member.user_id'])
    .where('departed_guild.left_at', '<=', leftBefore);
  const rows = await trx
    .selectFrom(left.union(guildLeft).as('gone'))
    .selectAll()
    .limit(perTransaction)
    .execute();
  return rows.map((row) => ({ guildId: row.guild_id, userId: row.user_id }));
}

/** Deletes what is kept for who left 30 days ago, some at a time, so that nobody waits for the database. */
import type { Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import type { Answer } from './ask.ts';
import { forgetGuild, forgetMember } from './forget.ts';
import { dayMs, keepMs, questionsPerMinute } from './rules.ts';
import type { DepartureStore } from './store.ts';

/** Members of a server that the bot has left, in one transaction: each has some dozens of rows, so it takes a few ms. */
const perTransaction = 20;
/** Transactions in one run; what is left waits for the next minute. */
const perRun = 25;

export interface PurgeOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly store: DepartureStore;
  /** Asks Discord where a member is. */
  readonly ask: (member: MemberKey) => Promise<Answer>;
}

/** Deletes some of what is due; returns whether that was all. Any number of processes may do so at once. */
export async function purge(options: PurgeOptions): Promise<boolean> {
  const leftBefore = options.clock.now() - keepMs;
  const areMembersDone = await purgeMembers(options, leftBefore);
  return (await purgeGuilds(options.db, leftBefore)) && areMembersDone;
}

/**
 * Members who left long ago, unless they have come back without using the bot: Discord is asked once more, and if it
 * doesn't say, again the next day.
 */
async function purgeMembers({ db, store, ask }: PurgeOptions, leftBefore: number): Promise<boolean> {
  const due = await store.leftBefore(leftBefore, questionsPerMinute);
  await Promise.all(
    due.map(async (member) => {
      if (!(await store.beginAsking(member, dayMs))) return;
      const answer = await ask(member);
      if (answer === 'here') await store.memberIsHere(member);
      else if (answer !== 'unknown')
        await db.transaction().execute((trx) => forgetIfLeft(trx, member, leftBefore));
    }),
  );
  return due.length < questionsPerMinute;
}

/** They may have used the bot since. */
async function forgetIfLeft(trx: Transaction<Schema>, member: MemberKey, leftBefore: number): Promise<void> {
  const row = await trx
    .selectFrom('member')
    .select('left_at')
    .where('guild_id', '=', member.guildId)
    .where('user_id', '=', member.userId)
    .where('left_at', '<=', leftBefore)
    .executeTakeFirst();
  if (row !== undefined) await forgetMember(trx, member);
}

/** Servers that the bot left long ago, with all that is kept of their members. */
async function purgeGuilds(db: Db, leftBefore: number): Promise<boolean> {
  for (let count = 0; count < perRun; count += 1) {
    const isAll = await db.transaction().execute((trx) => purgeSome(trx, leftBefore));
    if (isAll) return true;
  }
  return false;
}

async function purgeSome(trx: Transaction<Schema>, leftBefore: number): Promise<boolean> {
  const members = await trx
    .selectFrom('departed_guild')
    .innerJoin('member', 'member.guild_id', 'departed_guild.guild_id')
    .select(['member.guild_id', 'member.user_id'])
    .where('departed_guild.left_at', '<=', leftBefore)
    .limit(perTransaction)
    .execute();
  for (const row of members) await forgetMember(trx, { guildId: row.guild_id, userId: row.user_id });
  if (members.length === perTransaction) return false;
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

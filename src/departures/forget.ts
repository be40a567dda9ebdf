/** Deletes all that is kept for a member, or for a server. Every table that names one of them stands here. */
import type { Transaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import { keptForMember } from '../member/kept.ts';
import { type MemberKey, nobody } from '../member/store.ts';

/** What is kept for a person, whichever server it came from. */
export const keptForUser = ['dm_channel', 'dm_turn'] as const;

/** What is kept for a server and not for one of its members. */
export const keptForGuild = [
  'guild_link',
  'guild_text',
  'guild_hidden_link',
  'guild_settings',
  'study_group',
  'meetup',
  'departed_guild',
] as const;

/** Where a server's own data names the admin who made it: it stays, and only the name goes. */
export const namedIn = [
  ['guild_settings', 'updated_by'],
  ['guild_link', 'added_by'],
  ['guild_text', 'updated_by'],
  ['guild_hidden_link', 'hidden_by'],
  ['meetup', 'planned_by'],
] as const;

/** Deletes all that is kept for a member of a server; with the last of their servers, what is kept for the person too. */
export async function forgetMember(trx: Transaction<Schema>, { guildId, userId }: MemberKey): Promise<void> {
  for (const table of keptForMember) {
    await trx.deleteFrom(table).where('guild_id', '=', guildId).where('user_id', '=', userId).execute();
  }
  for (const [table, column] of namedIn) {
    await trx
      .updateTable(table)
      .set({ [column]: nobody })
      .where('guild_id', '=', guildId)
      .where(column, '=', userId)
      .execute();
  }
  const elsewhere = await trx
    .selectFrom('member')
    .select('guild_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (elsewhere !== undefined) return;
  for (const table of keptForUser) await trx.deleteFrom(table).where('user_id', '=', userId).execute();
}

/** Deletes all that is kept for a server; what it still has of its members is to be forgotten first, some at a time. */
export async function forgetGuild(trx: Transaction<Schema>, guildId: string): Promise<void> {
  for (const table of [...keptForMember, ...keptForGuild]) {
    await trx.deleteFrom(table).where('guild_id', '=', guildId).execute();
  }
}

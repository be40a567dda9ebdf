import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { serverDefaults } from '../settings/store.ts';

/** The zone of a member: their own, once they have given one, else the server's; also within a transaction. */
export async function zoneOfMember(db: Db, { guildId, userId }: MemberKey): Promise<string> {
  const own = await db
    .selectFrom('profile')
    .select('time_zone')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  if (own?.time_zone != null) return own.time_zone;
  const server = await db
    .selectFrom('guild_settings')
    .select('time_zone')
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  return server?.time_zone ?? serverDefaults.timeZone;
}

/** Where what is written to a member goes. */
import type { Db } from '../database/open.ts';
import type { MemberKey } from '../member/store.ts';
import { channelFor } from './plan.ts';

export interface Way {
  readonly place: 'channel' | 'dm';
  readonly channelId: string | null;
}

/** Where a member's nudges come, or would while they rest. */
export async function wayTo(db: Db, { guildId, userId }: MemberKey): Promise<Way> {
  const nudge = await db
    .selectFrom('nudge')
    .leftJoin('guild_settings', 'guild_settings.guild_id', 'nudge.guild_id')
    .select(['place', 'channel_id', 'nudge_channel_id', 'channel_problem'])
    .where('nudge.guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .where('place', '=', 'channel')
    .where((eb) => eb.or([eb('next_nudge_at', 'is not', null), eb('asked_at', 'is not', null)]))
    .executeTakeFirst();
  const channelId =
    nudge === undefined
      ? null
      : channelFor(
          { channelId: nudge.channel_id },
          { nudgeChannelId: nudge.nudge_channel_id, channelProblem: nudge.channel_problem },
        );
  return channelId === null ? { place: 'dm', channelId: null } : { place: 'channel', channelId };
}

/** Where what is written to a member goes. */
import type { Db } from '../database/open.ts';
import type { Refusal } from '../delivery/letter.ts';
import type { MemberKey } from '../member/store.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { NudgeStore } from './nudge-store.ts';
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

/**
 * Another channel for what is written to a member, once Discord has refused the way of `wayTo`, or null: whoever lets
 * nudges come to a channel lets this. The panel that shows it all the same is the command's own.
 */
export async function otherWay(
  { nudges, settings }: { readonly nudges: NudgeStore; readonly settings: SettingsStore },
  member: MemberKey,
  refusal: Refusal,
): Promise<string | null> {
  const nudge = await nudges.of(member);
  const server = await settings.of(member.guildId);
  if (refusal.why === 'channel refused') {
    const { channelId, words } = refusal;
    const isServers = server.nudgeChannelId === channelId;
    if (isServers) await settings.noteChannelProblem(member.guildId, channelId, words);
    const own = nudge?.channelId ?? null;
    return isServers && own !== channelId ? own : null;
  }
  if (nudge === undefined || nudge.place === 'dm') return null;
  return channelFor(nudge, server);
}

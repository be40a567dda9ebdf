/** The channels that an admin chooses, and what the bot needs in each. */
import type { REST } from 'discord.js';
import { codeOf } from '../discord/errors.ts';
import { channelMention, type Markdown, md } from '../discord/markdown.ts';
import {
  botPermissionsIn,
  missingIn,
  neededPermissions,
  type Permissions,
  showcasePermissions,
} from '../discord/permissions.ts';
import type { GuildSettings } from './store.ts';

const needs = {
  nudgeChannelId: neededPermissions,
  showcaseChannelId: showcasePermissions,
} as const satisfies Partial<Record<keyof GuildSettings, Permissions>>;

export type SetChannel = keyof typeof needs;

interface Asking {
  readonly rest: REST;
  readonly guildId: string;
  readonly botUserId: string;
}

/**
 * What the bot lacks in each of the channels that are given, in words; a channel without trouble is left out.
 * @throws {UserError} if one is no text channel of this server.
 */
export async function troublesIn(
  asking: Asking,
  channels: Partial<Pick<GuildSettings, SetChannel>>,
): Promise<Partial<Record<SetChannel, Markdown>>> {
  const found = await Promise.all(
    (Object.keys(needs) as SetChannel[]).map(async (use) => {
      const channelId = channels[use] ?? null;
      const trouble = channelId === null ? undefined : await troubleIn(asking, channelId, needs[use]);
      return trouble === undefined ? {} : { [use]: trouble };
    }),
  );
  return Object.assign({}, ...found);
}

async function troubleIn(
  { rest, guildId, botUserId }: Asking,
  channelId: string,
  needed: Permissions,
): Promise<Markdown | undefined> {
  const permissions = await botPermissionsIn(rest, { guildId, channelId, botUserId }).catch(
    (error: unknown) => {
      if (codeOf(error) === undefined) throw error;
      return undefined;
    },
  );
  const channel = channelMention(channelId);
  if (permissions === undefined) {
    return md`I can't see that channel, ${channel}. In its settings, give me View Channel, or choose another.`;
  }
  const missing = missingIn(permissions, needed);
  if (missing.length === 0) return undefined;
  return md`In ${channel} I lack: ${missing.join(', ')}. Allow me that in the channel's settings.`;
}

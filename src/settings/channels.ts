/** The channels that an admin chooses, and what the bot needs in each. */
import { RateLimitError, type REST } from 'discord.js';
import { codeOf, isInDoubt, UserError } from '../discord/errors.ts';
import { channelMention, type Markdown, md } from '../discord/markdown.ts';
import {
  botPermissionsIn,
  botRolesIn,
  groupPermissions,
  missingIn,
  neededPermissions,
  type Permissions,
  showcasePermissions,
} from '../discord/permissions.ts';
import type { GuildSettings } from './store.ts';

/** The settings that are channels. */
export const channelSettings = ['nudgeChannelId', 'showcaseChannelId', 'groupsChannelId'] as const;

type SetChannel = (typeof channelSettings)[number];

/** What is wrong with them, in words. */
export type Troubles = Partial<Readonly<Record<SetChannel, Markdown>>>;

interface Asking {
  readonly rest: REST;
  readonly guildId: string;
  readonly botUserId: string;
}

/** What the bot needs in each. */
const neededIn: Readonly<Record<SetChannel, Permissions>> = {
  nudgeChannelId: neededPermissions,
  showcaseChannelId: showcasePermissions,
  groupsChannelId: groupPermissions,
};

/** What the bot lacks in each channel that is set, in words; a channel without trouble is left out. */
export async function troublesIn(
  { rest, guildId, botUserId }: Asking,
  channels: Pick<GuildSettings, SetChannel>,
): Promise<Troubles> {
  if (channelSettings.every((name) => channels[name] === null)) return {};
  const bot = botRolesIn(rest, { guildId, botUserId });
  const found = await Promise.all(
    channelSettings.map(async (name) => {
      const channelId = channels[name];
      if (channelId === null) return [];
      const trouble = await botPermissionsIn(rest, { guildId, channelId, botUserId }, bot).then(
        (bits) => wordsFor(channelId, missingIn(bits, neededIn[name])),
        (error: unknown) => whyUnusable(channelId, error),
      );
      return trouble === undefined ? [] : [[name, trouble] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

function wordsFor(channelId: string, missing: readonly string[]): Markdown | undefined {
  if (missing.length === 0) return undefined;
  return md`In ${channelMention(channelId)} I'm missing: ${missing.join(', ')}. Allow me that in the channel's settings.`;
}

/** @throws what is no refusal. */
function whyUnusable(channelId: string, error: unknown): Markdown {
  if (error instanceof UserError) return error.words;
  if (isInDoubt(error) || error instanceof RateLimitError)
    return md`Discord isn't answering just now, so I couldn't check ${channelMention(channelId)}. Try again in a minute.`;
  if (codeOf(error) === undefined) throw error;
  return md`I can't see that channel, ${channelMention(channelId)}. In its settings, give me View Channel, or choose another.`;
}

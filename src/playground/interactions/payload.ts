/** The INTERACTION_CREATE that a bot is sent. */
import {
  type APIMessageInteractionMetadata,
  InteractionType,
  PermissionFlagsBits as P,
} from 'discord-api-types/v10';
import { MAX_FILE_BYTES } from '../messages/files.ts';
import type { ChannelRecord } from '../model.ts';
import { renderInteractionMember, renderPartialChannel, userOf } from '../render.ts';
import type { World } from '../world.ts';
import type { Interaction } from './ledger.ts';

/** What an app may do in a direct conversation with its user. */
const DIRECT_PERMISSIONS = P.EmbedLinks | P.AttachFiles | P.MentionEveryone | P.UseExternalEmojis;

/** Who installed the app here: the guild for a guild, nobody in particular ("0") for direct messages. */
function owners(guildId: string | null): Record<string, string> {
  return { '0': guildId ?? '0' };
}

/** The whole payload; `data` is what differs by type, `message` the one whose component was used. */
export function interactionPayload(
  world: World,
  interaction: Interaction,
  channel: ChannelRecord,
  data: object,
): object {
  const { guildId, userId } = interaction;
  const locale = world.users.get(userId)?.locale ?? 'en-US';
  const source =
    interaction.sourceMessageId === null ? undefined : world.messages.get(interaction.sourceMessageId);
  const mine = world.permissionsIn(channel, userId);
  const common = {
    id: interaction.id,
    application_id: world.identity.applicationId,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: renderPartialChannel(world, channel, mine),
    locale,
    entitlements: [],
    authorizing_integration_owners: owners(guildId),
    attachment_size_limit: MAX_FILE_BYTES,
    ...(source === undefined ? {} : { message: source.message }),
  };
  const guild = guildId === null ? undefined : world.guilds.get(guildId);
  const member = guildId === null ? undefined : world.member(guildId, userId);
  if (guild === undefined || member === undefined) {
    return {
      ...common,
      user: userOf(world, userId),
      app_permissions: DIRECT_PERMISSIONS.toString(),
      context: 1,
    };
  }
  return {
    ...common,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: renderInteractionMember(world, member, mine),
    app_permissions: world.permissionsIn(channel, world.identity.botUserId).toString(),
    context: 0,
  };
}

/** What a message that answers an interaction says of where it came from. */
export function metadataFor(
  world: World,
  type: InteractionType,
  userId: string,
  guildId: string | null,
  from: { messageId: string | null; trigger: APIMessageInteractionMetadata | null },
): (id: string) => APIMessageInteractionMetadata {
  return (id) => {
    const base = {
      id,
      type,
      user: userOf(world, userId),
      authorizing_integration_owners: guildId === null ? { '0': '0' } : owners(guildId),
    };
    const extra =
      type === InteractionType.MessageComponent
        ? { interacted_message_id: from.messageId ?? '0' }
        : type === InteractionType.ModalSubmit
          ? { triggering_interaction_metadata: from.trigger }
          : {};
    return { ...base, ...extra } as unknown as APIMessageInteractionMetadata;
  };
}

/** What the bot may see and do, as a refusal when it may not. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import type { ChannelRecord, GuildRecord, MessageRecord } from '../model.ts';
import { has } from '../permissions.ts';
import type { World } from '../world.ts';
import { type Call, known, param } from './route.ts';

/** The guild in the path; 10004 unless the bot is in it. */
export function guildOf(call: Call): GuildRecord {
  const guild = known(call.world.guilds.get(param(call, 'guild')), 10004);
  if (call.world.member(guild.id, call.world.identity.botUserId) === undefined) throw refuse(10004);
  return guild;
}

/** The guild in the path, if the bot has these permissions in it; else 50013. */
export function guildWith(call: Call, permissions: bigint): GuildRecord {
  const guild = guildOf(call);
  const mine = call.world.guildPermissions(guild.id, call.world.identity.botUserId);
  if (!has(mine, permissions)) throw refuse(50013);
  return guild;
}

/** The channel in the path, if the bot may see it: 10003 when there is none, 50001 when it is hidden. */
export function visibleChannel(call: Call): ChannelRecord {
  const channel = known(call.world.channels.get(param(call, 'channel')), 10003);
  if (!has(botPermissions(call.world, channel), P.ViewChannel)) throw refuse(50001);
  return channel;
}

/** The bot's permissions in a channel; in a direct one it may see and send. */
export function botPermissions(world: World, channel: ChannelRecord): bigint {
  if (channel.guildId !== null) return world.permissionsIn(channel, world.identity.botUserId);
  return P.ViewChannel | P.SendMessages | P.ReadMessageHistory | P.EmbedLinks | P.AttachFiles;
}

/** Throws 50013 unless the bot has these permissions in the channel. */
export function mustHave(world: World, channel: ChannelRecord, permissions: bigint): void {
  if (!has(botPermissions(world, channel), permissions)) throw refuse(50013);
}

/** The message in the path; 10008 when it is not in this channel, or is one person's ephemeral one. */
export function messageIn(call: Call, channel: ChannelRecord): MessageRecord {
  const record = known(call.world.messages.get(param(call, 'message')), 10008);
  if (record.message.channel_id !== channel.id || record.onlyFor !== null) throw refuse(10008);
  return record;
}

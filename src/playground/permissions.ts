/** Permissions as Discord computes them (topics/permissions): base, overwrites, owner, threads, implicit denials. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import type { ChannelRecord, GuildRecord, MemberRecord, OverwriteRecord, RoleRecord } from './model.ts';

/** Every permission there is. */
export const ALL_PERMISSIONS = Object.values(P).reduce((all, bit) => all | bit, 0n);

/** Lost with SEND_MESSAGES, since each only means anything in a message that one sends. */
const NEEDS_SENDING = P.MentionEveryone | P.SendTTSMessages | P.AttachFiles | P.EmbedLinks;

/** What a time-out leaves. */
export interface PermissionSource {
  guild: GuildRecord;
  /** Null for someone who is not (or no longer) a member. */
  member: MemberRecord | null;
  roleOf(roleId: string): RoleRecord | undefined;
  /** A thread's parent. */
  channelOf(channelId: string): ChannelRecord | undefined;
}

/** A member's permissions in the guild as a whole. */
export function guildPermissions({ guild, member, roleOf }: PermissionSource): bigint {
  if (member === null) return 0n;
  if (guild.ownerId === member.userId) return ALL_PERMISSIONS;
  let bits = BigInt(roleOf(guild.id)?.role.permissions ?? '0');
  for (const id of member.roles) bits |= BigInt(roleOf(id)?.role.permissions ?? '0');
  return has(bits, P.Administrator) ? ALL_PERMISSIONS : bits;
}

/** A member's permissions in one channel; a thread has its parent's, and a private one is seen only by its own. */
export function channelPermissions(source: PermissionSource, channel: ChannelRecord): bigint {
  const base = guildPermissions(source);
  if (source.member === null || has(base, P.Administrator)) return base;
  const place = channel.thread === null ? channel : source.channelOf(channel.parentId ?? '');
  if (place === undefined) return 0n;
  const bits = overwritten(base, place.overwrites, source.guild.id, source.member);
  return impliedBy(bits, channel, source.member.userId);
}

function overwritten(
  base: bigint,
  overwrites: readonly OverwriteRecord[],
  everyoneId: string,
  member: MemberRecord,
): bigint {
  let bits = base;
  const everyone = overwrites.find((o) => o.type === 0 && o.id === everyoneId);
  if (everyone !== undefined) bits = (bits & ~BigInt(everyone.deny)) | BigInt(everyone.allow);
  let allow = 0n;
  let deny = 0n;
  for (const o of overwrites) {
    if (o.type !== 0 || o.id === everyoneId || !member.roles.includes(o.id)) continue;
    allow |= BigInt(o.allow);
    deny |= BigInt(o.deny);
  }
  bits = (bits & ~deny) | allow;
  const own = overwrites.find((o) => o.type === 1 && o.id === member.userId);
  return own === undefined ? bits : (bits & ~BigInt(own.deny)) | BigInt(own.allow);
}

function impliedBy(bits: bigint, channel: ChannelRecord, userId: string): bigint {
  if (!has(bits, P.ViewChannel)) return 0n;
  const hidden = channel.type === 12 && !(userId in (channel.thread?.members ?? {}));
  if (hidden && !has(bits, P.ManageThreads)) return 0n;
  const send = channel.thread === null ? P.SendMessages : P.SendMessagesInThreads;
  return has(bits, send) ? bits : bits & ~NEEDS_SENDING;
}

/** Whether a bit set holds all of the wanted bits. */
export function has(bits: bigint, wanted: bigint): boolean {
  return (bits & wanted) === wanted;
}

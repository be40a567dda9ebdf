import { ChannelType, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { newChannel, newRole } from '../../src/playground/build.ts';
import type { ChannelRecord, MemberRecord, RoleRecord } from '../../src/playground/model.ts';
import {
  ALL_PERMISSIONS,
  channelPermissions,
  guildPermissions,
  has,
  type PermissionSource,
} from '../../src/playground/permissions.ts';

const BASE = P.ViewChannel | P.SendMessages | P.EmbedLinks | P.SendMessagesInThreads;

/** Guild 1, whose everyone may do BASE; member 10 has role 2, the owner is 11. */
function source(member: Partial<MemberRecord> | null = {}, rolePermissions = 0n): PermissionSource {
  const roles = new Map<string, RoleRecord>([
    ['1', newRole('1', '1', { name: '@everyone', permissions: BASE })],
    ['2', newRole('2', '1', { name: 'role', permissions: rolePermissions })],
  ]);
  const channels = new Map([['5', place({})]]);
  return {
    guild: { id: '1', name: 'g', ownerId: '11', locale: 'en-US' },
    member: member && { guildId: '1', userId: '10', nick: null, roles: ['2'], joinedAt: '', ...member },
    roleOf: (id) => roles.get(id),
    channelOf: (id) => channels.get(id),
  };
}

function place(overwrites: Record<string, [allow: bigint, deny: bigint]>): ChannelRecord {
  const records = Object.entries(overwrites).map(([id, [allow, deny]]) => ({
    id,
    type: id === '10' ? (1 as const) : (0 as const),
    allow: allow.toString(),
    deny: deny.toString(),
  }));
  return { ...newChannel('5', '1', { name: 'c' }, 0), overwrites: records };
}

function thread(type: ChannelType, members: string[]): ChannelRecord {
  return {
    ...newChannel('6', '1', { name: 't', type }, 0),
    parentId: '5',
    thread: {
      ownerId: '9',
      archived: false,
      archivedAt: '',
      autoArchiveMinutes: 1440,
      locked: false,
      invitable: true,
      createdAt: '',
      members: Object.fromEntries(members.map((id) => [id, ''])),
      messageCount: 0,
      totalSent: 0,
    },
  };
}

describe('permissions', () => {
  it('are none for who is no member, all for the owner and for administrators', () => {
    expect(guildPermissions(source(null))).toBe(0n);
    expect(guildPermissions(source({ userId: '11' }))).toBe(ALL_PERMISSIONS);
    const admin = source({}, P.Administrator);
    expect(channelPermissions(admin, place({ '10': [0n, P.ViewChannel] }))).toBe(ALL_PERMISSIONS);
  });

  it('add up over roles', () => {
    expect(guildPermissions(source({}, P.ManageGuild))).toBe(BASE | P.ManageGuild);
  });

  it.each<[string, Record<string, [bigint, bigint]>, boolean]>([
    ['everyone denied', { '1': [0n, P.SendMessages] }, false],
    ['role allowed over everyone', { '1': [0n, P.SendMessages], '2': [P.SendMessages, 0n] }, true],
    ['member denied over role', { '2': [P.SendMessages, 0n], '10': [0n, P.SendMessages] }, false],
    [
      'member allowed over all',
      { '1': [0n, P.SendMessages], '2': [0n, P.SendMessages], '10': [P.SendMessages, 0n] },
      true,
    ],
    ['a role that one does not have', { '3': [0n, P.SendMessages] }, true],
  ])('in a channel: %s', (_, overwrites, expected) => {
    expect(has(channelPermissions(source(), place(overwrites)), P.SendMessages)).toBe(expected);
  });

  it('are none without seeing, and less without sending', () => {
    expect(channelPermissions(source(), place({ '1': [0n, P.ViewChannel] }))).toBe(0n);
    const mute = channelPermissions(source(), place({ '1': [0n, P.SendMessages] }));
    expect(has(mute, P.EmbedLinks)).toBe(false);
    expect(has(mute, P.ViewChannel)).toBe(true);
  });

  it('of a thread are its parent’s, and a private one is for its members and managers', () => {
    expect(channelPermissions(source(), thread(ChannelType.PublicThread, []))).toBe(BASE);
    expect(channelPermissions(source(), thread(ChannelType.PrivateThread, []))).toBe(0n);
    expect(channelPermissions(source(), thread(ChannelType.PrivateThread, ['10']))).toBe(BASE);
    const manager = channelPermissions(source({}, P.ManageThreads), thread(ChannelType.PrivateThread, []));
    expect(has(manager, P.ViewChannel)).toBe(true);
  });
});

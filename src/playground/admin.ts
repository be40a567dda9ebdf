/** Changes to the world as owners, members and Discord itself make them, with the events that follow. */
import { GatewayIntentBits as I } from 'discord-api-types/v10';
import { admitBot, type Handles, join, newChannel, newUser, plantGuild } from './build.ts';
import { deleteMessage } from './messages/post.ts';
import type { ChannelRecord, OverwriteRecord } from './model.ts';
import { renderChannel, renderGuildCreate, renderMember, userOf } from './render.ts';
import { removeChannel } from './rest/channels.ts';
import type { ChannelSeed, GuildSeed, UserSeed } from './seed.ts';
import type { World } from './world.ts';

export class Admin {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A new person; answers with their id. */
  addUser(seed: UserSeed): string {
    const id = this.#world.newId();
    this.#world.putUser(newUser(id, seed));
    this.#world.hub.publish({ kind: 'state' });
    return id;
  }

  /** A new guild whose owner and members are given by id; answers with the ids it got, channels by `guild.name`. */
  addGuild(seed: GuildSeed): { id: string; channels: Record<string, string> } {
    const handles: Handles = { users: {}, guilds: {}, channels: {}, roles: {} };
    const id = plantGuild(this.#world, 'guild', seed, handles);
    if (seed.withBot !== false) this.#tellGuild(id);
    return { id, channels: handles.channels };
  }

  /** Lets the bot into a guild that it is not in. */
  inviteBot(guildId: string, permissions: bigint): void {
    admitBot(this.#world, guildId, permissions);
    this.#tellGuild(guildId);
  }

  /** Deletes a guild with all that is in it. */
  removeGuild(guildId: string): void {
    this.#tell('GUILD_DELETE', I.Guilds, guildId, { id: guildId });
    this.#world.dropGuild(guildId);
    this.#world.hub.publish({ kind: 'state' });
  }

  /** Adds a channel; answers with its id. */
  addChannel(
    guildId: string,
    seed: Omit<ChannelSeed, 'parent' | 'overwrites'>,
    parentId: string | null = null,
  ): string {
    const position = this.#world.channelsOf(guildId).length;
    const channel = { ...newChannel(this.#world.newId(), guildId, seed, position), parentId };
    this.#world.putChannel(channel);
    this.#tell('CHANNEL_CREATE', I.Guilds, guildId, renderChannel(this.#world, channel));
    return channel.id;
  }

  deleteChannel(channelId: string): void {
    removeChannel(this.#world, this.#channel(channelId));
  }

  /** Replaces a channel's overwrites; an id that is a member's or a role's says which it is. */
  setChannelOverwrites(
    channelId: string,
    overwrites: Record<string, { allow?: bigint; deny?: bigint }>,
  ): void {
    const channel = this.#channel(channelId);
    const records = Object.entries(overwrites).map(
      ([id, { allow = 0n, deny = 0n }]): OverwriteRecord => ({
        id,
        type: this.#world.roles.has(id) ? 0 : 1,
        allow: allow.toString(),
        deny: deny.toString(),
      }),
    );
    const changed = { ...channel, overwrites: records };
    this.#world.putChannel(changed);
    this.#tell('CHANNEL_UPDATE', I.Guilds, channel.guildId ?? '', renderChannel(this.#world, changed));
  }

  addMember(guildId: string, userId: string, roles: string[] = []): void {
    join(this.#world, guildId, userId, roles);
    this.#tellMember('GUILD_MEMBER_ADD', guildId, userId);
  }

  /** A member leaves, or is removed; the bot itself loses the guild by it. */
  removeMember(guildId: string, userId: string): void {
    const member = this.#world.member(guildId, userId);
    if (member === undefined) return;
    this.#world.dropMember(member);
    const isBot = userId === this.#world.identity.botUserId;
    if (isBot) this.#tell('GUILD_DELETE', I.Guilds, guildId, { id: guildId });
    else
      this.#tell('GUILD_MEMBER_REMOVE', I.GuildMembers, guildId, {
        guild_id: guildId,
        user: userOf(this.#world, userId),
      });
  }

  setRoles(guildId: string, userId: string, roles: string[]): void {
    const member = this.#world.member(guildId, userId);
    if (member === undefined) throw new Error(`${userId} is not a member of ${guildId}`);
    this.#world.putMember({ ...member, roles });
    this.#tellMember('GUILD_MEMBER_UPDATE', guildId, userId);
  }

  /** Sets the permission bits of a role, such as the guild's own (its id is the guild's). */
  setRolePermissions(roleId: string, permissions: bigint): void {
    const record = this.#world.roles.get(roleId);
    if (record === undefined) throw new Error(`There is no role ${roleId}`);
    const role = { ...record.role, permissions: permissions.toString() };
    this.#world.putRole({ ...record, role });
    this.#tell('GUILD_ROLE_UPDATE', I.Guilds, record.guildId, { guild_id: record.guildId, role });
  }

  setDmsOpen(userId: string, dmsOpen: boolean): void {
    const record = this.#world.users.get(userId);
    if (record === undefined) throw new Error(`There is no user ${userId}`);
    this.#world.putUser({ ...record, dmsOpen });
    this.#world.hub.publish({ kind: 'state' });
  }

  deleteMessage(messageId: string): void {
    const record = this.#world.messages.get(messageId);
    if (record !== undefined) deleteMessage(this.#world, record);
  }

  /** The id of the bot's own managed role in a guild. */
  botRole(guildId: string): string {
    const { botUserId } = this.#world.identity;
    return this.#world.member(guildId, botUserId)?.roles[0] ?? '';
  }

  #channel(channelId: string): ChannelRecord {
    const channel = this.#world.channels.get(channelId);
    if (channel === undefined) throw new Error(`There is no channel ${channelId}`);
    return channel;
  }

  #tellGuild(guildId: string): void {
    const guild = this.#world.guilds.get(guildId);
    if (guild !== undefined)
      this.#tell('GUILD_CREATE', I.Guilds, guildId, renderGuildCreate(this.#world, guild));
  }

  #tellMember(event: string, guildId: string, userId: string): void {
    const member = this.#world.member(guildId, userId);
    if (member === undefined) return;
    this.#tell(event, I.GuildMembers, guildId, { guild_id: guildId, ...renderMember(this.#world, member) });
  }

  #tell(event: string, intents: number, guildId: string, data: object): void {
    this.#world.hub.publish({ kind: 'dispatch', event, intents, guildId, data });
  }
}

/** The one place where everything of this Discord is kept; each change is written to the store as it is made. */
import { Hub } from './hub.ts';
import { byAge } from './ids.ts';
import { LastingIds } from './lasting-ids.ts';
import type {
  ChannelRecord,
  Clock,
  CommandRecord,
  EventRecord,
  GuildRecord,
  MemberRecord,
  MessageRecord,
  RoleRecord,
  Start,
  UserRecord,
} from './model.ts';
import { channelPermissions, guildPermissions, type PermissionSource } from './permissions.ts';
import type { Kind, Store } from './store.ts';
import { Groups, Timeline } from './timeline.ts';

/** The most ephemeral messages that one person keeps in one channel; a client forgets them much sooner. */
const MAX_EPHEMERAL = 1_000;

export interface Identity {
  applicationId: string;
  botUserId: string;
  botToken: string;
}

export class World {
  readonly clock: Clock;
  readonly hub = new Hub();
  readonly users = new Map<string, UserRecord>();
  readonly guilds = new Map<string, GuildRecord>();
  readonly roles = new Map<string, RoleRecord>();
  readonly channels = new Map<string, ChannelRecord>();
  readonly messages = new Map<string, MessageRecord>();
  readonly commands = new Map<string, CommandRecord>();
  readonly events = new Map<string, EventRecord>();
  readonly store: Store;
  identity: Identity = { applicationId: '', botUserId: '', botToken: '' };
  start: Start | null = null;
  readonly #members = new Map<string, MemberRecord>();
  readonly #rolesOf = new Groups();
  readonly #channelsOf = new Groups();
  readonly #membersOf = new Groups();
  readonly #guildsOf = new Groups();
  readonly #directs = new Map<string, string>();
  readonly #timelines = new Map<string, Timeline>();
  readonly #ids: LastingIds;

  constructor(clock: Clock, store: Store) {
    this.clock = clock;
    this.store = store;
    this.#ids = new LastingIds(clock, store);
  }

  now(): number {
    return this.clock.now();
  }

  /** The current instant in the form that Discord's timestamps have. */
  timestamp(): string {
    return new Date(this.clock.now()).toISOString();
  }

  /** An id larger than every one before it, in this run and in earlier ones. */
  newId(): string {
    return this.#ids.next();
  }

  /** Reads back what an earlier run has written; false when there is nothing. */
  load(): boolean {
    for (const { identity, start } of this.store.all('meta') as { identity?: Identity; start?: Start }[]) {
      if (identity !== undefined) this.identity = identity;
      if (start !== undefined) this.start = start;
    }
    if (this.identity.botUserId === '') return false;
    this.#loadPlaces();
    this.#loadMessages();
    return true;
  }

  #loadPlaces(): void {
    for (const r of this.store.all('user') as UserRecord[]) this.users.set(r.user.id, r);
    for (const r of this.store.all('guild') as GuildRecord[]) this.guilds.set(r.id, r);
    for (const r of this.store.all('role') as RoleRecord[]) this.#indexRole(r);
    for (const r of this.store.all('member') as MemberRecord[]) this.#indexMember(r);
    for (const r of this.store.all('channel') as ChannelRecord[]) this.#indexChannel(r);
    for (const r of this.store.all('command') as CommandRecord[]) this.commands.set(r.command.id, r);
    for (const r of this.store.all('event') as EventRecord[]) this.events.set(r.event.id, r);
  }

  #loadMessages(): void {
    const messages = this.store.all('message') as MessageRecord[];
    for (const r of messages.toSorted((a, b) => byAge(a.message, b.message))) {
      this.#indexMessage(r);
      const channel = this.channels.get(r.message.channel_id);
      if (channel !== undefined) channel.lastMessageId = r.message.id;
    }
  }

  setIdentity(identity: Identity): void {
    this.identity = identity;
    this.store.put('meta', 'identity', { identity });
  }

  setStart(start: Start): void {
    this.start = start;
    this.store.put('meta', 'start', { start });
  }

  putUser(record: UserRecord): void {
    this.users.set(record.user.id, record);
    this.store.put('user', record.user.id, record);
  }

  putGuild(record: GuildRecord): void {
    this.guilds.set(record.id, record);
    this.store.put('guild', record.id, record);
  }

  putRole(record: RoleRecord): void {
    this.#indexRole(record);
    this.store.put('role', record.role.id, record);
  }

  putMember(record: MemberRecord): void {
    this.#indexMember(record);
    this.store.put('member', memberKey(record.guildId, record.userId), record);
  }

  putChannel(record: ChannelRecord): void {
    this.#indexChannel(record);
    this.store.put('channel', record.id, record);
  }

  /** Keeps a message; an ephemeral one lives in memory only, as it does in a client. */
  putMessage(record: MessageRecord): void {
    this.#indexMessage(record);
    if (record.onlyFor === null) this.store.put('message', record.message.id, record);
  }

  putCommand(record: CommandRecord): void {
    this.commands.set(record.command.id, record);
    this.store.put('command', record.command.id, record);
  }

  putEvent(record: EventRecord): void {
    this.events.set(record.event.id, record);
    this.store.put('event', record.event.id, record);
  }

  dropRole({ guildId, role }: RoleRecord): void {
    this.roles.delete(role.id);
    this.#rolesOf.remove(guildId, role.id);
    this.store.drop('role', role.id);
  }

  dropMember(record: MemberRecord): void {
    const key = memberKey(record.guildId, record.userId);
    this.#members.delete(key);
    this.#membersOf.remove(record.guildId, record.userId);
    this.#guildsOf.remove(record.userId, record.guildId);
    this.store.drop('member', key);
  }

  dropChannel(record: ChannelRecord): void {
    this.channels.delete(record.id);
    if (record.guildId !== null) this.#channelsOf.remove(record.guildId, record.id);
    for (const id of this.timeline(record.id).all()) {
      this.messages.delete(id);
      this.store.drop('message', id);
    }
    this.#timelines.delete(record.id);
    this.store.drop('channel', record.id);
  }

  dropGuild(guildId: string): void {
    for (const channel of this.channelsOf(guildId)) this.dropChannel(channel);
    for (const role of this.rolesOf(guildId)) this.dropRole(role);
    for (const member of this.membersOf(guildId)) this.dropMember(member);
    for (const { event } of this.events.values()) {
      if (event.guild_id === guildId) this.drop('event', this.events, event.id);
    }
    this.drop('guild', this.guilds, guildId);
  }

  dropMessage({ message, onlyFor }: MessageRecord): void {
    this.messages.delete(message.id);
    this.timeline(message.channel_id, onlyFor).remove(message.id);
    this.store.drop('message', message.id);
  }

  /** Forgets an object that nothing else points to. */
  drop(kind: Kind, map: Map<string, unknown>, id: string): void {
    map.delete(id);
    this.store.drop(kind, id);
  }

  member(guildId: string, userId: string): MemberRecord | undefined {
    return this.#members.get(memberKey(guildId, userId));
  }

  rolesOf(guildId: string): RoleRecord[] {
    return present(this.#rolesOf.of(guildId), this.roles);
  }

  channelsOf(guildId: string): ChannelRecord[] {
    return present(this.#channelsOf.of(guildId), this.channels);
  }

  membersOf(guildId: string): MemberRecord[] {
    return this.#membersOf.of(guildId).flatMap((userId) => this.member(guildId, userId) ?? []);
  }

  memberCount(guildId: string): number {
    return this.#membersOf.sizeOf(guildId);
  }

  guildsOf(userId: string): GuildRecord[] {
    return present(this.#guildsOf.of(userId), this.guilds);
  }

  /** The bot's direct channel with a person, if it has ever been opened. */
  directWith(userId: string): ChannelRecord | undefined {
    return this.channels.get(this.#directs.get(userId) ?? '');
  }

  /** A channel's messages in order; those that one person alone sees have an order of their own. */
  timeline(channelId: string, onlyFor: string | null = null): Timeline {
    const key = onlyFor === null ? channelId : `${channelId}:${onlyFor}`;
    const found = this.#timelines.get(key) ?? new Timeline();
    this.#timelines.set(key, found);
    return found;
  }

  /** What someone may do in a guild as a whole. */
  guildPermissions(guildId: string, userId: string): bigint {
    const source = this.#source(guildId, userId);
    return source === null ? 0n : guildPermissions(source);
  }

  /** What someone may do in a channel of a guild. */
  permissionsIn(channel: ChannelRecord, userId: string): bigint {
    const source = this.#source(channel.guildId ?? '', userId);
    return source === null ? 0n : channelPermissions(source, channel);
  }

  #source(guildId: string, userId: string): PermissionSource | null {
    const guild = this.guilds.get(guildId);
    if (guild === undefined) return null;
    return {
      guild,
      member: this.member(guildId, userId) ?? null,
      roleOf: (id) => this.roles.get(id),
      channelOf: (id) => this.channels.get(id),
    };
  }

  #indexRole(record: RoleRecord): void {
    this.roles.set(record.role.id, record);
    this.#rolesOf.add(record.guildId, record.role.id);
  }

  #indexMember(record: MemberRecord): void {
    this.#members.set(memberKey(record.guildId, record.userId), record);
    this.#membersOf.add(record.guildId, record.userId);
    this.#guildsOf.add(record.userId, record.guildId);
  }

  #indexChannel(record: ChannelRecord): void {
    this.channels.set(record.id, record);
    if (record.guildId !== null) this.#channelsOf.add(record.guildId, record.id);
    else if (record.recipientId !== null) this.#directs.set(record.recipientId, record.id);
  }

  #indexMessage(record: MessageRecord): void {
    const { message, onlyFor } = record;
    const timeline = this.timeline(message.channel_id, onlyFor);
    if (!this.messages.has(message.id)) timeline.add(message.id);
    this.messages.set(message.id, record);
    if (onlyFor === null || timeline.size <= MAX_EPHEMERAL) return;
    const oldest = this.messages.get(timeline.all()[0] ?? '');
    if (oldest !== undefined) this.dropMessage(oldest);
  }
}

function memberKey(guildId: string, userId: string): string {
  return `${guildId}:${userId}`;
}

function present<T>(ids: readonly string[], map: ReadonlyMap<string, T>): T[] {
  return ids.flatMap((id) => map.get(id) ?? []);
}

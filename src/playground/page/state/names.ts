import type { APIChannel, APIMessage, APIRole, APIUser } from 'discord-api-types/v10';
import type { GuildView, StateView } from '../../protocol.ts';
import { isThread } from '../discord.ts';

/** What stands for a name that the person cannot see, as a Discord client has it. */
const UNKNOWN = { user: 'unknown-user', channel: 'No Access', role: 'deleted-role' } as const;

/** Looks up what ids are called for the person, in the guild that is open. Made anew when the state changes. */
export class Names {
  readonly #users = new Map<string, APIUser>();
  readonly #nicks = new Map<string, string>();
  readonly #memberRoles = new Map<string, string[]>();
  readonly #channels = new Map<string, APIChannel>();
  readonly #roles = new Map<string, APIRole>();
  readonly me: string;
  readonly guild: GuildView | null;
  /** Who can be chosen here: the members of the guild, or the two of a direct message. */
  readonly choosable: APIUser[];

  constructor(state: StateView, guild: GuildView | null) {
    this.me = state.me.id;
    this.guild = guild;
    const directUsers = state.directs.map((direct) => direct.with);
    this.choosable = guild?.members.map(({ user }) => user) ?? [state.me, ...directUsers];
    for (const { user } of [...state.people, ...state.bots]) this.#users.set(user.id, user);
    for (const user of directUsers) this.#users.set(user.id, user);
    for (const view of state.guilds) {
      for (const { user } of view.members) this.#users.set(user.id, user);
      for (const channel of view.channels) this.#channels.set(channel.id, channel);
      for (const role of view.roles) this.#roles.set(role.id, role);
    }
    for (const member of guild?.members ?? []) {
      if (member.nick !== null) this.#nicks.set(member.user.id, member.nick);
      this.#memberRoles.set(member.user.id, member.roles);
    }
  }

  /** A message brings its author and the users that it mentions: they may have left, or be seen for the first time. */
  learn(message: APIMessage): void {
    for (const user of [message.author, ...message.mentions]) {
      if (!this.#users.has(user.id)) this.#users.set(user.id, user);
    }
  }

  user(id: string): APIUser | null {
    return this.#users.get(id) ?? null;
  }

  /** The name that a user is shown by here: nickname, display name, user name. */
  display(user: APIUser): string {
    return this.#nicks.get(user.id) ?? user.global_name ?? user.username;
  }

  displayOf(id: string): string {
    const user = this.#users.get(id);
    return user === undefined ? UNKNOWN.user : this.display(user);
  }

  channel(id: string): APIChannel | null {
    return this.#channels.get(id) ?? null;
  }

  /** `#name`, a thread's bare name; for a channel that is gone or hidden, what Discord writes there. */
  channelName(id: string): string {
    const channel = this.#channels.get(id);
    if (channel === undefined) return UNKNOWN.channel;
    return isThread(channel.type) ? (channel.name ?? '') : `#${channel.name ?? ''}`;
  }

  role(id: string): APIRole | null {
    return this.#roles.get(id) ?? null;
  }

  roleName(id: string): string {
    return this.#roles.get(id)?.name ?? UNKNOWN.role;
  }

  rolesOf(userId: string): APIRole[] {
    const own = new Set(this.#memberRoles.get(userId) ?? []);
    return (this.guild?.roles ?? [])
      .filter((role) => own.has(role.id))
      .sort((a, b) => b.position - a.position);
  }

  /** The colour of a user's name: that of the highest role that has one; null for none. */
  color(userId: string): string | null {
    const colored = this.rolesOf(userId).find((role) => role.color !== 0);
    return colored === undefined ? null : hexColor(colored.color);
  }
}

/** Discord's colours are 24-bit numbers. */
export function hexColor(color: number): string {
  return `#${(color & 0xffffff).toString(16).padStart(6, '0')}`;
}

/** Whom a message names, and whom it pings, given what `allowed_mentions` lets through. */
import type { APIAllowedMentions } from 'discord-api-types/v10';
import type { Pinged } from '../model.ts';
import type { World } from '../world.ts';

export interface Mentions extends Pinged {
  /** Everyone named in the text whom the message may ping, as the message's `mentions` list has it. */
  shown: string[];
}

/** What may be pinged where: everyone and unmentionable roles want the permission MENTION_EVERYONE. */
export interface MentionScope {
  world: World;
  guildId: string | null;
  mayMentionEveryone: boolean;
}

/** Reads the mentions in a text. Without `allowed` every mention pings, as in Discord. */
export function readMentions(
  text: string,
  allowed: APIAllowedMentions | null | undefined,
  scope: MentionScope,
  repliedTo: string | null = null,
): Mentions {
  const users = matches(text, /<@!?(\d+)>/g).filter((id) => scope.world.users.has(id));
  const roles = matches(text, /<@&(\d+)>/g).filter((id) => canPingRole(id, scope));
  const everyone = scope.mayMentionEveryone && /@(everyone|here)\b/.test(text);
  const lets = allowance(allowed);
  const pingedUsers = users.filter((id) => lets.user(id));
  const pinged = {
    users: repliedTo !== null && lets.repliedUser ? [...new Set([...pingedUsers, repliedTo])] : pingedUsers,
    roles: roles.filter((id) => lets.role(id)),
    everyone: everyone && lets.everyone,
  };
  return { ...pinged, shown: pinged.users };
}

function allowance(allowed: APIAllowedMentions | null | undefined): {
  user(id: string): boolean;
  role(id: string): boolean;
  everyone: boolean;
  repliedUser: boolean;
} {
  if (allowed === undefined || allowed === null) {
    return { user: () => true, role: () => true, everyone: true, repliedUser: true };
  }
  const parse: readonly string[] = allowed.parse ?? [];
  return {
    user: (id) => parse.includes('users') || (allowed.users ?? []).includes(id),
    role: (id) => parse.includes('roles') || (allowed.roles ?? []).includes(id),
    everyone: parse.includes('everyone'),
    repliedUser: allowed.replied_user ?? false,
  };
}

function canPingRole(id: string, { world, guildId, mayMentionEveryone }: MentionScope): boolean {
  const role = world.roles.get(id);
  if (role === undefined || role.guildId !== guildId) return false;
  return role.role.mentionable || mayMentionEveryone;
}

function matches(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
}

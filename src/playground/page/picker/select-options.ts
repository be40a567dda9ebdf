import type { APISelectMenuComponent, APIUser, ChannelType } from 'discord-api-types/v10';
import { Channel, Component, holdsMessages, isThread } from '../discord.ts';
import { hexColor, type Names } from '../state/names.ts';

/** One line of a select menu, or of a list of suggestions. */
export interface SelectOption {
  value: string;
  label: string;
  description?: string;
  emoji?: string;
  /** A role's colour. */
  color?: string;
  isDefault?: boolean;
}

/** The lines of a select menu: its own, or the users, roles and channels of the guild. */
export function optionsOf(data: APISelectMenuComponent, names: Names): SelectOption[] {
  switch (data.type) {
    case Component.StringSelect:
      return data.options.map((option) => ({
        value: option.value,
        label: option.label,
        isDefault: option.default === true,
        ...(option.description === undefined ? {} : { description: option.description }),
        ...(option.emoji?.name === undefined ? {} : { emoji: option.emoji.name }),
      }));
    case Component.UserSelect:
      return userOptions(names);
    case Component.RoleSelect:
      return roleOptions(names);
    case Component.MentionableSelect:
      return [...userOptions(names), ...roleOptions(names)];
    case Component.ChannelSelect:
      return channelOptions(names, data.channel_types);
    default:
      return [];
  }
}

/** Everybody in the guild, or both in a direct message, by the name shown there: people, then bots. */
export function userOptions(names: Names): SelectOption[] {
  const isBot = (user: APIUser) => user.bot === true;
  const people = names.choosable.filter((user) => !isBot(user));
  return [people, names.choosable.filter(isBot)].flatMap((users) =>
    users.map((user) => userOption(user, names)).sort(byLabel),
  );
}

function userOption(user: APIUser, names: Names): SelectOption {
  return { value: user.id, label: names.display(user), description: user.username };
}

/** The guild's roles, highest first, without @everyone. */
export function roleOptions(names: Names): SelectOption[] {
  return (names.guild?.roles ?? [])
    .filter((role) => role.id !== names.guild?.id)
    .sort((a, b) => b.position - a.position)
    .map((role) => ({
      value: role.id,
      label: `@${role.name}`,
      ...(role.color === 0 ? {} : { color: hexColor(role.color) }),
    }));
}

/** The channels that the person sees, of the types asked for (all types, if none are named). */
export function channelOptions(names: Names, types: ChannelType[] | undefined): SelectOption[] {
  return (names.guild?.channels ?? [])
    .filter((channel) => types === undefined || types.includes(channel.type))
    .map((channel) => ({ value: channel.id, label: channelLabel(channel.type, channel.name ?? '') }))
    .sort(byLabel);
}

function channelLabel(type: ChannelType, name: string): string {
  return holdsMessages(type) && type !== Channel.Voice && !isThread(type) ? `#${name}` : name;
}

function byLabel(a: SelectOption, b: SelectOption): number {
  return a.label.localeCompare(b.label);
}

/** The options that a typed text leaves, those that begin with it first. */
export function filterOptions(options: SelectOption[], typed: string): SelectOption[] {
  const wanted = typed.trim().toLocaleLowerCase().replace(/^[#@]/, '');
  if (wanted === '') return options;
  const found = options.map((option) => ({ option, rank: rank(option, wanted) }));
  return found
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
}

function rank(option: SelectOption, wanted: string): number {
  const label = option.label.toLocaleLowerCase().replace(/^[#@]/, '');
  if (label.startsWith(wanted)) return 0;
  if (label.includes(wanted)) return 1;
  return option.description?.toLocaleLowerCase().includes(wanted) === true ? 2 : Number.POSITIVE_INFINITY;
}

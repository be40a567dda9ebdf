import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { Option } from '../discord.ts';
import type { Names } from '../state/names.ts';
import { channelOptions, roleOptions, type SelectOption, userOptions } from './select-options.ts';

const BOOLEANS: SelectOption[] = [
  { value: 'true', label: 'True' },
  { value: 'false', label: 'False' },
];

/** Whether the bot is asked for suggestions while the option is typed. */
export function autocompletes(option: APIApplicationCommandBasicOption): boolean {
  return 'autocomplete' in option && option.autocomplete === true;
}

/** What a client can suggest for an option by itself: choices, members, channels, roles, true and false. */
export function ownSuggestions(option: APIApplicationCommandBasicOption, names: Names): SelectOption[] {
  if ('choices' in option && option.choices !== undefined) {
    return option.choices.map((choice) => ({ value: String(choice.value), label: choice.name }));
  }
  switch (option.type) {
    case Option.Boolean:
      return BOOLEANS;
    case Option.User:
      return userOptions(names);
    case Option.Channel:
      return channelOptions(names, option.channel_types);
    case Option.Role:
      return roleOptions(names);
    case Option.Mentionable:
      return [...userOptions(names), ...roleOptions(names)];
    default:
      return [];
  }
}

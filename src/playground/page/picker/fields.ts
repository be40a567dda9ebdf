import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionInput } from '../../protocol.ts';
import { Option } from '../discord.ts';
import { filterOptions, type SelectOption } from './select-options.ts';

export type OptionValue = string | number | boolean;

/** One option of the command being typed: what stands in the field, and what it means, if it means something. */
export interface Field {
  option: APIApplicationCommandBasicOption;
  text: string;
  value: OptionValue | null;
}

/** An empty field. */
export function emptyField(option: APIApplicationCommandBasicOption): Field {
  return { option, text: '', value: null };
}

/** Whether a value has to be one of a list, rather than typed freely. */
export function isFromList(option: APIApplicationCommandBasicOption): boolean {
  if ('choices' in option && (option.choices?.length ?? 0) > 0) return true;
  return option.type >= Option.Boolean && option.type <= Option.Mentionable;
}

/** The field after typing: its value is what the text says, if it says one by itself. */
export function typed(field: Field, text: string, list: SelectOption[]): Field {
  return { ...field, text, value: meaningOf(field.option, text, list) };
}

/** The field after a line of its list was chosen. */
export function chosen(field: Field, line: SelectOption): Field {
  return { ...field, text: line.label, value: convert(field.option, line.value) };
}

function meaningOf(
  option: APIApplicationCommandBasicOption,
  text: string,
  list: SelectOption[],
): OptionValue | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!isFromList(option)) return convert(option, option.type === Option.String ? text : trimmed);
  const wanted = trimmed.toLocaleLowerCase();
  const same = filterOptions(list, trimmed).find((line) => line.label.toLocaleLowerCase() === wanted);
  return same === undefined ? null : convert(option, same.value);
}

function convert(option: APIApplicationCommandBasicOption, value: string): OptionValue | null {
  switch (option.type) {
    case Option.Boolean:
      return value === 'true';
    case Option.Integer:
      return /^-?\d{1,16}$/.test(value) ? Number(value) : null;
    case Option.Number:
      return /^-?(\d+\.?\d*|\.\d+)$/.test(value) ? Number(value) : null;
    default:
      return value;
  }
}

/** What is wrong with a field, in the client's words; null if it can be sent. */
export function problemOf(field: Field): string | null {
  const { option, text, value } = field;
  if (option.type === Option.Attachment) return 'Files cannot be sent with a command in the local Discord.';
  if (text.trim() === '')
    return option.required === true ? 'This option is required. Specify a value.' : null;
  if (value === null) return unreadable(option);
  if (typeof value === 'number') return outOfRange(option, value);
  return typeof value === 'string' ? wrongLength(option, value) : null;
}

const UNREADABLE: Partial<Record<number, string>> = {
  [Option.Integer]: 'Not a whole number.',
  [Option.Number]: 'Not a number.',
  [Option.User]: 'Choose a member from the list.',
  [Option.Channel]: 'Choose a channel from the list.',
  [Option.Role]: 'Choose a role from the list.',
  [Option.Mentionable]: 'Choose a member or role from the list.',
};

function unreadable(option: APIApplicationCommandBasicOption): string {
  return UNREADABLE[option.type] ?? 'Choose one of the options.';
}

function outOfRange(option: APIApplicationCommandBasicOption, value: number): string | null {
  if ('min_value' in option && option.min_value !== undefined && value < option.min_value) {
    return `Must be at least ${option.min_value}.`;
  }
  if ('max_value' in option && option.max_value !== undefined && value > option.max_value) {
    return `Must be at most ${option.max_value}.`;
  }
  return null;
}

function wrongLength(option: APIApplicationCommandBasicOption, value: string): string | null {
  const { length } = value;
  if ('min_length' in option && option.min_length !== undefined && length < option.min_length) {
    return `Must be ${option.min_length} or more characters long.`;
  }
  if ('max_length' in option && option.max_length !== undefined && length > option.max_length) {
    return `Must be ${option.max_length} or fewer characters long.`;
  }
  return null;
}

/** The fields as they are sent: those that hold a value. */
export function inputsOf(fields: Field[]): OptionInput[] {
  return fields.flatMap(({ option, value }) => (value === null ? [] : [{ name: option.name, value }]));
}

/** The same while one is being typed: that one as its text, as Discord sends it to an autocomplete. */
export function inputsWhileTyping(fields: Field[], focused: string): OptionInput[] {
  const others = inputsOf(fields.filter((field) => field.option.name !== focused));
  const field = fields.find((one) => one.option.name === focused);
  return [...others, { name: focused, value: field?.text ?? '' }];
}

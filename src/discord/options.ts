/** Options of slash commands: how they are declared, what they become for a handler, and what is sent to Discord. */
import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  type ChannelType,
} from 'discord-api-types/v10';
import { limits } from './limits.ts';

interface Common<R extends boolean> {
  description: string;
  required: R;
}

interface StringOption<V extends string, R extends boolean> extends Common<R> {
  type: 'string';
  minLength?: number;
  maxLength?: number;
  /** Value to label; the only values that a member can send. */
  choices?: Readonly<Record<V, string>>;
  /** Set where the command has an `autocomplete` of the same name. */
  autocompletes?: boolean;
}

interface ChannelOption<R extends boolean> extends Common<R> {
  type: 'channel';
  channelTypes: readonly (ChannelType.GuildText | ChannelType.GuildAnnouncement)[];
}

interface UserOption<R extends boolean> extends Common<R> {
  type: 'user';
}

export type Option = StringOption<string, boolean> | ChannelOption<boolean> | UserOption<boolean>;

export type Options = Readonly<Record<string, Option>>;

/** What a handler gets for an option; ids for channels and users. */
type Value<O extends Option> = O extends StringOption<infer V, boolean> ? V : string;

export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K]['required'] extends true ? Value<O[K]> : Value<O[K]> | undefined;
};

type Spec<T extends Option> = Omit<T, 'type' | 'required'>;

/** A text option; with `choices`, one of them. */
export function string<const V extends string = string>(
  spec: Spec<StringOption<V, false>>,
): StringOption<V, false> {
  return { type: 'string', required: false, ...spec };
}

export function channel(spec: Spec<ChannelOption<false>>): ChannelOption<false> {
  return { type: 'channel', required: false, ...spec };
}

export function user(spec: Spec<UserOption<false>>): UserOption<false> {
  return { type: 'user', required: false, ...spec };
}

/** The same option, but one that the member must give. */
export function required<O extends Option>(option: O): Omit<O, 'required'> & { required: true } {
  return { ...option, required: true };
}

/** The options as Discord takes them: required ones first, as it demands. */
export function optionsToApi(options: Options): APIApplicationCommandBasicOption[] {
  return Object.entries(options)
    .map(([name, option]) => toApi(name, option))
    .sort((a, b) => Number(b.required) - Number(a.required));
}

function toApi(name: string, option: Option): APIApplicationCommandBasicOption {
  const common = { name, description: option.description, required: option.required };
  switch (option.type) {
    case 'channel':
      return {
        ...common,
        type: ApplicationCommandOptionType.Channel,
        channel_types: [...option.channelTypes],
      };
    case 'user':
      return { ...common, type: ApplicationCommandOptionType.User };
    case 'string': {
      const text = {
        ...common,
        type: ApplicationCommandOptionType.String as const,
        ...(option.minLength === undefined ? {} : { min_length: option.minLength }),
        ...(option.maxLength === undefined ? {} : { max_length: option.maxLength }),
      };
      if (option.autocompletes === true) return { ...text, autocomplete: true };
      if (option.choices === undefined) return text;
      const choices = Object.entries(option.choices).map(([value, label]) => ({ name: label, value }));
      return { ...text, choices };
    }
  }
}

/** What reaches the bot for one option, before it is trusted. */
export interface RawOption {
  name: string;
  value?: unknown;
}

/**
 * Reads what a member sent into what the handler expects. Discord checks all this before the bot sees it, but after a
 * change of the definition a client may still send the old shape.
 * @returns the values, or the name of the first option that does not fit.
 */
export function readOptions(
  options: Options,
  sent: readonly RawOption[],
): { ok: true; values: Record<string, string> } | { ok: false; wrong: string } {
  const values: Record<string, string> = {};
  for (const { name, value } of sent) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined || !fits(option, value)) return { ok: false, wrong: name };
    values[name] = value;
  }
  const missing = Object.keys(options).find(
    (name) => options[name]?.required === true && values[name] === undefined,
  );
  return missing === undefined ? { ok: true, values } : { ok: false, wrong: missing };
}

function fits(option: Option, value: unknown): value is string {
  if (typeof value !== 'string') return false;
  if (option.type !== 'string') return /^\d{1,20}$/.test(value);
  if (option.choices !== undefined) return Object.hasOwn(option.choices, value);
  const max = option.maxLength ?? limits.choiceText;
  return value.length >= (option.minLength ?? 0) && value.length <= max;
}

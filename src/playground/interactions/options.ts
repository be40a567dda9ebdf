/** What a client makes of typed options: their types, its own checks before it sends anything, and resolved data. */
import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as T,
} from 'discord-api-types/v10';
import { isSnowflake } from '../ids.ts';
import type { ChannelRecord } from '../model.ts';
import type { OptionInput } from '../protocol.ts';
import { renderBareMember, renderPartialChannel } from '../render.ts';
import type { World } from '../world.ts';

/** An input that the client itself refuses; `message` is for the person. */
export class ClientRefusal extends Error {}

export interface SentOption {
  name: string;
  type: number;
  value?: string | number | boolean;
  focused?: boolean;
  options?: SentOption[];
}

/** The options that stand under a command or one of its subcommands. */
export function leafOptions(
  command: Pick<APIApplicationCommand, 'name' | 'options'>,
  path: readonly string[],
): readonly APIApplicationCommandBasicOption[] {
  let options: readonly APIApplicationCommandOption[] = command.options ?? [];
  for (const name of path) {
    const next = options.find((option) => option.name === name);
    if (next === undefined || (next.type !== T.Subcommand && next.type !== T.SubcommandGroup)) {
      throw new ClientRefusal(`/${command.name} has no subcommand "${path.join(' ')}"`);
    }
    options = next.options ?? [];
  }
  const below = options.filter(isBranch);
  if (below.length > 0)
    throw new ClientRefusal(`/${[command.name, ...path].join(' ')} needs one of its subcommands`);
  return options.filter((option) => !isBranch(option));
}

function isBranch(
  option: APIApplicationCommandOption,
): option is Exclude<APIApplicationCommandOption, APIApplicationCommandBasicOption> {
  return option.type === T.Subcommand || option.type === T.SubcommandGroup;
}

/** Options as they are sent, wrapped in the subcommands on the way to them. */
export function sentOptions(
  command: APIApplicationCommand,
  path: readonly string[],
  leaves: SentOption[],
): SentOption[] {
  let options = leaves;
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const isGroup = path.length === 2 && depth === 0;
    options = [
      { name: path[depth] ?? command.name, type: isGroup ? T.SubcommandGroup : T.Subcommand, options },
    ];
  }
  return options;
}

/** Checks options as a client does and types them; `focused` is the one being typed, for which little is asked. */
export function typedOptions(
  known: readonly APIApplicationCommandBasicOption[],
  given: readonly OptionInput[],
  focused: string | null,
): SentOption[] {
  for (const { name } of given) {
    if (!known.some((option) => option.name === name))
      throw new ClientRefusal(`There is no option "${name}"`);
  }
  const missing = known.find(
    ({ name, required }) => required === true && !given.some((o) => o.name === name),
  );
  if (missing !== undefined && focused === null)
    throw new ClientRefusal(`The option "${missing.name}" is required`);
  return known.flatMap((option) => {
    const input = given.find(({ name }) => name === option.name);
    if (input === undefined) return [];
    if (option.name === focused) {
      return [{ name: option.name, type: option.type, value: String(input.value), focused: true }];
    }
    return [{ name: option.name, type: option.type, value: checkedValue(option, input.value) }];
  });
}

/** Options as they are, whatever they are: for sending a bot what no client would. */
export function rawOptions(
  known: readonly APIApplicationCommandBasicOption[],
  given: readonly OptionInput[],
): SentOption[] {
  return given.map(({ name, value }) => ({
    name,
    type: known.find((option) => option.name === name)?.type ?? T.String,
    value,
  }));
}

function checkedValue(
  option: APIApplicationCommandBasicOption,
  value: OptionInput['value'],
): OptionInput['value'] {
  if ('choices' in option && option.choices !== undefined && option.choices.length > 0) {
    const choice = option.choices.find((known) => known.value === value || known.name === value);
    if (choice === undefined)
      throw new ClientRefusal(`"${value}" is not one of the choices of "${option.name}"`);
    return choice.value;
  }
  switch (option.type) {
    case T.String:
      return checkedText(option, value);
    case T.Integer:
    case T.Number:
      return checkedNumber(option, value);
    case T.Boolean:
      if (typeof value !== 'boolean') throw new ClientRefusal(`"${option.name}" is either true or false`);
      return value;
    default:
      if (!isSnowflake(value)) throw new ClientRefusal(`"${option.name}" wants an id`);
      return value;
  }
}

function checkedText(
  option: { name: string; min_length?: number; max_length?: number },
  value: OptionInput['value'],
): string {
  if (typeof value !== 'string' || value === '') throw new ClientRefusal(`"${option.name}" wants a text`);
  if (value.length < (option.min_length ?? 0)) throw new ClientRefusal(`"${option.name}" is too short`);
  if (value.length > (option.max_length ?? 6_000)) throw new ClientRefusal(`"${option.name}" is too long`);
  return value;
}

function checkedNumber(
  option: { name: string; type: number; min_value?: number; max_value?: number },
  value: OptionInput['value'],
): number {
  const whole = option.type === T.Integer;
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    throw new ClientRefusal(`"${option.name}" wants a ${whole ? 'whole number' : 'number'}`);
  }
  if (value < (option.min_value ?? -(2 ** 53)) || value > (option.max_value ?? 2 ** 53)) {
    throw new ClientRefusal(`"${option.name}" is out of range`);
  }
  return value;
}

/** Whom and what the ids of an interaction in `place` stand for, as its `resolved`; undefined when there are none. */
export function resolve(
  world: World,
  place: ChannelRecord,
  userId: string,
  ids: readonly { type: 'user' | 'channel' | 'role' | 'mentionable'; id: string }[],
): object | undefined {
  const resolved: Record<'users' | 'members' | 'roles' | 'channels', Record<string, unknown>> = {
    users: {},
    members: {},
    roles: {},
    channels: {},
  };
  for (const { type, id } of ids) {
    if (type === 'channel') addChannel(world, userId, id, resolved.channels);
    else if (type === 'role' || (type === 'mentionable' && world.roles.has(id))) {
      resolved.roles[id] = world.roles.get(id)?.role;
    } else addUser(world, place, id, resolved);
  }
  const filled = Object.entries(resolved).filter(([, found]) => Object.keys(found).length > 0);
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

function addUser(
  world: World,
  place: ChannelRecord,
  id: string,
  resolved: { users: Record<string, unknown>; members: Record<string, unknown> },
): void {
  const user = world.users.get(id);
  if (user === undefined) throw new ClientRefusal('There is nobody with this id');
  resolved.users[id] = user.user;
  const member = place.guildId === null ? undefined : world.member(place.guildId, id);
  if (member === undefined) return;
  const permissions = world.permissionsIn(place, id).toString();
  const { mute: _, deaf: __, ...shown } = renderBareMember(member);
  resolved.members[id] = { ...shown, permissions };
}

function addChannel(world: World, userId: string, id: string, found: Record<string, unknown>): void {
  const channel: ChannelRecord | undefined = world.channels.get(id);
  if (channel === undefined) throw new ClientRefusal('There is no channel with this id');
  found[id] = renderPartialChannel(world, channel, world.permissionsIn(channel, userId));
}

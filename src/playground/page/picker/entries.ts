import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10';
import type { CommandView } from '../../protocol.ts';
import { ChatInputCommand, Context, Option } from '../discord.ts';

/** One line of the command picker: a command, or one of its subcommands. */
export interface CommandEntry {
  applicationId: string;
  commandId: string;
  /** As it is typed, without the slash: `nudge on`. */
  name: string;
  /** Group and subcommand, outermost first. */
  path: string[];
  description: string;
  options: APIApplicationCommandBasicOption[];
}

/** What can be typed here, by name: commands of all bots, of the guild given or (null) in direct messages. */
export function entriesOf(commands: CommandView[], guildId: string | null): CommandEntry[] {
  const here = guildId === null ? Context.BotDM : Context.Guild;
  return commands
    .filter(({ command }) => command.type === ChatInputCommand)
    .filter(({ command }) => command.guild_id === undefined || command.guild_id === guildId)
    .filter(({ command }) => command.contexts?.includes(here) ?? true)
    .flatMap((view) => flatten(view, view.command.options ?? [], [], view.command.description))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function flatten(
  view: CommandView,
  options: APIApplicationCommandOption[],
  path: string[],
  description: string,
): CommandEntry[] {
  const subs = options.flatMap((option) => {
    if (option.type !== Option.Subcommand && option.type !== Option.SubcommandGroup) return [];
    return flatten(view, option.options ?? [], [...path, option.name], option.description);
  });
  if (subs.length > 0) return subs;
  const basic = options.filter(
    (option): option is APIApplicationCommandBasicOption =>
      option.type !== Option.Subcommand && option.type !== Option.SubcommandGroup,
  );
  const name = [view.command.name, ...path].join(' ');
  const { applicationId, command } = view;
  return [{ applicationId, commandId: command.id, name, path, description, options: basic }];
}

/** The entries for what was typed behind the slash: names that begin with it, then those that hold it. */
export function matching(entries: CommandEntry[], typed: string): CommandEntry[] {
  const wanted = typed.trim().toLocaleLowerCase().replaceAll(/\s+/g, ' ');
  const begins = entries.filter((entry) => entry.name.startsWith(wanted));
  const holds = entries.filter((entry) => !entry.name.startsWith(wanted) && entry.name.includes(wanted));
  return [...begins, ...holds];
}

/** What is registered with Discord for a command, checked against the platform's limits before it is sent. */
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as CommandBody,
  InteractionContextType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { StartError } from '../start-error.ts';
import type { Command } from './command.ts';
import { limits } from './limits.ts';
import { optionsToApi } from './options.ts';

export type { RESTPostAPIChatInputApplicationCommandsJSONBody as CommandBody } from 'discord-api-types/v10';

/** The body that registers `command`. */
export function toCommandBody<App, Member>(command: Command<App, Member>): CommandBody {
  const subcommands = Object.entries(command.subcommands ?? {}).map(([name, runnable]) => ({
    type: ApplicationCommandOptionType.Subcommand as const,
    name,
    description: runnable.description,
    options: optionsToApi(runnable.options),
  }));
  return {
    type: ApplicationCommandType.ChatInput,
    name: command.name,
    description: command.description,
    options: command.single === undefined ? subcommands : optionsToApi(command.single.options),
    default_member_permissions: command.requires === undefined ? null : String(command.requires),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts:
      command.where === 'server'
        ? [InteractionContextType.Guild]
        : [InteractionContextType.Guild, InteractionContextType.BotDM],
  };
}

const name = z
  .string()
  .regex(/^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u, 'a name is 1 to 32 lower-case letters, digits, - or _');
const description = z.string().min(1).max(limits.commandDescription);
const choice = z.object({
  name: z.string().min(1).max(limits.choiceText),
  value: z.string().min(1).max(limits.choiceText),
});
const leaf = z
  .object({
    name,
    description,
    required: z.boolean().optional(),
    choices: z.array(choice).min(1).max(limits.autocompleteChoices).optional(),
  })
  .loose();
const nested = leaf.extend({ options: z.array(leaf).max(limits.commandOptions).optional() });
const body = z.object({ name, description, options: z.array(nested).max(limits.commandOptions).optional() });

/**
 * Checks what would be registered against every limit of Discord's, which would otherwise refuse all of it at once.
 * @throws {StartError} naming the command and what is wrong with it.
 */
export function checkCommandBodies(bodies: readonly CommandBody[]): void {
  if (bodies.length > limits.commands)
    throw new StartError(`Discord takes ${limits.commands} commands, not ${bodies.length}.`);
  const names = new Set<string>();
  for (const command of bodies) {
    const parsed = body.safeParse(command);
    if (!parsed.success)
      throw new StartError(
        `The command /${command.name} is beyond Discord's limits: ${describe(parsed.error)}.`,
      );
    if (names.has(command.name)) throw new StartError(`Two commands are called /${command.name}.`);
    names.add(command.name);
    const length = textLength(command);
    if (length > limits.commandText) {
      throw new StartError(
        `The command /${command.name} has ${length} characters of text; Discord allows ${limits.commandText}.`,
      );
    }
  }
}

const describe = (error: z.ZodError) =>
  error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');

/** Characters of all names, descriptions and values in a definition. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + textLength(part), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, part]) => {
    const counts = typeof part === 'string' && (key === 'name' || key === 'description' || key === 'value');
    return sum + (counts ? part.length : textLength(part));
  }, 0);
}

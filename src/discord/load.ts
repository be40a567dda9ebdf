/** Finds the commands: every file in the folder is one, so that adding a command is adding a file. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartError } from '../start-error.ts';
import { actionKey } from './action.ts';
import type { Command } from './command.ts';

/**
 * Imports every command under `folder`, in the order of their names.
 * @throws {StartError} naming the file that cannot be loaded or exports no command, and two that claim one action.
 */
export async function loadCommands<App, Member>(folder: string): Promise<Command<App, Member>[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const commands = await Promise.all(files.map((file) => loadCommand<App, Member>(join(folder, file))));
  const claimed = new Set<string>();
  for (const command of commands) {
    for (const { action } of command.handlers) {
      const key = actionKey(action);
      if (claimed.has(key))
        throw new StartError(`commands/${command.name}.ts: the action ${key} has two handlers.`);
      claimed.add(key);
    }
  }
  return commands;
}

async function loadCommand<App, Member>(file: string): Promise<Command<App, Member>> {
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new StartError(`The command ${file} can't be loaded: ${reason}.`, { cause: error });
  }
  if (!isCommand<App, Member>(module.default)) {
    throw new StartError(`The command ${file} has no default export made by command() or commandGroup().`);
  }
  return module.default;
}

function isCommand<App, Member>(value: unknown): value is Command<App, Member> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'handlers' in value &&
    Array.isArray(value.handlers)
  );
}

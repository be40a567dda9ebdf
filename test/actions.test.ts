/** Holds that whatever is shown to be pressed, picked or filled in is also handled: by some command, once. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { loadDefinitions } from '../src/bot.ts';
import { type Action, actionKey } from '../src/discord/action.ts';

const root = resolve(import.meta.dirname, '..');

const isAction = (value: unknown): value is Action<unknown> =>
  typeof value === 'object' && value !== null && 'name' in value && 'version' in value && 'read' in value;

/** Every action that a file of `src` exports, with where it stands. */
async function declared(): Promise<{ key: string; file: string }[]> {
  const declares = (file: string) =>
    /^export const \w+ = action\(/m.test(readFileSync(join(root, file), 'utf8'));
  const files = globSync('src/**/*.ts', { cwd: root }).toSorted().filter(declares);
  const modules = files.map(async (file) => {
    const exported = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
    return Object.values(exported)
      .filter(isAction)
      .map((found) => ({ key: actionKey(found), file }));
  });
  return (await Promise.all(modules)).flat();
}

test('every action that is declared has a handler, and a name of its own', async () => {
  const { commands } = await loadDefinitions();
  const handled = new Set(
    commands.flatMap((command) => command.handlers.map((handler) => actionKey(handler.action))),
  );
  const actions = await declared();
  expect(actions.length).toBeGreaterThan(100);
  expect(new Set(actions.map(({ file }) => file))).toContain('src/settings/trouble.ts');
  expect(actions.filter(({ key }) => !handled.has(key)).map(({ key, file }) => `${key} of ${file}`)).toEqual(
    [],
  );
  expect(new Set(actions.map(({ key }) => key)).size, 'no two have the same key').toBe(actions.length);
});

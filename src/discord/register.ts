/** Registers the slash commands, but only when they differ: Discord takes 200 creations a day. */
import { isDeepStrictEqual } from 'node:util';
import type { REST } from 'discord.js';
import { type APIApplicationCommand, Routes } from 'discord-api-types/v10';
import type { CommandBody } from './definition.ts';

/** Makes Discord's global commands those of `wanted`; returns whether anything had to be sent. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  wanted: readonly CommandBody[],
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId);
  const existing = (await rest.get(route)) as APIApplicationCommand[];
  if (isDeepStrictEqual(comparable(existing), comparable(wanted))) return false;
  await rest.put(route, { body: wanted });
  return true;
}

/** Keys that Discord adds or that carry no meaning here. */
const added = new Set([
  'id',
  'application_id',
  'version',
  'guild_id',
  'nsfw',
  'dm_permission',
  'default_permission',
  'handler',
]);

const comparable = (commands: readonly { name: string }[]) =>
  commands.toSorted((a, b) => a.name.localeCompare(b.name)).map(stripped);

/** The value without what Discord leaves out or fills in: nulls, empty lists, `false`, and the keys it adds. */
function stripped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripped);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([key, part]) => !added.has(key) && !isDefault(part))
    .map(([key, part]) => [key, stripped(part)] as const);
  return Object.fromEntries(kept);
}

const isDefault = (value: unknown) =>
  value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0);

/** `/applications/:application/commands`, globally and for one guild. */
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { type CommandBody, checkCommand, checkCommands } from '../checks/commands.ts';
import { refuse } from '../errors.ts';
import type { CommandRecord } from '../model.ts';
import type { World } from '../world.ts';
import { type Answer, type Call, known, param, type Route } from './route.ts';

/** How many new names Discord lets an app register in a day, globally and in each guild. */
const DAILY_CREATES = 200;
const DAY_MS = 86_400_000;

/** The routes of commands; how many were made in the last day is remembered in memory. */
export function commandRoutes(): Route[] {
  const created = new Map<string, number[]>();
  return ['/applications/:application', '/applications/:application/guilds/:guild'].flatMap(
    (base): Route[] => [
      { method: 'GET', path: `${base}/commands`, answers: 'ApplicationCommandResponse', handle: list },
      {
        method: 'PUT',
        path: `${base}/commands`,
        answers: 'ApplicationCommandResponse',
        limit: { requests: 5, perMs: 20_000 },
        handle: (call) => replaceAll(call, created),
      },
      {
        method: 'POST',
        path: `${base}/commands`,
        answers: 'ApplicationCommandResponse',
        limit: { requests: 5, perMs: 20_000 },
        handle: (call) => createOne(call, created),
      },
      {
        method: 'GET',
        path: `${base}/commands/:command`,
        answers: 'ApplicationCommandResponse',
        handle: (call) => ({ status: 200, body: commandOf(call).command }),
      },
      {
        method: 'PATCH',
        path: `${base}/commands/:command`,
        answers: 'ApplicationCommandResponse',
        handle: change,
      },
      {
        method: 'DELETE',
        path: `${base}/commands/:command`,
        handle: (call) => {
          call.world.drop('command', call.world.commands, commandOf(call).command.id);
          call.world.hub.publish({ kind: 'state' });
          return { status: 204 };
        },
      },
    ],
  );
}

/** The guild in the path, or null for global commands; 10002 for another application, 50001 for a guild without the bot. */
function scopeOf(call: Call): string | null {
  if (param(call, 'application') !== call.world.identity.applicationId) throw refuse(10002);
  const guildId = call.params['guild'];
  if (guildId === undefined) return null;
  if (call.world.member(guildId, call.world.identity.botUserId) === undefined) throw refuse(50001);
  return guildId;
}

function inScope(world: World, guildId: string | null): CommandRecord[] {
  return [...world.commands.values()].filter((record) => record.guildId === guildId);
}

function list(call: Call): Answer {
  const shown = inScope(call.world, scopeOf(call)).map(({ command }) => command);
  if (call.query.get('with_localizations') === 'true') return { status: 200, body: shown };
  return { status: 200, body: shown.map(withoutLocalizations) };
}

/** Unless asked for, Discord leaves out the dictionaries of translations. */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(
    entries.map(([key, field]) => [
      key,
      key === 'options' || key === 'choices' ? withoutLocalizations(field) : field,
    ]),
  );
}

function replaceAll(call: Call, created: Map<string, number[]>): Answer {
  const guildId = scopeOf(call);
  const { commands, unknownKeys } = checkCommands(call.body);
  call.noteUnknownKeys(unknownKeys);
  const before = inScope(call.world, guildId);
  const same = (body: CommandBody): CommandRecord | undefined =>
    before.find(({ command }) => command.name === body.name && command.type === (body.type ?? 1));
  countCreates(call.world, created, guildId, commands.filter((body) => same(body) === undefined).length);
  const records = commands.map((body) => toRecord(call.world, guildId, body, same(body)));
  for (const { command } of before) call.world.drop('command', call.world.commands, command.id);
  for (const record of records) call.world.putCommand(record);
  call.world.hub.publish({ kind: 'state' });
  return { status: 200, body: records.map(({ command }) => command) };
}

function createOne(call: Call, created: Map<string, number[]>): Answer {
  const guildId = scopeOf(call);
  const { command: body, unknownKeys } = checkCommand(call.body, []);
  call.noteUnknownKeys(unknownKeys);
  const existing = inScope(call.world, guildId);
  const before = existing.find(
    ({ command }) => command.name === body.name && command.type === (body.type ?? 1),
  );
  if (before === undefined) {
    checkCommands([...existing.map(({ command }) => command), body].map(asBody));
    countCreates(call.world, created, guildId, 1);
  }
  const record = toRecord(call.world, guildId, body, before);
  call.world.putCommand(record);
  call.world.hub.publish({ kind: 'state' });
  return { status: before === undefined ? 201 : 200, body: record.command };
}

function asBody(command: object): object {
  const { id: _, application_id: __, version: ___, ...body } = command as Record<string, unknown>;
  return body;
}

function change(call: Call): Answer {
  const before = commandOf(call);
  const merged = { ...asBody(before.command), ...(call.body as object) };
  const { command: body, unknownKeys } = checkCommand(merged, []);
  call.noteUnknownKeys(unknownKeys);
  const record = toRecord(call.world, before.guildId, body, before);
  call.world.putCommand(record);
  call.world.hub.publish({ kind: 'state' });
  return { status: 200, body: record.command };
}

function commandOf(call: Call): CommandRecord {
  const guildId = scopeOf(call);
  const record = known(call.world.commands.get(param(call, 'command')), 10063);
  if (record.guildId !== guildId) throw refuse(10063);
  return record;
}

/** Only new names count; the clock is the playground's. */
function countCreates(
  world: World,
  created: Map<string, number[]>,
  guildId: string | null,
  count: number,
): void {
  const key = guildId ?? 'global';
  const recent = (created.get(key) ?? []).filter((at) => world.now() - at < DAY_MS);
  if (recent.length + count > DAILY_CREATES) throw refuse(30034);
  created.set(key, [...recent, ...Array.from({ length: count }, () => world.now())]);
}

/** A command keeps its id by its name and type; its version changes only when something else does. */
function toRecord(
  world: World,
  guildId: string | null,
  body: CommandBody,
  before: CommandRecord | undefined,
): CommandRecord {
  const shown = shownCommand(guildId, body);
  const id = before?.command.id ?? world.newId();
  const sameAs = {
    ...shown,
    id,
    application_id: world.identity.applicationId,
    version: before?.command.version,
  };
  const unchanged = before !== undefined && stable(before.command) === stable(sameAs);
  const version = unchanged ? before.command.version : world.newId();
  return { guildId, command: { ...sameAs, version } as unknown as APIApplicationCommand };
}

function shownCommand(guildId: string | null, body: CommandBody): object {
  const permissions = body.default_member_permissions ?? null;
  const options = body.options ?? [];
  return {
    type: body.type ?? 1,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    default_member_permissions: permissions === null ? null : String(permissions),
    dm_permission: body.contexts?.includes(1) ?? body.dm_permission ?? true,
    contexts: guildId === null ? (body.contexts ?? contextsFrom(body)) : null,
    integration_types: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    ...(options.length === 0 ? {} : { options: cleaned(options) }),
    ...(guildId === null ? {} : { guild_id: guildId }),
  };
}

function contextsFrom({ dm_permission }: CommandBody): number[] | null {
  return dm_permission === false ? [0] : null;
}

/** Options without what says nothing: nulls, and `false` where that is the default. */
function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, field]) => field !== null && !(field === false && (key === 'required' || key === 'autocomplete')),
  );
  return Object.fromEntries(kept.map(([key, field]) => [key, cleaned(field)]));
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : field,
  );
}

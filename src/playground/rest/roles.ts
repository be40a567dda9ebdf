/** `/guilds/:guild/roles` and the roles of members, with the order of roles that decides who may touch which. */
import { type APIRole, GatewayIntentBits as I, PermissionFlagsBits as P } from 'discord-api-types/v10';
import { newRole } from '../build.ts';
import { asObject, holdAgainst, numberOf } from '../checks/body.ts';
import { invalidForm, refuse } from '../errors.ts';
import { compareIds } from '../ids.ts';
import type { GuildRecord, MemberRecord, RoleRecord } from '../model.ts';
import { ALL_PERMISSIONS, has } from '../permissions.ts';
import { renderMember } from '../render.ts';
import type { World } from '../world.ts';
import { guildOf, guildWith } from './access.ts';
import { type Answer, type Call, known, param, type Route } from './route.ts';

const MAX_ROLES = 250;

export const roleRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    answers: 'GuildRoleResponse',
    handle: (call) => ({ status: 200, body: call.world.rolesOf(guildOf(call).id).map(({ role }) => role) }),
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles/:role',
    answers: 'GuildRoleResponse',
    handle: (call) => ({ status: 200, body: roleIn(call, guildOf(call)).role }),
  },
  { method: 'POST', path: '/guilds/:guild/roles', answers: 'GuildRoleResponse', handle: create },
  { method: 'PATCH', path: '/guilds/:guild/roles/:role', answers: 'GuildRoleResponse', handle: change },
  { method: 'DELETE', path: '/guilds/:guild/roles/:role', handle: remove },
  { method: 'PUT', path: '/guilds/:guild/members/:user/roles/:role', handle: (call) => give(call, true) },
  { method: 'DELETE', path: '/guilds/:guild/members/:user/roles/:role', handle: (call) => give(call, false) },
];

function roleIn(call: Call, guild: GuildRecord): RoleRecord {
  const record = known(call.world.roles.get(param(call, 'role')), 10011);
  if (record.guildId !== guild.id) throw refuse(10011);
  return record;
}

function fields(call: Call, schema: string): Partial<APIRole> {
  const body = { ...asObject(call.body ?? {}) };
  if ('permissions' in body) body['permissions'] = numberOf(body['permissions']);
  call.noteUnknownKeys(holdAgainst(schema, body));
  if (typeof body['color'] === 'number' && !Number.isInteger(body['color'])) {
    throw invalidForm([{ path: ['color'], code: 'NUMBER_TYPE_COERCE', message: 'Value is not int.' }]);
  }
  const given = asObject(call.body ?? {});
  const kept = ['name', 'permissions', 'color', 'hoist', 'mentionable', 'unicode_emoji'].flatMap((key) =>
    given[key] === undefined || given[key] === null ? [] : [[key, given[key]]],
  );
  const found = Object.fromEntries(kept) as Partial<APIRole>;
  if (found.permissions !== undefined) found.permissions = BigInt(found.permissions).toString();
  if (found.color !== undefined) {
    found.colors = { primary_color: found.color, secondary_color: null, tertiary_color: null };
  }
  return found;
}

function create(call: Call): Answer {
  const { world } = call;
  const guild = guildWith(call, P.ManageRoles);
  const given = fields(call, 'CreateRoleRequest');
  if (world.rolesOf(guild.id).length >= MAX_ROLES) throw refuse(30005);
  mayGrant(world, guild.id, given.permissions);
  const everyone = world.roles.get(guild.id)?.role.permissions ?? '0';
  const made = newRole(world.newId(), guild.id, {
    name: 'new role',
    permissions: BigInt(everyone),
    position: 1,
  });
  for (const record of world.rolesOf(guild.id)) {
    if (record.role.position > 0) {
      world.putRole({ ...record, role: { ...record.role, position: record.role.position + 1 } });
    }
  }
  const role = { ...made.role, ...given };
  world.putRole({ guildId: guild.id, role });
  tell(world, 'GUILD_ROLE_CREATE', guild.id, { guild_id: guild.id, role });
  return { status: 200, body: role };
}

function change(call: Call): Answer {
  const { world } = call;
  const guild = guildWith(call, P.ManageRoles);
  const record = roleIn(call, guild);
  const given = fields(call, 'UpdateRoleRequestPartial');
  mustOutrank(world, guild, record);
  mayGrant(world, guild.id, given.permissions);
  const role = { ...record.role, ...given };
  world.putRole({ ...record, role });
  tell(world, 'GUILD_ROLE_UPDATE', guild.id, { guild_id: guild.id, role });
  return { status: 200, body: role };
}

function remove(call: Call): Answer {
  const { world } = call;
  const guild = guildWith(call, P.ManageRoles);
  const record = roleIn(call, guild);
  if (record.role.id === guild.id || record.role.managed) throw refuse(50028);
  mustOutrank(world, guild, record);
  for (const member of world.membersOf(guild.id)) {
    if (member.roles.includes(record.role.id)) withRole(world, member, record.role.id, false);
  }
  world.dropRole(record);
  tell(world, 'GUILD_ROLE_DELETE', guild.id, { guild_id: guild.id, role_id: record.role.id });
  return { status: 204 };
}

function give(call: Call, wanted: boolean): Answer {
  const { world } = call;
  const guild = guildWith(call, P.ManageRoles);
  const member = known(world.member(guild.id, param(call, 'user')), 10007);
  const record = roleIn(call, guild);
  if (record.role.id === guild.id) throw refuse(50028);
  if (record.role.managed) throw refuse(50013);
  mustOutrank(world, guild, record);
  if (member.roles.includes(record.role.id) !== wanted) withRole(world, member, record.role.id, wanted);
  return { status: 204 };
}

function withRole(world: World, member: MemberRecord, roleId: string, wanted: boolean): void {
  const others = member.roles.filter((id) => id !== roleId);
  const changed = { ...member, roles: wanted ? [...others, roleId] : others };
  world.putMember(changed);
  world.hub.publish({
    kind: 'dispatch',
    event: 'GUILD_MEMBER_UPDATE',
    intents: I.GuildMembers,
    guildId: member.guildId,
    data: { guild_id: member.guildId, ...renderMember(world, changed) },
  });
}

/** A role may only be touched by someone whose highest role stands above it; the owner may touch all. */
function mustOutrank(world: World, guild: GuildRecord, { role }: RoleRecord): void {
  const { botUserId } = world.identity;
  if (guild.ownerId === botUserId) return;
  const own = world.member(guild.id, botUserId)?.roles ?? [];
  const above = own.some((id) => {
    const mine = world.roles.get(id)?.role;
    return mine !== undefined && isAbove(mine, role);
  });
  if (!above) throw refuse(50013);
}

/** Of two roles at one height the older one stands above. */
function isAbove(a: APIRole, b: APIRole): boolean {
  return a.position === b.position ? compareIds(a.id, b.id) < 0 : a.position > b.position;
}

/** Nobody can give a permission that they do not have. */
function mayGrant(world: World, guildId: string, permissions: string | undefined): void {
  if (permissions === undefined) return;
  const mine = world.guildPermissions(guildId, world.identity.botUserId);
  if (!has(mine, BigInt(permissions) & ALL_PERMISSIONS)) throw refuse(50013);
}

function tell(world: World, event: string, guildId: string, data: object): void {
  world.hub.publish({ kind: 'dispatch', event, intents: I.Guilds, guildId, data });
}

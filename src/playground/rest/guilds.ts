/** Guilds, their channels, members and roles as a bot reads them; and the bot itself. */
import { GatewayIntentBits } from 'discord-api-types/v10';
import { refuse } from '../errors.ts';
import { byAge, compareIds } from '../ids.ts';
import { renderChannel, renderGuild, renderMember, userOf } from '../render.ts';
import { guildOf } from './access.ts';
import { type Answer, type Call, known, param, type Route } from './route.ts';

export const guildRoutes: Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    open: true,
    handle: (call) => ({ status: 200, body: { url: gatewayUrl(call) } }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    answers: 'GatewayBotResponse',
    handle: (call) => ({
      status: 200,
      body: { url: gatewayUrl(call), shards: 1, session_start_limit: call.gateway.startLimit() },
    }),
  },
  { method: 'GET', path: '/users/@me', answers: 'UserPIIResponse', handle: me },
  { method: 'GET', path: '/users/@me/guilds', answers: 'MyGuildResponse', handle: myGuilds },
  { method: 'DELETE', path: '/users/@me/guilds/:guild', handle: leave },
  {
    method: 'GET',
    path: '/users/:user',
    answers: 'UserResponse',
    handle: ({ world, ...call }) => ({
      status: 200,
      body: known(world.users.get(call.params['user'] ?? ''), 10013).user,
    }),
  },
  { method: 'GET', path: '/applications/@me', answers: 'PrivateApplicationResponse', handle: application },
  {
    method: 'GET',
    path: '/guilds/:guild',
    answers: 'GuildWithCountsResponse',
    handle: (call) => {
      const guild = guildOf(call);
      const count = call.world.memberCount(guild.id);
      const counts =
        call.query.get('with_counts') === 'true'
          ? { approximate_member_count: count, approximate_presence_count: count }
          : {};
      return { status: 200, body: { ...renderGuild(call.world, guild), ...counts } };
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    answers: 'GuildChannelResponse',
    handle: (call) => ({
      status: 200,
      body: call.world
        .channelsOf(guildOf(call).id)
        .filter((channel) => channel.thread === null)
        .map((channel) => renderChannel(call.world, channel)),
    }),
  },
  { method: 'GET', path: '/guilds/:guild/members', answers: 'GuildMemberResponse', handle: members },
  {
    method: 'GET',
    path: '/guilds/:guild/members/:user',
    answers: 'GuildMemberResponse',
    handle: (call) => {
      const guild = guildOf(call);
      const userId = param(call, 'user');
      if (!call.world.users.has(userId)) throw refuse(10013);
      return {
        status: 200,
        body: renderMember(call.world, known(call.world.member(guild.id, userId), 10007)),
      };
    },
  },
];

function gatewayUrl({ origin }: Call): string {
  return `${origin.replace(/^http/, 'ws')}/gateway`;
}

function me({ world }: Call): Answer {
  const { botUserId } = world.identity;
  return {
    status: 200,
    body: { ...userOf(world, botUserId), mfa_enabled: false, locale: 'en-US', email: null, verified: true },
  };
}

function myGuilds({ world, query }: Call): Answer {
  const { botUserId } = world.identity;
  const limit = Math.min(Number(query.get('limit') ?? 200), 200);
  const after = query.get('after') ?? '0';
  const guilds = world
    .guildsOf(botUserId)
    .filter(({ id }) => compareIds(id, after) > 0)
    .toSorted(byAge)
    .slice(0, limit);
  return {
    status: 200,
    body: guilds.map((guild) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      banner: null,
      owner: guild.ownerId === botUserId,
      permissions: world.guildPermissions(guild.id, botUserId).toString(),
      features: [],
      ...(query.get('with_counts') === 'true'
        ? {
            approximate_member_count: world.memberCount(guild.id),
            approximate_presence_count: world.memberCount(guild.id),
          }
        : {}),
    })),
  };
}

function leave(call: Call): Answer {
  const guild = guildOf(call);
  const member = call.world.member(guild.id, call.world.identity.botUserId);
  if (member !== undefined) call.world.dropMember(member);
  call.world.hub.publish({
    kind: 'dispatch',
    event: 'GUILD_DELETE',
    intents: GatewayIntentBits.Guilds,
    guildId: guild.id,
    data: { id: guild.id },
  });
  return { status: 204 };
}

/** The whole list is privileged, as the intent is. */
function members(call: Call): Answer {
  const guild = guildOf(call);
  if ((call.gateway.options.privilegedIntents & GatewayIntentBits.GuildMembers) === 0) throw refuse(50001);
  const limit = Math.min(Number(call.query.get('limit') ?? 1), 1_000);
  const after = call.query.get('after') ?? '0';
  const found = call.world
    .membersOf(guild.id)
    .filter(({ userId }) => compareIds(userId, after) > 0)
    .toSorted((a, b) => compareIds(a.userId, b.userId));
  return { status: 200, body: found.slice(0, limit).map((member) => renderMember(call.world, member)) };
}

function application({ world }: Call): Answer {
  const { applicationId, botUserId } = world.identity;
  return {
    status: 200,
    body: {
      id: applicationId,
      name: userOf(world, botUserId).username,
      icon: null,
      description: '',
      type: null,
      flags: 0,
      flags_new: '0',
      bot: userOf(world, botUserId),
      bot_public: true,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      redirect_uris: [],
      interactions_endpoint_url: null,
      role_connections_verification_url: null,
      owner: userOf(world, [...world.guilds.values()][0]?.ownerId ?? botUserId),
      approximate_guild_count: world.guildsOf(botUserId).length,
      approximate_user_install_count: 0,
      approximate_user_authorization_count: 0,
      explicit_content_filter: 0,
      team: null,
      eligible_oauth2_scopes: [],
    },
  };
}

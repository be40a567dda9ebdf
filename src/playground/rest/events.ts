/** `/guilds/:guild/scheduled-events`. */
import {
  type APIGuildScheduledEvent,
  ChannelType,
  GuildScheduledEventEntityType as E,
  PermissionFlagsBits as P,
  GuildScheduledEventStatus as S,
} from 'discord-api-types/v10';
import { asObject, holdAgainst, inUtc, throwIfAny } from '../checks/body.ts';
import { type EventFields, eventIssues, mayBecome, type Recurrence } from '../checks/events.ts';
import { invalidForm, refuse } from '../errors.ts';
import type { ChannelRecord, GuildRecord } from '../model.ts';
import { has } from '../permissions.ts';
import { userOf } from '../render.ts';
import { isOver, openEvents, settleEvents, tellOfEvent } from '../scheduled.ts';
import type { World } from '../world.ts';
import { botPermissions, guildOf, guildWith } from './access.ts';
import { type Answer, type Call, known, param, type Route } from './route.ts';

const MAX_UNFINISHED = 100;
const LIMIT = { requests: 5, perMs: 60_000 };
const KINDS: Readonly<Record<number, string>> = {
  [E.StageInstance]: 'Stage',
  [E.Voice]: 'Voice',
  [E.External]: 'External',
};
const PATH = '/guilds/:guild/scheduled-events';

export const eventRoutes: Route[] = [
  { method: 'GET', path: PATH, answers: schemaOf, handle: list },
  { method: 'POST', path: PATH, answers: schemaOf, limit: LIMIT, handle: create },
  {
    method: 'GET',
    path: `${PATH}/:event`,
    answers: schemaOf,
    handle: (call) => ({ status: 200, body: shown(call, eventOf(call, guildOf(call))) }),
  },
  { method: 'PATCH', path: `${PATH}/:event`, answers: schemaOf, limit: LIMIT, handle: change },
  { method: 'DELETE', path: `${PATH}/:event`, handle: remove },
];

function schemaOf(answer: unknown): string {
  return `${KINDS[(answer as APIGuildScheduledEvent).entity_type]}ScheduledEventResponse`;
}

function eventOf(call: Call, guild: GuildRecord): APIGuildScheduledEvent {
  settleEvents(call.world);
  const { event } = known(call.world.events.get(param(call, 'event')), 10070);
  if (event.guild_id !== guild.id) throw refuse(10070);
  return event;
}

/** One that can still be changed. (Discord names the code for updates alone; here a deletion gets it too.) */
function unfinished(call: Call, guild: GuildRecord): APIGuildScheduledEvent {
  const event = eventOf(call, guild);
  if (isOver(event)) throw refuse(180000);
  return event;
}

function list(call: Call): Answer {
  const events = openEvents(call.world, guildOf(call).id);
  return { status: 200, body: events.map((event) => shown(call, event)) };
}

function shown(call: Call, event: APIGuildScheduledEvent): object {
  return call.query.get('with_user_count') === 'true' ? { ...event, user_count: 0 } : event;
}

/** The body with its instants in UTC, which is all that the specification takes. */
function readable(given: unknown): Record<string, unknown> {
  const body = { ...asObject(given) };
  for (const key of ['scheduled_start_time', 'scheduled_end_time'])
    if (key in body) body[key] = inUtc(body[key]);
  return body;
}

function kindOf(type: unknown): string {
  const kind = typeof type === 'number' ? KINDS[type] : undefined;
  if (kind !== undefined) return kind;
  throw invalidForm([
    { path: ['entity_type'], code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {1, 2, 3}.' },
  ]);
}

function create(call: Call): Answer {
  const { world } = call;
  const guild = guildOf(call);
  const body = readable(call.body);
  call.noteUnknownKeys(holdAgainst(`${kindOf(body['entity_type'])}ScheduledEventCreateRequest`, body));
  const given = body as unknown as EventFields;
  throwIfAny(eventIssues(given, world.now()));
  mayManage(call, guild, P.CreateEvents, given);
  if (openEvents(world, guild.id).length >= MAX_UNFINISHED) throw refuse(30038);
  const { botUserId } = world.identity;
  const event = {
    id: world.newId(),
    guild_id: guild.id,
    creator_id: botUserId,
    creator: userOf(world, botUserId),
    status: S.Scheduled,
    privacy_level: 2,
    entity_id: null,
    image: null,
    guild_scheduled_event_exceptions: [],
    ...stored(given),
  } as unknown as APIGuildScheduledEvent;
  return keep(world, event, 'GUILD_SCHEDULED_EVENT_CREATE');
}

function stored(given: EventFields): object {
  return {
    name: given.name,
    description: given.description ?? null,
    channel_id: given.channel_id ?? null,
    scheduled_start_time: given.scheduled_start_time,
    scheduled_end_time: given.scheduled_end_time ?? null,
    entity_type: given.entity_type,
    entity_metadata: given.entity_type === E.External ? { location: given.entity_metadata?.location } : null,
    recurrence_rule: given.recurrence_rule ? storedRule(given.recurrence_rule) : null,
  };
}

function storedRule(rule: Recurrence): object {
  return {
    start: rule.start,
    end: null,
    frequency: rule.frequency,
    interval: rule.interval ?? 1,
    by_weekday: rule.by_weekday ?? null,
    by_n_weekday: rule.by_n_weekday ?? null,
    by_month: rule.by_month ?? null,
    by_month_day: rule.by_month_day ?? null,
    by_year_day: null,
    count: null,
  };
}

function change(call: Call): Answer {
  const { world } = call;
  const guild = guildOf(call);
  const before = unfinished(call, guild);
  const body = readable(call.body);
  const type = body['entity_type'] ?? before.entity_type;
  call.noteUnknownKeys(holdAgainst(`${kindOf(type)}ScheduledEventPatchRequestPartial`, body));
  const merged = { ...(before as unknown as EventFields), ...(body as Partial<EventFields>) };
  throwIfAny(eventIssues(merged, 'scheduled_start_time' in body ? world.now() : null));
  mayManage(call, guild, ownRight(world, before), merged);
  const status = (body['status'] ?? before.status) as S;
  if (!mayBecome(before.status, status)) {
    throw invalidForm([
      {
        path: ['status'],
        code: 'GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION',
        message: 'Invalid Guild Scheduled Event Status Transition',
      },
    ]);
  }
  const event = { ...before, ...stored(merged), status } as unknown as APIGuildScheduledEvent;
  return keep(world, event, 'GUILD_SCHEDULED_EVENT_UPDATE');
}

function remove(call: Call): Answer {
  const { world } = call;
  const guild = guildOf(call);
  const event = unfinished(call, guild);
  mayManage(call, guild, ownRight(world, event), event as unknown as EventFields);
  world.drop('event', world.events, event.id);
  tellOfEvent(world, 'GUILD_SCHEDULED_EVENT_DELETE', event);
  return { status: 204 };
}

/** Whoever made an event may change it with CREATE_EVENTS; others want MANAGE_EVENTS. */
function ownRight(world: World, event: APIGuildScheduledEvent): bigint {
  return event.creator_id === world.identity.botUserId ? P.CreateEvents : P.ManageEvents;
}

/** For an event in a voice channel, the right counts there, and the bot must be able to enter. */
function mayManage(call: Call, guild: GuildRecord, right: bigint, event: EventFields): void {
  const { world } = call;
  if (event.entity_type === E.External) {
    const mine = world.guildPermissions(guild.id, world.identity.botUserId);
    if (!has(mine, right) && !has(mine, P.ManageEvents)) guildWith(call, right);
    return;
  }
  const channel = known(world.channels.get(event.channel_id ?? ''), 10003);
  if (channel.guildId !== guild.id) throw refuse(10003);
  fitsType(event.entity_type, channel);
  const mine = botPermissions(world, channel);
  if (!has(mine, P.ViewChannel)) throw refuse(50001);
  if (!has(mine, P.Connect) || !(has(mine, right) || has(mine, P.ManageEvents))) throw refuse(50013);
}

function fitsType(type: E, channel: ChannelRecord): void {
  const wanted = type === E.Voice ? ChannelType.GuildVoice : ChannelType.GuildStageVoice;
  if (channel.type === wanted) return;
  throw invalidForm([
    {
      path: ['channel_id'],
      code: 'GUILD_SCHEDULED_EVENT_INVALID_CHANNEL_TYPE',
      message: 'This channel cannot hold an event of this type',
    },
  ]);
}

function keep(world: World, event: APIGuildScheduledEvent, name: string): Answer {
  world.putEvent({ event });
  tellOfEvent(world, name, event);
  return { status: 200, body: event };
}

/** What is asked of Discord about a scheduled event. All throw Discord's refusal, or that it did not answer in time. */
import type { REST } from 'discord.js';
import {
  type APIGuildScheduledEvent,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  type RESTPostAPIGuildScheduledEventJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { clip } from '../discord/components.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { endOf, type Meetup } from './meetup.ts';

const withinMs = 15_000;
/** Characters of an event's name and place (Discord's own limits). */
const most = { name: 100, place: 100 } as const;
/** An event that has been ended, or called off, can't be changed any more. */
const finishedEvent = 180_000;
/** Codes of an event that is no more, as far as a meetup is concerned. */
const gone: ReadonlySet<number> = new Set([discordCode.unknownEvent, finishedEvent]);

const isGone = (error: unknown) => gone.has(codeOf(error) ?? 0);

type Body = RESTPostAPIGuildScheduledEventJSONBody;

/** What the whole server may see of the group that meets. */
export interface Host {
  readonly name: string;
  /** Null for one that meets online. */
  readonly city: string | null;
  readonly hasThread: boolean;
}

/** The event of a meetup's present date. The place may be somebody's home, so it names only the city. */
export const eventOf = (meetup: Meetup, { name, city, hasThread }: Host): Body => ({
  name: clip(name, most.name),
  entity_type: GuildScheduledEventEntityType.External,
  privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
  entity_metadata: { location: clip(city ?? 'Online', most.place) },
  scheduled_start_time: new Date(meetup.startsAt).toISOString(),
  scheduled_end_time: new Date(endOf(meetup, meetup.startsAt)).toISOString(),
  description: [
    meetup.isWeekly ? 'A study group meets, every week.' : 'A study group meets.',
    hasThread ? "The place stands in the group's thread." : 'Its members see the place with /meetup list.',
    '/group find shows how to join.',
  ].join(' '),
});

/** Makes an event, and returns its id. */
export async function makeEvent(rest: REST, guildId: string, body: Body): Promise<string> {
  const signal = AbortSignal.timeout(withinMs);
  const event = (await rest.post(Routes.guildScheduledEvents(guildId), {
    body,
    signal,
  })) as APIGuildScheduledEvent;
  return event.id;
}

/** Changes an event; false if it is no more. */
export async function changeEvent(rest: REST, guildId: string, id: string, body: Body): Promise<boolean> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    await rest.patch(Routes.guildScheduledEvent(guildId, id), { body, signal });
    return true;
  } catch (error) {
    if (!isGone(error)) throw error;
    return false;
  }
}

/** Deletes an event, if it is still there. */
export async function deleteEvent(rest: REST, guildId: string, id: string): Promise<void> {
  const signal = AbortSignal.timeout(withinMs);
  try {
    await rest.delete(Routes.guildScheduledEvent(guildId, id), { signal });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** The ids of a server's events that have not begun, made by the bot, with a name and a start (ms, UTC). */
export async function ownEvents(
  rest: REST,
  wanted: { guildId: string; botUserId: string; name: string; startsAt: number },
): Promise<string[]> {
  const signal = AbortSignal.timeout(withinMs);
  const events = (await rest.get(Routes.guildScheduledEvents(wanted.guildId), {
    signal,
  })) as APIGuildScheduledEvent[];
  return events
    .filter(
      (event) =>
        event.creator_id === wanted.botUserId &&
        event.status === GuildScheduledEventStatus.Scheduled &&
        event.name === clip(wanted.name, most.name) &&
        Date.parse(event.scheduled_start_time) === wanted.startsAt,
    )
    .map(({ id }) => id);
}

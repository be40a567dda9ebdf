/**
 * Discord's scheduled events of meetups, brought into line with the database. One event a date, so that a weekly one
 * keeps its local time, which Discord's own repetition would not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitError, type REST, SnowflakeUtil } from 'discord.js';
import {
  type APIGuildScheduledEvent,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  type RESTPostAPIGuildScheduledEventJSONBody,
  Routes,
} from 'discord-api-types/v10';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { clip } from '../discord/components.ts';
import { codeOf, discordCode } from '../discord/errors.ts';
import { groupOf } from '../groups/rows.ts';
import type { Logger } from '../log.ts';
import { eventProblemOf } from './event-problems.ts';
import { endOf, type Meetup, toMeetup } from './meetup.ts';

export interface EventsOptions {
  readonly db: Db;
  readonly rest: REST;
  readonly botUserId: string;
  readonly clock: Clock;
  readonly log: Logger;
}

const withinMs = 15_000;
/** Whoever plans a meetup waits no longer than this for its event, in ms: their answer is due in 3 s. */
const answerWithinMs = 1_000;
/** A refusal is tried again after so long, in ms: an admin may have made room, or given the permission. */
const againMs = 6 * 60 * 60_000;
/** What passes is tried again after so long, in ms. */
const soonMs = 60_000;
/** Meetups in one run: Discord takes few events a minute. */
const perRun = 5;
/** How far this machine's clock may be ahead of Discord's, in ms. */
const clockSkewMs = 5 * 60_000;
/** Characters of an event's name and place (Discord's own limits). */
const most = { name: 100, place: 100, description: 1_000 } as const;

export class MeetupEvents {
  readonly #with: EventsOptions;
  /** One run at a time. */
  #running: Promise<void> = Promise.resolve();

  constructor(options: EventsOptions) {
    this.#with = options;
  }

  /** Makes, changes and deletes the events of some meetups whose events are not as they should be. @throws if the database does. */
  async settleDue(): Promise<void> {
    const run = this.#running.then(() => this.#settleSome());
    this.#running = run.catch(() => {});
    await run;
  }

  /** The same for who waits for an answer: what takes longer goes on without them, or in the next minute. Never throws. */
  async settleSoon(): Promise<void> {
    const run = this.settleDue().catch((error: unknown) =>
      this.#with.log.error({ err: error }, 'events of meetups wait for the next minute'),
    );
    await Promise.race([run, sleep(answerWithinMs, undefined, { ref: false })]);
  }

  async #settleSome(): Promise<void> {
    const { db, clock } = this.#with;
    const now = clock.now();
    const rows = await db
      .selectFrom('meetup')
      .selectAll()
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '=', 'planned'), eb('starts_at', '>', now)]),
          eb.and([eb('state', '=', 'cancelled'), eb('event_id', 'is not', null)]),
        ]),
      )
      .where((eb) => eb.or([eb('event_not_before', 'is', null), eb('event_not_before', '<=', now)]))
      .where((eb) =>
        eb.or([
          eb('state', '=', 'cancelled'),
          eb('event_for', 'is', null),
          eb('event_for', '!=', sql<string>`starts_at || '/' || sequence`),
        ]),
      )
      .orderBy('starts_at')
      .limit(perRun)
      .execute();
    for (const row of rows) await this.#settle(toMeetup(row), row.event_begun_at);
  }

  async #settle(meetup: Meetup, begunAt: number | null): Promise<void> {
    const { log, clock } = this.#with;
    if (!(await this.#claim(meetup, begunAt))) return;
    try {
      if (meetup.state === 'cancelled') await this.#delete(meetup);
      else await this.#bringAbout(meetup, begunAt);
    } catch (error) {
      const problem = eventProblemOf(error);
      log.warn({ err: error, meetup: meetup.id }, "a meetup's event could not be brought into line");
      const waitMs = error instanceof RateLimitError ? Math.max(error.retryAfter, error.timeToReset) : soonMs;
      await this.#note(meetup, {
        event_not_before: clock.now() + (problem === undefined ? waitMs : againMs),
        ...(problem !== undefined && { event_problem: problem.text, event_begun_at: null }),
      });
    }
  }

  /** Takes the meetup's event on for a minute: of several processes, one makes it. */
  async #claim({ id }: Meetup, begunAt: number | null): Promise<boolean> {
    const { db, clock } = this.#with;
    const now = clock.now();
    if (begunAt !== null && begunAt > now - soonMs) return false;
    const result = await db
      .updateTable('meetup')
      .set({ event_begun_at: now })
      .where('meetup_id', '=', id)
      .where((eb) =>
        begunAt === null ? eb('event_begun_at', 'is', null) : eb('event_begun_at', '=', begunAt),
      )
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  async #bringAbout(meetup: Meetup, begunAt: number | null): Promise<void> {
    const { db } = this.#with;
    const group = await groupOf(db, meetup.guildId, meetup.groupId);
    if (group === undefined) return;
    const body = bodyOf(meetup, group.name);
    const eventId =
      (meetup.eventId === null ? undefined : await this.#change(meetup, body)) ??
      (begunAt === null ? undefined : await this.#madeUnheard(meetup, body, begunAt)) ??
      (await this.#make(meetup, body));
    await this.#note(meetup, {
      event_id: eventId,
      event_for: editionOf(meetup),
      event_begun_at: null,
      event_not_before: null,
      event_problem: null,
    });
  }

  async #make(meetup: Meetup, body: RESTPostAPIGuildScheduledEventJSONBody): Promise<string> {
    const event = (await this.#with.rest.post(Routes.guildScheduledEvents(meetup.guildId), {
      body,
      signal: AbortSignal.timeout(withinMs),
    })) as APIGuildScheduledEvent;
    return event.id;
  }

  /** The event's id; undefined if somebody has deleted it. */
  async #change(
    { guildId, eventId }: Meetup,
    body: RESTPostAPIGuildScheduledEventJSONBody,
  ): Promise<string | undefined> {
    if (eventId === null) return undefined;
    try {
      await this.#with.rest.patch(Routes.guildScheduledEvent(guildId, eventId), {
        body,
        signal: AbortSignal.timeout(withinMs),
      });
      return eventId;
    } catch (error) {
      if (codeOf(error) !== discordCode.unknownEvent) throw error;
      return undefined;
    }
  }

  /** The event that was begun, if Discord made it without our hearing of it. */
  async #madeUnheard(
    { guildId }: Meetup,
    body: RESTPostAPIGuildScheduledEventJSONBody,
    begunAt: number,
  ): Promise<string | undefined> {
    const { rest, botUserId } = this.#with;
    const events = (await rest.get(Routes.guildScheduledEvents(guildId), {
      signal: AbortSignal.timeout(withinMs),
    })) as APIGuildScheduledEvent[];
    return events.find(
      (event) =>
        event.creator_id === botUserId &&
        event.name === body.name &&
        Date.parse(event.scheduled_start_time) === Date.parse(body.scheduled_start_time) &&
        SnowflakeUtil.timestampFrom(event.id) >= begunAt - clockSkewMs,
    )?.id;
  }

  async #delete(meetup: Meetup): Promise<void> {
    if (meetup.eventId === null) return;
    try {
      await this.#with.rest.delete(Routes.guildScheduledEvent(meetup.guildId, meetup.eventId), {
        signal: AbortSignal.timeout(withinMs),
      });
    } catch (error) {
      if (codeOf(error) !== discordCode.unknownEvent) throw error;
    }
    await this.#note(meetup, { event_id: null, event_for: null, event_begun_at: null });
  }

  async #note(
    { id }: Meetup,
    columns: Partial<{
      event_id: string | null;
      event_for: string | null;
      event_begun_at: number | null;
      event_not_before: number | null;
      event_problem: string | null;
    }>,
  ): Promise<void> {
    await this.#with.db.updateTable('meetup').set(columns).where('meetup_id', '=', id).execute();
  }
}

/** What of a meetup its event shows: another edition, or another date, wants another. */
const editionOf = ({ startsAt, sequence }: Pick<Meetup, 'startsAt' | 'sequence'>) =>
  `${startsAt}/${sequence}`;

function bodyOf(meetup: Meetup, name: string): RESTPostAPIGuildScheduledEventJSONBody {
  return {
    name: clip(name, most.name),
    entity_type: GuildScheduledEventEntityType.External,
    privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
    entity_metadata: { location: clip(meetup.place, most.place) },
    scheduled_start_time: new Date(meetup.startsAt).toISOString(),
    scheduled_end_time: new Date(endOf(meetup, meetup.startsAt)).toISOString(),
    description: clip(
      `A meetup of the study group ${name}.${meetup.isWeekly ? ' Every week.' : ''} /group find shows how to join.`,
      most.description,
    ),
  };
}

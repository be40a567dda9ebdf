/**
 * Discord's scheduled events of meetups, brought into line with the database. One event a date, so that a weekly one
 * keeps its local time, which Discord's own repetition would not. Discord itself begins and ends them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitError, type REST } from 'discord.js';
import { type Selectable, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { MeetupTable } from '../database/meetup-schema.ts';
import type { Db } from '../database/open.ts';
import { isInDoubt } from '../discord/errors.ts';
import type { Logger } from '../log.ts';
import { eventProblemOf } from './event-problems.ts';
import { changeEvent, deleteEvent, eventOf, makeEvent, ownEvents } from './event-requests.ts';
import { type Meetup, toMeetup } from './meetup.ts';

export interface EventsOptions {
  readonly db: Db;
  readonly rest: REST;
  readonly botUserId: string;
  readonly clock: Clock;
  readonly log: Logger;
}

type Row = Selectable<MeetupTable> & { name: string | null; city: string | null; thread_id: string | null };

/** Whoever plans a meetup waits no longer than this for its event, in ms: their answer is due in 3 s. */
const answerWithinMs = 1_000;
/** A refusal is tried again after so long, in ms: an admin may have made room, or given the permission. */
const againMs = 6 * 60 * 60_000;
/** What passes is tried again after so long, in ms; until then, whoever has taken an event on is left to it. */
const soonMs = 60_000;
/** Meetups in one run: Discord takes few events a minute. */
const perRun = 5;
/** One run takes no longer than this (ms), so that messages go out in time. */
const runForMs = 10_000;
/** No event is made of what begins within so long, in ms: Discord takes none of the past, and its clock is its own. */
const tooSoonMs = 60_000;

/** What of a meetup its event shows, as `event_for` keeps it: its date and edition, and the group's name and city. */
const shown = sql<string>`starts_at || ':' || sequence || ':' || coalesce(study_group.name, '') || ':' || coalesce(study_group.city, '')`;

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
      .leftJoin('study_group', 'study_group.group_id', 'meetup.group_id')
      .selectAll('meetup')
      .select(['study_group.name', 'study_group.city', 'study_group.thread_id'])
      .where((eb) =>
        eb.or([
          eb.and([
            eb('meetup.state', '=', 'planned'),
            eb('study_group.state', '=', 'open'),
            eb('starts_at', '>', now + tooSoonMs),
            eb(sql<string>`coalesce(event_for, '')`, '!=', shown),
          ]),
          eb.and([
            eb('meetup.state', '=', 'cancelled'),
            eb.or([eb('event_id', 'is not', null), eb('event_begun_start', 'is not', null)]),
          ]),
        ]),
      )
      .where((eb) => eb.or([eb('event_not_before', 'is', null), eb('event_not_before', '<=', now)]))
      .where((eb) => eb.or([eb('event_begun_at', 'is', null), eb('event_begun_at', '<=', now - soonMs)]))
      .orderBy('starts_at')
      .limit(perRun)
      .execute();
    const until = performance.now() + runForMs;
    for (const row of rows) if (performance.now() < until) await this.#settle(row);
  }

  async #settle(row: Row): Promise<void> {
    if (!(await this.#claim(row))) return;
    try {
      if (row.state === 'cancelled') await this.#clearAway(row);
      else await this.#bringAbout(row);
    } catch (error) {
      await this.#noteFailure(row, error);
    }
  }

  /** Takes the meetup's event on for a minute: of several processes, one sees to it. */
  async #claim({ meetup_id: id, event_begun_at: before }: Row): Promise<boolean> {
    const result = await this.#with.db
      .updateTable('meetup')
      .set({ event_begun_at: this.#with.clock.now() })
      .where('meetup_id', '=', id)
      .where('event_begun_at', before === null ? 'is' : '=', before)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  async #bringAbout(row: Row): Promise<void> {
    const { rest } = this.#with;
    const meetup = toMeetup(row);
    const name = row.name ?? '';
    const { city } = row;
    const body = eventOf(meetup, { name, city, hasThread: row.thread_id !== null });
    let eventId = row.event_id ?? (await this.#madeUnheard(row));
    if (eventId !== null && !(await changeEvent(rest, meetup.guildId, eventId, body))) eventId = null;
    eventId ??= await this.#make(meetup, body);
    await this.#note(meetup.id, {
      event_id: eventId,
      event_for: `${meetup.startsAt}:${meetup.sequence}:${name}:${city ?? ''}`,
      event_begun_at: null,
      event_begun_start: null,
      event_not_before: null,
      event_problem: null,
    });
  }

  async #make({ id, guildId, startsAt }: Meetup, body: ReturnType<typeof eventOf>): Promise<string> {
    await this.#note(id, { event_id: null, event_begun_start: startsAt });
    try {
      return await makeEvent(this.#with.rest, guildId, body);
    } catch (error) {
      // Refused: so there is none to look for.
      if (!isInDoubt(error)) await this.#note(id, { event_begun_start: null });
      throw error;
    }
  }

  /** The event that was asked for, if Discord made it without our hearing of it; null if not. */
  async #madeUnheard({ guild_id: guildId, event_begun_start: startsAt, name }: Row): Promise<string | null> {
    if (startsAt === null) return null;
    const { rest, botUserId, db } = this.#with;
    for (const id of await ownEvents(rest, { guildId, botUserId, name: name ?? '', startsAt })) {
      const owner = await db.selectFrom('meetup').select('meetup_id').where('event_id', '=', id).execute();
      if (owner.length === 0) return id;
    }
    return null;
  }

  async #clearAway(row: Row): Promise<void> {
    const eventId = row.event_id ?? (await this.#madeUnheard(row));
    if (eventId !== null) await deleteEvent(this.#with.rest, row.guild_id, eventId);
    await this.#note(row.meetup_id, {
      event_id: null,
      event_for: null,
      event_begun_at: null,
      event_begun_start: null,
    });
  }

  async #noteFailure({ meetup_id: id }: Row, error: unknown): Promise<void> {
    const { log, clock } = this.#with;
    log.warn({ err: error, meetup: id }, "a meetup's event could not be brought into line");
    const problem = eventProblemOf(error);
    const waitMs = error instanceof RateLimitError ? Math.max(error.retryAfter, error.timeToReset) : soonMs;
    await this.#note(id, {
      event_begun_at: null,
      event_not_before: clock.now() + (problem === undefined ? waitMs : againMs),
      ...(problem !== undefined && { event_problem: problem.text }),
    });
  }

  async #note(id: string, columns: Partial<Selectable<MeetupTable>>): Promise<void> {
    await this.#with.db.updateTable('meetup').set(columns).where('meetup_id', '=', id).execute();
  }
}

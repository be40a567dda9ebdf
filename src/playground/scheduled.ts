/**
 * What time does to scheduled events, as discord-api-docs has it (docs/resources/guild-scheduled-event.mdx, "Guild
 * Scheduled Event Status Update Automation"). Whoever reads events settles them first, so that a clock that leaps
 * leaves none behind; a timer does so for those that nobody reads.
 */
import {
  type APIGuildScheduledEvent,
  GuildScheduledEventEntityType as E,
  GatewayIntentBits as I,
  GuildScheduledEventStatus as S,
} from 'discord-api-types/v10';
import type { World } from './world.ts';

/** An event that nobody has started is called off so long after its start; Discord says "on the order of hours". */
const LATE_MS = 3 * 3_600_000;

/** Whether an event has ended or was called off: it counts no more, and can be changed no more. */
export function isOver({ status }: APIGuildScheduledEvent): boolean {
  return status === S.Completed || status === S.Canceled;
}

/** The events of a guild that are ahead or under way, as they stand now. */
export function openEvents(world: World, guildId: string): APIGuildScheduledEvent[] {
  settleEvents(world);
  return [...world.events.values()].flatMap(({ event }) =>
    event.guild_id === guildId && !isOver(event) ? [event] : [],
  );
}

/** Begins, ends and calls off what is due, one step after the other, and tells of each. */
export function settleEvents(world: World): void {
  for (const { event } of world.events.values()) {
    let settled = event;
    for (let status = dueStatus(settled, world.now()); status !== null; ) {
      settled = { ...settled, status };
      world.putEvent({ event: settled });
      tellOfEvent(world, 'GUILD_SCHEDULED_EVENT_UPDATE', settled);
      status = dueStatus(settled, world.now());
    }
  }
}

/** Tells the bots that listen what has become of an event. */
export function tellOfEvent(world: World, name: string, event: APIGuildScheduledEvent): void {
  world.hub.publish({
    kind: 'dispatch',
    event: name,
    intents: I.GuildScheduledEvents,
    guildId: event.guild_id,
    data: event,
  });
}

/** What an event becomes next, if its time for that has come. Nobody leaves a voice channel here: those never end. */
function dueStatus(event: APIGuildScheduledEvent, nowMs: number): S | null {
  // One that repeats goes on to its next date, which is not played here: it stays as it is.
  if (isOver(event) || event.recurrence_rule) return null;
  const start = Date.parse(event.scheduled_start_time);
  if (event.entity_type !== E.External) {
    return event.status === S.Scheduled && start + LATE_MS <= nowMs ? S.Canceled : null;
  }
  if (event.status === S.Scheduled) return start <= nowMs ? S.Active : null;
  return Date.parse(event.scheduled_end_time ?? '') <= nowMs ? S.Completed : null;
}

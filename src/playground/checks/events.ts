/** What Discord asks of scheduled events beyond the shape (resources/guild-scheduled-event). */
import {
  GuildScheduledEventEntityType as E,
  GuildScheduledEventRecurrenceRuleFrequency as F,
  GuildScheduledEventStatus as S,
} from 'discord-api-types/v10';
import type { Issue } from '../errors.ts';

const FIVE_YEARS_MS = 5 * 366 * 86_400_000;

/** An event's fields, after the specification has accepted them, or as they stand with a change applied. */
export interface EventFields {
  name: string;
  description?: string | null;
  entity_type: E;
  channel_id?: string | null;
  scheduled_start_time: string;
  scheduled_end_time?: string | null;
  entity_metadata?: { location?: string } | null;
  recurrence_rule?: Recurrence | null;
  image?: string | null;
}

export interface Recurrence {
  start: string;
  frequency: F;
  interval?: number | null;
  by_weekday?: number[] | null;
  by_n_weekday?: { n: number; day: number }[] | null;
  by_month?: number[] | null;
  by_month_day?: number[] | null;
}

/** Everything wrong with an event; `nowMs` is null when its start is not being set. */
export function eventIssues(event: EventFields, nowMs: number | null): Issue[] {
  return [
    ...(event.name.trim() === '' ? [required('name')] : []),
    ...placeIssues(event),
    ...timeIssues(event, nowMs),
    ...(event.recurrence_rule ? recurrenceIssues(event.recurrence_rule) : []),
  ];
}

function placeIssues(event: EventFields): Issue[] {
  const channel = event.channel_id ?? null;
  if (event.entity_type !== E.External) return channel === null ? [required('channel_id')] : [];
  const issues: Issue[] = [];
  if (channel !== null) {
    issues.push({
      path: ['channel_id'],
      code: 'GUILD_SCHEDULED_EVENT_EXTERNAL_HAS_CHANNEL',
      message: 'An external event has no channel',
    });
  }
  if ((event.entity_metadata?.location ?? '').trim() === '') {
    issues.push({ ...required('location'), path: ['entity_metadata', 'location'] });
  }
  if ((event.scheduled_end_time ?? null) === null) issues.push(required('scheduled_end_time'));
  return issues;
}

function timeIssues(event: EventFields, nowMs: number | null): Issue[] {
  const start = Date.parse(event.scheduled_start_time);
  const end = Date.parse(event.scheduled_end_time ?? '');
  const issues: Issue[] = [];
  if (nowMs !== null && start <= nowMs) {
    issues.push({
      path: ['scheduled_start_time'],
      code: 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      message: 'Cannot schedule event in the past.',
    });
  }
  if (nowMs !== null && start > nowMs + FIVE_YEARS_MS) {
    issues.push({
      path: ['scheduled_start_time'],
      code: 'GUILD_SCHEDULED_EVENT_SCHEDULE_TOO_FAR',
      message: 'Cannot schedule event more than five years ahead.',
    });
  }
  if (end <= start) {
    issues.push({
      path: ['scheduled_end_time'],
      code: 'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
      message: 'Cannot schedule event to end before it starts.',
    });
  }
  return issues;
}

/** Only the repetitions that Discord's own client offers are valid. */
function recurrenceIssues(rule: Recurrence): Issue[] {
  const interval = rule.interval ?? 1;
  const weekdays = rule.by_weekday?.length ?? 0;
  const fits: Record<F, boolean> = {
    [F.Daily]: interval === 1 && onlySets(rule, ['by_weekday']),
    [F.Weekly]: (interval === 1 || interval === 2) && weekdays === 1 && onlySets(rule, ['by_weekday']),
    [F.Monthly]: interval === 1 && rule.by_n_weekday?.length === 1 && onlySets(rule, ['by_n_weekday']),
    [F.Yearly]:
      interval === 1 &&
      rule.by_month?.length === 1 &&
      rule.by_month_day?.length === 1 &&
      onlySets(rule, ['by_month', 'by_month_day']),
  };
  if (fits[rule.frequency]) return [];
  return [
    {
      path: ['recurrence_rule'],
      code: 'GUILD_SCHEDULED_EVENT_INVALID_RECURRENCE_RULE',
      message: 'This recurrence rule is not supported.',
    },
  ];
}

function onlySets(rule: Recurrence, allowed: readonly (keyof Recurrence)[]): boolean {
  const keys = ['by_weekday', 'by_n_weekday', 'by_month', 'by_month_day'] as const;
  return keys.every((key) => allowed.includes(key) || (rule[key] ?? null) === null);
}

/** Whether an event may go from one status to another. */
export function mayBecome(before: S, after: S): boolean {
  if (before === after) return true;
  if (before === S.Scheduled) return after === S.Active || after === S.Canceled;
  return before === S.Active && after === S.Completed;
}

function required(field: string): Issue {
  return { path: [field], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
}

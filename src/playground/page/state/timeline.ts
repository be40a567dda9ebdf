import type { APIMessage } from 'discord-api-types/v10';
import type { MessagesView } from '../../protocol.ts';
import { Flag, MessageKind } from '../discord.ts';
import { compareIds } from '../ids.ts';
import { dayKey } from '../time.ts';

/** What the page has of one channel, oldest first. `isFresh` is false while a gap in it is possible. */
export interface Timeline {
  messages: APIMessage[];
  hasMore: boolean;
  isFresh: boolean;
}

/** Messages of one author within this time are drawn as one, as Discord does. */
const GROUP_WITHIN_MS = 7 * 60_000;

/** Joins two lists of messages: each id once, the one from `newer` if both have it, in order. */
export function merge(older: APIMessage[], newer: APIMessage[]): APIMessage[] {
  const byId = new Map<string, APIMessage>();
  for (const message of [...older, ...newer]) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}

/**
 * What is shown after the newest page of a channel was read (again). If it does not reach down to what was known,
 * what was known is let go: there may be a gap between the two, and scrolling up reads it again.
 */
export function withLatest(known: Timeline | undefined, page: MessagesView): Timeline {
  const oldest = page.messages[0];
  const newestKnown = known?.messages.at(-1);
  const reaches =
    oldest === undefined || newestKnown === undefined || compareIds(oldest.id, newestKnown.id) <= 0;
  if (known === undefined || !page.hasMore || !reaches || oldest === undefined) {
    return { messages: page.messages, hasMore: page.hasMore, isFresh: true };
  }
  // Within the page the playground knows best, also of what was deleted meanwhile.
  const before = known.messages.filter((message) => compareIds(message.id, oldest.id) < 0);
  return { messages: merge(before, page.messages), hasMore: known.hasMore, isFresh: true };
}

/** Puts an older page before what is known. */
export function withOlder(known: Timeline, page: MessagesView): Timeline {
  return { ...known, messages: merge(page.messages, known.messages), hasMore: page.hasMore };
}

/** Adds a message, or replaces it by its newer form. */
export function withMessage(known: Timeline, message: APIMessage): Timeline {
  const last = known.messages.at(-1);
  if (last === undefined || compareIds(last.id, message.id) < 0) {
    return { ...known, messages: [...known.messages, message] };
  }
  return { ...known, messages: merge(known.messages, [message]) };
}

/** Takes a message away. */
export function withoutMessage(known: Timeline, id: string): Timeline {
  return { ...known, messages: known.messages.filter((message) => message.id !== id) };
}

/** Whether a message is drawn as part of the one before it: same author, soon after, and nothing to say above it. */
export function continues(before: APIMessage | undefined, message: APIMessage): boolean {
  if (before === undefined || before.author.id !== message.author.id) return false;
  if (message.type !== MessageKind.Default || before.type === MessageKind.UserJoin) return false;
  if (((message.flags ?? 0) & Flag.Ephemeral) !== ((before.flags ?? 0) & Flag.Ephemeral)) return false;
  const gapMs = Date.parse(message.timestamp) - Date.parse(before.timestamp);
  return gapMs < GROUP_WITHIN_MS && !beginsDay(before, message);
}

/** Whether a line with the date stands above a message. */
export function beginsDay(before: APIMessage | undefined, message: APIMessage): boolean {
  return (
    before === undefined || dayKey(Date.parse(before.timestamp)) !== dayKey(Date.parse(message.timestamp))
  );
}

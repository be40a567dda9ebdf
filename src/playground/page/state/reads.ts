import type { APIChannel } from 'discord-api-types/v10';
import { compareIds } from '../ids.ts';
import { readMarks, rememberReadMarks } from './remembered.ts';

/** What one person has read, by channel; kept by the browser. */
export class Reads {
  readonly #userId: string;
  readonly #marks: Record<string, string>;
  readonly #counts = new Map<string, number>();

  constructor(userId: string) {
    this.#userId = userId;
    this.#marks = readMarks(userId);
  }

  /** Everything up to this message of the channel is read. */
  mark(channelId: string, messageId: string): void {
    this.#counts.delete(channelId);
    const known = this.#marks[channelId];
    if (known !== undefined && compareIds(known, messageId) >= 0) return;
    this.#marks[channelId] = messageId;
    rememberReadMarks(this.#userId, this.#marks);
  }

  /** A message arrived in a channel that is not open. */
  count(channelId: string): void {
    this.#counts.set(channelId, this.unreadCount(channelId) + 1);
  }

  /** How many arrived since the page was opened; for a badge. */
  unreadCount(channelId: string): number {
    return this.#counts.get(channelId) ?? 0;
  }

  isUnread(channel: APIChannel): boolean {
    if (this.unreadCount(channel.id) > 0) return true;
    const last = 'last_message_id' in channel ? channel.last_message_id : null;
    if (last === null || last === undefined) return false;
    const known = this.#marks[channel.id];
    return known === undefined || compareIds(known, last) < 0;
  }
}

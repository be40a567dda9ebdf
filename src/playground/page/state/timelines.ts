import type { APIMessage } from 'discord-api-types/v10';
import type { MessagesView } from '../../protocol.ts';
import type { Api } from '../api.ts';
import { type Timeline, withLatest, withMessage, withOlder, withoutMessage } from './timeline.ts';

/** What one person has read of each channel, and the reading of more. */
export class Timelines {
  readonly #api: Api;
  readonly #byChannel = new Map<string, Timeline>();
  readonly #reading = new Set<string>();

  constructor(api: Api) {
    this.#api = api;
  }

  get(channelId: string | null): Timeline | undefined {
    return channelId === null ? undefined : this.#byChannel.get(channelId);
  }

  /** Adds or replaces a message; one of a channel that was never opened is read when it is. */
  put(message: APIMessage): void {
    const known = this.#byChannel.get(message.channel_id);
    if (known !== undefined) this.#byChannel.set(message.channel_id, withMessage(known, message));
  }

  remove(channelId: string, messageId: string): void {
    const known = this.#byChannel.get(channelId);
    if (known !== undefined) this.#byChannel.set(channelId, withoutMessage(known, messageId));
  }

  /** What came meanwhile is not known: every channel is read again when it is looked at. */
  forgetFreshness(): void {
    for (const [id, timeline] of this.#byChannel) this.#byChannel.set(id, { ...timeline, isFresh: false });
  }

  /** Reads the newest page; null if that is under way already. Rejects with an ApiError. */
  readLatest(channelId: string): Promise<APIMessage[] | null> {
    return this.#read(channelId, null, (page) => withLatest(this.#byChannel.get(channelId), page));
  }

  /** Reads the page before what is known; null if there is none, or it is on its way. Rejects with an ApiError. */
  async readOlder(channelId: string): Promise<APIMessage[] | null> {
    const known = this.#byChannel.get(channelId);
    const oldest = known?.messages[0];
    if (known?.hasMore !== true || oldest === undefined) return null;
    return this.#read(channelId, oldest.id, (page) =>
      withOlder(this.#byChannel.get(channelId) ?? known, page),
    );
  }

  async #read(
    channelId: string,
    before: string | null,
    join: (page: MessagesView) => Timeline,
  ): Promise<APIMessage[] | null> {
    const key = `${channelId}:${before ?? 'latest'}`;
    if (this.#reading.has(key)) return null;
    this.#reading.add(key);
    try {
      const page = await this.#api.messages(channelId, before);
      this.#byChannel.set(channelId, join(page));
      return page.messages;
    } finally {
      this.#reading.delete(key);
    }
  }
}

import type { APIMessage } from 'discord-api-types/v10';
import type { MessagesView } from '../../protocol.ts';
import type { Api } from '../api.ts';
import { type Timeline, withLatest, withMessage, withOlder, withoutMessage } from './timeline.ts';

type Change = (timeline: Timeline) => Timeline;

/** A page that was asked for, and what happened in its channel since. */
interface Reading {
  channelId: string;
  changes: Change[];
}

/** What one person has read of each channel, and the reading of more. */
export class Timelines {
  readonly #api: Pick<Api, 'messages'>;
  readonly #byChannel = new Map<string, Timeline>();
  readonly #readings = new Map<string, Reading>();
  /** How often the live socket has come (back): pages asked for before may lack what was missed. */
  #connections = 0;

  constructor(api: Pick<Api, 'messages'>) {
    this.#api = api;
  }

  get(channelId: string | null): Timeline | undefined {
    return channelId === null ? undefined : this.#byChannel.get(channelId);
  }

  /** Adds or replaces a message; one of a channel that was never opened is read when it is. */
  put(message: APIMessage): void {
    this.#change(message.channel_id, (timeline) => withMessage(timeline, message));
  }

  remove(channelId: string, messageId: string): void {
    this.#change(channelId, (timeline) => withoutMessage(timeline, messageId));
  }

  /** The live socket is (back) up: what came before is not known, and every channel is to be read again. */
  connected(): void {
    this.#connections += 1;
    for (const [id, timeline] of this.#byChannel) this.#byChannel.set(id, { ...timeline, isFresh: false });
  }

  /** Reads the newest page; null if that is under way, or has been overtaken. Rejects with an ApiError. */
  async readLatest(channelId: string): Promise<APIMessage[] | null> {
    const connection = this.#connections;
    const join = (page: MessagesView): Timeline | null =>
      connection === this.#connections ? withLatest(this.#byChannel.get(channelId), page) : null;
    return this.#read(`${channelId} latest ${connection}`, channelId, null, join);
  }

  /** Reads the page before what is known; null if there is none, or it is on its way. Rejects with an ApiError. */
  async readOlder(channelId: string): Promise<APIMessage[] | null> {
    const known = this.#byChannel.get(channelId);
    const oldest = known?.messages[0]?.id;
    if (known?.hasMore !== true || oldest === undefined) return null;
    const join = (page: MessagesView): Timeline | null => {
      const now = this.#byChannel.get(channelId);
      return now?.messages[0]?.id === oldest ? withOlder(now, page) : null;
    };
    return this.#read(`${channelId} before ${oldest}`, channelId, oldest, join);
  }

  /** A page that was made before a change and comes after it must not undo it. */
  #change(channelId: string, change: Change): void {
    const known = this.#byChannel.get(channelId);
    if (known !== undefined) this.#byChannel.set(channelId, change(known));
    for (const reading of this.#readings.values()) {
      if (reading.channelId === channelId) reading.changes.push(change);
    }
  }

  async #read(
    key: string,
    channelId: string,
    before: string | null,
    join: (page: MessagesView) => Timeline | null,
  ): Promise<APIMessage[] | null> {
    if (this.#readings.has(key)) return null;
    const reading: Reading = { channelId, changes: [] };
    this.#readings.set(key, reading);
    try {
      const page = await this.#api.messages(channelId, before);
      const joined = join(page);
      if (joined === null) return null;
      const timeline = reading.changes.reduce((now, change) => change(now), joined);
      this.#byChannel.set(channelId, timeline);
      return page.messages;
    } finally {
      this.#readings.delete(key);
    }
  }
}

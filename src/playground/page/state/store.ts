import type { APIChannel, APIMessage } from 'discord-api-types/v10';
import type { GuildView, LiveEvent, StateView } from '../../protocol.ts';
import { Api, sentenceFor } from '../api.ts';
import { Channel, Flag, holdsMessages } from '../discord.ts';
import { Live } from '../live.ts';
import { Arrivals } from './arrivals.ts';
import { Names } from './names.ts';
import { Notes } from './notes.ts';
import { Reads } from './reads.ts';
import {
  dismissed,
  lastChannel,
  lastPerson,
  rememberChannel,
  rememberDismissed,
  rememberPerson,
} from './remembered.ts';
import type { Timeline } from './timeline.ts';
import { Timelines } from './timelines.ts';

/** All that the page knows, as one person. Fires `change` after every change; `version` grows with it. */
export class Store extends EventTarget {
  api = new Api(null);
  state: StateView | null = null;
  names: Names | null = null;
  channelId: string | null = null;
  isConnected = false;
  /** Why there is nothing to show, if so. */
  error: string | null = null;
  version = 0;
  reads = new Reads('');
  readonly notes = new Notes(() => this.changed());
  readonly arrivals = new Arrivals(() => this.changed());
  #timelines = new Timelines(this.api);
  readonly #dismissed = dismissed();
  #live: Live | null = null;
  /** The playground's clock was read at this instant of the browser's own. */
  #clockReadAt = 0;
  /** The state is read again only after it was read, however many events ask for it. */
  #isReading = false;
  #mustReadAgain = false;

  /** Begins as the person who was last here, or whoever the playground puts first. */
  async start(): Promise<void> {
    await this.become(lastPerson());
  }

  /** Becomes another person, in the channel given or the one where they last were. */
  async become(userId: string | null, channelId: string | null = null): Promise<void> {
    this.#live?.close();
    this.isConnected = false;
    try {
      const state = await new Api(userId).state().catch((error: unknown) => {
        // Who was remembered may be gone after a reset.
        if (userId === null) throw error;
        return new Api(null).state();
      });
      this.#enter(state, channelId);
    } catch (error) {
      this.error = sentenceFor(error);
      this.changed();
      setTimeout(() => void this.become(userId, channelId), 1500);
    }
  }

  #enter(state: StateView, channelId: string | null): void {
    const me = state.me.id;
    rememberPerson(me);
    this.error = null;
    this.api = new Api(me);
    this.reads = new Reads(me);
    this.#timelines = new Timelines(this.api);
    this.notes.clear();
    this.channelId = null;
    this.#take(state);
    const known = this.channels.filter((channel) => holdsMessages(channel.type));
    const wanted = [channelId, lastChannel(me)].find((id) => known.some((channel) => channel.id === id));
    const first = wanted ?? state.start?.channelId ?? firstChannel(state);
    if (first !== null) this.open(first);
    this.#live = new Live(me, {
      event: (event) => this.#happened(event),
      up: () => this.#connected(),
      down: () => {
        this.isConnected = false;
        this.changed();
      },
    });
  }

  /** Every channel that the person sees, direct ones too. */
  get channels(): APIChannel[] {
    const state = this.state;
    if (state === null) return [];
    return [
      ...state.guilds.flatMap((guild) => guild.channels),
      ...state.directs.map((direct) => direct.channel),
    ];
  }

  get channel(): APIChannel | null {
    return this.channels.find((channel) => channel.id === this.channelId) ?? null;
  }

  /** The guild of the open channel; null in direct messages. */
  get guild(): GuildView | null {
    return guildOf(this.state, this.channelId);
  }

  get timeline(): Timeline | undefined {
    return this.#timelines.get(this.channelId);
  }

  /** The open channel's messages, without those that were dismissed. */
  get messages(): APIMessage[] {
    return (this.timeline?.messages ?? []).filter((message) => !this.#dismissed.has(message.id));
  }

  /** The playground's time now: it runs on between two readings of its clock. */
  nowMs(): number {
    const clock = this.state?.clock;
    return clock === undefined ? Date.now() : clock.nowMs + (performance.now() - this.#clockReadAt);
  }

  open(channelId: string): void {
    this.channelId = channelId;
    const state = this.state;
    if (state === null) return;
    rememberChannel(state.me.id, channelId);
    this.names = new Names(state, this.guild);
    for (const message of this.timeline?.messages ?? []) this.names.learn(message);
    if (this.timeline?.isFresh !== true) void this.#loadLatest(channelId);
    this.#markRead();
    this.changed();
  }

  /** Reads the page of messages before those that are shown; nothing if there is none, or it is on its way. */
  async loadOlder(): Promise<void> {
    const { channelId } = this;
    if (channelId !== null)
      await this.#load(channelId, this.#timelines, () => this.#timelines.readOlder(channelId));
  }

  /** Takes an ephemeral message off the screen, for good. */
  dismiss(messageId: string): void {
    this.#dismissed.add(messageId);
    rememberDismissed(this.#dismissed);
    this.changed();
  }

  /** A message that an answer brought: it may come before, or after, the same one over the live socket. */
  receive(message: APIMessage): void {
    this.names?.learn(message);
    this.#timelines.put(message);
    this.notes.answered(message);
    this.#markRead();
    this.changed();
  }

  setClock(clock: StateView['clock']): void {
    if (this.state === null) return;
    this.state = { ...this.state, clock };
    this.#clockReadAt = performance.now();
    this.changed();
  }

  /** Reads the state again. */
  async refresh(): Promise<void> {
    if (this.#isReading) {
      this.#mustReadAgain = true;
      return;
    }
    this.#isReading = true;
    const api = this.api;
    try {
      const state = await api.state();
      if (api === this.api) this.#take(state);
    } catch {
      // The live socket will say when the playground is back.
    }
    this.#isReading = false;
    if (this.#mustReadAgain) {
      this.#mustReadAgain = false;
      await this.refresh();
    }
  }

  changed(): void {
    this.version += 1;
    this.dispatchEvent(new Event('change'));
  }

  #take(state: StateView): void {
    this.#clockReadAt = performance.now();
    if (this.state !== null && isSameWorld(this.state, state)) {
      // Everything drawn hangs on the names: they stay while nothing but the clock has changed.
      this.state = { ...this.state, clock: state.clock };
      this.changed();
      return;
    }
    this.state = state;
    this.names = new Names(state, this.guild);
    for (const message of this.timeline?.messages ?? []) this.names.learn(message);
    if (this.channelId !== null && this.channel === null) {
      const first = firstChannel(state);
      if (first !== null) this.open(first);
    }
    this.changed();
  }

  #connected(): void {
    this.isConnected = true;
    this.#timelines.connected();
    void this.refresh();
    if (this.channelId !== null) void this.#loadLatest(this.channelId);
    this.changed();
  }

  #happened(event: LiveEvent): void {
    switch (event.type) {
      case 'message':
        this.arrivals.arrived(event.message);
        this.#noteLast(event.message);
        this.receive(event.message);
        break;
      case 'message-update':
        this.receive(event.message);
        break;
      case 'message-delete':
        this.#timelines.remove(event.channelId, event.messageId);
        this.changed();
        break;
      case 'state':
        void this.refresh();
        break;
      case 'clock':
        this.setClock(event.clock);
        break;
    }
  }

  /** The state's `last_message_id`s go on without reading the state again; an unknown direct channel needs that. */
  #noteLast(message: APIMessage): void {
    if (((message.flags ?? 0) & Flag.Ephemeral) !== 0) return;
    const channel = this.channels.find((one) => one.id === message.channel_id);
    if (channel === undefined) void this.refresh();
    else if ('last_message_id' in channel) channel.last_message_id = message.id;
    const isSeen = message.channel_id === this.channelId && document.visibilityState === 'visible';
    if (!isSeen && message.author.id !== this.state?.me.id) this.reads.count(message.channel_id);
  }

  #loadLatest(channelId: string): Promise<void> {
    return this.#load(channelId, this.#timelines, () => this.#timelines.readLatest(channelId));
  }

  /** Reads messages; what comes after the page has become somebody else is let go with their timelines. */
  async #load(
    channelId: string,
    timelines: Timelines,
    read: () => Promise<APIMessage[] | null>,
  ): Promise<void> {
    try {
      const messages = await read();
      if (messages === null || timelines !== this.#timelines) return;
      for (const message of messages) this.names?.learn(message);
      this.#markRead();
    } catch (error) {
      if (timelines === this.#timelines) this.notes.failed(channelId, sentenceFor(error));
    }
    this.changed();
  }

  /** The page came into view again: what arrived meanwhile has been seen now. */
  looked(): void {
    this.#markRead();
    this.changed();
  }

  #markRead(): void {
    if (document.visibilityState !== 'visible') return;
    const last = this.timeline?.messages.at(-1);
    if (this.channelId !== null && last !== undefined) this.reads.mark(this.channelId, last.id);
  }
}

function isSameWorld(a: StateView, b: StateView): boolean {
  return JSON.stringify({ ...a, clock: null }) === JSON.stringify({ ...b, clock: null });
}

function guildOf(state: StateView | null, channelId: string | null): GuildView | null {
  return state?.guilds.find((guild) => guild.channels.some((channel) => channel.id === channelId)) ?? null;
}

/** The first text channel of the first guild, in the order of the list; else the first direct one. */
export function firstChannel(state: StateView): string | null {
  const guild = state.guilds[0];
  const text = guild?.channels.find((channel) => channel.type === Channel.Text);
  return text?.id ?? state.directs[0]?.channel.id ?? null;
}

import type { APIMessage } from 'discord-api-types/v10';

/** A line below the messages that only this page has: a command on its way, or what went wrong. */
export interface Note {
  id: number;
  channelId: string;
  kind: 'pending' | 'failed';
  /** The full name of the command, if it is about one. */
  command: string | null;
  text: string;
  /** The interaction that a pending note waits for, once it is known. */
  interactionId: string | null;
}

/** Notes of the page itself, and what went wrong with components, by message. */
export class Notes {
  list: Note[] = [];
  readonly #failures = new Map<string, string>();
  readonly #busy = new Set<string>();
  readonly #changed: () => void;
  #lastId = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** A command was sent; returns the note's id. */
  pending(channelId: string, command: string): number {
    return this.#add({ channelId, kind: 'pending', command, text: 'Sending command…', interactionId: null });
  }

  failed(channelId: string, text: string, command: string | null = null): void {
    this.#add({ channelId, kind: 'failed', command, text, interactionId: null });
  }

  /** The pending note waits for the message that answers this interaction. */
  waitsFor(noteId: number, interactionId: string): void {
    this.list = this.list.map((note) =>
      note.id === noteId ? { ...note, interactionId, text: 'thinking…' } : note,
    );
    this.#changed();
  }

  remove(noteId: number): void {
    this.list = this.list.filter((note) => note.id !== noteId);
    this.#changed();
  }

  /** A message came: a note that waited for it goes, and what failed with its older form is forgotten. */
  answered(message: APIMessage): void {
    const interaction = message.interaction_metadata?.id;
    this.#failures.delete(message.id);
    if (interaction === undefined) return;
    this.list = this.list.filter((note) => note.interactionId !== interaction);
  }

  clear(): void {
    this.list = [];
    this.#failures.clear();
    this.#busy.clear();
  }

  /** Why an interaction with a component of this message failed; null clears it. */
  componentFailed(messageId: string, reason: string | null): void {
    if (reason === null) this.#failures.delete(messageId);
    else this.#failures.set(messageId, reason);
    this.#changed();
  }

  failureOf(messageId: string): string | null {
    return this.#failures.get(messageId) ?? null;
  }

  setBusy(messageId: string, customId: string, isBusy: boolean): void {
    if (isBusy) this.#busy.add(`${messageId}:${customId}`);
    else this.#busy.delete(`${messageId}:${customId}`);
    this.#changed();
  }

  isBusy(messageId: string, customId: string): boolean {
    return this.#busy.has(`${messageId}:${customId}`);
  }

  /** Changes when the look of one message's components does. */
  keyOf(messageId: string): string {
    const busy = [...this.#busy].filter((key) => key.startsWith(`${messageId}:`));
    return `${busy.join()}|${this.#failures.get(messageId) ?? ''}`;
  }

  #add(note: Omit<Note, 'id'>): number {
    this.#lastId += 1;
    this.list = [...this.list, { ...note, id: this.#lastId }];
    this.#changed();
    return this.#lastId;
  }
}

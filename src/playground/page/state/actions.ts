import type { APIMessage } from 'discord-api-types/v10';
import type { InteractInput, InteractOutcome, OptionInput } from '../../protocol.ts';
import { sentenceFor } from '../api.ts';
import type { OpenModal } from '../elements/modal.ts';
import type { CommandEntry } from '../picker/entries.ts';
import type { FormValues } from '../picker/form.ts';
import { rememberUsedCommand } from './remembered.ts';
import type { Store } from './store.ts';

/** What a person does, and what follows from it on the page. */
export class Actions {
  readonly #store: Store;
  /** The modal that is open, or null. */
  modal: OpenModal | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  async say(channelId: string, content: string): Promise<void> {
    const { api, notes } = this.#store;
    try {
      await api.say({ channelId, content });
    } catch (error) {
      notes.failed(channelId, `Your message could not be delivered: ${sentenceFor(error)}`);
    }
  }

  /** Sends a command; what comes of it appears below the messages until the bot's own message does. */
  async command(channelId: string, entry: CommandEntry, options: OptionInput[]): Promise<void> {
    const { notes } = this.#store;
    rememberUsedCommand();
    const noteId = notes.pending(channelId, entry.name);
    const { commandId, path } = entry;
    const outcome = await this.#interact({ kind: 'command', channelId, commandId, path, options });
    if (outcome.status === 'deferred') notes.waitsFor(noteId, outcome.interactionId);
    else notes.remove(noteId);
    if (outcome.status === 'failed') notes.failed(channelId, outcome.reason, entry.name);
    else this.#follow(outcome, channelId, this.#botName(entry.applicationId));
    this.#forgetIfAnswered(noteId);
  }

  /** Presses a button or sends a select's choice. */
  async component(message: APIMessage, customId: string, values: string[]): Promise<void> {
    const { notes } = this.#store;
    const { id: messageId, channel_id: channelId } = message;
    notes.componentFailed(messageId, null);
    notes.setBusy(messageId, customId, true);
    const outcome = await this.#interact({ kind: 'component', channelId, messageId, customId, values });
    notes.setBusy(messageId, customId, false);
    if (outcome.status === 'failed') notes.componentFailed(messageId, outcome.reason);
    else
      this.#follow(outcome, channelId, this.#store.names?.display(message.author) ?? message.author.username);
  }

  closeModal(): void {
    this.modal = null;
    this.#store.changed();
  }

  /** Opens or closes the person's direct messages. */
  async setDms(dmsOpen: boolean): Promise<void> {
    await this.#store.api.settings({ dmsOpen });
    await this.#store.refresh();
  }

  #follow(outcome: InteractOutcome, channelId: string, botName: string): void {
    if (outcome.status === 'message') this.#store.receive(outcome.message);
    if (outcome.status === 'updated' && outcome.message !== null) this.#store.receive(outcome.message);
    if (outcome.status === 'modal') this.#openModal(outcome, channelId, botName);
  }

  #openModal(outcome: InteractOutcome & { status: 'modal' }, channelId: string, botName: string): void {
    const { interactionId, modal: data } = outcome;
    const submit = async (fields: FormValues): Promise<string | null> => {
      const answer = await this.#interact({ kind: 'modal', channelId, modalOf: interactionId, fields });
      if (answer.status === 'failed') return answer.reason;
      this.#follow(answer, channelId, botName);
      return null;
    };
    this.modal = { interactionId, botName, data, submit };
    this.#store.changed();
  }

  /** The deferred answer may have come before it was known what to wait for. */
  #forgetIfAnswered(noteId: number): void {
    const { notes, messages } = this.#store;
    const waiting = notes.list.find((note) => note.id === noteId)?.interactionId ?? null;
    if (waiting === null) return;
    if (messages.some((message) => message.interaction_metadata?.id === waiting)) notes.remove(noteId);
  }

  #botName(applicationId: string): string {
    return this.#store.names?.displayOf(applicationId) ?? 'the app';
  }

  async #interact(input: InteractInput): Promise<InteractOutcome> {
    try {
      return await this.#store.api.interact(input);
    } catch (error) {
      return { status: 'failed', reason: sentenceFor(error) };
    } finally {
      // What the bot did may have changed what is planned, which no event tells.
      void this.#store.refresh();
    }
  }
}

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { InteractInput, InteractOutcome, OptionInput } from '../../protocol.ts';
import { type CommandEntry, matching } from '../picker/entries.ts';
import type { Names } from '../state/names.ts';
import './command-editor.ts';
import { entryRow } from '../view/entry-row.ts';
import { sendIcon } from '../view/icons.ts';
import { LightElement } from './light-element.ts';

export interface CommandSent {
  entry: CommandEntry;
  options: OptionInput[];
}

/** Discord's limit for what a person writes. */
const MAX_MESSAGE = 2000;

/** Where a person writes: text, or `/` and a command. Fires `say` (text) and `command` (CommandSent). */
export class PlaygroundComposer extends LightElement {
  static override properties = {
    entries: { attribute: false },
    names: { attribute: false },
    channelId: { attribute: false },
    placeholder: { attribute: false },
    hint: { attribute: false },
    ask: { attribute: false },
    text: { state: true },
    entry: { state: true },
    active: { state: true },
    isListClosed: { state: true },
  };
  declare entries: CommandEntry[];
  declare names: Names;
  declare channelId: string;
  declare placeholder: string;
  /** What to try first; empty once somebody has. */
  declare hint: string;
  /** Asks the bot for autocomplete choices. */
  declare ask: (input: InteractInput) => Promise<InteractOutcome>;
  declare text: string;
  declare entry: CommandEntry | null;
  declare active: number;
  declare isListClosed: boolean;

  constructor() {
    super();
    this.entries = [];
    this.channelId = '';
    this.placeholder = 'Message';
    this.hint = '';
    this.text = '';
    this.entry = null;
    this.active = 0;
    this.isListClosed = false;
  }

  /** Puts a command into the composer, ready for its options; nothing happens if it is not one of here. */
  begin(name: string): void {
    const entry = this.entries.find((one) => one.name === name);
    if (entry !== undefined) this.entry = entry;
    else this.text = `/${name}`;
    this.focusInput();
  }

  /** Gives the focus to where a person types, as soon as that is drawn. */
  focusInput(): void {
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('textarea, .command-editor input')?.focus(),
    );
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('channelId')) {
      this.entry = null;
      this.text = '';
    }
    // A command that is gone (other channel, other version) cannot be finished.
    const { entry } = this;
    if (changed.has('entries') && entry !== null) {
      this.entry =
        this.entries.find((one) => one.commandId === entry.commandId && one.name === entry.name) ?? null;
    }
  }

  override updated(): void {
    const area = this.querySelector('textarea');
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    this.querySelector('.picker [role=option].active')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    if (this.entry !== null) {
      return html`<playground-command-editor .entry=${this.entry} .names=${this.names} .channelId=${this.channelId} .ask=${this.ask}
        @send=${(event: CustomEvent<OptionInput[]>) => this.#sendCommand(event.detail)}
        @leave=${(event: CustomEvent<string>) => this.#leaveCommand(event.detail)}></playground-command-editor>`;
    }
    const found = this.#found();
    const isOpen = found.length > 0;
    return html`
      ${isOpen ? this.#picker(found) : nothing}
      ${this.hint !== '' && this.text === '' ? html`<p class="first-hint">${this.hint}</p>` : nothing}
      <p class="visually-hidden" role="status">${isOpen ? `${found.length} commands: up and down to choose, Enter to use` : ''}</p>
      <div class="composer-box">
        <textarea rows="1" aria-label=${this.placeholder} placeholder=${this.placeholder} aria-haspopup="listbox"
          aria-controls=${isOpen ? 'command-list' : nothing} aria-autocomplete="list"
          aria-activedescendant=${isOpen ? `command-${this.active}` : nothing} autocomplete="off"
          maxlength=${MAX_MESSAGE} .value=${this.text} @input=${this.#typing} @keydown=${this.#key}></textarea>
        <button type="button" class="send-button" aria-label="Send" ?disabled=${this.text.trim() === ''} @click=${this.#send}>${sendIcon()}</button>
      </div>`;
  }

  #picker(found: CommandEntry[]): TemplateResult {
    return html`<div class="picker"><h2 class="picker-title" id="command-title">Commands</h2>
      <div role="listbox" id="command-list" aria-labelledby="command-title">
        ${found.map((entry, index) => entryRow(entry, `command-${index}`, index === this.active, () => this.#take(entry)))}
      </div></div>`;
  }

  /** The commands that what is typed may become; none unless it begins with a slash and the list is wanted. */
  #found(): CommandEntry[] {
    if (this.isListClosed || !this.text.startsWith('/') || this.text.includes('\n')) return [];
    return matching(this.entries, this.text.slice(1));
  }

  #typing(event: InputEvent): void {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    this.text = event.target.value;
    this.active = 0;
    this.isListClosed = false;
    // A full name and a space is a choice, unless a longer name begins the same way.
    const name = /^\/(.+) $/.exec(this.text)?.[1];
    const entry = this.entries.find((one) => one.name === name);
    if (entry !== undefined && entry.options.length > 0) this.#take(entry);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (this.#keyInList(event)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  #keyInList(event: KeyboardEvent): boolean {
    const found = this.#found();
    const entry = found[this.active];
    if (entry === undefined) return false;
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % found.length;
    else if (event.key === 'ArrowUp') this.active = (this.active + found.length - 1) % found.length;
    else if (event.key === 'Enter' && !event.shiftKey) this.#take(entry);
    else if (event.key === 'Tab' && !event.shiftKey) this.#complete(entry);
    else if (event.key === 'Escape') this.isListClosed = true;
    else return false;
    return true;
  }

  /** A command without options is sent at once; any other asks for them. */
  #take(entry: CommandEntry): void {
    this.text = '';
    if (entry.options.length === 0) {
      this.#fire('command', { entry, options: [] });
      this.focusInput();
      return;
    }
    this.entry = entry;
  }

  /** Tab only ever completes: a command without options stands there, to be sent by Enter. */
  #complete(entry: CommandEntry): void {
    if (entry.options.length > 0) this.#take(entry);
    else this.text = `/${entry.name}`;
    this.active = 0;
  }

  /** As Enter does: the command that is marked in the list, or the text. */
  #send(): void {
    const entry = this.#found()[this.active];
    if (entry !== undefined) {
      this.#take(entry);
      return;
    }
    const text = this.text.trim();
    if (text === '') return;
    this.text = '';
    this.#fire('say', text);
    this.focusInput();
  }

  #sendCommand(options: OptionInput[]): void {
    const { entry } = this;
    if (entry === null) return;
    this.#leaveCommand('');
    this.#fire('command', { entry, options });
  }

  #leaveCommand(text: string): void {
    this.entry = null;
    this.text = text;
    this.active = 0;
    this.focusInput();
  }

  #fire(name: 'say' | 'command', detail: string | CommandSent): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('playground-composer', PlaygroundComposer);

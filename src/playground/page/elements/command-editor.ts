import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InteractInput, InteractOutcome } from '../../protocol.ts';
import { Autocomplete } from '../picker/autocomplete.ts';
import type { CommandEntry } from '../picker/entries.ts';
import {
  chosen,
  emptyField,
  type Field,
  inputsOf,
  inputsWhileTyping,
  problemOf,
  typed,
} from '../picker/fields.ts';
import { filterOptions, type SelectOption } from '../picker/select-options.ts';
import { autocompletes, ownSuggestions } from '../picker/suggestions.ts';
import type { Names } from '../state/names.ts';
import { type FieldRow, type ListHead, moreField, optionField, optionList } from '../view/command-fields.ts';
import { sendIcon } from '../view/icons.ts';
import { LightElement } from './light-element.ts';

/** The field behind the last one, where further options are asked for. */
const MORE = '';

/** A command with its options as fields, as in Discord's composer. Fires `send` (OptionInput[]) and `leave` (text). */
export class PlaygroundCommandEditor extends LightElement {
  static override properties = {
    entry: { attribute: false },
    names: { attribute: false },
    channelId: { attribute: false },
    ask: { attribute: false },
    fields: { state: true },
    focused: { state: true },
    active: { state: true },
    isListClosed: { state: true },
    suggested: { state: true },
    status: { state: true },
    moreText: { state: true },
    hasTried: { state: true },
  };
  declare entry: CommandEntry;
  declare names: Names;
  declare channelId: string;
  declare ask: (input: InteractInput) => Promise<InteractOutcome>;
  declare fields: Field[];
  /** The name of the option that has the focus; `MORE` for the field behind them. */
  declare focused: string | null;
  declare active: number;
  declare isListClosed: boolean;
  /** What the bot suggested for the focused option. */
  declare suggested: SelectOption[];
  declare status: string;
  declare moreText: string;
  /** Sending was tried: every problem is shown, not only that of a field that was left. */
  declare hasTried: boolean;
  readonly #autocomplete = new Autocomplete((input) => this.ask(input));

  constructor() {
    super();
    this.fields = [];
    this.focused = null;
    this.active = 0;
    this.isListClosed = false;
    this.suggested = [];
    this.status = '';
    this.moreText = '';
    this.hasTried = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entry')) return;
    const before = changed.get('entry');
    if (before !== undefined && before.name === this.entry.name) return;
    this.fields = this.entry.options.filter((option) => option.required === true).map(emptyField);
  }

  override firstUpdated(): void {
    this.#focus(this.fields[0]?.option.name ?? MORE);
  }

  override updated(): void {
    this.querySelector('.picker [role=option].active')?.scrollIntoView({ block: 'nearest' });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#autocomplete.cancel();
  }

  override render(): TemplateResult {
    const focused = this.#field(this.focused);
    const row = this.#row();
    const rest = this.#rest();
    return html`
      ${this.focused === null ? nothing : optionList(this.#head(focused), row, (line) => this.#accept(line))}
      <div class="composer-box command-editor" role="group" aria-label=${`Command ${this.entry.name}`}>
        <span class="command-name">/${this.entry.name}</span>
        ${repeat(
          this.fields,
          (field) => field.option.name,
          (field) => optionField(field, row, field === focused, this.#isWrong(field)),
        )}
        ${rest.length === 0 && this.fields.length > 0 ? nothing : moreField(rest.length, this.moreText, row, this.focused === MORE)}
        <button type="button" class="send-button" aria-label="Send command" @click=${this.#send}>${sendIcon()}</button>
      </div>`;
  }

  #row(): FieldRow {
    return {
      lines: this.#lines(),
      active: this.active,
      typing: (event) => this.#typing(event),
      focus: (name) => this.#gotFocus(name),
      blur: () => this.#lostFocus(),
      key: (event) => this.#key(event),
    };
  }

  #head(field: Field | null): ListHead {
    const { status } = this;
    if (field === null) return { title: 'Options', detail: this.entry.description, problem: null, status };
    const problem = this.hasTried || field.text !== '' ? problemOf(field) : null;
    return { title: field.option.name, detail: field.option.description, problem, status };
  }

  #isWrong(field: Field): boolean {
    const wasLeft = field.text !== '' && this.focused !== field.option.name;
    return (this.hasTried || wasLeft) && problemOf(field) !== null;
  }

  /** The lines of the list above the composer, for the field that has the focus. */
  #lines(): SelectOption[] {
    if (this.isListClosed || this.focused === null) return [];
    const field = this.#field(this.focused);
    if (field === null) return filterOptions(this.#rest().map(lineOf), this.moreText);
    if (autocompletes(field.option)) return this.suggested;
    return filterOptions(ownSuggestions(field.option, this.names), field.text);
  }

  #rest(): APIApplicationCommandBasicOption[] {
    return this.entry.options.filter((option) => this.#field(option.name) === null);
  }

  #field(name: string | null): Field | null {
    return this.fields.find((field) => field.option.name === name) ?? null;
  }

  #gotFocus(name: string): void {
    this.focused = name;
    this.suggested = [];
    this.status = '';
    const field = this.#field(name);
    // A value that stands is not asked for again; and in the last field, Enter sends unless a line is gone to.
    this.isListClosed = field !== null && field.value !== null;
    this.active = field === null ? -1 : 0;
    if (field !== null && !this.isListClosed) this.#askBot(field);
  }

  #lostFocus(): void {
    this.#autocomplete.cancel();
    this.focused = null;
  }

  #typing(event: InputEvent): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const text = event.target.value;
    this.isListClosed = false;
    this.active = 0;
    const field = this.#field(this.focused);
    if (field === null) {
      this.moreText = text;
      const named = this.#rest().find((option) => text === `${option.name}:`);
      if (named !== undefined) this.#accept(lineOf(named));
      return;
    }
    const next = typed(field, text, ownSuggestions(field.option, this.names));
    this.fields = this.fields.map((one) => (one === field ? next : one));
    this.#askBot(next);
  }

  #askBot(field: Field): void {
    if (!autocompletes(field.option)) return;
    if (this.suggested.length === 0) this.status = 'Loading options…';
    const { channelId, entry } = this;
    const focused = field.option.name;
    const options = inputsWhileTyping(this.fields, focused);
    const { commandId, path } = entry;
    this.#autocomplete.ask(
      { kind: 'autocomplete', channelId, commandId, path, options, focused },
      (answer) => {
        this.suggested = 'lines' in answer ? answer.lines : [];
        this.status =
          'problem' in answer ? answer.problem : answer.lines.length === 0 ? 'No options match.' : '';
        this.active = 0;
      },
    );
  }

  #accept(line: SelectOption): void {
    const field = this.#field(this.focused);
    if (field === null) {
      const option = this.entry.options.find((one) => one.name === line.value);
      if (option === undefined) return;
      this.moreText = '';
      this.fields = [...this.fields, emptyField(option)];
      this.#focus(option.name);
      return;
    }
    this.#autocomplete.cancel();
    this.fields = this.fields.map((one) => (one === field ? chosen(field, line) : one));
    this.isListClosed = true;
    this.status = '';
    const empty = this.fields.find((one) => one.option.required === true && one.text === '');
    if (empty !== undefined) this.#focus(empty.option.name);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const lines = this.#lines();
    const line = lines[this.active];
    const moves: Record<string, number> = {
      ArrowDown: this.active + 1 >= lines.length ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? lines.length - 1 : this.active - 1,
    };
    const move = moves[event.key];
    if (move !== undefined && lines.length > 0) this.active = move;
    else if (event.key === 'Enter') this.#enter(line);
    else if (event.key === 'Tab' && !event.shiftKey && line !== undefined) this.#accept(line);
    else if (event.key === 'Escape') this.#escape(lines.length > 0);
    else if (event.key === 'Backspace' && this.#isEmptyHere()) this.#removeLast();
    else return;
    event.preventDefault();
  }

  #enter(line: SelectOption | undefined): void {
    if (line === undefined) this.#send();
    else this.#accept(line);
  }

  #escape(hasList: boolean): void {
    if (hasList) this.isListClosed = true;
    else this.#leave('');
  }

  #isEmptyHere(): boolean {
    const field = this.#field(this.focused);
    return field === null ? this.moreText === '' : field.text === '';
  }

  /** Backspace where nothing stands: an optional option goes, or, before the first one, the command does. */
  #removeLast(): void {
    const index = this.fields.findIndex((field) => field.option.name === this.focused);
    const field = this.fields[index];
    const before = index < 0 ? this.fields.at(-1) : this.fields[index - 1];
    if (field !== undefined && field.option.required !== true) {
      this.fields = this.fields.filter((one) => one !== field);
    }
    if (before !== undefined) this.#focus(before.option.name);
    else if (field === undefined || field.option.required === true) this.#leave(`/${this.entry.name}`);
    else this.#focus(this.fields[0]?.option.name ?? MORE);
  }

  #leave(text: string): void {
    this.dispatchEvent(new CustomEvent<string>('leave', { detail: text }));
  }

  #send(): void {
    const wrong = this.fields.find((field) => problemOf(field) !== null);
    if (wrong === undefined) {
      this.dispatchEvent(new CustomEvent('send', { detail: inputsOf(this.fields) }));
      return;
    }
    this.hasTried = true;
    this.#focus(wrong.option.name);
  }

  #focus(name: string): void {
    void this.updateComplete.then(() => {
      this.querySelector<HTMLInputElement>(`input[data-option="${CSS.escape(name)}"]`)?.focus();
    });
  }
}

function lineOf(option: APIApplicationCommandBasicOption): SelectOption {
  return { value: option.name, label: option.name, description: option.description };
}

customElements.define('playground-command-editor', PlaygroundCommandEditor);

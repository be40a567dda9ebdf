import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { filterOptions, type SelectOption } from '../picker/select-options.ts';
import { downIcon } from '../view/icons.ts';
import { optionRow } from '../view/option-row.ts';
import { freshId, LightElement } from './light-element.ts';
import { placeBeside } from './place.ts';

const SHORT_LIST = 10;

/**
 * A select menu as Discord's: one or many, with a search. Fires `choose` (values) when a single one is chosen, or when
 * a list of many closes changed; with `eager`, at every change.
 */
export class PlaygroundSelect extends LightElement {
  static override properties = {
    options: { attribute: false },
    preset: { attribute: false },
    revision: { attribute: false },
    placeholder: { attribute: false },
    label: { attribute: false },
    describedBy: { attribute: false },
    min: { attribute: false },
    max: { attribute: false },
    disabled: { attribute: false },
    busy: { attribute: false },
    eager: { attribute: false },
    isOpen: { state: true },
    chosen: { state: true },
    typed: { state: true },
    active: { state: true },
  };
  declare options: SelectOption[];
  /** What is chosen at first. */
  declare preset: string[];
  /** When this changes, the choice goes back to `preset`. */
  declare revision: unknown;
  declare placeholder: string;
  declare label: string;
  declare describedBy: string;
  declare min: number;
  declare max: number;
  declare disabled: boolean;
  declare busy: boolean;
  declare eager: boolean;
  declare isOpen: boolean;
  declare chosen: string[];
  declare typed: string;
  declare active: number;
  readonly #listId = freshId('select');
  #before = '';

  constructor() {
    super();
    this.options = [];
    this.preset = [];
    this.placeholder = 'Make a selection';
    this.label = '';
    this.describedBy = '';
    this.min = 1;
    this.max = 1;
    this.disabled = false;
    this.busy = false;
    this.eager = false;
    this.isOpen = false;
    this.chosen = [];
    this.typed = '';
    this.active = 0;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('revision') || !this.hasUpdated) this.chosen = this.preset;
  }

  override updated(changed: PropertyValues<this>): void {
    const list = this.querySelector<HTMLElement>('.select-list');
    if (!this.isOpen || list === null) return;
    if (changed.has('isOpen')) {
      list.showPopover();
      this.querySelector<HTMLInputElement>('.select-search')?.focus();
    }
    placeBeside(list, this);
    this.querySelector('[role=option].active')?.scrollIntoView({ block: 'nearest' });
  }

  override render(): TemplateResult {
    const names = this.options.filter((option) => this.chosen.includes(option.value));
    const text = names.map((option) => option.label).join(', ');
    return html`
      <button type="button" class="select-button" role="combobox" aria-haspopup="listbox"
        aria-expanded=${this.isOpen} aria-controls=${this.#listId}
        aria-label=${text === '' ? this.label : `${this.label}: ${text}`}
        aria-describedby=${this.describedBy === '' ? nothing : this.describedBy}
        aria-busy=${this.busy ? 'true' : nothing} aria-disabled=${this.busy ? 'true' : nothing} ?disabled=${this.disabled}
        @click=${this.#toggle} @keydown=${this.#keyOnButton}>
        <span class=${text === '' ? 'select-text placeholder' : 'select-text'}>${text === '' ? this.placeholder : text}</span>
        <span class="select-arrow">${downIcon()}</span>
      </button>
      ${this.isOpen ? this.#list() : nothing}`;
  }

  #list(): TemplateResult {
    const shown = this.#shown();
    const active = shown[this.active];
    return html`<div class="select-list" popover="manual" @focusout=${this.#focusLeft}>
      <input class="select-search" type="text" role="combobox" inputmode=${this.#inputMode()} aria-label=${`Search: ${this.label}`} placeholder="Search"
        aria-expanded="true" aria-controls=${this.#listId} aria-autocomplete="list" autocomplete="off"
        aria-activedescendant=${active === undefined ? nothing : this.#optionId(active)}
        .value=${this.typed} @input=${this.#typing} @keydown=${this.#key} />
      <div id=${this.#listId} role="listbox" aria-label=${this.label} aria-multiselectable=${this.max > 1}>
        ${shown.map((option, index) =>
          optionRow(option, {
            id: this.#optionId(option),
            isActive: index === this.active,
            isChosen: this.chosen.includes(option.value),
            hasBox: this.max > 1,
            press: () => this.#pick(option),
          }),
        )}
        ${shown.length === 0 ? html`<div class="select-empty">Nothing found</div>` : nothing}
      </div>
    </div>`;
  }

  /** A short list on a touch screen is pressed, not searched: the keyboard would only cover it. */
  #inputMode(): 'none' | 'search' {
    return this.options.length <= SHORT_LIST && matchMedia('(pointer: coarse)').matches ? 'none' : 'search';
  }

  #optionId(option: SelectOption): string {
    return `${this.#listId}-${this.options.indexOf(option)}`;
  }

  #shown(): SelectOption[] {
    return filterOptions(this.options, this.typed);
  }

  #toggle(): void {
    if (this.isOpen) this.#close();
    else if (!this.busy) this.#open();
  }

  #open(): void {
    this.#before = this.chosen.join();
    this.typed = '';
    this.active = Math.max(
      0,
      this.options.findIndex((option) => this.chosen.includes(option.value)),
    );
    this.isOpen = true;
  }

  #close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.querySelector<HTMLElement>('.select-button')?.focus();
    const isEnough = this.chosen.length >= this.min;
    if (!isEnough && !this.eager) this.chosen = this.#before === '' ? [] : this.#before.split(',');
    else if (!this.eager && this.chosen.join() !== this.#before) this.#fire();
  }

  #focusLeft(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.contains(event.relatedTarget)) return;
    this.#close();
  }

  #typing(event: InputEvent): void {
    if (event.target instanceof HTMLInputElement) this.typed = event.target.value;
    this.active = 0;
  }

  #keyOnButton(event: KeyboardEvent): void {
    if (this.isOpen || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    this.#toggle();
  }

  #key(event: KeyboardEvent): void {
    const shown = this.#shown();
    const last = shown.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: this.active >= last ? 0 : this.active + 1,
      ArrowUp: this.active <= 0 ? last : this.active - 1,
      PageDown: Math.min(last, this.active + 8),
      PageUp: Math.max(0, this.active - 8),
    };
    const move = moves[event.key];
    const option = shown[this.active];
    if (move !== undefined) this.active = Math.max(0, move);
    else if (event.key === 'Enter' && option !== undefined) this.#pick(option);
    else if (event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #pick(option: SelectOption): void {
    const isChosen = this.chosen.includes(option.value);
    if (this.max === 1) {
      // A choice of at least one stays when it is pressed again.
      this.chosen = isChosen && this.min === 0 ? [] : [option.value];
      if (this.eager) this.#fire();
      this.#close();
      return;
    }
    if (isChosen) this.chosen = this.chosen.filter((value) => value !== option.value);
    else if (this.chosen.length < this.max) this.chosen = [...this.chosen, option.value];
    if (this.eager) this.#fire();
  }

  #fire(): void {
    this.dispatchEvent(new CustomEvent<string[]>('choose', { detail: this.chosen }));
  }
}

customElements.define('playground-select', PlaygroundSelect);

import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import {
  type FormField,
  type FormValues,
  fieldsOf,
  presetValues,
  problems,
  sentValues,
} from '../picker/form.ts';
import type { ViewContext } from '../view/context.ts';
import { formField } from '../view/form-field.ts';
import { closeIcon } from '../view/icons.ts';
import { markdown } from '../view/markdown.ts';
import { LightElement } from './light-element.ts';

/** A modal that a bot opened, and how to answer it: resolves with what went wrong, or null. */
export interface OpenModal {
  interactionId: string;
  botName: string;
  data: APIModalInteractionResponseCallbackData;
  submit(values: FormValues): Promise<string | null>;
}

/** A form as Discord's modals. Fires `close` when it is sent or given up. */
export class PlaygroundModal extends LightElement {
  static override properties = {
    modal: { attribute: false },
    context: { attribute: false },
    values: { state: true },
    wrong: { state: true },
    failure: { state: true },
    isSending: { state: true },
  };
  declare modal: OpenModal;
  declare context: ViewContext;
  declare values: FormValues;
  /** What is wrong, by custom id. */
  declare wrong: Record<string, string>;
  declare failure: string | null;
  declare isSending: boolean;

  constructor() {
    super();
    this.values = {};
    this.wrong = {};
    this.failure = null;
    this.isSending = false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('modal') || changed.get('modal')?.interactionId === this.modal.interactionId) return;
    this.values = presetValues(this.modal.data, this.context.names);
    this.wrong = {};
    this.failure = null;
  }

  override firstUpdated(): void {
    const dialog = this.querySelector('dialog');
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('.modal-fields :is(input, textarea, button)')?.focus();
  }

  override render(): TemplateResult {
    const { data, botName } = this.modal;
    return html`<dialog class="modal" aria-labelledby="modal-title" @cancel=${this.#cancel} @close=${this.#closed}>
      <form novalidate @submit=${this.#submit}>
        <header class="modal-header">
          <h2 id="modal-title">${data.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" @click=${this.#close}>${closeIcon()}</button>
        </header>
        <p class="modal-warning">This form goes to <strong>${botName}</strong>. Share no passwords or other secrets in it.</p>
        <div class="modal-fields">${fieldsOf(data).map((field) => this.#field(field))}</div>
        ${this.failure === null ? nothing : html`<p class="modal-failure" role="alert">${this.failure}</p>`}
        <footer class="modal-footer">
          <button type="button" class="button secondary" @click=${this.#close}>Cancel</button>
          <button type="submit" class="button primary" aria-busy=${this.isSending ? 'true' : nothing}>Submit</button>
        </footer>
      </form>
    </dialog>`;
  }

  #field(field: FormField): TemplateResult {
    if ('text' in field) return markdown(field.text, this.context);
    const id = field.component.custom_id;
    return formField(field, this.values[id], this.wrong[id] ?? null, this.context.names, (value) => {
      this.values = { ...this.values, [id]: value };
      const { [id]: _, ...others } = this.wrong;
      this.wrong = others;
    });
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending) return;
    this.wrong = problems(this.modal.data, this.values);
    if (Object.keys(this.wrong).length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('.form-field.wrong :is(input, textarea, button)')?.focus();
      return;
    }
    this.isSending = true;
    this.failure = await this.modal.submit(sentValues(this.modal.data, this.values));
    this.isSending = false;
    if (this.failure === null) this.#close();
  }

  /** Escape closes, but not while the answer is awaited: what was written would be lost if it failed. */
  #cancel(event: Event): void {
    if (event.target !== event.currentTarget) return;
    if (this.isSending) event.preventDefault();
  }

  #close(): void {
    this.querySelector('dialog')?.close();
  }

  #closed(): void {
    this.dispatchEvent(new Event('close'));
  }
}

customElements.define('playground-modal', PlaygroundModal);

import { html, nothing, type TemplateResult } from 'lit';
import type { StateView } from '../../protocol.ts';
import { rememberTheme, type Theme, theme } from '../state/remembered.ts';
import { applyTheme } from '../theme.ts';
import { avatar } from '../view/avatar.ts';
import { downIcon, upIcon } from '../view/icons.ts';
import { LightElement } from './light-element.ts';

const THEMES: [Theme, string][] = [
  ['system', 'As the system'],
  ['dark', 'Dark'],
  ['light', 'Light'],
];

/** Who the page is, below the channels. Fires `become` (user id) and `dms` (open or not). */
export class PlaygroundUserPanel extends LightElement {
  static override properties = { state: { attribute: false }, isOpen: { state: true } };
  declare state: StateView;
  declare isOpen: boolean;

  constructor() {
    super();
    this.isOpen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerdown', this.#pressedElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.#pressedElsewhere);
  }

  override render(): TemplateResult {
    const { me } = this.state;
    const name = me.global_name ?? me.username;
    return html`<section class="user-panel" aria-label="Who you are" @keydown=${this.#key}>
      ${this.isOpen ? this.#menu() : nothing}
      <button type="button" class="user-button" aria-expanded=${this.isOpen} aria-controls="user-menu" @click=${this.#toggle}>
        <span class="with-status">${avatar(me, name, 'medium')}</span>
        <span class="user-names"><span class="visually-hidden">You are </span><bdi class="user-name">${name}</bdi><span class="user-hint">Switch person</span></span>
        <span class="user-arrow">${this.isOpen ? downIcon() : upIcon()}</span>
      </button>
    </section>`;
  }

  #menu(): TemplateResult {
    const { people, me } = this.state;
    const mine = people.find((person) => person.user.id === me.id);
    return html`<div class="user-menu" id="user-menu">
      <fieldset class="people"><legend>Who are you?</legend>
        ${people.map((person) => {
          const name = person.user.global_name ?? person.user.username;
          return html`<label class="person"><input type="radio" name="person" .checked=${person.user.id === me.id} @change=${() => this.#become(person.user.id)} />
            ${avatar(person.user, name, 'medium')}
            <span class="person-text"><bdi class="person-name">${name}</bdi><span class="person-about">${person.about}</span></span></label>`;
        })}
      </fieldset>
      <label class="switch"><input type="checkbox" role="switch" .checked=${mine?.dmsOpen === true} @change=${this.#dms} />
        <span>Let members and apps send me direct messages</span></label>
      <fieldset class="themes"><legend>Look</legend>
        ${THEMES.map(
          ([value, label]) =>
            html`<label><input type="radio" name="theme" value=${value} .checked=${theme() === value} @change=${() => this.#theme(value)} />${label}</label>`,
        )}
      </fieldset>
    </div>`;
  }

  #toggle(): void {
    this.isOpen = !this.isOpen;
    if (this.isOpen) {
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('.people input:checked')?.focus());
    }
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    this.isOpen = false;
    this.querySelector<HTMLElement>('.user-button')?.focus();
  }

  #become(userId: string): void {
    this.dispatchEvent(new CustomEvent<string>('become', { detail: userId }));
  }

  #dms(event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.dispatchEvent(new CustomEvent<boolean>('dms', { detail: event.target.checked }));
  }

  #theme(value: Theme): void {
    rememberTheme(value);
    applyTheme();
    this.requestUpdate();
  }

  readonly #pressedElsewhere = (event: Event): void => {
    if (event.target instanceof Node && !this.contains(event.target)) this.isOpen = false;
  };
}

customElements.define('playground-user-panel', PlaygroundUserPanel);

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Store } from '../state/store.ts';
import { beginsDay, continues } from '../state/timeline.ts';
import { dayTitle } from '../time.ts';
import type { ViewContext } from '../view/context.ts';
import { messageView } from '../view/message.ts';
import { noteView } from '../view/note.ts';
import { FocusKeeper } from './focus-keeper.ts';
import { LightElement } from './light-element.ts';

/** So close to an end of the list counts as being there (px). */
const AT_BOTTOM_PX = 60;
const NEAR_TOP_PX = 400;

/** The messages of the open channel: stays at the newest unless somebody scrolled up, and reads older ones on the way up. */
export class PlaygroundMessageLog extends LightElement {
  static override properties = {
    store: { attribute: false },
    context: { attribute: false },
    version: { attribute: false },
    called: { attribute: false },
    heading: { attribute: false },
    intro: { attribute: false },
  };
  declare store: Store;
  declare context: ViewContext;
  /** Grows with every change of the store. */
  declare version: number;
  /** How a sentence names the channel, and how its beginning is headed. */
  declare called: string;
  declare heading: string;
  declare intro: string;
  #isAtBottom = true;
  #lastTop = 0;
  #channelId: string | null = null;
  /** Before an update: the first message on the screen and where it stood, to keep it there. */
  #anchor: { element: Element; top: number } | null = null;
  readonly #focus = new FocusKeeper();
  readonly #resized = new ResizeObserver(() => this.#stick());

  override willUpdate(_changed: PropertyValues<this>): void {
    if (this.store.channelId !== this.#channelId) {
      this.#channelId = this.store.channelId;
      this.#isAtBottom = true;
    }
    this.#focus.remember();
    this.#anchor = this.#isAtBottom ? null : this.#firstOnScreen();
  }

  override firstUpdated(): void {
    const list = this.querySelector('.log-list');
    const log = this.#log();
    // Pictures that load and windows that change size move the end of the list.
    if (list !== null) this.#resized.observe(list);
    if (log !== null) this.#resized.observe(log);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override updated(): void {
    const log = this.#log();
    if (log === null) return;
    if (this.#anchor?.element.isConnected === true) {
      log.scrollTop += this.#anchor.element.getBoundingClientRect().top - this.#anchor.top;
    }
    this.#stick();
    if (log.scrollTop < NEAR_TOP_PX) void this.store.loadOlder();
    void this.#focus.restore(log);
  }

  override render(): TemplateResult {
    const { store } = this;
    const { messages, timeline } = store;
    const isReading = timeline === undefined;
    return html`<div class="log" role="log" aria-label=${`Messages in ${this.called}`} aria-busy=${isReading} tabindex="0" @scroll=${this.#scrolled}>
      <div class="log-list">
        ${timeline?.hasMore === true ? html`<p class="log-more">Loading older messages…</p>` : nothing}
        ${timeline?.hasMore === false ? this.#beginning() : nothing}
        ${repeat(
          messages,
          (message) => message.id,
          (message, index) => {
            const before = messages[index - 1];
            const newDay = beginsDay(before, message);
            const goesOn = !newDay && continues(before, message);
            // Drawn again only when something that it shows has changed; a minute is what times are shown to.
            const minute = Math.floor(this.context.nowMs / 60_000);
            const look = [message, newDay, goesOn, store.notes.keyOf(message.id), store.names, minute];
            return guard(
              look,
              () => html`
              ${newDay ? html`<div class="day" role="separator"><span>${dayTitle(Date.parse(message.timestamp))}</span></div>` : nothing}
              ${messageView(message, this.context, goesOn, store.notes.failureOf(message.id))}`,
            );
          },
        )}
        ${store.notes.list
          .filter((note) => note.channelId === store.channelId)
          .map((note) => noteView(note, () => store.notes.remove(note.id)))}
      </div>
    </div>`;
  }

  /** Goes down to the newest message. */
  toBottom(): void {
    this.#isAtBottom = true;
    this.#stick();
  }

  #beginning(): TemplateResult {
    return html`<div class="log-beginning"><h2>${this.heading}</h2><p>${this.intro}</p></div>`;
  }

  #log(): HTMLElement | null {
    return this.querySelector<HTMLElement>('.log');
  }

  #scrolled(): void {
    const log = this.#log();
    if (log === null) return;
    const isUp = log.scrollTop < this.#lastTop;
    this.#lastTop = log.scrollTop;
    // A list that grew below, as pictures came in, is not a person who went up.
    if (log.scrollHeight - log.scrollTop - log.clientHeight < AT_BOTTOM_PX) this.#isAtBottom = true;
    else if (isUp) this.#isAtBottom = false;
    if (log.scrollTop < NEAR_TOP_PX) void this.store.loadOlder();
  }

  #stick(): void {
    const log = this.#log();
    if (this.#isAtBottom && log !== null) log.scrollTop = log.scrollHeight;
  }

  #firstOnScreen(): { element: Element; top: number } | null {
    const log = this.#log();
    if (log === null) return null;
    const edge = log.getBoundingClientRect().top;
    for (const element of log.querySelectorAll('.message')) {
      const box = element.getBoundingClientRect();
      if (box.bottom > edge) return { element, top: box.top };
    }
    return null;
  }
}

customElements.define('playground-message-log', PlaygroundMessageLog);

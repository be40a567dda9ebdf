import { html, nothing, type TemplateResult } from 'lit';
import type { ClockInput } from '../../protocol.ts';
import { sentenceFor } from '../api.ts';
import type { Arrival } from '../state/arrivals.ts';
import type { Store } from '../state/store.ts';
import { clockTime } from '../time.ts';
import { clockIcon } from '../view/icons.ts';
import { LightElement } from './light-element.ts';

const DAY_MS = 86_400_000;
/** The bot had something planned, and no message came of it: only the bot knows why. */
const SKIPPED = 'Nothing arrived: what was due was skipped or refused. The bot can say why.';

/** The local Discord's time, and the buttons that move it. Fires `visit` (Arrival) when one is to be seen. */
export class PlaygroundClockBar extends LightElement {
  static override properties = {
    store: { attribute: false },
    version: { attribute: false },
    isMoving: { state: true },
    problem: { state: true },
    silence: { state: true },
  };
  declare store: Store;
  declare version: number;
  declare isMoving: boolean;
  declare problem: string;
  /** What to say if nothing arrived when time was moved; empty when it was not. */
  declare silence: string;
  /** What was planned when the problem was said. */
  #explained: number | null = null;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.isMoving = false;
    this.problem = '';
    this.silence = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Minutes are shown, and times in messages hang on them.
    this.#ticking = setInterval(() => this.store.changed(), 20_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  override render(): TemplateResult {
    const clock = this.store.state?.clock;
    const cannot = clock?.canMove === true ? null : 'The clock of this local Discord cannot be moved.';
    const nothingDue =
      cannot ?? (clock?.nextEventMs === null ? 'Nothing is planned: turn nudges on first.' : null);
    const nowMs = this.store.nowMs();
    return html`<section class="clock-bar" aria-label="Time in the local Discord" aria-busy=${this.isMoving}>
      <time class="clock-now" datetime=${new Date(nowMs).toISOString()}>${clockIcon()}${clockTime(nowMs)}</time>
      <span class="clock-buttons">
        ${this.#button('+1 day', cannot, { advanceMs: DAY_MS })}
        ${this.#button('+1 week', cannot, { advanceMs: 7 * DAY_MS })}
        ${this.#button('Next nudge', nothingDue, { to: 'next' })}
      </span>
      <span class="clock-status" role="status">${this.#status(nothingDue)}</span>
    </section>`;
  }

  #button(label: string, reason: string | null, input: ClockInput): TemplateResult {
    const isOff = reason !== null || this.isMoving;
    return html`<button type="button" class="clock-button" aria-disabled=${isOff ? 'true' : nothing} title=${reason ?? nothing}
      aria-description=${reason ?? nothing} @click=${() => (isOff ? this.#explain(reason) : void this.#move(input))}>${label}</button>`;
  }

  #status(nothingDue: string | null): TemplateResult | string {
    if (this.isMoving) return 'Time is moving…';
    const hasChanged = (this.store.state?.clock.nextEventMs ?? null) !== this.#explained;
    if (this.problem !== '' && !hasChanged) return this.problem;
    const { list } = this.store.arrivals;
    if (list.length > 0) {
      return html`Arrived: ${list.map((arrival, index) => html`${index === 0 ? nothing : ', '}<button type="button" class="link-button" @click=${() => this.#visit(arrival)}>${arrival.text}</button>`)}`;
    }
    if (this.silence !== '') return this.silence;
    const next = this.store.state?.clock.nextEventMs ?? null;
    return nothingDue !== null || next === null ? '' : `Next: ${clockTime(next)}`;
  }

  #explain(reason: string | null): void {
    if (reason !== null) this.problem = reason;
    // It stands until something is planned.
    this.#explained = this.store.state?.clock.nextEventMs ?? null;
  }

  #visit(arrival: Arrival): void {
    this.silence = '';
    this.dispatchEvent(new CustomEvent<Arrival>('visit', { detail: arrival }));
  }

  async #move(input: ClockInput): Promise<void> {
    const { store } = this;
    const { state, api } = store;
    if (state === null) return;
    this.isMoving = true;
    this.problem = '';
    try {
      const dueMs = state.clock.nextEventMs;
      await store.arrivals.during(state, async () => store.setClock(await api.clock(input)));
      this.silence = dueMs !== null && dueMs <= store.nowMs() ? SKIPPED : 'Nothing arrived.';
      await store.refresh();
    } catch (error) {
      this.problem = sentenceFor(error);
      this.#explained = store.state?.clock.nextEventMs ?? null;
    }
    this.isMoving = false;
  }
}

customElements.define('playground-clock-bar', PlaygroundClockBar);

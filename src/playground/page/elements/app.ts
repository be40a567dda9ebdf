import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { GuildView, InteractInput, StateView } from '../../protocol.ts';
import { holdsMessages } from '../discord.ts';
import { entriesOf } from '../picker/entries.ts';
import { Actions } from '../state/actions.ts';
import type { Arrival } from '../state/arrivals.ts';
import type { Names } from '../state/names.ts';
import { hasUsedCommand } from '../state/remembered.ts';
import { Store } from '../state/store.ts';
import { channelList } from '../view/channel-list.ts';
import { calledOf, chatHeader, headingOf, introOf } from '../view/chat-header.ts';
import type { ViewContext } from '../view/context.ts';
import { eventsDialog } from '../view/events.ts';
import { memberList } from '../view/member-list.ts';
import { entranceOf, rail } from '../view/rail.ts';
import './clock-bar.ts';
import type { CommandSent, PlaygroundComposer } from './composer.ts';
import './composer.ts';
import { LightElement } from './light-element.ts';
import type { PlaygroundMessageLog } from './message-log.ts';
import './message-log.ts';
import './modal.ts';
import './user-panel.ts';

/** The whole page: puts the parts side by side and hands on what happens in one to the others. */
export class PlaygroundApp extends LightElement {
  static override properties = { drawer: { state: true }, place: { state: true } };
  readonly store = new Store();
  readonly actions = new Actions(this.store);
  /** On a narrow screen: which column covers the messages. On a wide one, `members` hides the member list. */
  declare drawer: 'none' | 'channels' | 'members';
  /** The server whose channels are listed; null for direct messages; undefined for that of the open channel. */
  declare place: string | null | undefined;

  #focusedFor: string | null = null;

  constructor() {
    super();
    this.drawer = 'none';
    this.place = undefined;
    this.store.addEventListener('change', () => this.requestUpdate());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', () => this.store.looked());
    void this.store.start();
  }

  override updated(): void {
    const { channel, names } = this.store;
    // A person can type at once, unless that would bring up the keyboard of a telephone, or takes the focus from elsewhere.
    const isNew = channel !== null && channel.id !== this.#focusedFor;
    if (isNew && (document.activeElement === document.body || document.activeElement === null))
      this.#focusComposer();
    this.#focusedFor = channel?.id ?? null;
    document.title =
      channel === null || names === null ? 'Local Discord' : `${headingOf(channel, names)} · Local Discord`;
  }

  override render(): TemplateResult {
    const { state, names, error } = this.store;
    if (state === null || names === null) {
      return html`<main class="loading" role="status">${error === null ? 'Opening the local Discord…' : `${error} Trying again…`}</main>`;
    }
    return this.#page(state, names);
  }

  #page(state: StateView, names: Names): TemplateResult {
    const { store } = this;
    const guild = this.#listedGuild(state);
    const context = this.#context(state, names);
    return html`<div class="app" data-drawer=${this.drawer} @keydown=${this.#key}>
      <playground-clock-bar .store=${store} .version=${store.version} @visit=${this.#visit}></playground-clock-bar>
      <div class="side">
        ${rail(store, state, guild?.id ?? null, (place) => this.#goTo(state, place))}
        <div class="side-column" @click=${this.#channelPressed}>
          ${channelList(store, state, guild, () => this.querySelector<HTMLDialogElement>('.events')?.showModal())}
          <playground-user-panel .state=${state} @become=${this.#become} @dms=${(event: CustomEvent<boolean>) => this.actions.setDms(event.detail)}></playground-user-panel>
        </div>
      </div>
      ${this.#chat(state, names, context)}
      ${store.guild === null ? nothing : memberList(state, store.guild, store.channel, names)}
      <button type="button" class="backdrop" aria-label="Close the side column" tabindex=${this.drawer === 'none' ? -1 : 0} @click=${() => this.#setDrawer('none')}></button>
      ${guild === null ? nothing : eventsDialog(guild, context)}
      ${this.#modal(context)}
    </div>`;
  }

  #chat(state: StateView, names: Names, context: ViewContext): TemplateResult {
    const { store } = this;
    const { channel } = store;
    if (channel === null) return html`<main class="chat"><p class="loading">Choose a channel.</p></main>`;
    const called = calledOf(channel, names);
    return html`<main class="chat" aria-label=${called}>
      ${chatHeader(channel, names, {
        hasMembers: store.guild !== null,
        openChannels: () => this.#setDrawer('channels'),
        open: (channelId) => this.#open(channelId),
        toggleMembers: () => this.#setDrawer(this.drawer === 'members' ? 'none' : 'members'),
      })}
      ${this.#banner(state)}
      <playground-message-log .store=${store} .context=${context} .version=${store.version} .called=${called} .heading=${headingOf(channel, names)} .intro=${introOf(channel, names)}></playground-message-log>
      ${
        holdsMessages(channel.type)
          ? html`<playground-composer .entries=${entriesOf(state.commands, store.guild?.id ?? null)} .names=${names} .channelId=${channel.id}
            .placeholder=${`Message ${called}`} .hint=${hasUsedCommand() ? '' : hintOf(state)} .ask=${(input: InteractInput) => store.api.interact(input)}
            @say=${(event: CustomEvent<string>) => this.#say(channel.id, event.detail)}
            @command=${(event: CustomEvent<CommandSent>) => this.#command(channel.id, event.detail)}></playground-composer>`
          : nothing
      }
    </main>`;
  }

  #banner(state: StateView): TemplateResult | typeof nothing {
    if (!this.store.isConnected) return html`<p class="banner" role="status">Connecting…</p>`;
    const away = state.bots
      .filter((bot) => !bot.online)
      .map((bot) => bot.user.global_name ?? bot.user.username);
    return away.length === 0
      ? nothing
      : html`<p class="banner" role="status">${away.join(', ')} ${away.length === 1 ? 'is' : 'are'} offline: commands will not be answered.</p>`;
  }

  #modal(context: ViewContext): TemplateResult | typeof nothing {
    const { modal } = this.actions;
    if (modal === null) return nothing;
    const view = html`<playground-modal .modal=${modal} .context=${context} @close=${this.#modalClosed}></playground-modal>`;
    return html`${keyed(modal.interactionId, view)}`;
  }

  #context(state: StateView, names: Names): ViewContext {
    const { store, actions } = this;
    return {
      names,
      me: state.me.id,
      nowMs: store.nowMs(),
      useComponent: (message, customId, values) => void actions.component(message, customId, values),
      useCommand: (_id, name) => this.#composer()?.begin(name),
      openChannel: (channelId) => this.#open(channelId),
      dismiss: (message) => {
        store.dismiss(message.id);
        this.#composer()?.focusInput();
      },
      isBusy: (messageId, customId) => store.notes.isBusy(messageId, customId),
    };
  }

  #listedGuild(state: StateView): GuildView | null {
    if (this.place === undefined) return this.store.guild;
    return state.guilds.find((guild) => guild.id === this.place) ?? null;
  }

  #goTo(state: StateView, place: string | null): void {
    this.place = place;
    const guild = state.guilds.find((one) => one.id === place);
    const channelId = guild === undefined ? state.directs[0]?.channel.id : entranceOf(guild);
    if (channelId !== undefined && channelId !== null) this.store.open(channelId);
  }

  #open(channelId: string): void {
    this.place = undefined;
    this.store.open(channelId);
  }

  #setDrawer(drawer: 'none' | 'channels' | 'members'): void {
    this.drawer = drawer;
    if (drawer !== 'channels') return;
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>('.side .channel.open, .side button')?.focus(),
    );
  }

  /** On a narrow screen, choosing a channel uncovers it. */
  #channelPressed(event: Event): void {
    if (!(event.target instanceof Element) || event.target.closest('.channel') === null) return;
    this.place = undefined;
    this.drawer = this.drawer === 'channels' ? 'none' : this.drawer;
    this.#focusComposer();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.drawer !== 'none') this.#setDrawer('none');
  }

  #become(event: CustomEvent<string>): void {
    this.place = undefined;
    void this.store.become(event.detail);
  }

  #visit(event: CustomEvent<Arrival>): void {
    const { userId, channelId } = event.detail;
    this.place = undefined;
    this.store.arrivals.clear();
    if (userId === this.store.state?.me.id) this.store.open(channelId);
    else void this.store.become(userId, channelId);
  }

  #say(channelId: string, text: string): void {
    this.#log()?.toBottom();
    void this.actions.say(channelId, text);
  }

  #command(channelId: string, sent: CommandSent): void {
    this.#log()?.toBottom();
    void this.actions.command(channelId, sent.entry, sent.options);
  }

  /** The dialog gives the focus back to where it was opened from; if that is gone, a person goes on typing. */
  async #modalClosed(): Promise<void> {
    this.actions.closeModal();
    await this.updateComplete;
    if (document.activeElement === document.body) this.#focusComposer();
  }

  #focusComposer(): void {
    if (!matchMedia('(pointer: coarse)').matches) this.#composer()?.focusInput();
  }

  #composer(): PlaygroundComposer | null {
    return this.querySelector<PlaygroundComposer>('playground-composer');
  }

  #log(): PlaygroundMessageLog | null {
    return this.querySelector<PlaygroundMessageLog>('playground-message-log');
  }
}

/** Who one is at first, and what to try. */
function hintOf(state: StateView): string {
  const names = state.commands.map(({ command }) => command.name);
  const first = names.find((name) => name === state.hint?.command) ?? names[0];
  if (first === undefined) return '';
  const who = state.start === null ? '' : `${state.start.words} `;
  return `${who}Type /${first} and press Enter, or tap the arrow.`;
}

customElements.define('playground-app', PlaygroundApp);

import { html, nothing, type TemplateResult } from 'lit';
import type { GuildView, StateView } from '../../protocol.ts';
import { Channel } from '../discord.ts';
import { listChannels } from '../state/channel-list.ts';
import type { Store } from '../state/store.ts';
import { initials } from './avatar.ts';
import { mailIcon } from './icons.ts';

/** The narrow column: direct messages, then the servers. */
export function rail(
  store: Store,
  state: StateView,
  place: string | null,
  goTo: (place: string | null) => void,
): TemplateResult {
  const unreadDirects = state.directs.filter(({ channel }) => store.reads.isUnread(channel)).length;
  return html`<nav class="rail" aria-label="Servers"><ul>
    <li>${railButton({
      name: 'Direct messages',
      content: mailIcon(),
      isOpen: place === null,
      badge: unreadDirects,
      isUnread: unreadDirects > 0,
      press: () => goTo(null),
    })}</li>
    ${state.guilds.map(
      (guild) =>
        html`<li>${railButton({
          name: guild.name,
          content: initials(guild.name),
          isOpen: place === guild.id,
          badge: 0,
          isUnread: guild.channels.some(
            (channel) => channel.type !== Channel.Category && store.reads.isUnread(channel),
          ),
          press: () => goTo(guild.id),
        })}</li>`,
    )}
  </ul></nav>`;
}

interface RailButton {
  name: string;
  content: string | TemplateResult;
  isOpen: boolean;
  badge: number;
  isUnread: boolean;
  press(): void;
}

function railButton(button: RailButton): TemplateResult {
  const classes = ['rail-button', button.isOpen ? 'open' : '', button.isUnread ? 'unread' : ''];
  return html`<button type="button" class=${classes.filter(Boolean).join(' ')} title=${button.name}
    aria-label=${button.isUnread ? `${button.name}, unread` : button.name} aria-current=${button.isOpen ? 'true' : nothing} @click=${button.press}>
    <span aria-hidden="true">${button.content}</span>
    ${button.badge === 0 ? nothing : html`<span class="badge" aria-hidden="true">${button.badge}</span>`}
  </button>`;
}

/** The channel that opens with a server: the first of its list. */
export function entranceOf(guild: GuildView): string | null {
  const listed = listChannels(guild).flatMap(({ channels }) => channels);
  const text = listed.find(({ channel }) => channel.type === Channel.Text) ?? listed[0];
  return text?.channel.id ?? null;
}

import type { APIChannel } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import type { DirectView, GuildView, StateView } from '../../protocol.ts';
import { Channel, isThread } from '../discord.ts';
import { listChannels } from '../state/channel-list.ts';
import { threadKind } from '../state/channel-words.ts';
import type { Store } from '../state/store.ts';
import { avatar } from './avatar.ts';
import { calendarIcon, privateThreadIcon, speakerIcon, threadIcon } from './icons.ts';

/** The column of channels, of a guild or (null) of direct messages. */
export function channelList(
  store: Store,
  state: StateView,
  guild: GuildView | null,
  openEvents: () => void,
): TemplateResult {
  const title = guild?.name ?? 'Direct messages';
  return html`<nav class="channels" aria-label=${`Channels of ${title}`}>
    <h2 class="channels-title"><bdi>${title}</bdi></h2>
    <div class="channels-list">
      ${guild === null ? directList(store, state) : guildList(store, guild, openEvents)}
    </div>
  </nav>`;
}

function guildList(store: Store, guild: GuildView, openEvents: () => void): TemplateResult {
  const events = guild.scheduledEvents.length;
  return html`
    ${events === 0 ? nothing : html`<button type="button" class="channel" @click=${openEvents}><span class="channel-sign">${calendarIcon()}</span>${events} event${events === 1 ? '' : 's'}</button>`}
    ${listChannels(guild).map(
      ({ category, channels }) => html`
        ${category === null ? nothing : html`<h3 class="category">${category.name}</h3>`}
        <ul>${channels.map(
          ({ channel, threads }) => html`<li>${channelButton(store, channel)}
            ${threads.length === 0 ? nothing : html`<ul class="threads">${threads.map((thread) => html`<li>${channelButton(store, thread)}</li>`)}</ul>`}
          </li>`,
        )}</ul>`,
    )}`;
}

/** The sign before a channel's name. */
export function channelSign(channel: APIChannel): TemplateResult | string {
  if (channel.type === Channel.DM) return '@';
  if (channel.type === Channel.Voice || channel.type === Channel.Stage) return speakerIcon();
  if (channel.type === Channel.PrivateThread) return privateThreadIcon();
  return isThread(channel.type) ? threadIcon() : '#';
}

function channelButton(store: Store, channel: APIChannel): TemplateResult {
  const isOpen = channel.id === store.channelId;
  const isUnread = !isOpen && store.reads.isUnread(channel);
  const classes = ['channel', isOpen ? 'open' : '', isUnread ? 'unread' : ''].filter(Boolean).join(' ');
  return html`<button type="button" class=${classes} aria-current=${isOpen ? 'page' : nothing} ?disabled=${channel.type === Channel.Forum}
    @click=${() => store.open(channel.id)}>
    <span class="channel-sign" aria-hidden="true">${channelSign(channel)}</span><bdi class="channel-name">${channel.name}</bdi>
    ${isThread(channel.type) ? html`<span class="visually-hidden">(${threadKind(channel)})</span>` : nothing}
    ${isUnread ? html`<span class="visually-hidden">(unread)</span>` : nothing}
  </button>`;
}

function directList(store: Store, state: StateView): TemplateResult {
  if (state.directs.length === 0) return html`<p class="channels-empty">No direct messages yet.</p>`;
  return html`<ul>${state.directs.map((direct) => html`<li>${directButton(store, state, direct)}</li>`)}</ul>`;
}

function directButton(store: Store, state: StateView, direct: DirectView): TemplateResult {
  const { channel, with: user } = direct;
  const name = user.global_name ?? user.username;
  const isOpen = channel.id === store.channelId;
  const isUnread = !isOpen && store.reads.isUnread(channel);
  const count = Math.max(1, store.reads.unreadCount(channel.id));
  const bot = state.bots.find((one) => one.user.id === user.id);
  return html`<button type="button" class=${`channel direct ${isOpen ? 'open' : ''} ${isUnread ? 'unread' : ''}`}
    aria-current=${isOpen ? 'page' : nothing} @click=${() => store.open(channel.id)}>
    <span class="with-status">${avatar(user, name, 'medium')}${statusDot(bot?.online ?? true)}</span>
    <bdi class="channel-name">${name}</bdi>
    ${isUnread ? html`<span class="badge">${count}<span class="visually-hidden"> unread</span></span>` : nothing}
  </button>`;
}

/** Whether somebody is here, for the eye and for the ear. */
export function statusDot(isOnline: boolean): TemplateResult {
  return html`<span class=${isOnline ? 'status online' : 'status'}><span class="visually-hidden">${isOnline ? 'online' : 'offline'}</span></span>`;
}

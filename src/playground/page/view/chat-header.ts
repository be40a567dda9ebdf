import type { APIChannel } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { Channel } from '../discord.ts';
import type { Names } from '../state/names.ts';
import { channelSign } from './channel-list.ts';
import { menuIcon, peopleIcon } from './icons.ts';

interface HeaderActions {
  hasMembers: boolean;
  openChannels(): void;
  toggleMembers(): void;
}

/** What a channel is called in text: `#name`, or `@person` after the other one of the two. */
export function headingOf(channel: APIChannel, names: Names): string {
  if (channel.type !== Channel.DM) return `#${channel.name ?? ''}`;
  const recipients = ('recipients' in channel ? channel.recipients : null) ?? [];
  const user = recipients.find(({ id }) => id !== names.me) ?? recipients[0];
  return `@${user === undefined ? 'unknown-user' : names.display(user)}`;
}

/** The line under a channel's name where its messages begin. */
export function introOf(channel: APIChannel, names: Names): string {
  const heading = headingOf(channel, names);
  if (channel.type === Channel.DM)
    return `This is the beginning of your direct messages with ${heading.slice(1)}.`;
  return `This is the beginning of ${heading}.`;
}

/** Above the messages: where one is, what it is for, and the ways to the columns beside. */
export function chatHeader(channel: APIChannel, names: Names, actions: HeaderActions): TemplateResult {
  const topic = 'topic' in channel ? channel.topic : null;
  const heading = headingOf(channel, names).slice(1);
  return html`<header class="chat-header">
    <button type="button" class="icon-button only-narrow" aria-label="Show servers and channels" @click=${actions.openChannels}>${menuIcon()}</button>
    <h1><span class="channel-sign" aria-hidden="true">${channelSign(channel)}</span><bdi>${heading}</bdi></h1>
    ${topic === null || topic === undefined || topic === '' ? nothing : html`<p class="topic" title=${topic}>${topic}</p>`}
    ${actions.hasMembers ? html`<button type="button" class="icon-button members-button" aria-label="Members" @click=${actions.toggleMembers}>${peopleIcon()}</button>` : nothing}
  </header>`;
}

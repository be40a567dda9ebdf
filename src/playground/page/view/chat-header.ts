import type { APIChannel } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { Channel, isThread } from '../discord.ts';
import { channelWords, threadKind } from '../state/channel-words.ts';
import type { Names } from '../state/names.ts';
import { channelSign } from './channel-list.ts';
import { menuIcon, peopleIcon } from './icons.ts';

interface HeaderActions {
  hasMembers: boolean;
  openChannels(): void;
  open(channelId: string): void;
  toggleMembers(): void;
}

/** What stands above a channel: `#name`, a thread's bare name, or `@person` after the other one of the two. */
export function headingOf(channel: APIChannel, names: Names): string {
  if (channel.type !== Channel.DM)
    return isThread(channel.type) ? (channel.name ?? '') : channelWords(channel);
  const recipients = ('recipients' in channel ? channel.recipients : null) ?? [];
  const user = recipients.find(({ id }) => id !== names.me) ?? recipients[0];
  return `@${user === undefined ? 'unknown-user' : names.display(user)}`;
}

/** How a sentence names a channel: `#name`, `the private thread name`, `@person`. */
export function calledOf(channel: APIChannel, names: Names): string {
  return channel.type === Channel.DM ? headingOf(channel, names) : channelWords(channel);
}

/** The line under a channel's name where its messages begin. */
export function introOf(channel: APIChannel, names: Names): string {
  if (channel.type === Channel.DM)
    return `This is the beginning of your direct messages with ${headingOf(channel, names).slice(1)}.`;
  return `This is the beginning of ${calledOf(channel, names)}.`;
}

/** Above the messages: where one is, what it is for, and the ways to the columns beside. */
export function chatHeader(channel: APIChannel, names: Names, actions: HeaderActions): TemplateResult {
  const isOfThread = isThread(channel.type);
  const heading = headingOf(channel, names);
  return html`<header class="chat-header">
    <button type="button" class="icon-button only-narrow" aria-label="Show servers and channels" @click=${actions.openChannels}>${menuIcon()}</button>
    <div class=${isOfThread ? 'chat-title of-thread' : 'chat-title'}>
      <h1><span class="channel-sign" aria-hidden="true">${channelSign(channel)}</span><bdi>${isOfThread ? heading : heading.slice(1)}</bdi></h1>
      ${isOfThread ? threadLine(channel, names, actions) : topicLine(channel)}
    </div>
    ${actions.hasMembers ? html`<button type="button" class="icon-button members-button" aria-label="Members" @click=${actions.toggleMembers}>${peopleIcon()}</button>` : nothing}
  </header>`;
}

function topicLine(channel: APIChannel): TemplateResult | typeof nothing {
  const topic = ('topic' in channel ? channel.topic : null) ?? '';
  return topic === '' ? nothing : html`<p class="topic" title=${topic}>${topic}</p>`;
}

/** What sort of thread this is, and the way back to the channel that it belongs to. */
function threadLine(channel: APIChannel, names: Names, { open }: HeaderActions): TemplateResult {
  const kind = threadKind(channel) === 'private thread' ? 'Private thread' : 'Thread';
  const parent = names.channel(('parent_id' in channel ? channel.parent_id : null) ?? '');
  if (parent === null) return html`<p class="topic">${kind}</p>`;
  return html`<p class="topic">${kind} in <button type="button" class="link-button" @click=${() => open(parent.id)}>${channelWords(parent)}</button></p>`;
}

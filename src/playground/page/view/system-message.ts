import type { APIMessage } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { MessageKind } from '../discord.ts';
import { messageTime } from '../time.ts';
import type { ViewContext } from './context.ts';
import { arrowIcon } from './icons.ts';

/** The sentence of a message that Discord itself writes, or null if it is one that somebody wrote. */
export function systemMessage(message: APIMessage, context: ViewContext): TemplateResult | null {
  const name = html`<strong><bdi>${context.names.display(message.author)}</bdi></strong>`;
  const sentence = sentenceOf(message, context, name);
  if (sentence === null) return null;
  return html`<article class="message system" id=${`message-${message.id}`}>
    <div class="message-margin">${arrowIcon()}</div>
    <div class="message-body">${sentence}
      <time datetime=${message.timestamp}>${messageTime(Date.parse(message.timestamp), context.nowMs)}</time></div>
  </article>`;
}

function sentenceOf(message: APIMessage, context: ViewContext, name: TemplateResult): TemplateResult | null {
  switch (message.type) {
    case MessageKind.UserJoin:
      return html`${name} joined the server.`;
    case MessageKind.ChannelPinnedMessage:
      return html`${name} pinned a message to this channel.`;
    case MessageKind.RecipientAdd:
      return html`${name} added ${message.mentions.map((user) => context.names.display(user)).join(', ')} to the thread.`;
    case MessageKind.ThreadCreated: {
      const threadId = message.message_reference?.channel_id;
      return html`${name} started a thread:
        <button type="button" class="link-button" @click=${() => threadId !== undefined && context.openChannel(threadId)}>${message.content}</button>.`;
    }
    default:
      return null;
  }
}

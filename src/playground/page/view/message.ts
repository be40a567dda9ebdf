import type { APIMessage } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { Flag, MessageKind } from '../discord.ts';
import { fullDate, messageTime, shortTime } from '../time.ts';
import { avatar } from './avatar.ts';
import { components } from './components.ts';
import type { ViewContext } from './context.ts';
import { embed } from './embed.ts';
import { eyeIcon } from './icons.ts';
import { isJumbo, markdown } from './markdown.ts';
import { attachmentList } from './media.ts';
import { paint } from './paint.ts';
import { systemMessage } from './system-message.ts';
import { threadCard } from './thread-card.ts';

type Drawn = TemplateResult | typeof nothing;

/** Whether a flag of Discord's is set. */
export function hasFlag(message: APIMessage, flag: number): boolean {
  return ((message.flags ?? 0) & flag) !== 0;
}

/**
 * One message. `goesOn` draws it without author and picture, below another of the same author. `failure` is the
 * sentence for an interaction with it that failed.
 */
export function messageView(
  message: APIMessage,
  context: ViewContext,
  goesOn: boolean,
  failure: string | null,
): TemplateResult {
  const system = systemMessage(message, context);
  if (system !== null) return system;
  // A thread begins with the message that it was made from.
  const starter = message.type === MessageKind.ThreadStarterMessage ? message.referenced_message : null;
  if (starter !== null && starter !== undefined) return messageView(starter, context, false, failure);
  const isEphemeral = hasFlag(message, Flag.Ephemeral);
  const mentionsMe = message.mentions.some((user) => user.id === context.me) || message.mention_everyone;
  const name = context.names.display(message.author);
  const sentMs = Date.parse(message.timestamp);
  const classes = [
    'message',
    goesOn ? 'goes-on' : '',
    isEphemeral ? 'ephemeral' : '',
    mentionsMe ? 'mentions-me' : '',
  ];
  return html`<article class=${classes.filter(Boolean).join(' ')} id=${`message-${message.id}`}
    aria-label=${`${name}, ${messageTime(sentMs, context.nowMs)}${isEphemeral ? ', only you can see this' : ''}`}>
    ${goesOn ? nothing : origin(message, context)}
    <div class="message-margin">${
      goesOn
        ? html`<time class="message-hover-time" datetime=${message.timestamp}>${shortTime(sentMs)}</time>`
        : avatar(message.author, name)
    }</div>
    <div class="message-body">
      ${goesOn ? nothing : header(message, context, name, sentMs)}
      ${hasFlag(message, Flag.Loading) ? thinking() : content(message, context)}
      ${failure === null ? nothing : html`<p class="message-failure" role="alert">${failure}</p>`}
      ${isEphemeral ? ephemeralNote(message, context) : threadCard(message, context)}
    </div>
  </article>`;
}

function header(message: APIMessage, context: ViewContext, name: string, sentMs: number): TemplateResult {
  const color = context.names.color(message.author.id);
  return html`<header class="message-header">
    <span class="author" ${paint('--name-color', color)}><bdi>${name}</bdi></span>
    ${message.author.bot === true ? html`<span class="app-tag">APP</span>` : nothing}
    <time datetime=${message.timestamp} title=${fullDate(sentMs)}>${messageTime(sentMs, context.nowMs)}</time>
  </header>`;
}

/** Above the message: who used which command, or what it replies to. */
function origin(message: APIMessage, context: ViewContext): Drawn {
  const { names } = context;
  const command = commandName(message);
  const used = message.interaction_metadata;
  if (used !== undefined && command !== null) {
    const who = names.display(names.user(used.user.id) ?? used.user);
    return html`<div class="message-origin">${avatar(used.user, who, 'small')}<span><bdi class="origin-name">${who}</bdi> used <span class="origin-command">/${command}</span></span></div>`;
  }
  const reply = message.type === MessageKind.Reply ? message.referenced_message : undefined;
  if (reply === undefined) return nothing;
  const text = reply === null ? 'Original message was deleted' : reply.content;
  return html`<div class="message-origin reply">${reply === null ? nothing : html`<bdi class="origin-name">@${names.display(reply.author)}</bdi>`} <span class="origin-text">${text}</span></div>`;
}

/** The full name of the command that a message answers, from the older field where the newer has none. */
export function commandName(message: APIMessage): string | null {
  if (message.type !== MessageKind.ChatInputCommand && message.type !== MessageKind.ContextMenuCommand)
    return null;
  const metadata = message.interaction_metadata;
  if (metadata !== undefined && 'name' in metadata && typeof metadata.name === 'string') return metadata.name;
  return message.interaction?.name ?? null;
}

function content(message: APIMessage, context: ViewContext): TemplateResult {
  const isV2 = hasFlag(message, Flag.ComponentsV2);
  const embeds = hasFlag(message, Flag.SuppressEmbeds) ? [] : message.embeds;
  const edited = message.edited_timestamp === null ? nothing : editedMark(message.edited_timestamp);
  return html`
    ${isV2 || message.content === '' ? nothing : html`<div class=${isJumbo(message.content) ? 'content jumbo' : 'content'}>${markdown(message.content, context)}${edited}</div>`}
    ${isV2 ? nothing : attachmentList(message.attachments)}
    ${isV2 ? nothing : embeds.map((data) => embed(data, context))}
    ${components(message, context)}
    ${isV2 || message.content === '' ? edited : nothing}`;
}

function editedMark(timestamp: string): TemplateResult {
  return html`<time class="edited" datetime=${timestamp} title=${fullDate(Date.parse(timestamp))}>(edited)</time>`;
}

function thinking(): TemplateResult {
  return html`<p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>thinking…</p>`;
}

function ephemeralNote(message: APIMessage, context: ViewContext): TemplateResult {
  return html`<p class="ephemeral-note">${eyeIcon()} Only you can see this ·
    <button type="button" class="link-button" @click=${() => context.dismiss(message)}>Dismiss message</button></p>`;
}

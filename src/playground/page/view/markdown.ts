import type { APIChannel } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { isThread } from '../discord.ts';
import type { Block, Inline } from '../markdown/ast.ts';
import { parseMarkdown } from '../markdown/blocks.ts';
import { parseInline } from '../markdown/inline.ts';
import { fullDate, timestamp } from '../time.ts';
import { channelSign } from './channel-list.ts';
import type { ViewContext } from './context.ts';
import { openSpoiler } from './spoiler.ts';

type Drawn = TemplateResult | string | typeof nothing;

/** A whole text in Discord's Markdown: a message, an embed's description, a text display. */
export function markdown(source: string, context: ViewContext): TemplateResult {
  return html`<div class="markdown">${parseMarkdown(source).map((block) => drawBlock(block, context))}</div>`;
}

/** One line of it, where blocks do not count: an embed's title or a field's name. */
export function inlineMarkdown(source: string, context: ViewContext): Drawn[] {
  return drawAll(parseInline(source), context);
}

function drawAll(nodes: Inline[], context: ViewContext): Drawn[] {
  return nodes.map((node) => drawInline(node, context));
}

function drawBlock(block: Block, context: ViewContext): Drawn {
  switch (block.type) {
    case 'paragraph':
      return html`<p>${drawAll(block.children, context)}</p>`;
    case 'heading':
      return heading(block.level, drawAll(block.children, context));
    case 'subtext':
      return html`<p class="subtext">${drawAll(block.children, context)}</p>`;
    case 'quote':
      return html`<blockquote>${block.children.map((child) => drawBlock(child, context))}</blockquote>`;
    case 'list':
      return list(block, context);
    case 'codeblock':
      return html`<pre class="codeblock" tabindex="0" role="region" aria-label=${`Code ${block.language}`.trim()}><code>${block.text}</code></pre>`;
  }
}

/** The page's own headings are h1 and h2; those of messages are all one below, as their sizes follow no order. */
function heading(level: 1 | 2 | 3, children: Drawn[]): TemplateResult {
  return html`<h3 class=${`heading-${level}`}>${children}</h3>`;
}

function list(block: Block & { type: 'list' }, context: ViewContext): TemplateResult {
  const items = block.items.map(
    (item) =>
      html`<li>${drawAll(item.children, context)}${item.sub.map((sub) => drawBlock(sub, context))}</li>`,
  );
  if (block.start === null) return html`<ul>${items}</ul>`;
  return html`<ol start=${block.start}>${items}</ol>`;
}

function drawInline(node: Inline, context: ViewContext): Drawn {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'strong':
      return html`<strong>${drawAll(node.children, context)}</strong>`;
    case 'em':
      return html`<em>${drawAll(node.children, context)}</em>`;
    case 'underline':
      return html`<u>${drawAll(node.children, context)}</u>`;
    case 'strike':
      return html`<s>${drawAll(node.children, context)}</s>`;
    case 'code':
      return html`<code class="inline-code">${node.text}</code>`;
    case 'spoiler':
      return spoiler(drawAll(node.children, context));
    case 'link':
      return html`<a href=${node.url} title=${node.title ?? node.url} target="_blank" rel="noopener noreferrer">${drawAll(node.children, context)}</a>`;
    default:
      return drawMention(node, context);
  }
}

function spoiler(children: Drawn[]): TemplateResult {
  return html`<span class="spoiler" role="button" tabindex="0" aria-expanded="false" aria-label="Spoiler: press to show"
    @click=${openSpoiler} @keydown=${openSpoiler}><span class="spoiler-text">${children}</span></span>`;
}

type Mention = Extract<
  Inline,
  { type: 'user' | 'role' | 'channel' | 'everyone' | 'command' | 'timestamp' | 'emoji' }
>;

/** A thread's sign stands in for the `#` of other channels. */
function threadSign(channel: APIChannel | null): Drawn {
  return channel !== null && isThread(channel.type) ? channelSign(channel) : nothing;
}

function drawMention(node: Mention, context: ViewContext): Drawn {
  const { names } = context;
  switch (node.type) {
    case 'user':
      return html`<bdi class="mention">@${names.displayOf(node.id)}</bdi>`;
    case 'role':
      return html`<span class="mention">@${names.roleName(node.id)}</span>`;
    case 'everyone':
      return html`<span class="mention">${node.text}</span>`;
    case 'channel':
      return names.channel(node.id) === null
        ? html`<span class="mention unknown">${names.channelName(node.id)}</span>`
        : html`<button type="button" class="mention" @click=${() => context.openChannel(node.id)}>${threadSign(names.channel(node.id))}${names.channelName(node.id)}</button>`;
    case 'command':
      return html`<button type="button" class="mention" @click=${() => context.useCommand(node.id, node.name)}>/${node.name}</button>`;
    case 'timestamp':
      return html`<time class="timestamp" title=${fullDate(node.seconds * 1000)}>${timestamp(node.seconds, node.style, context.nowMs)}</time>`;
    case 'emoji':
      return html`<span class="custom-emoji" title=${`:${node.name}:`}>:${node.name}:</span>`;
  }
}

const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s)+$/v;
/** Discord draws up to this many emoji large, if a message holds nothing else. */
const MOST_JUMBO = 30;

/** Whether a message is nothing but a few emoji. */
export function isJumbo(content: string): boolean {
  return content.length <= MOST_JUMBO * 8 && content.trim() !== '' && ONLY_EMOJI.test(content);
}

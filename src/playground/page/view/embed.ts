import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { safeUrl } from '../markdown/links.ts';
import { hexColor } from '../state/names.ts';
import { messageTime } from '../time.ts';
import type { ViewContext } from './context.ts';
import { inlineMarkdown, markdown } from './markdown.ts';
import { imageUrl } from './media.ts';
import { paint } from './paint.ts';

/** An embed, with all that Discord draws of one. */
export function embed(data: APIEmbed, context: ViewContext): TemplateResult {
  const thumbnail = imageUrl(data.thumbnail?.url);
  const image = imageUrl(data.image?.url);
  return html`<div class="embed" role="group" ${paint('--accent-bar', data.color === undefined ? null : hexColor(data.color))} aria-label="Embed">
    <div class="embed-main">
      <div class="embed-text">
        ${data.provider?.name === undefined ? nothing : html`<div class="embed-provider">${data.provider.name}</div>`}
        ${data.author === undefined ? nothing : html`<div class="embed-author">${linked(data.author.name, data.author.url)}</div>`}
        ${data.title === undefined ? nothing : html`<div class="embed-title">${linked(inlineMarkdown(data.title, context), data.url)}</div>`}
        ${data.description === undefined ? nothing : markdown(data.description, context)}
        ${fields(data.fields ?? [], context)}
      </div>
      ${thumbnail === null ? nothing : html`<img class="embed-thumbnail" src=${thumbnail} alt="Thumbnail" loading="lazy" />`}
    </div>
    ${image === null ? nothing : html`<img class="embed-image" src=${image} alt="Image of the embed" loading="lazy" />`}
    ${footer(data, context)}
  </div>`;
}

function linked(content: unknown, url: string | undefined): unknown {
  const href = url === undefined ? null : safeUrl(url);
  if (href === null) return content;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${content}</a>`;
}

function fields(list: APIEmbedField[], context: ViewContext): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing;
  return html`<dl class="embed-fields">${list.map(
    (field) => html`<div class=${field.inline === true ? 'embed-field inline' : 'embed-field'}>
      <dt>${inlineMarkdown(field.name, context)}</dt>
      <dd>${markdown(field.value, context)}</dd>
    </div>`,
  )}</dl>`;
}

function footer(data: APIEmbed, context: ViewContext): TemplateResult | typeof nothing {
  const time = data.timestamp === undefined ? null : messageTime(Date.parse(data.timestamp), context.nowMs);
  const parts = [data.footer?.text, time].filter((part) => part !== undefined && part !== null);
  return parts.length === 0 ? nothing : html`<footer class="embed-footer">${parts.join(' • ')}</footer>`;
}

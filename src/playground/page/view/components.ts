import type {
  APIComponentInContainer,
  APIComponentInMessageActionRow,
  APIContainerComponent,
  APIFileComponent,
  APIMediaGalleryItem,
  APIMessage,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APIThumbnailComponent,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { Component } from '../discord.ts';
import { hexColor } from '../state/names.ts';
import { button } from './button.ts';
import type { ViewContext } from './context.ts';
import { markdown } from './markdown.ts';
import { covered, fileCard, picture, resolveMedia, sizeOf } from './media.ts';
import { paint } from './paint.ts';
import { selectMenu } from './select-menu.ts';

type Drawn = TemplateResult | typeof nothing;
type Draw<T> = (data: T, message: APIMessage, context: ViewContext) => Drawn;

/** The components of a message: rows of buttons and selects, and all that Components V2 lays out. */
export function components(message: APIMessage, context: ViewContext): Drawn {
  const list = message.components ?? [];
  if (list.length === 0) return nothing;
  return html`<div class="components">${list.map((data) => component(data, message, context))}</div>`;
}

/** One component that may stand at the top of a message or in a container. */
function component(
  data: APIMessageTopLevelComponent | APIComponentInContainer,
  message: APIMessage,
  context: ViewContext,
): Drawn {
  switch (data.type) {
    case Component.ActionRow:
      return html`<div class="action-row">${data.components.map((part) => inRow(part, message, context))}</div>`;
    case Component.TextDisplay:
      return markdown(data.content, context);
    case Component.Section:
      return section(data, message, context);
    case Component.Separator:
      return separator(data.divider !== false, data.spacing === 2);
    case Component.Container:
      return container(data, message, context);
    case Component.MediaGallery:
      return html`<div class="gallery gallery-${Math.min(data.items.length, 4)}">${data.items.map((item) => media(item, message))}</div>`;
    case Component.File:
      return file(data, message, context);
    default:
      return nothing;
  }
}

const inRow: Draw<APIComponentInMessageActionRow> = (data, message, context) =>
  data.type === Component.Button ? button(data, message, context) : selectMenu(data, message, context);

const section: Draw<APISectionComponent> = (data, message, context) => {
  const { accessory } = data;
  return html`<div class="section">
    <div class="section-text">${data.components.map((text) => markdown(text.content, context))}</div>
    <div class="section-accessory">${
      accessory.type === Component.Button
        ? button(accessory, message, context)
        : html`<div class="thumbnail">${media(accessory, message)}</div>`
    }</div>
  </div>`;
};

const container: Draw<APIContainerComponent> = (data, message, context) => {
  const accent = data.accent_color ?? null;
  const box = html`<div class="container ${accent === null ? '' : 'accented'}" ${paint('--accent-bar', accent === null ? null : hexColor(accent))}>
    ${data.components.map((part) => component(part, message, context))}
  </div>`;
  return data.spoiler === true ? covered(box) : box;
};

function separator(hasLine: boolean, isLarge: boolean): TemplateResult {
  const size = isLarge ? 'large' : 'small';
  return hasLine ? html`<hr class="separator ${size}" />` : html`<div class="separator gap ${size}"></div>`;
}

function media(
  { media: item, description, spoiler }: APIMediaGalleryItem | APIThumbnailComponent,
  message: APIMessage,
): Drawn {
  const url = resolveMedia(item.url, message.attachments);
  if (url === null) return nothing;
  // A picture without a description is drawn as Discord does, and named as what it is for who cannot see it.
  const name = 'Picture without a description';
  return picture({ url, description, name, isSpoiler: spoiler === true, ...sizeOf(item) });
}

const file: Draw<APIFileComponent> = (data, message) => {
  const url = resolveMedia(data.file.url, message.attachments);
  const attachment = message.attachments.find((one) => one.url === data.file.url || one.url === url);
  const name = data.name ?? attachment?.filename ?? 'file';
  const card = fileCard(name, data.size ?? attachment?.size, url);
  return data.spoiler === true ? covered(card) : card;
};

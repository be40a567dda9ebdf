import type {
  APIButtonComponent,
  APIButtonComponentWithURL,
  APIMessage,
  APIMessageComponentEmoji,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { ButtonStyle } from '../discord.ts';
import { safeUrl } from '../markdown/links.ts';
import type { ViewContext } from './context.ts';
import { openIcon } from './icons.ts';

const STYLE_NAMES: Record<number, string> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
};

/** A button of a message, of every style. A pressed one stays as it is until the bot has answered. */
export function button(data: APIButtonComponent, message: APIMessage, context: ViewContext): TemplateResult {
  if (data.style === ButtonStyle.Link) return linkButton(data);
  const label = 'label' in data ? data.label : 'Premium';
  const customId = 'custom_id' in data ? data.custom_id : null;
  const isBusy = customId !== null && context.isBusy(message.id, customId);
  return html`<button type="button" data-custom-id=${customId ?? nothing} class="button ${STYLE_NAMES[data.style] ?? 'secondary'}"
    ?disabled=${data.disabled === true || customId === null} aria-busy=${isBusy ? 'true' : nothing} aria-disabled=${isBusy ? 'true' : nothing}
    @click=${() => {
      if (customId !== null && !isBusy) context.useComponent(message, customId, []);
    }}>${emoji('emoji' in data ? data.emoji : undefined)}${label === undefined ? nothing : html`<span>${label}</span>`}</button>`;
}

function linkButton(data: APIButtonComponentWithURL): TemplateResult {
  const url = safeUrl(data.url);
  const content = html`${emoji(data.emoji)}${data.label ?? nothing}${openIcon()}`;
  if (url === null || data.disabled === true) {
    return html`<button type="button" class="button secondary" disabled>${content}</button>`;
  }
  return html`<a class="button secondary" href=${url} target="_blank" rel="noopener noreferrer">${content}</a>`;
}

/** An emoji beside a label; a custom one is shown by name, as its picture lives at Discord. */
export function emoji(data: APIMessageComponentEmoji | undefined): TemplateResult | typeof nothing {
  if (data?.name === undefined) return nothing;
  return html`<span class="button-emoji">${data.id === undefined ? data.name : `:${data.name}:`}</span>`;
}

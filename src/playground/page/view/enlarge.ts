import { html, nothing, render } from 'lit';
import { closeIcon } from './icons.ts';

/**
 * Shows the picture of a pressed link in full size over the page, with its description below. Escape, the button or a
 * press beside the picture closes it. With a key held, the link does what links do.
 */
export function enlarge(event: MouseEvent): void {
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.href, link.querySelector('img')?.alt ?? '', link.dataset['description'] ?? null);
}

function open(url: string, alt: string, description: string | null): void {
  const dialog = document.createElement('dialog');
  dialog.className = 'enlarged';
  dialog.setAttribute('aria-label', 'Picture in full size');
  const close = (): void => dialog.close();
  const view = html`<figure>
      <img src=${url} alt=${alt} />
      ${description === null ? nothing : html`<figcaption aria-hidden="true">${description}</figcaption>`}
    </figure>
    <button type="button" class="icon-button" aria-label="Close" @click=${close}>${closeIcon()}</button>`;
  render(view, dialog);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

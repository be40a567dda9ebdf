import { html, type TemplateResult } from 'lit';
import type { CommandEntry } from '../picker/entries.ts';

/** One command of the picker: name, the options it takes, and what it does. */
export function entryRow(
  entry: CommandEntry,
  id: string,
  isActive: boolean,
  press: () => void,
): TemplateResult {
  return html`<div id=${id} role="option" aria-selected=${isActive} class=${isActive ? 'option active' : 'option'}
    @pointerdown=${(event: Event) => event.preventDefault()} @click=${press}>
    <span class="option-text">
      <span class="option-label">/${entry.name} ${entry.options.map(
        (option) =>
          html`<span class=${option.required === true ? 'option-name' : 'option-name optional'}>${option.name}</span> `,
      )}</span>
      <span class="option-detail">${entry.description}</span>
    </span>
  </div>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { SelectOption } from '../picker/select-options.ts';
import { paint } from './paint.ts';

/** How one line of a list stands. */
export interface OptionRow {
  id: string;
  isActive: boolean;
  isChosen: boolean;
  /** Shows a box to tick, where several can be chosen. */
  hasBox: boolean;
  press(): void;
}

/** One option of a listbox. The focus stays in the text field that the list belongs to. */
export function optionRow(option: SelectOption, row: OptionRow): TemplateResult {
  return html`<div id=${row.id} role="option" aria-selected=${row.isChosen}
    class=${row.isActive ? 'option active' : 'option'}
    @pointerdown=${(event: Event) => event.preventDefault()} @click=${row.press}>
    ${option.emoji === undefined ? nothing : html`<span class="option-emoji" aria-hidden="true">${option.emoji}</span>`}
    ${option.color === undefined ? nothing : html`<span class="role-dot" ${paint('--dot', option.color)}></span>`}
    <span class="option-text">
      <span class="option-label">${option.label}</span>
      ${option.description === undefined || option.description === '' ? nothing : html`<span class="option-detail">${option.description}</span>`}
    </span>
    ${row.hasBox ? html`<span class=${row.isChosen ? 'tick on' : 'tick'} aria-hidden="true">${row.isChosen ? '✓' : ''}</span>` : nothing}
    ${!row.hasBox && row.isChosen ? html`<span class="tick plain" aria-hidden="true">✓</span>` : nothing}
  </div>`;
}

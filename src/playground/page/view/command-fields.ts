import { html, nothing, type TemplateResult } from 'lit';
import { type Field, problemOf } from '../picker/fields.ts';
import type { SelectOption } from '../picker/select-options.ts';
import { optionRow } from './option-row.ts';

/** The id of the list above the composer, while a command is being typed. */
export const OPTION_LIST = 'option-list';

/** What the fields of a command share: the list above them, and what happens in them. */
export interface FieldRow {
  lines: SelectOption[];
  active: number;
  typing(event: InputEvent): void;
  focus(name: string): void;
  blur(): void;
  key(event: KeyboardEvent): void;
}

/** One option: its name and a text field. `isWrong` shows that what stands there cannot be sent. */
export function optionField(
  field: Field,
  row: FieldRow,
  isFocused: boolean,
  isWrong: boolean,
): TemplateResult {
  const { name, description, required } = field.option;
  const about = isWrong ? problemOf(field) : null;
  return html`<label class=${isWrong ? 'command-option wrong' : 'command-option'}>
    <span class="command-option-name">${name}</span>
    <input type="text" data-option=${name} role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false"
      aria-label=${required === true ? `${name}, required` : name} aria-required=${required === true}
      aria-invalid=${isWrong} aria-description=${about ?? description}
      aria-autocomplete="list" aria-controls=${OPTION_LIST} aria-expanded=${isFocused && row.lines.length > 0}
      aria-activedescendant=${isFocused ? activeId(row) : nothing} size=${Math.max(4, Math.min(40, field.text.length + 1))}
      .value=${field.text} @input=${row.typing} @focus=${() => row.focus(name)} @blur=${row.blur} @keydown=${row.key} />
  </label>`;
}

/** The field behind the options, for further ones: `count` of them are left, `text` is typed. */
export function moreField(count: number, text: string, row: FieldRow, isFocused: boolean): TemplateResult {
  return html`<input class="command-more" type="text" data-option="" role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false"
    aria-label=${count === 0 ? 'Press Enter to send' : 'Add an option, or press Enter to send'}
    placeholder=${count === 0 || isFocused ? '' : `+${count} optional`}
    aria-autocomplete="list" aria-controls=${OPTION_LIST} aria-expanded=${isFocused && row.lines.length > 0}
    aria-activedescendant=${isFocused ? activeId(row) : nothing}
    .value=${text} @input=${row.typing} @focus=${() => row.focus('')} @blur=${row.blur} @keydown=${row.key} />`;
}

function activeId(row: FieldRow): string | typeof nothing {
  return row.lines[row.active] === undefined ? nothing : `${OPTION_LIST}-${row.active}`;
}

/** What the list is about, and what there is to say of it. */
export interface ListHead {
  title: string;
  detail: string;
  problem: string | null;
  status: string;
}

/** The list above the composer: what the focused field may hold, or which options there are. */
export function optionList(
  head: ListHead,
  row: FieldRow,
  accept: (line: SelectOption) => void,
): TemplateResult {
  return html`<div class="picker">
    <h2 class="picker-title"><strong>${head.title}</strong> ${head.detail}</h2>
    ${head.problem === null ? nothing : html`<p class="picker-problem" role="status">${head.problem}</p>`}
    ${head.status === '' ? nothing : html`<p class="picker-status" role="status">${head.status}</p>`}
    <div role="listbox" id=${OPTION_LIST} aria-label=${head.title} ?hidden=${row.lines.length === 0}>
      ${row.lines.map((line, index) =>
        optionRow(line, {
          id: `${OPTION_LIST}-${index}`,
          isActive: index === row.active,
          isChosen: false,
          hasBox: false,
          press: () => accept(line),
        }),
      )}
    </div></div>`;
}

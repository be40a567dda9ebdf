import type { APISelectMenuComponent, APITextInputComponent } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { Component, ParagraphStyle } from '../discord.ts';
import type { FormField } from '../picker/form.ts';
import { optionsOf } from '../picker/select-options.ts';
import type { Names } from '../state/names.ts';
import { presetOf } from './select-menu.ts';

type Value = string | string[];
type Change = (value: Value) => void;
type Asking = Exclude<FormField, { text: string }>;

/** One labelled field of a modal. */
export function formField(
  field: Asking,
  value: Value | undefined,
  problem: string | null,
  names: Names,
  change: Change,
): TemplateResult {
  const id = `field-${field.component.custom_id}`;
  const isRequired =
    field.component.type === Component.Checkbox ||
    !('required' in field.component) ||
    field.component.required !== false;
  const mark = isRequired && field.component.type !== Component.Checkbox;
  return html`<div class=${problem === null ? 'form-field' : 'form-field wrong'}>
    <label for=${id} id=${`${id}-label`}>${field.label}${mark ? html`<span class="required" aria-hidden="true"> *</span>` : nothing}</label>
    ${field.description === null ? nothing : html`<p class="form-description" id=${`${id}-description`}>${field.description}</p>`}
    ${input(field, id, value, names, change)}
    ${problem === null ? nothing : html`<p class="form-problem" id=${`${id}-problem`} role="alert">${problem}</p>`}
  </div>`;
}

function input(
  field: Asking,
  id: string,
  value: Value | undefined,
  names: Names,
  change: Change,
): TemplateResult {
  const { component } = field;
  switch (component.type) {
    case Component.TextInput:
      return textInput(component, id, String(value ?? ''), change);
    case Component.RadioGroup:
      return choices(component.options, 'radio', id, [String(value ?? '')], (values) =>
        change(values[0] ?? ''),
      );
    case Component.CheckboxGroup:
      return choices(component.options, 'checkbox', id, Array.isArray(value) ? value : [], change);
    case Component.Checkbox:
      return html`<input type="checkbox" id=${id} .checked=${value === 'true'} @change=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) change(event.target.checked ? 'true' : 'false');
      }} />`;
    case Component.FileUpload:
      return html`<p class="form-description" id=${id}>Files cannot be sent in the local Discord.</p>`;
    default:
      return menu(component, field, id, names, change);
  }
}

function textInput(
  component: APITextInputComponent,
  id: string,
  value: string,
  change: Change,
): TemplateResult {
  const typing = (event: Event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) change(target.value);
  };
  const most = component.max_length ?? 4000;
  const described = `${id}-description ${id}-problem`;
  const isRequired = component.required !== false;
  if (component.style !== ParagraphStyle) {
    return html`<input type="text" id=${id} .value=${value} maxlength=${most} placeholder=${component.placeholder ?? nothing}
      aria-required=${isRequired} aria-describedby=${described} autocomplete="off" @input=${typing} />`;
  }
  return html`<textarea id=${id} rows="4" .value=${value} maxlength=${most} placeholder=${component.placeholder ?? nothing}
    aria-required=${isRequired} aria-describedby=${described} @input=${typing}></textarea>
    <div class="form-count" aria-hidden="true">${most - value.length}</div>`;
}

function menu(
  component: APISelectMenuComponent,
  field: Asking,
  id: string,
  names: Names,
  change: Change,
): TemplateResult {
  return html`<playground-select id=${id} .options=${optionsOf(component, names)} .preset=${presetOf(component, names)}
    .placeholder=${component.placeholder ?? 'Make a selection'} .label=${field.label} .describedBy=${`${id}-description ${id}-problem`}
    .min=${component.required === false ? 0 : (component.min_values ?? 1)} .max=${component.max_values ?? 1} .eager=${true}
    @choose=${(event: CustomEvent<string[]>) => change(event.detail)}></playground-select>`;
}

interface Choice {
  value: string;
  label: string;
  description?: string;
}

function choices(
  options: Choice[],
  type: 'radio' | 'checkbox',
  id: string,
  chosen: string[],
  change: (values: string[]) => void,
): TemplateResult {
  const toggle = (value: string, isOn: boolean) => {
    if (type === 'radio') change([value]);
    else change(isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
  };
  return html`<div role=${type === 'radio' ? 'radiogroup' : 'group'} aria-labelledby=${`${id}-label`} class="form-choices">
    ${options.map(
      (
        option,
      ) => html`<label class="form-choice"><input type=${type} name=${id} .checked=${chosen.includes(option.value)}
        @change=${(event: Event) => event.target instanceof HTMLInputElement && toggle(option.value, event.target.checked)} />
        <span>${option.label}${option.description === undefined ? nothing : html`<small>${option.description}</small>`}</span></label>`,
    )}</div>`;
}

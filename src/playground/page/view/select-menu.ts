import type { APIMessage, APISelectMenuComponent } from 'discord-api-types/v10';
import { html, type TemplateResult } from 'lit';
import { optionsOf, type SelectOption } from '../picker/select-options.ts';
import type { Names } from '../state/names.ts';
import '../elements/select.ts';
import type { ViewContext } from './context.ts';

/** A select menu of a message: sends what was chosen when it closes. */
export function selectMenu(
  data: APISelectMenuComponent,
  message: APIMessage,
  context: ViewContext,
): TemplateResult {
  return html`<playground-select data-custom-id=${data.custom_id}
    .options=${optionsOf(data, context.names)} .preset=${presetOf(data, context.names)} .revision=${message}
    .placeholder=${data.placeholder ?? 'Make a selection'} .label=${data.placeholder ?? 'Make a selection'}
    .min=${data.min_values ?? 1} .max=${data.max_values ?? 1}
    .disabled=${data.disabled === true} .busy=${context.isBusy(message.id, data.custom_id)}
    @choose=${(event: CustomEvent<string[]>) => context.useComponent(message, data.custom_id, event.detail)}
  ></playground-select>`;
}

/** What is chosen before anybody chooses: a string select's defaults, the other selects' default values. */
export function presetOf(data: APISelectMenuComponent, names: Names): string[] {
  if ('default_values' in data) return data.default_values?.map((value) => value.id) ?? [];
  return optionsOf(data, names)
    .filter((option: SelectOption) => option.isDefault === true)
    .map((option) => option.value);
}

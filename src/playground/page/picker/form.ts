import type {
  APIComponentInLabel,
  APIModalInteractionResponseCallbackData,
  APITextInputComponent,
} from 'discord-api-types/v10';
import { Component } from '../discord.ts';
import type { Names } from '../state/names.ts';
import { presetOf } from '../view/select-menu.ts';

/** A component that asks for something, with its label; or a text between them. */
export type FormField =
  | { text: string }
  | { label: string; description: string | null; component: APIComponentInLabel };

/** What stands in a form, by custom id. */
export type FormValues = Record<string, string | string[]>;

/** The rows of a modal, of the older kind (a row with a text input) and the newer (a label). */
export function fieldsOf(data: APIModalInteractionResponseCallbackData): FormField[] {
  return data.components.flatMap((row): FormField[] => {
    if (row.type === Component.TextDisplay) return [{ text: row.content }];
    if (row.type === Component.Label) {
      return [{ label: row.label, description: row.description ?? null, component: row.component }];
    }
    return row.components.map((component) => ({
      label: component.label ?? '',
      description: null,
      component,
    }));
  });
}

function inputsOf(data: APIModalInteractionResponseCallbackData): APIComponentInLabel[] {
  return fieldsOf(data).flatMap((field) => ('text' in field ? [] : [field.component]));
}

/** What a form begins with. */
export function presetValues(data: APIModalInteractionResponseCallbackData, names: Names): FormValues {
  return Object.fromEntries(
    inputsOf(data).map((component) => [component.custom_id, presetOfInput(component, names)]),
  );
}

/** What is sent: everything but radio groups in which nothing was chosen. */
export function sentValues(data: APIModalInteractionResponseCallbackData, values: FormValues): FormValues {
  const empty = inputsOf(data)
    .filter((component) => component.type === Component.RadioGroup && values[component.custom_id] === '')
    .map((component) => component.custom_id);
  return Object.fromEntries(Object.entries(values).filter(([id]) => !empty.includes(id)));
}

function presetOfInput(component: APIComponentInLabel, names: Names): string | string[] {
  switch (component.type) {
    case Component.TextInput:
      return component.value ?? '';
    case Component.RadioGroup:
      return component.options.find((option) => option.default === true)?.value ?? '';
    case Component.CheckboxGroup:
      return component.options.filter((option) => option.default === true).map((option) => option.value);
    case Component.Checkbox:
      return component.default === true ? 'true' : 'false';
    case Component.FileUpload:
      return [];
    default:
      return presetOf(component, names);
  }
}

/** What is wrong with a form, by custom id, in the client's words; empty if it can be sent. */
export function problems(
  data: APIModalInteractionResponseCallbackData,
  values: FormValues,
): Record<string, string> {
  return Object.fromEntries(
    inputsOf(data).flatMap((component) => {
      const problem = problemOfInput(component, values[component.custom_id] ?? '');
      return problem === null ? [] : [[component.custom_id, problem]];
    }),
  );
}

function problemOfInput(component: APIComponentInLabel, value: string | string[]): string | null {
  switch (component.type) {
    case Component.TextInput:
      return problemOfText(component, String(value));
    case Component.Checkbox:
      return null;
    case Component.FileUpload:
      return component.required === false ? null : 'Files cannot be sent in the local Discord.';
    case Component.RadioGroup:
      return component.required === false || value !== '' ? null : 'Choose one.';
    case Component.CheckboxGroup:
      return problemOfCount(component, value, component.options.length);
    default:
      return problemOfCount(component, value, 1);
  }
}

interface Counted {
  min_values?: number | null;
  max_values?: number | null;
  required?: boolean;
}

function problemOfCount(component: Counted, value: string | string[], usualMost: number): string | null {
  const count = Array.isArray(value) ? value.length : 0;
  if (count === 0 && component.required === false) return null;
  const least = component.min_values ?? 1;
  const most = component.max_values ?? usualMost;
  if (count < least) return least === 1 ? 'Make a selection.' : `Choose at least ${least}.`;
  return count > most ? `Choose at most ${most}.` : null;
}

function problemOfText(component: APITextInputComponent, text: string): string | null {
  if (text.trim() === '') return component.required === false ? null : 'This field is required.';
  const { min_length: least, max_length: most } = component;
  if (least !== undefined && text.length < least) return `Must be ${least} or more characters long.`;
  return most !== undefined && text.length > most ? `Must be ${most} or fewer characters long.` : null;
}

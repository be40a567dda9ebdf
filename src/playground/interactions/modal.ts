/** Handing in a form: what the client checks, and the data that the bot gets. */
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { selectedIds } from './client.ts';
import { ClientRefusal } from './options.ts';

/** A field of a form as the bot defined it. */
interface Field {
  type: number;
  id: number;
  custom_id: string;
  required?: boolean | null;
  value?: string | null;
  min_length?: number | null;
  max_length?: number | null;
  min_values?: number | null;
  max_values?: number | null;
  options?: { value: string; default?: boolean | null }[];
  /** Of a checkbox: whether it is ticked at first. */
  default?: boolean | null;
}

interface Slot {
  type: number;
  id: number;
  label?: string;
  components?: (Field & { label?: string })[];
  component?: Field;
}

type Ids = ReturnType<typeof selectedIds>;

/** The data of a MODAL_SUBMIT; throws a refusal where Discord's client would not let the person hand it in. */
export function modalData(
  modal: APIModalInteractionResponseCallbackData,
  given: Readonly<Record<string, string | string[]>>,
  raw: boolean,
): { data: object; ids: Ids } {
  const ids: Ids = [];
  const components = (modal.components as unknown as Slot[]).map((slot) => {
    const shell = { type: slot.type, id: slot.id };
    if (slot.component !== undefined) return { ...shell, component: filled(slot.component, given, raw, ids) };
    if (slot.components === undefined) return shell;
    return { ...shell, components: slot.components.map((field) => filled(field, given, raw, ids)) };
  });
  return { data: { custom_id: modal.custom_id, components }, ids };
}

function filled(
  field: Field,
  given: Readonly<Record<string, string | string[]>>,
  raw: boolean,
  ids: Ids,
): object {
  const base = { type: field.type, id: field.id, custom_id: field.custom_id };
  const input = given[field.custom_id];
  if (field.type === 4) {
    const value = asText(input ?? field.value ?? '');
    if (!raw) checkText(field, value);
    return { ...base, value };
  }
  if (field.type === 23) return { ...base, value: isTicked(field, input) };
  const values = input === undefined ? defaults(field) : [input].flat();
  if (!raw) checkValues(field, values);
  ids.push(...selectedIds(field.type, values));
  return field.type === 21 ? { ...base, value: values[0] ?? null } : { ...base, values };
}

/** A lone checkbox, which the page sends as a word. */
function isTicked(field: Field, input: string | string[] | undefined): boolean {
  return input === undefined ? field.default === true : input === 'true';
}

function asText(value: string | string[]): string {
  return typeof value === 'string' ? value : value.join('\n');
}

function defaults(field: Field): string[] {
  return (field.options ?? []).flatMap((option) => (option.default === true ? [option.value] : []));
}

function checkText(field: Field, value: string): void {
  if (value === '' && field.required === false) return;
  if (value === '') throw new ClientRefusal(`The field "${field.custom_id}" is required`);
  if (value.length < (field.min_length ?? 0))
    throw new ClientRefusal(`The field "${field.custom_id}" is too short`);
  if (value.length > (field.max_length ?? 4_000))
    throw new ClientRefusal(`The field "${field.custom_id}" is too long`);
}

function checkValues(field: Field, values: readonly string[]): void {
  if (values.length === 0 && field.required === false) return;
  const few = values.length < (field.min_values ?? 1);
  // A group of checkboxes takes all of them unless it says otherwise; everything else takes one.
  const most = field.max_values ?? (field.type === 22 ? (field.options?.length ?? 0) : 1);
  if (few || values.length > most) {
    throw new ClientRefusal(`The field "${field.custom_id}" has too ${few ? 'few' : 'many'} choices`);
  }
  if (new Set(values).size < values.length)
    throw new ClientRefusal(`The field "${field.custom_id}" has a choice twice`);
  const offered = field.options;
  if (offered === undefined) return;
  if (values.some((value) => !offered.some((option) => option.value === value))) {
    throw new ClientRefusal(`The field "${field.custom_id}" has a value that is not among its options`);
  }
}

/** What may answer an interaction, by the type of the interaction and of the answer. */
import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType as R,
  InteractionType as T,
} from 'discord-api-types/v10';
import { type Issue, invalidForm } from '../errors.ts';
import { numbered } from '../messages/shapes.ts';
import { asObject, holdAgainst, throwIfAny } from './body.ts';
import { commonIssues, everyPart, minimumIssues, type Part } from './components.ts';

const MAX_MODAL_COMPONENTS = 5;

/** The answers that each type of interaction takes; a form that came from no message has none to update. */
function allowedTypes(type: T, fromMessage: boolean): readonly number[] {
  const message = [R.ChannelMessageWithSource, R.DeferredChannelMessageWithSource];
  const update = [R.DeferredMessageUpdate, R.UpdateMessage];
  switch (type) {
    case T.ApplicationCommandAutocomplete:
      return [R.ApplicationCommandAutocompleteResult];
    case T.MessageComponent:
      return [...message, ...update, R.Modal];
    case T.ModalSubmit:
      return fromMessage ? [...message, ...update] : message;
    default:
      return [...message, R.Modal];
  }
}

/** The type of a callback's answer; throws 50035 when it does not fit the interaction. */
export function callbackType(given: unknown, interaction: T, fromMessage: boolean): number {
  const type = asObject(given)['type'];
  const allowed = allowedTypes(interaction, fromMessage);
  if (typeof type === 'number' && allowed.includes(type)) return type;
  const known = typeof type === 'number' && type >= 1 && type <= 12;
  const code = known ? 'INTERACTION_CALLBACK_TYPE_INVALID' : 'BASE_TYPE_CHOICES';
  throw invalidForm([{ path: ['type'], code, message: `Value must be one of {${allowed.join(', ')}}.` }]);
}

/** Checks the choices of an autocomplete answer. */
export function checkChoices(body: unknown): string[] {
  const unknownKeys = holdAgainst('ApplicationCommandAutocompleteCallbackRequest', body);
  const choices = (asObject(body)['data'] as { choices?: unknown[] } | undefined)?.choices ?? [];
  throwIfAny(
    choices.flatMap((choice, index): Issue[] => {
      const { value } = choice as { value: unknown };
      if (typeof value !== 'string' || (value.length >= 1 && value.length <= 100)) return [];
      return [
        {
          path: ['data', 'choices', index, 'value'],
          code: 'BASE_TYPE_BAD_LENGTH',
          message: 'Must be between 1 and 100 in length.',
        },
      ];
    }),
  );
  return unknownKeys;
}

/** Checks a form and gives it back typed, its components numbered. */
export function checkModal(body: unknown): {
  modal: APIModalInteractionResponseCallbackData;
  unknownKeys: string[];
} {
  const unknownKeys = holdAgainst('ModalInteractionCallbackRequest', body);
  const modal = asObject(body)['data'] as APIModalInteractionResponseCallbackData;
  const parts = modal.components as unknown as Part[];
  const all = everyPart(parts, ['data', 'components']);
  const issues = commonIssues(all);
  if (parts.length > MAX_MODAL_COMPONENTS) {
    issues.push({
      path: ['data', 'components'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be between 1 and ${MAX_MODAL_COMPONENTS} in length.`,
    });
  }
  for (const { part, path } of all) {
    if (part.type === 4) issues.push(...textInputIssues(part, path, parts[Number(path[2])]?.type === 18));
    if (part.required !== false) issues.push(...minimumIssues(part, path));
    if (part.disabled === true) issues.push(disabled([...path, 'disabled']));
  }
  throwIfAny(issues);
  numbered(parts);
  return { modal, unknownKeys };
}

function disabled(path: (string | number)[]): Issue {
  return {
    path,
    code: 'MODAL_COMPONENT_DISABLED',
    message: 'Components in a modal cannot be disabled',
  };
}

function textInputIssues(part: Part, path: (string | number)[], inLabel: boolean): Issue[] {
  const input = part as Part & {
    min_length?: number | null;
    max_length?: number | null;
    value?: string | null;
  };
  const issues: Issue[] = [];
  const hasLabel = (input.label ?? '') !== '';
  if (inLabel === hasLabel) {
    issues.push({
      path: [...path, 'label'],
      code: inLabel ? 'COMPONENT_LABEL_NOT_ALLOWED' : 'BASE_TYPE_REQUIRED',
      message: inLabel ? 'A text input inside a label has no label of its own' : 'This field is required',
    });
  }
  const most = input.max_length ?? 4_000;
  if ((input.min_length ?? 0) > most) {
    issues.push({
      path: [...path, 'min_length'],
      code: 'NUMBER_TYPE_MAX',
      message: `int value should be less than or equal to ${most}.`,
    });
  }
  const { length } = input.value ?? '';
  if (length > most || (length > 0 && length < (input.min_length ?? 0))) {
    issues.push({
      path: [...path, 'value'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be between ${input.min_length ?? 0} and ${most} in length.`,
    });
  }
  return issues;
}

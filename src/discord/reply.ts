/** What a handler returns: the message or form to show. How it reaches Discord is decided in one place, `respond.ts`. */
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { TopLevelComponent } from './components.ts';
import { limits } from './limits.ts';

export interface MessageReply {
  readonly kind: 'message';
  readonly components: readonly TopLevelComponent[];
  /**
   * `here`: updates the panel that was pressed, if it is the member's own; else a new message, seen by them alone.
   * `new`: always a new message, seen by them alone.
   */
  readonly show: 'here' | 'new';
}

export interface FormReply {
  readonly kind: 'form';
  readonly modal: APIModalInteractionResponseCallbackData;
}

export type Reply = MessageReply | FormReply;

/** Shows `components`, to the member alone. */
export const show = (...components: TopLevelComponent[]): MessageReply => ({
  kind: 'message',
  components,
  show: 'here',
});

/** Shows `components` to the member alone, leaving the pressed message as it is. */
export const showNew = (...components: TopLevelComponent[]): MessageReply => ({
  kind: 'message',
  components,
  show: 'new',
});

/** Opens a form. It must be the first answer, within 3 s: return it before anything slow. */
export function form(modal: APIModalInteractionResponseCallbackData): FormReply {
  if (modal.title.length > limits.modalTitle)
    throw new RangeError(`the form's title is too long: ${modal.title}`);
  return { kind: 'form', modal };
}

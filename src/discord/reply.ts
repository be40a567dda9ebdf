/** What a handler returns: the message or form to show. How it reaches Discord is decided in one place, `respond.ts`. */
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { TopLevelComponent } from './components.ts';
import { limits } from './limits.ts';

/** A file that goes with a message; a component of it shows it as `attachment://` and its name. */
export interface Attachment {
  /** Letters, digits, dashes and dots, such as `road-map.png`. */
  readonly name: string;
  readonly contentType: 'image/png' | 'text/markdown' | 'application/json' | 'text/calendar';
  readonly data: Uint8Array;
  /** What a picture shows, for whoever can't see it: at most 1,024 characters. */
  readonly description?: string;
}

export interface MessageReply {
  readonly kind: 'message';
  readonly components: readonly TopLevelComponent[];
  readonly files: readonly Attachment[];
  /**
   * `here`: updates the panel that was pressed, if it is the member's own; else a new message, seen by them alone.
   * `new`: always a new message, seen by them alone. `public`: a new message that the whole channel sees.
   */
  readonly show: 'here' | 'new' | 'public';
}

export interface FormReply {
  readonly kind: 'form';
  readonly modal: APIModalInteractionResponseCallbackData;
}

export type Reply = MessageReply | FormReply;

const message =
  (show: MessageReply['show']) =>
  (...components: TopLevelComponent[]): MessageReply => ({ kind: 'message', components, files: [], show });

/** Shows `components`, to the member alone. */
export const show = message('here');

/** Shows `components` to the member alone, leaving the pressed message as it is. */
export const showNew = message('new');

/** Shows `components` to the whole channel: only on the member's say. */
export const showToAll = message('public');

/** The same answer, with files. */
export const withFiles = (reply: MessageReply, ...files: Attachment[]): MessageReply => ({ ...reply, files });

/** Opens a form. It must be the first answer, within 3 s: return it before anything slow. */
export function form(modal: APIModalInteractionResponseCallbackData): FormReply {
  if (modal.title.length > limits.modalTitle)
    throw new RangeError(`the form's title is too long: ${modal.title}`);
  return { kind: 'form', modal };
}

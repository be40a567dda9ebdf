import type { APIMessage } from 'discord-api-types/v10';
import type { Names } from '../state/names.ts';

/** What drawing a message needs to know, and what a person can do in one. */
export interface ViewContext {
  names: Names;
  me: string;
  /** The playground's time (ms, UTC). */
  nowMs: number;
  /** A button was pressed (no values), or a select menu closed with a choice. */
  useComponent(message: APIMessage, customId: string, values: string[]): void;
  /** A command was pressed in a text: it goes into the composer. */
  useCommand(commandId: string, name: string): void;
  openChannel(channelId: string): void;
  dismiss(message: APIMessage): void;
  /** Whether the answer to this component is still awaited. */
  isBusy(messageId: string, customId: string): boolean;
}

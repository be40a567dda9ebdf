/** What a feature says of its kind of message; `Delivery` does the rest. */
import type { TopLevelComponent } from '../discord/components.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';

/** Why a message can't go where it was to go. */
export type Refusal =
  /** It was to go to a channel, and none is known. */
  | { readonly why: 'no channel' }
  | { readonly why: 'direct messages closed' }
  /** The channel is gone, or closed to the bot; `words` say which, as the end of a sentence. */
  | {
      readonly why: 'channel refused';
      readonly channelId: string;
      readonly code: number;
      readonly words: string;
    };

export interface Message {
  readonly components: readonly TopLevelComponent[];
  /** Users whom it pings. */
  readonly mention: readonly string[];
}

export interface Letter {
  /** The name of its rows in the outbox. */
  readonly kind: string;
  /** Why rows of a batch are not to be sent any more, by their ids; those that still are, are left out. */
  unwanted(rows: readonly OutboxRow[]): Promise<ReadonlyMap<number, string>>;
  /** The message for all rows of a batch. Some button's custom id must hold the batch's id, by which it is found again. */
  message(batch: Batch): Promise<Message>;
  /** Another channel for a row that was refused, or null: then it is recorded as failed. */
  refused(row: OutboxRow, refusal: Refusal): Promise<string | null>;
  /** The rows' message is out. */
  sent(rows: readonly OutboxRow[]): Promise<void>;
}

/** The reasons that `reasonOf` gives for rows, one by one, as `unwanted` returns them. */
export async function eachUnwanted(
  rows: readonly OutboxRow[],
  reasonOf: (row: OutboxRow) => Promise<string | undefined>,
): Promise<ReadonlyMap<number, string>> {
  const reasons = new Map<number, string>();
  for (const row of rows) {
    const reason = await reasonOf(row);
    if (reason !== undefined) reasons.set(row.id, reason);
  }
  return reasons;
}

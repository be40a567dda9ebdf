/** What a feature says of its kind of message; `Delivery` does the rest. */
import type { Db } from '../database/open.ts';
import type { TopLevelComponent } from '../discord/components.ts';
import type { Batch, OutboxRow } from '../scheduler/batch.ts';

/** Why a message can't go where it was to go. */
export type Refusal =
  /** It was to go to a channel, and none is known. */
  | { readonly why: 'no channel' }
  | { readonly why: 'direct messages closed' }
  /** Discord won't take a direct message, for a reason that nobody has foreseen. */
  | { readonly why: 'direct message refused' }
  /** The channel is gone, or closed to the bot; `words` say which, as the end of a sentence. */
  | {
      readonly why: 'channel refused';
      readonly channelId: string;
      readonly code: number;
      readonly words: string;
    };

/** Where a message goes; a null channel is found when it is sent. */
export interface Target {
  readonly place: 'channel' | 'dm';
  readonly channelId: string | null;
}

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
  /**
   * Where rows of a batch are to go by now, by their ids, if that is not where they were to go when they were planned;
   * left out for a kind whose messages stay where they were planned.
   */
  elsewhere?(batch: Batch): Promise<ReadonlyMap<number, Target>>;
  /** The message for all rows of a batch. Some button's custom id must hold the batch's id, by which it is found again. */
  message(batch: Batch): Promise<Message>;
  /** Another way for a row that was refused, a channel by its id, or null: then it is recorded as failed. */
  refused(row: OutboxRow, refusal: Refusal): Promise<Target | string | null>;
  /** The rows' message is out: noted in the transaction that records it, so that no crash can part the two. */
  sent(rows: readonly OutboxRow[], trx: Db): Promise<void>;
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

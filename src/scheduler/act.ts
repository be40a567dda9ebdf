/** What a change works with that others hear of: one transaction, at one instant, with the messages that follow from it. */
import type { Transaction } from 'kysely';
import type { Schema } from '../database/schema.ts';
import type { Outbox } from './outbox.ts';

export interface Act {
  readonly trx: Transaction<Schema>;
  readonly outbox: Outbox;
  /** Ms, UTC. */
  readonly now: number;
}

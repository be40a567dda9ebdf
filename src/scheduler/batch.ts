/** Rows of the outbox that go out as one message. */
import { randomBytes } from 'node:crypto';
import type { OutboxTable } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';

export interface OutboxRow {
  readonly id: number;
  readonly member: MemberKey;
  /** When it was due (ms, UTC). */
  readonly dueAt: number;
  /** What it is about, in a form of its kind's own. */
  readonly about: string | null;
}

/** Rows that go out as one message. */
export interface Batch {
  readonly id: string;
  readonly kind: string;
  readonly place: 'channel' | 'dm';
  /** Null until the direct messages are open. */
  readonly channelId: string | null;
  readonly rows: readonly OutboxRow[];
  /** How many times it has been claimed, this one included. */
  readonly attempts: number;
  /** Sending had begun before, and nobody said how it ended: it may be out. */
  readonly inDoubt: boolean;
}

/** Fits a nonce (25 characters), and is found again in custom ids. */
export const newBatchId = () => randomBytes(9).toString('base64url');

/** Part of a batch: one of its rows may end otherwise than the rest. */
export const only = (batch: Batch, row: OutboxRow): Batch => ({ ...batch, rows: [row] });

export const idsOf = (batch: Batch) => batch.rows.map((row) => row.id);

/** A row of the table as it is read. */
export type Row = Omit<OutboxTable, 'id' | 'attempts'> & { id: number; attempts: number };

export const toRow = (row: Row): OutboxRow => ({
  id: row.id,
  member: { guildId: row.guild_id, userId: row.user_id },
  dueAt: row.due_at,
  about: row.about,
});

export function toBatch(id: string, rows: readonly Row[], inDoubt: boolean): Batch {
  const [first] = rows;
  if (first === undefined) throw new Error('a batch needs a row');
  return {
    id,
    kind: first.kind,
    place: first.place,
    channelId: first.channel_id,
    rows: rows.map(toRow),
    attempts: Math.max(...rows.map((row) => row.attempts)) + 1,
    inDoubt,
  };
}

/** Rows that can share a message, at most `perMessage` in each. */
export function grouped(rows: readonly Row[], perMessage: number): Row[][] {
  const minuteMs = 60_000;
  const byMessage = Map.groupBy(rows, (row) =>
    row.place === 'dm'
      ? `dm ${row.id}`
      : `${row.kind} ${row.guild_id} ${row.channel_id} ${Math.floor(row.due_at / minuteMs)} ${row.about ?? ''}`,
  );
  return [...byMessage.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / perMessage) }, (_, index) =>
      group.slice(index * perMessage, (index + 1) * perMessage),
    ),
  );
}

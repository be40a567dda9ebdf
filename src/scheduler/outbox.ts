/**
 * Messages that must go out exactly once, whatever happens in between. A row is claimed with a lease, so that any
 * number of processes may share the work. Rows that go out in one message share a batch id, which is its nonce and
 * stands in its buttons: a row whose fate is unknown can be looked for in the channel.
 */
import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { type Batch, idsOf, newBatchId, type OutboxRow, toBatch, toRow } from './batch.ts';
import { doubtfulRows, dueRows, isOpen } from './claim.ts';

export interface NewRow {
  readonly kind: string;
  readonly dedupeKey: string;
  readonly member: MemberKey;
  readonly place: 'channel' | 'dm';
  readonly channelId: string | null;
  readonly dueAt: number;
  /** What it is about, in a form of its kind's own. */
  readonly about?: string;
  /** A row that is not to be sent is recorded all the same. */
  readonly skip?: string;
}

/** How long a claim holds, in ms; after that, another process looks whether the message went out. */
export const leaseMs = 60_000;

/** How late a message may be, in ms (24 h): after an outage, older ones are skipped and recorded. */
export const lateAfterMs = 24 * 60 * 60_000;

/** How long it is known what became of a message, in ms (400 days): longer than the buttons of last year are pressed. */
const keepMs = 400 * 24 * 60 * 60_000;
/** Rows deleted at once: whoever wants an answer meanwhile waits for no more than these. */
const forgetAtOnce = 500;

export class Outbox {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #owner = randomBytes(6).toString('hex');

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Adds rows within the caller's transaction; one whose dedupe key is taken already is left out. */
  async add(trx: Transaction<Schema>, rows: readonly NewRow[]): Promise<void> {
    if (rows.length === 0) return;
    const now = this.#clock.now();
    const values = rows.map((row) => ({
      kind: row.kind,
      dedupe_key: row.dedupeKey,
      guild_id: row.member.guildId,
      user_id: row.member.userId,
      place: row.place,
      channel_id: row.channelId,
      due_at: row.dueAt,
      about: row.about ?? null,
      state: row.skip === undefined ? ('pending' as const) : ('skipped' as const),
      reason: row.skip ?? null,
      settled_at: row.skip === undefined ? null : now,
    }));
    await trx
      .insertInto('outbox')
      .values(values)
      .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
      .execute();
  }

  /** When the next row wants attention (ms, UTC), or null. */
  async nextAt(): Promise<number | null> {
    const rows = await this.#db
      .selectFrom('outbox')
      .select((eb) => [
        'state',
        eb.fn.min<number | null>(eb.fn.coalesce('not_before', 'due_at')).as('due'),
        eb.fn.min<number | null>('lease_until').as('lease'),
      ])
      .where(isOpen)
      .groupBy('state')
      .execute();
    const times = rows.map((row) => (row.state === 'pending' ? row.due : row.lease));
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.min(...known);
  }

  /**
   * Claims up to `most` rows: first what was left in doubt, then what is due. Rows of one channel that are due in the
   * same minute form a batch of at most `perMessage`; a direct message is a batch by itself. Of a busy channel only a
   * few messages are under way at once.
   */
  async claim(most: number, perMessage: number): Promise<Batch[]> {
    return await this.#db.transaction().execute(async (trx) => {
      const now = this.#clock.now();
      await this.#skipLate(trx, now);
      const abandoned = await doubtfulRows(trx, now, most);
      const due = await dueRows(trx, now, most, perMessage);
      const batches = [
        ...abandoned.map((rows) => toBatch(rows[0]?.batch_id ?? newBatchId(), rows, true)),
        ...due.map((rows) => toBatch(newBatchId(), rows, false)),
      ];
      for (const batch of batches) await this.#lease(trx, batch, now + leaseMs);
      return batches;
    });
  }

  /**
   * To be called right before the message goes out: from here on, its fate is unknown until it is settled.
   * @returns false if a row of it was called off, or taken over by another process, meanwhile: the message must not be
   * sent as it is, and what is left of it is claimed again.
   */
  async beginSending(batch: Batch): Promise<boolean> {
    return await this.#db.transaction().execute(async (trx) => {
      const result = await this.#own(batch, trx)
        .set({ state: 'sending', lease_until: this.#clock.now() + leaseMs })
        .executeTakeFirst();
      if (result.numUpdatedRows === BigInt(batch.rows.length)) return true;
      // One that was in doubt before stays so.
      await this.#own(batch, trx)
        .set(batch.inDoubt ? { lease_until: this.#clock.now() } : unclaimed(this.#clock.now()))
        .execute();
      return false;
    });
  }

  /** The message is out; `also` is noted in the same transaction, unless another process has noted so already. */
  async sent(batch: Batch, messageId: string, also: (trx: Db) => Promise<void>): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      // Not only while the lease is ours: that the message is out is true whoever holds it.
      const result = await trx
        .updateTable('outbox')
        .set({ ...settled('sent', null, this.#clock.now()), message_id: messageId })
        .where('id', 'in', idsOf(batch))
        .where('batch_id', '=', batch.id)
        .where('state', 'in', ['claimed', 'sending'])
        .executeTakeFirst();
      if (result.numUpdatedRows > 0n) await also(trx);
    });
  }

  /** Nobody wants the message any more, because of `reason`. */
  async skipped(batch: Batch, reason: string): Promise<void> {
    await this.#own(batch)
      .set(settled('skipped', reason, this.#clock.now()))
      .execute();
  }

  /** The message will never go out, because of `reason`. */
  async failed(batch: Batch, reason: string): Promise<void> {
    await this.#own(batch)
      .set(settled('failed', reason, this.#clock.now()))
      .execute();
  }

  /** The message certainly did not go out; it is tried again from `notBeforeMs` on, elsewhere if `target` says so. */
  async postpone(
    batch: Batch,
    notBeforeMs: number,
    target: { place?: 'channel' | 'dm'; channelId?: string | null } = {},
  ): Promise<void> {
    await this.#own(batch)
      .set({
        ...unclaimed(notBeforeMs),
        ...(target.place !== undefined && { place: target.place }),
        ...(target.channelId !== undefined && { channel_id: target.channelId }),
      })
      .execute();
  }

  /**
   * Gives the claim up at `atMs`. If sending had begun, nobody knows whether the message went out, and it is looked
   * for before anything is sent.
   */
  async leave(batch: Batch, atMs: number): Promise<void> {
    await this.#own(batch).set({ lease_until: atMs }).execute();
  }

  /** The member, due time and kind behind a batch id on a button; undefined if it is unknown. */
  async rowOf(batchId: string, userId: string): Promise<OutboxRow | undefined> {
    const row = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('batch_id', '=', batchId)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toRow(row);
  }

  /** A row behind a batch id on the buttons of a message to a whole group, whoever presses; undefined if it is unknown. */
  async anyRowOf(batchId: string): Promise<OutboxRow | undefined> {
    const row = await this.#db
      .selectFrom('outbox')
      .selectAll()
      .where('batch_id', '=', batchId)
      .executeTakeFirst();
    return row && toRow(row);
  }

  /** Deletes some of what was settled more than 400 days ago; returns whether that was all. */
  async forgetOld(): Promise<boolean> {
    const old = this.#db
      .selectFrom('outbox')
      .select('id')
      .where('settled_at', '<', this.#clock.now() - keepMs)
      .orderBy('settled_at')
      .limit(forgetAtOnce);
    const result = await this.#db.deleteFrom('outbox').where('id', 'in', old).executeTakeFirst();
    return result.numDeletedRows < BigInt(forgetAtOnce);
  }

  async #skipLate(trx: Transaction<Schema>, now: number): Promise<void> {
    await trx
      .updateTable('outbox')
      .set({ state: 'skipped', reason: 'late', settled_at: now })
      .where(isOpen)
      .where('due_at', '<', now - lateAfterMs)
      .where((eb) =>
        eb.or([eb('state', '=', 'pending'), eb('state', '=', 'claimed').and('lease_until', '<', now)]),
      )
      .execute();
  }

  async #lease(trx: Transaction<Schema>, batch: Batch, until: number): Promise<void> {
    await trx
      .updateTable('outbox')
      .set((eb) => ({
        state: batch.inDoubt ? ('sending' as const) : ('claimed' as const),
        batch_id: batch.id,
        lease_owner: this.#owner,
        lease_until: until,
        attempts: eb('attempts', '+', 1),
      }))
      .where('id', 'in', idsOf(batch))
      .execute();
  }

  /** What is left of a batch under this very claim: one that has lapsed may be another's by now, or claimed anew. */
  #own(batch: Batch, db: Db = this.#db) {
    return db
      .updateTable('outbox')
      .where('id', 'in', idsOf(batch))
      .where('batch_id', '=', batch.id)
      .where('state', 'in', ['claimed', 'sending'])
      .where('lease_owner', '=', this.#owner);
  }
}

/** What settles a row at an instant (ms, UTC). */
const settled = (state: 'sent' | 'skipped' | 'failed', reason: string | null, settled_at: number) => ({
  state,
  reason,
  settled_at,
  lease_until: null,
  lease_owner: null,
});

/** What makes a row free to be claimed, from an instant (ms, UTC) on. */
const unclaimed = (notBeforeMs: number) => ({
  state: 'pending' as const,
  batch_id: null,
  lease_owner: null,
  lease_until: null,
  not_before: notBeforeMs,
});

/** What members log: their entries, and the milestones that these prove. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { PortfolioFacts } from '../guide/learner.ts';
import type { MemberKey } from '../member/store.ts';
import {
  type Effect,
  type Entry,
  type EntryDraft,
  type MilestoneRef,
  mostEntries,
  type Wanted,
} from './entry.ts';
import {
  countLinks,
  countOf,
  entryColumns,
  keyOf,
  kindOf,
  read,
  relink,
  rowOf,
  withProofs,
  withUrl,
} from './rows.ts';

export type Added =
  | ({ readonly kind: 'added'; readonly entry: Entry } & Effect)
  /** There is one of the same kind with the same link; nothing has been added. */
  | { readonly kind: 'known'; readonly entry: Entry }
  | { readonly kind: 'full' };

export class PortfolioStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Adds an entry that proves `proves`, and ticks what has all that it wants. */
  async add(
    member: MemberKey,
    draft: EntryDraft,
    proves: readonly MilestoneRef[],
    wanted: Wanted,
  ): Promise<Added> {
    const now = this.#clock.now();
    return await this.#db.transaction().execute(async (trx) => {
      const known = draft.url === null ? undefined : await withUrl(trx, member, draft);
      if (known !== undefined) return { kind: 'known', entry: known };
      if ((await countOf(trx, member)) >= mostEntries) return { kind: 'full' };
      const { id } = await trx
        .insertInto('entry')
        .values({ ...keyOf(member), ...rowOf(draft), created_at: now, updated_at: now })
        .returning('id')
        .executeTakeFirstOrThrow();
      const effect = await relink(trx, member, id, { add: proves, remove: [] }, wanted, now);
      return { kind: 'added', entry: { ...draft, id, proves }, ...effect };
    });
  }

  /** Changes an entry; `known` if another of the kind has its link; undefined if it is gone, or another's. */
  async change(member: MemberKey, id: number, draft: EntryDraft): Promise<'changed' | 'known' | undefined> {
    return await this.#db.transaction().execute(async (trx) => {
      const known = draft.url === null ? undefined : await withUrl(trx, member, draft);
      if (known !== undefined && known.id !== id) return 'known';
      const result = await trx
        .updateTable('entry')
        .where((row) => row.and(keyOf(member)))
        .set({ ...rowOf(draft), updated_at: this.#clock.now() })
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n ? 'changed' : undefined;
    });
  }

  /** Links an entry with milestones and parts it from others; undefined if it is gone, or another's. */
  async prove(
    member: MemberKey,
    id: number,
    change: { add: readonly MilestoneRef[]; remove: readonly MilestoneRef[] },
    wanted: Wanted,
  ): Promise<Effect | undefined> {
    return await this.#db.transaction().execute(async (trx) => {
      if ((await read(trx, member, id)) === undefined) return undefined;
      return await relink(trx, member, id, change, wanted, this.#clock.now());
    });
  }

  /** Deletes an entry, and unticks what it alone proved; undefined if it is gone, or another's. */
  async remove(
    member: MemberKey,
    id: number,
    wanted: Wanted,
  ): Promise<(Effect & { entry: Entry }) | undefined> {
    return await this.#db.transaction().execute(async (trx) => {
      const entry = await read(trx, member, id);
      if (entry === undefined) return undefined;
      const change = { add: [], remove: entry.proves };
      const effect = await relink(trx, member, id, change, wanted, this.#clock.now());
      await trx.deleteFrom('entry').where('id', '=', id).execute();
      return { entry, ...effect };
    });
  }

  /** One of the member's own entries; undefined if it is gone, or another's. */
  async one(member: MemberKey, id: number): Promise<Entry | undefined> {
    return await read(this.#db, member, id);
  }

  /** Entries, newest first. */
  async list(
    member: MemberKey,
    how: { offset?: number; limit?: number; withoutNotes?: boolean } = {},
  ): Promise<Entry[]> {
    let query = this.#db
      .selectFrom('entry')
      .where((row) => row.and(keyOf(member)))
      .select(entryColumns)
      .orderBy('dated_on', 'desc')
      .orderBy('id', 'desc')
      .limit(how.limit ?? mostEntries)
      .offset(how.offset ?? 0);
    if (how.withoutNotes === true) query = query.where('kind', '!=', 'note');
    const rows = await query.execute();
    return await withProofs(this.#db, member, rows);
  }

  /** When the member's entries were logged (ms, UTC). */
  async logInstants(member: MemberKey): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('entry')
      .select('created_at')
      .where((row) => row.and(keyOf(member)))
      .execute();
    return rows.map((row) => row.created_at);
  }

  /** How many of the member's entries are linked with a milestone. */
  async linked(member: MemberKey): Promise<(milestone: MilestoneRef) => number> {
    return await countLinks(this.#db, member);
  }

  /** How many there are of each kind, and when something was last logged for each step. */
  async facts(member: MemberKey): Promise<PortfolioFacts> {
    const [kinds, steps] = await Promise.all([
      this.#db
        .selectFrom('entry')
        .where((row) => row.and(keyOf(member)))
        .select(['kind', (count) => count.fn.countAll<number>().as('number')])
        .groupBy('kind')
        .execute(),
      this.#db
        .selectFrom('entry')
        .where((row) => row.and(keyOf(member)))
        .select(['step_id', (last) => last.fn.max('created_at').as('at')])
        .where('step_id', 'is not', null)
        .groupBy('step_id')
        .execute(),
    ]);
    return {
      counts: new Map(kinds.map(({ kind, number }) => [kindOf(kind), number])),
      lastLoggedAt: new Map(steps.map(({ step_id, at }) => [step_id ?? '', at])),
    };
  }
}

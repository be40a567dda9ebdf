/** What members log: their entries, and the milestones that these prove. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { PortfolioFacts } from '../guide/learner.ts';
import type { EntryKind } from '../guide/names.ts';
import type { MemberKey } from '../member/store.ts';
import {
  type Effect,
  type Entry,
  type EntryDraft,
  type MilestoneRef,
  mostEntries,
  type Wanted,
} from './entry.ts';
import { type LinkChange, linksOf, relink } from './links.ts';
import {
  countLinks,
  countOf,
  entryColumns,
  keyOf,
  kindOf,
  read,
  repeated,
  rowOf,
  withProofs,
} from './rows.ts';

export type Added =
  | ({ readonly kind: 'added'; readonly entry: Entry } & Effect)
  /** There is one of the kind with the link, or the same was added a moment ago; nothing has been added. */
  | { readonly kind: 'known'; readonly entry: Entry }
  | { readonly kind: 'full' };

export interface Changed extends Effect {
  readonly entry: Entry;
  /** Another entry of the kind has the new link, so this one has kept its own. */
  readonly isLinkTaken: boolean;
}

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
      const known = await repeated(trx, member, draft, now);
      if (known !== undefined) return { kind: 'known', entry: known };
      if ((await countOf(trx, member)) >= mostEntries) return { kind: 'full' };
      const { id } = await trx
        .insertInto('entry')
        .values({ ...keyOf(member), ...rowOf(draft), created_at: now, updated_at: now })
        .returning('id')
        .executeTakeFirstOrThrow();
      const effect = await relink(trx, member, { add: linksOf(id, proves), remove: [] }, wanted, now);
      return { kind: 'added', entry: { ...draft, id, proves }, ...effect };
    });
  }

  /**
   * Changes an entry, and parts it from the milestones that its kind can't prove (`canProve`); undefined if it is gone,
   * or another's.
   */
  async change(
    member: MemberKey,
    id: number,
    draft: EntryDraft,
    canProve: (milestone: MilestoneRef) => boolean,
    wanted: Wanted,
  ): Promise<Changed | undefined> {
    const now = this.#clock.now();
    return await this.#db.transaction().execute(async (trx) => {
      const before = await read(trx, member, id);
      if (before === undefined) return undefined;
      const known = draft.url === null ? undefined : await repeated(trx, member, draft, now);
      const isLinkTaken = known !== undefined && known.id !== id;
      // Its own link may be taken as well, if the kind has changed.
      const own = isLinkTaken && before.kind !== draft.kind ? null : before.url;
      const kept = isLinkTaken ? { ...draft, url: own } : draft;
      await trx
        .updateTable('entry')
        .set({ ...rowOf(kept), updated_at: now })
        .where('id', '=', id)
        .execute();
      const remove = linksOf(
        id,
        before.proves.filter((milestone) => !canProve(milestone)),
      );
      const effect = await relink(trx, member, { add: [], remove }, wanted, now);
      return { entry: { ...kept, id, proves: before.proves.filter(canProve) }, isLinkTaken, ...effect };
    });
  }

  /**
   * Links entries with milestones and parts them from others; entries that are gone, or another's, are left out. `moved`
   * is the entry that goes to another step with it, or to none.
   */
  async link(
    member: MemberKey,
    { add, remove }: LinkChange,
    wanted: Wanted,
    moved?: { entryId: number; stepId: string | null },
  ): Promise<Effect> {
    const now = this.#clock.now();
    const ids = [...new Set(add.map(({ entryId }) => entryId))];
    return await this.#db.transaction().execute(async (trx) => {
      const rows = await trx
        .selectFrom('entry')
        .select('id')
        .where((row) => row.and(keyOf(member)))
        .where('id', 'in', ids)
        .execute();
      const own = new Set(rows.map(({ id }) => id));
      if (moved !== undefined)
        await trx
          .updateTable('entry')
          .set({ step_id: moved.stepId, updated_at: now })
          .where((row) => row.and({ ...keyOf(member), id: moved.entryId }))
          .execute();
      const change = { add: add.filter(({ entryId }) => own.has(entryId)), remove };
      return await relink(trx, member, change, wanted, now);
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
      const change = { add: [], remove: linksOf(id, entry.proves) };
      const effect = await relink(trx, member, change, wanted, this.#clock.now());
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
    return await withProofs(this.#db, member, await query.execute());
  }

  /** When the member's entries were logged (ms, UTC), since an instant. */
  async logInstants(member: MemberKey, sinceMs: number): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('entry')
      .select('created_at')
      .where((row) => row.and(keyOf(member)))
      .where('created_at', '>=', sinceMs)
      .execute();
    return rows.map((row) => row.created_at);
  }

  /** How many of the member's entries are linked with a milestone. */
  async linked(member: MemberKey): Promise<(milestone: MilestoneRef) => number> {
    return await countLinks(this.#db, member);
  }

  /** How many entries the member has of each kind. */
  async counts({ guildId, userId }: MemberKey): Promise<PortfolioFacts['counts']> {
    return (await this.factsOfAll(guildId, [userId])).get(userId)?.counts ?? new Map();
  }

  /** How many entries members of a server have of each kind, and when they last logged something for each step; by user id. */
  async factsOfAll(
    guildId: string,
    userIds: readonly string[],
  ): Promise<ReadonlyMap<string, PortfolioFacts>> {
    const rows = await this.#db
      .selectFrom('entry')
      .select((entry) => [
        'user_id',
        'kind',
        'step_id',
        entry.fn.countAll<number>().as('count'),
        entry.fn.max('created_at').as('last'),
      ])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .groupBy(['user_id', 'kind', 'step_id'])
      .execute();
    const found = new Map(
      userIds.map((id) => [
        id,
        { counts: new Map<EntryKind, number>(), lastLoggedAt: new Map<string, number>() },
      ]),
    );
    for (const { user_id, kind, step_id, count, last } of rows) {
      const { counts, lastLoggedAt } = found.get(user_id) ?? {};
      counts?.set(kindOf(kind), (counts.get(kindOf(kind)) ?? 0) + count);
      if (step_id !== null) lastLoggedAt?.set(step_id, Math.max(lastLoggedAt.get(step_id) ?? 0, last));
    }
    return found;
  }
}

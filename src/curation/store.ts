/** The links and texts that a server's admins have set. Every change counts the server's revision up with it. */
import { sql, type Transaction } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Schema } from '../database/schema.ts';
import { newSettings } from '../settings/store.ts';
import {
  type Curation,
  type LinkDraft,
  mostLinks,
  type OwnLink,
  plainAddress,
  type TextField,
} from './own.ts';

type AddedLink =
  | { readonly kind: 'added'; readonly link: OwnLink }
  /** The server has that address already. */
  | { readonly kind: 'known'; readonly link: OwnLink }
  | { readonly kind: 'full-step' }
  | { readonly kind: 'full' };

/** In which server, and by whom. */
export interface Editor {
  readonly guildId: string;
  readonly adminId: string;
}

export class CurationStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Counts the changes of a server's links and texts: 0 if there never was one. */
  async revisionOf(guildId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('guild_settings')
      .select('content_revision')
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return row?.content_revision ?? 0;
  }

  async of(guildId: string): Promise<Curation> {
    const [links, texts, hidden] = await Promise.all([
      linksOf(this.#db, guildId),
      this.#db
        .selectFrom('guild_text')
        .select(['step_id as stepId', 'field', 'words'])
        .where('guild_id', '=', guildId)
        .execute(),
      this.#db.selectFrom('guild_hidden_link').select('url').where('guild_id', '=', guildId).execute(),
    ]);
    return { links, texts, hidden: new Set(hidden.map(({ url }) => url)) };
  }

  /**
   * Adds a link, unless it is there or there are too many. One that does not `fit` the guide is not there: the same
   * address added anew takes its place.
   */
  async addLink(editor: Editor, draft: LinkDraft, fits: (link: OwnLink) => boolean): Promise<AddedLink> {
    return await this.#db.transaction().execute(async (trx) => {
      const links = await linksOf(trx, editor.guildId);
      const address = plainAddress(draft.url);
      const known = links.find(({ url }) => plainAddress(url) === address);
      if (known !== undefined && fits(known)) return { kind: 'known', link: known };
      const inStep = links.filter((link) => link.stepId === draft.stepId && link !== known);
      if (inStep.length >= mostLinks.inStep) return { kind: 'full-step' };
      if (links.filter(fits).length >= mostLinks.inAll) return { kind: 'full' };
      if (known !== undefined) await trx.deleteFrom('guild_link').where('id', '=', known.id).execute();
      const { stepId, ...rest } = draft;
      const { id } = await trx
        .insertInto('guild_link')
        .values({
          ...rest,
          guild_id: editor.guildId,
          step_id: stepId,
          added_by: editor.adminId,
          added_at: this.#clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await this.#countUp(trx, editor);
      return { kind: 'added', link: { ...draft, id } };
    });
  }

  /** The link with its new level, or undefined if it is gone. */
  async setLevel(editor: Editor, id: number, level: string): Promise<OwnLink | undefined> {
    return await this.#db.transaction().execute(async (trx) => {
      const link = (await linksOf(trx, editor.guildId)).find((own) => own.id === id);
      if (link === undefined) return undefined;
      await trx
        .updateTable('guild_link')
        .set({ level })
        .where('guild_id', '=', editor.guildId)
        .where('id', '=', id)
        .execute();
      await this.#countUp(trx, editor);
      return { ...link, level };
    });
  }

  /** The link that was removed, or undefined if it was gone. */
  async removeLink(editor: Editor, id: number): Promise<OwnLink | undefined> {
    return await this.#db.transaction().execute(async (trx) => {
      const link = (await linksOf(trx, editor.guildId)).find((own) => own.id === id);
      if (link === undefined) return undefined;
      await trx
        .deleteFrom('guild_link')
        .where('guild_id', '=', editor.guildId)
        .where('id', '=', id)
        .execute();
      await this.#countUp(trx, editor);
      return link;
    });
  }

  /** Hides links of the guide and shows others again, by their addresses. */
  async hide(editor: Editor, change: { hide: readonly string[]; show: readonly string[] }): Promise<void> {
    const { guildId, adminId } = editor;
    await this.#db.transaction().execute(async (trx) => {
      for (const url of change.hide) {
        await trx
          .insertInto('guild_hidden_link')
          .values({
            guild_id: guildId,
            url: plainAddress(url),
            hidden_by: adminId,
            hidden_at: this.#clock.now(),
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      for (const url of change.show) {
        await trx
          .deleteFrom('guild_hidden_link')
          .where('guild_id', '=', guildId)
          .where('url', '=', plainAddress(url))
          .execute();
      }
      await this.#countUp(trx, editor);
    });
  }

  /**
   * Sets a text, or with null goes back to the guide's own, if `isSeen` says of the text as it is now that the admin
   * has seen it (null: the guide's own). Returns false, and changes nothing, if they have not.
   */
  async setText(
    editor: Editor,
    place: { stepId: string; field: TextField },
    words: string | null,
    isSeen: (present: string | null) => boolean,
  ): Promise<boolean> {
    const key = { guild_id: editor.guildId, step_id: place.stepId, field: place.field };
    return await this.#db.transaction().execute(async (trx) => {
      const present = await trx
        .selectFrom('guild_text')
        .select('words')
        .where((row) => row.and(key))
        .executeTakeFirst();
      if (!isSeen(present?.words ?? null)) return false;
      if (words === null) {
        await trx
          .deleteFrom('guild_text')
          .where((row) => row.and(key))
          .execute();
      } else {
        const columns = { words, updated_by: editor.adminId, updated_at: this.#clock.now() };
        await trx
          .insertInto('guild_text')
          .values({ ...key, ...columns })
          .onConflict((conflict) => conflict.columns(['guild_id', 'step_id', 'field']).doUpdateSet(columns))
          .execute();
      }
      await this.#countUp(trx, editor);
      return true;
    });
  }

  async #countUp(trx: Transaction<Schema>, { guildId, adminId }: Editor): Promise<void> {
    await trx
      .insertInto('guild_settings')
      .values({ ...newSettings(guildId, adminId, this.#clock.now()), content_revision: 1 })
      .onConflict((conflict) =>
        conflict
          .column('guild_id')
          .doUpdateSet({ content_revision: sql<number>`guild_settings.content_revision + 1` }),
      )
      .execute();
  }
}

const linksOf = (db: Db, guildId: string): Promise<OwnLink[]> =>
  db
    .selectFrom('guild_link')
    .select(['id', 'step_id as stepId', 'title', 'url', 'kind', 'cost', 'level', 'about'])
    .where('guild_id', '=', guildId)
    .orderBy('id')
    .execute();

/** Who uses the bot, and in which server. */
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { MemberTable } from '../database/schema.ts';
import { keptForMember } from './kept.ts';

/** Everything personal is kept for a member of one server. */
export interface MemberKey {
  readonly guildId: string;
  readonly userId: string;
}

/** Stands for the server of somebody who only ever wrote to the bot directly. */
export const directOnly = '@me';

/** Stands where a user's id stands: for a message to a whole server, and for an admin who has been forgotten. */
export const nobody = '';

/** How stale what is noted of a sighting may be before it is written again, in ms. */
const seenWithinMs = 10 * 60_000;

export class MemberStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * The member behind an interaction, noted as seen; one in a server is noted as being there, whatever was thought
   * before. In direct messages it is the one of the server that the panel belongs to (`home`), if they are there, or
   * else of the one where they used the bot last and still are, so that they meet their own progress.
   */
  async identify(
    where: { guildId: string | null; userId: string },
    home: string | null = null,
  ): Promise<MemberKey> {
    const sightings = await this.#sightingsOf(where.userId);
    const atHome = sightings.find((sighting) => sighting.guild_id === home && isHere(sighting));
    if (where.guildId === null && atHome !== undefined && atHome !== sightings[0]) {
      const key = { guildId: atHome.guild_id, userId: where.userId };
      await this.goOnIn(key);
      return key;
    }
    const last = sightings.find(isHere);
    const key = { guildId: where.guildId ?? last?.guild_id ?? directOnly, userId: where.userId };
    const isInServer = where.guildId !== null;
    const seenAt = isInServer ? last?.here_at : last?.last_seen_at;
    const isNoted =
      last !== undefined &&
      last === sightings[0] &&
      last.guild_id === key.guildId &&
      this.#clock.now() - (seenAt ?? 0) < seenWithinMs;
    if (!isNoted) await this.#see(key, { isInServer, wasDirectOnly: sightings[0]?.guild_id === directOnly });
    return key;
  }

  /** The server in which somebody goes on in direct messages: where they used the bot last and still are; null if there is none. */
  async homeOf(userId: string): Promise<string | null> {
    const last = (await this.#sightingsOf(userId)).find(isHere);
    return last === undefined || last.guild_id === directOnly ? null : last.guild_id;
  }

  /** Whoever presses a button of one server in direct messages goes on there: what it opens belongs to that server too. */
  async goOnIn({ guildId, userId }: MemberKey): Promise<void> {
    const [latest] = await this.#sightingsOf(userId);
    if (latest === undefined || latest.guild_id === guildId) return;
    await this.#db
      .updateTable('member')
      .set({ last_seen_at: Math.max(this.#clock.now(), latest.last_seen_at + 1) })
      .where('guild_id', '=', guildId)
      .where('user_id', '=', userId)
      .execute();
  }

  /** The servers where somebody has used the bot, the last first. */
  async #sightingsOf(userId: string): Promise<Sighting[]> {
    return await this.#db
      .selectFrom('member')
      .leftJoin('departed_guild', 'departed_guild.guild_id', 'member.guild_id')
      .select(['member.guild_id', 'last_seen_at', 'here_at', 'member.left_at'])
      .select('departed_guild.left_at as guild_left_at')
      .where('user_id', '=', userId)
      .orderBy('last_seen_at', 'desc')
      .execute();
  }

  /** Notes the member as seen. Who only wrote directly so far takes what they have done along to their first server. */
  async #see(
    { guildId, userId }: MemberKey,
    { isInServer, wasDirectOnly }: { isInServer: boolean; wasDirectOnly: boolean },
  ): Promise<void> {
    const now = this.#clock.now();
    const seen = { last_seen_at: now, ...(isInServer && { here_at: now, left_at: null }) };
    await this.#db.transaction().execute(async (trx) => {
      if (wasDirectOnly && guildId !== directOnly && !(await isKnown(trx, { guildId, userId }))) {
        for (const table of keptForMember) {
          await trx
            .updateTable(table)
            .set({ guild_id: guildId })
            .where('guild_id', '=', directOnly)
            .where('user_id', '=', userId)
            .execute();
        }
        await takeKeysAlong(trx, { guildId, userId });
      }
      await trx
        .insertInto('member')
        .values({ guild_id: guildId, user_id: userId, first_seen_at: now, ...seen })
        .onConflict((conflict) => conflict.columns(['guild_id', 'user_id']).doUpdateSet(seen))
        .execute();
      // Where somebody uses the bot, it is.
      if (isInServer) await trx.deleteFrom('departed_guild').where('guild_id', '=', guildId).execute();
    });
  }
}

/** What makes a message the only one of its kind names the server; one of direct messages is not to be sent again here. */
async function takeKeysAlong(trx: Db, { guildId, userId }: MemberKey): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ dedupe_key: sql`replace(dedupe_key, ${`:${directOnly}:`}, ${`:${guildId}:`})` })
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .execute();
}

type Sighting = Pick<MemberTable, 'guild_id' | 'last_seen_at' | 'here_at' | 'left_at'> & {
  /** When the bot left the server. */
  guild_left_at: number | null;
};

const isHere = (sighting: Sighting) => sighting.left_at === null && sighting.guild_left_at === null;

/** The member has used the bot in this server: two first commands at once must not both take things along. */
async function isKnown(trx: Db, { guildId, userId }: MemberKey): Promise<boolean> {
  const row = await trx
    .selectFrom('member')
    .select('user_id')
    .where('guild_id', '=', guildId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

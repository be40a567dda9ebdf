/** Which server a direct message comes from: said to whoever uses the bot in several. */
import type { REST } from 'discord.js';
import { type APIGuild, Routes } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { directOnly, type MemberKey } from '../member/store.ts';

/** A name is asked for again after so long, in ms: no event tells a bot without intents of a new one. */
const freshForMs = 24 * 60 * 60_000;
/** The same, if Discord did not say it. */
const missedForMs = 10 * 60_000;
const mostKept = 1_000;
const askWithinMs = 5_000;

export class Origins {
  readonly #db: Db;
  readonly #rest: REST;
  /** By server; the question itself, so that it is asked once for all who wait. */
  readonly #names: LRUCache<string, Promise<string | undefined>>;

  constructor(db: Db, rest: REST, clock: Clock) {
    this.#db = db;
    this.#rest = rest;
    this.#names = new LRUCache({ max: mostKept, ttl: freshForMs, perf: clock });
  }

  /** The name of a member's server, as its admins typed it; undefined if there is no other, or Discord won't say it now. */
  async of(member: MemberKey): Promise<string | undefined> {
    if (member.guildId === directOnly || !(await this.#isElsewhere(member))) return undefined;
    const known = this.#names.get(member.guildId) ?? this.#ask(member.guildId);
    return await known;
  }

  async #isElsewhere({ guildId, userId }: MemberKey): Promise<boolean> {
    const other = await this.#db
      .selectFrom('member')
      .select('guild_id')
      .where('user_id', '=', userId)
      .where('guild_id', 'not in', [guildId, directOnly])
      .where('left_at', 'is', null)
      .executeTakeFirst();
    return other !== undefined;
  }

  #ask(guildId: string): Promise<string | undefined> {
    const name = this.#rest.get(Routes.guild(guildId), { signal: AbortSignal.timeout(askWithinMs) }).then(
      (guild) => (guild as APIGuild).name,
      () => {
        this.#names.set(guildId, Promise.resolve(undefined), { ttl: missedForMs });
        return undefined;
      },
    );
    this.#names.set(guildId, name);
    return name;
  }
}

/** What servers are called: asked of Discord when it matters, since no event tells a bot without intents. */
import type { REST } from 'discord.js';
import { type APIGuild, Routes } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';

/** A name is asked for again after so long, in ms. */
const freshForMs = 24 * 60 * 60_000;
const mostKept = 1_000;
const askWithinMs = 5_000;

export class GuildNames {
  readonly #names: LRUCache<string, string>;

  constructor(rest: REST) {
    this.#names = new LRUCache<string, string>({
      max: mostKept,
      ttl: freshForMs,
      fetchMethod: async (guildId) => {
        const guild = await rest.get(Routes.guild(guildId), { signal: AbortSignal.timeout(askWithinMs) });
        return (guild as APIGuild).name;
      },
    });
  }

  /** The name of a server, as typed by its admins; undefined if Discord won't say it now. */
  async of(guildId: string): Promise<string | undefined> {
    return await this.#names.fetch(guildId).catch(() => undefined);
  }
}

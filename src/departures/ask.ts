/** Asks Discord who is still where: the gateway tells nobody's leave to a bot without intents. */
import type { REST } from 'discord.js';
import { type APIGuild, Routes } from 'discord-api-types/v10';
import { codeOf, discordCode } from '../discord/errors.ts';

/** A question waits no longer than this, in ms: whoever is in doubt counts as there. */
const askWithinMs = 5_000;

/** Servers in one page of the list: Discord's most. */
const perPage = 200;

/** Where a member is: Discord says so for certain, or says nothing that can be relied on. */
export type Answer = 'here' | 'member left' | 'bot left' | 'unknown';

/** Whether a member is in a server. Never throws: what is no clear answer is `unknown`. */
export async function askWhere(
  rest: REST,
  { guildId, userId }: { guildId: string; userId: string },
): Promise<Answer> {
  try {
    await rest.get(Routes.guildMember(guildId, userId), { signal: AbortSignal.timeout(askWithinMs) });
    return 'here';
  } catch (error) {
    return answers.get(codeOf(error)) ?? 'unknown';
  }
}

const answers: ReadonlyMap<number | undefined, Answer> = new Map([
  [discordCode.unknownMember, 'member left'],
  [discordCode.unknownUser, 'member left'],
  [discordCode.unknownGuild, 'bot left'],
  [discordCode.missingAccess, 'bot left'],
]);

/** The ids of all servers that the bot is in. @throws if any page can't be had: half a list is none. */
export async function askForGuilds(rest: REST): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let after = '0'; ; ) {
    const query = new URLSearchParams({ limit: String(perPage), after });
    const signal = AbortSignal.timeout(askWithinMs);
    const page = (await rest.get(Routes.userGuilds(), { query, signal })) as Pick<APIGuild, 'id'>[];
    const known = ids.size;
    for (const { id } of page) ids.add(id);
    if (page.length < perPage || ids.size === known) return ids;
    after = [...ids].reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
}

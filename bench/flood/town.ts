/** Ten thousand members whose nudges all fall due in one minute, and a local Discord in which they live. */
import { openDatabase } from '../../src/database/open.ts';
import type { Schema } from '../../src/database/schema.ts';
import { type Playground, startPlayground, type WorldSeed } from '../../src/playground/index.ts';

export interface TownPlan {
  readonly servers: number;
  readonly members: number;
  readonly place: 'channel' | 'dm';
}

export interface Town {
  readonly playground: Playground;
  /** Ids of all members who are nudged. */
  readonly members: readonly string[];
  /** A member and a channel of each server. */
  readonly callers: readonly { userId: string; channelId: string }[];
}

const dayMs = 24 * 60 * 60_000;
/** SQLite takes a limited number of values in one statement. */
const atOnce = 500;

/** Starts the local Discord, with its rate limits, and fills the bot's database: everybody is due at `dueMs` (UTC). */
export async function settle(plan: TownPlan, databasePath: string, dueMs: number): Promise<Town> {
  const playground = await startPlayground({ world: worldOf(plan) });
  const { world } = playground;
  const homes = Array.from({ length: plan.members }, (_, index) => {
    const server = `s${index % plan.servers}`;
    const userId = world.users[`m${index}`] ?? '';
    return {
      userId,
      guildId: world.guilds[server] ?? '',
      channelId: world.channels[`${server}.study`] ?? '',
    };
  });
  const database = await openDatabase(databasePath);
  const now = Date.now();
  const due = Temporal.Instant.fromEpochMilliseconds(dueMs).toZonedDateTimeISO('UTC');
  const rows = {
    member: homes.map(({ guildId: guild_id, userId: user_id }) => ({
      guild_id,
      user_id,
      first_seen_at: now - 9 * dayMs,
      last_seen_at: now - dayMs,
      here_at: now - dayMs,
    })),
    profile: homes.map(({ guildId: guild_id, userId: user_id }) => ({
      guild_id,
      user_id,
      time_zone: 'UTC',
      updated_at: now,
    })),
    nudge: homes.map(({ guildId: guild_id, userId: user_id, channelId }) => ({
      guild_id,
      user_id,
      weekday: due.dayOfWeek,
      minute_of_day: due.hour * 60 + due.minute,
      place: plan.place,
      channel_id: plan.place === 'dm' ? null : channelId,
      next_nudge_at: dueMs,
      updated_at: now,
    })),
    dm_channel:
      plan.place === 'channel'
        ? []
        : homes.map(({ userId: user_id }) => ({
            user_id,
            channel_id: playground.as(user_id).direct(),
          })),
  };
  await database.db.transaction().execute(async (trx) => {
    for (const [table, all] of Object.entries(rows)) {
      for (let at = 0; at < all.length; at += atOnce) {
        await trx
          .insertInto(table as keyof Schema)
          .values(all.slice(at, at + atOnce))
          .execute();
      }
    }
  });
  await database.close();
  const callers = homes.slice(0, plan.servers).map(({ userId, channelId }) => ({ userId, channelId }));
  return { playground, members: homes.map(({ userId }) => userId), callers };
}

function worldOf({ servers, members }: TownPlan): WorldSeed {
  const names = Array.from({ length: members }, (_, index) => `m${index}`);
  const serverOf = (server: number) => ({
    name: `Server ${server}`,
    owner: `m${server}`,
    members: names.filter((_, index) => index % servers === server),
    channels: { study: { name: 'study' } },
  });
  return {
    users: Object.fromEntries(names.map((name) => [name, { username: name }])),
    guilds: Object.fromEntries(
      Array.from({ length: servers }, (_, server) => [`s${server}`, serverOf(server)]),
    ),
  };
}

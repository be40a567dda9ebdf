/** A hall whose admin has turned the weekly post on; it begins on Wednesday, 13 January 2027, at noon. */
import BetterSqlite3 from 'better-sqlite3';
import type { APIMessage } from 'discord-api-types/v10';
import { openDatabase } from '../../src/database/open.ts';
import { messageOf, type Scene, type SceneOptions, startScene } from '../support/bot.ts';

export interface WeeklyHall {
  readonly scene: Scene;
  /** Where it is posted. */
  readonly channel: string;
  /** The bot's own messages there. */
  posts(): APIMessage[];
}

export async function startWeekly(
  options: SceneOptions & { settings?: Record<string, string> } = {},
): Promise<WeeklyHall> {
  const { settings = {}, ...rest } = options;
  const scene = await startScene(rest);
  const channel = scene.channel('hall.nextSteps');
  const ada = scene.person('ada');
  const panel = messageOf(await ada.command(channel, 'setup', { channel, ...settings }));
  await ada.press(panel, 'Weekly post: turn on');
  return { scene, channel, posts: () => ownIn(scene, channel) };
}

export const ownIn = (scene: Scene, channelId: string): APIMessage[] =>
  scene.playground.messagesIn(channelId).filter(({ author }) => author.id === scene.playground.botUserId);

export const guildOf = (scene: Scene): string => scene.playground.world.guilds['hall'] ?? '';

/** What became of each weekly post, the earliest first. */
export function fates({ databasePath }: Scene): { about: string; state: string; reason: string | null }[] {
  const raw = new BetterSqlite3(databasePath, { readonly: true });
  try {
    return raw
      .prepare("select about, state, reason from outbox where kind = 'digest' order by due_at")
      .all() as ReturnType<typeof fates>;
  } finally {
    raw.close();
  }
}

const weekMs = 7 * 24 * 60 * 60_000;

/**
 * Adds members to a server with check-ins in the given weeks; every `step`th has given leave to be named and ranked.
 * Their ids count up from 10^17.
 */
export async function addMembers(
  scene: Scene,
  count: number,
  { weeks, leave }: { weeks: readonly string[]; leave: (index: number) => boolean },
): Promise<string[]> {
  const { db, close } = await openDatabase(scene.databasePath);
  const guild_id = guildOf(scene);
  const now = scene.clock.now();
  const ids = Array.from({ length: count }, (_, index) => String(100_000_000_000_000_000n + BigInt(index)));
  await db.transaction().execute(async (trx) => {
    for (const [index, user_id] of ids.entries()) {
      const key = { guild_id, user_id };
      await trx
        .insertInto('member')
        .values({ ...key, first_seen_at: now - 20 * weekMs, last_seen_at: now })
        .execute();
      const allowed = leave(index) ? 1 : 0;
      await trx
        .insertInto('profile')
        .values({ ...key, named: allowed, ranked: allowed, updated_at: now })
        .execute();
      if (weeks.length === 0) continue;
      await trx
        .insertInto('check_in')
        .values(weeks.map((week) => ({ ...key, week, created_at: now, updated_at: now })))
        .execute();
    }
  });
  await close();
  return ids;
}

/** What a server's admins have set; a server that nobody has set up has the defaults. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import { nobody } from '../member/store.ts';
import type { Outbox } from '../scheduler/outbox.ts';
import { mondayAt, movedPostAt, nextPostAt, postKey } from './weekly-post.ts';

export interface GuildSettings {
  /** Where nudges are posted, or null until an admin says. */
  readonly nudgeChannelId: string | null;
  /** Where members show what they made, or null until an admin says. */
  readonly showcaseChannelId: string | null;
  /** Where study groups have their threads, or null until an admin says. */
  readonly groupsChannelId: string | null;
  /** Defaults for members who turn nudges on without saying when: ISO weekday, minutes after midnight, IANA zone. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly timeZone: string;
  /** Why nudges can't be posted in their channel, in words, or null. */
  readonly channelProblem: string | null;
  /** When the weekly post is next due (ms, UTC); null while it is off. */
  readonly nextPostAt: number | null;
}

/** What a server has that nobody has set up. */
export const serverDefaults: GuildSettings = {
  nudgeChannelId: null,
  showcaseChannelId: null,
  groupsChannelId: null,
  weekday: 1,
  minuteOfDay: 18 * 60,
  timeZone: 'UTC',
  channelProblem: null,
  nextPostAt: null,
};

export type SettingsChange = Partial<
  Pick<
    GuildSettings,
    'nudgeChannelId' | 'showcaseChannelId' | 'groupsChannelId' | 'weekday' | 'minuteOfDay' | 'timeZone'
  > & {
    /** Whether there is a weekly post. */
    readonly weeklyPost: boolean;
  }
>;

/** The row of a server that nobody has set up yet, made by an admin at an instant (ms, UTC). */
export const newSettings = (guildId: string, adminId: string, nowMs: number) => ({
  guild_id: guildId,
  weekday: serverDefaults.weekday,
  minute_of_day: serverDefaults.minuteOfDay,
  time_zone: serverDefaults.timeZone,
  updated_by: adminId,
  updated_at: nowMs,
});

export class SettingsStore {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #outbox: Outbox;

  constructor(db: Db, clock: Clock, outbox: Outbox) {
    this.#db = db;
    this.#clock = clock;
    this.#outbox = outbox;
  }

  async of(guildId: string): Promise<GuildSettings> {
    return await settingsOf(this.#db, guildId);
  }

  /**
   * Changes what is given, and forgets a problem of the nudge channel when that is chosen anew. A weekly post that is
   * to come keeps its Monday, whatever becomes of its time.
   */
  async change(guildId: string, change: SettingsChange, adminId: string): Promise<GuildSettings> {
    const now = this.#clock.now();
    return await this.#db.transaction().execute(async (trx) => {
      const before = await settingsOf(trx, guildId);
      const columns = {
        ...(change.nudgeChannelId !== undefined && {
          nudge_channel_id: change.nudgeChannelId,
          channel_problem: null,
        }),
        ...(change.showcaseChannelId !== undefined && { showcase_channel_id: change.showcaseChannelId }),
        ...(change.groupsChannelId !== undefined && { groups_channel_id: change.groupsChannelId }),
        ...(change.weekday !== undefined && { weekday: change.weekday }),
        ...(change.minuteOfDay !== undefined && { minute_of_day: change.minuteOfDay }),
        ...(change.timeZone !== undefined && { time_zone: change.timeZone }),
        next_digest_at: await nextPostOf(trx, guildId, before, change, now),
        updated_by: adminId,
        updated_at: now,
      };
      await trx
        .insertInto('guild_settings')
        .values({ ...newSettings(guildId, adminId, now), ...columns })
        .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(columns))
        .execute();
      return await settingsOf(trx, guildId);
    });
  }

  /** Forgets a problem of the nudge channel that is mended. */
  async forgetChannelProblem(guildId: string): Promise<void> {
    await this.#db
      .updateTable('guild_settings')
      .set({ channel_problem: null })
      .where('guild_id', '=', guildId)
      .execute();
  }

  /** Notes why the nudge channel can't be used, and has the admin who set it told, once. */
  async noteChannelProblem(guildId: string, channelId: string, problem: string): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const row = await trx
        .updateTable('guild_settings')
        .set({ channel_problem: problem })
        .where('guild_id', '=', guildId)
        .where('nudge_channel_id', '=', channelId)
        .where('channel_problem', 'is', null)
        .returning('updated_by')
        .executeTakeFirst();
      if (row === undefined || row.updated_by === nobody) return;
      const dueAt = this.#clock.now();
      await this.#outbox.add(trx, [
        {
          kind: 'trouble',
          dedupeKey: `trouble:${guildId}:${channelId}:${dueAt}`,
          member: { guildId, userId: row.updated_by },
          place: 'dm',
          channelId: null,
          dueAt,
          about: channelId,
        },
      ]);
    });
  }
}

async function settingsOf(db: Db, guildId: string): Promise<GuildSettings> {
  const row = await db
    .selectFrom('guild_settings')
    .selectAll()
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  if (row === undefined) return serverDefaults;
  return {
    nudgeChannelId: row.nudge_channel_id,
    showcaseChannelId: row.showcase_channel_id,
    groupsChannelId: row.groups_channel_id,
    weekday: row.weekday,
    minuteOfDay: row.minute_of_day,
    timeZone: row.time_zone,
    channelProblem: row.channel_problem,
    nextPostAt: row.next_digest_at,
  };
}

/** When the weekly post is due (ms, UTC) after a change; null if it is off. */
async function nextPostOf(
  db: Db,
  guildId: string,
  before: GuildSettings,
  change: SettingsChange,
  now: number,
): Promise<number | null> {
  const after = { ...before, ...change };
  if (change.weeklyPost === false) return null;
  if (before.nextPostAt !== null) return movedPostAt(before.nextPostAt, before, after);
  if (change.weeklyPost !== true) return null;
  const first = nextPostAt(after, now);
  const had = await db
    .selectFrom('outbox')
    .select('id')
    .where('dedupe_key', '=', postKey(guildId, mondayAt(first, after.timeZone)))
    .executeTakeFirst();
  return had === undefined ? first : nextPostAt(after, first);
}

/** What a server's admins have set; a server that nobody has set up has the defaults. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Outbox } from '../scheduler/outbox.ts';

export interface GuildSettings {
  /** Where nudges are posted, or null until an admin says. */
  readonly nudgeChannelId: string | null;
  /** Where members show what they made, or null until an admin says. */
  readonly showcaseChannelId: string | null;
  /** Defaults for members who turn nudges on without saying when: ISO weekday, minutes after midnight, IANA zone. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly timeZone: string;
  /** Why nudges can't be posted in their channel, in words, or null. */
  readonly channelProblem: string | null;
}

/** What a server has that nobody has set up. */
export const serverDefaults: GuildSettings = {
  nudgeChannelId: null,
  showcaseChannelId: null,
  weekday: 1,
  minuteOfDay: 18 * 60,
  timeZone: 'UTC',
  channelProblem: null,
};

export type SettingsChange = Partial<
  Pick<GuildSettings, 'nudgeChannelId' | 'showcaseChannelId' | 'weekday' | 'minuteOfDay' | 'timeZone'>
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
    const row = await this.#db
      .selectFrom('guild_settings')
      .selectAll()
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    if (row === undefined) return serverDefaults;
    return {
      nudgeChannelId: row.nudge_channel_id,
      showcaseChannelId: row.showcase_channel_id,
      weekday: row.weekday,
      minuteOfDay: row.minute_of_day,
      timeZone: row.time_zone,
      channelProblem: row.channel_problem,
    };
  }

  /** Changes what is given, and forgets a problem of the nudge channel when that is chosen anew. */
  async change(guildId: string, change: SettingsChange, adminId: string): Promise<GuildSettings> {
    const now = this.#clock.now();
    const columns = {
      ...(change.nudgeChannelId !== undefined && {
        nudge_channel_id: change.nudgeChannelId,
        channel_problem: null,
      }),
      ...(change.showcaseChannelId !== undefined && { showcase_channel_id: change.showcaseChannelId }),
      ...(change.weekday !== undefined && { weekday: change.weekday }),
      ...(change.minuteOfDay !== undefined && { minute_of_day: change.minuteOfDay }),
      ...(change.timeZone !== undefined && { time_zone: change.timeZone }),
      updated_by: adminId,
      updated_at: now,
    };
    await this.#db
      .insertInto('guild_settings')
      .values({ ...newSettings(guildId, adminId, now), ...columns })
      .onConflict((conflict) => conflict.column('guild_id').doUpdateSet(columns))
      .execute();
    return await this.of(guildId);
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
      if (row === undefined) return;
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

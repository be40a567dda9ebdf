/** Reads a server's week: what its present members did, and who of them may be named. */
import { sql } from 'kysely';
import { mondayOf } from '../accountability/weeks.ts';
import type { Db } from '../database/open.ts';
import { type Deed, peopleOf, type ServerWeek, stepCounts, type Work } from './week.ts';

interface Span {
  readonly guildId: string;
  /** ISO week; a check-in or a goal belongs to its member's own. */
  readonly week: string;
  /** All else belongs to the server's week: from one instant up to before another (ms, UTC). */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The tables in which a member has a row once they have begun something. */
const beginnings = ['goal', 'check_in', 'milestone_tick', 'entry', 'nudge', 'group_member'] as const;

export class DigestStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** What happened in an ISO week in a server, by its zone and the steps of its guide. */
  async weekOf(
    { guildId, timeZone, steps }: { guildId: string; timeZone: string; steps: ReadonlySet<string> },
    week: string,
  ): Promise<ServerWeek> {
    const monday = mondayOf(week);
    const span = {
      guildId,
      week,
      fromMs: monday.toZonedDateTime(timeZone).epochMilliseconds,
      toMs: monday.add({ weeks: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
    };
    const [checkIns, goalsKept, everFinished, works, newcomers, groups, meetups] = await Promise.all([
      this.#checkIns(span),
      this.#goalsKept(span),
      this.#finished(span),
      this.#works(span),
      this.#newcomers(span),
      this.#groups(span),
      this.#meetups(span),
    ]);
    // A step that is gone from the guide has no title to be told by.
    const finished = everFinished.filter(({ stepId }) => steps.has(stepId));
    return {
      checkedIn: peopleOf(checkIns),
      goalsKept,
      steps: stepCounts(finished.map(({ stepId }) => stepId)),
      stepsBy: peopleOf(finished),
      works,
      newcomers: peopleOf(newcomers),
      groups,
      meetups,
    };
  }

  async #checkIns({ guildId, week }: Span): Promise<Deed[]> {
    const rows = await this.#present(guildId)
      .innerJoin('check_in', (join) =>
        join.onRef('check_in.guild_id', '=', 'm.guild_id').onRef('check_in.user_id', '=', 'm.user_id'),
      )
      .select(['m.user_id', 'm.named'])
      .where('check_in.week', '=', week)
      .orderBy('check_in.created_at')
      .execute();
    return rows.map(toDeed);
  }

  async #goalsKept({ guildId, week }: Span): Promise<number> {
    const row = await this.#present(guildId)
      .innerJoin('goal', (join) =>
        join.onRef('goal.guild_id', '=', 'm.guild_id').onRef('goal.user_id', '=', 'm.user_id'),
      )
      .innerJoin('check_in', (join) =>
        join
          .onRef('check_in.guild_id', '=', 'm.guild_id')
          .onRef('check_in.user_id', '=', 'm.user_id')
          .onRef('check_in.week', '=', 'goal.week'),
      )
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('goal.week', '=', week)
      .where('check_in.outcome', '=', 'kept')
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async #finished({ guildId, fromMs, toMs }: Span): Promise<(Deed & { stepId: string })[]> {
    const rows = await this.#present(guildId)
      .innerJoin('step_state', (join) =>
        join.onRef('step_state.guild_id', '=', 'm.guild_id').onRef('step_state.user_id', '=', 'm.user_id'),
      )
      .select(['m.user_id', 'm.named', 'step_id'])
      .where('state', '=', 'done')
      .where('step_state.updated_at', '>=', fromMs)
      .where('step_state.updated_at', '<', toMs)
      .orderBy('step_state.updated_at')
      .execute();
    return rows.map((row) => ({ ...toDeed(row), stepId: row.step_id }));
  }

  async #works({ guildId, fromMs, toMs }: Span): Promise<Work[]> {
    const rows = await this.#present(guildId)
      .innerJoin('showcase_post', (join) =>
        join
          .onRef('showcase_post.guild_id', '=', 'm.guild_id')
          .onRef('showcase_post.user_id', '=', 'm.user_id'),
      )
      .innerJoin('entry', 'entry.id', 'showcase_post.entry_id')
      .select(['m.user_id', 'm.named', 'kind', 'title', 'channel_id', 'message_id'])
      .where('state', '=', 'shared')
      .where('started_at', '>=', fromMs)
      .where('started_at', '<', toMs)
      .orderBy('m.named', 'desc')
      .orderBy('started_at')
      .execute();
    return rows.flatMap(({ kind, title, channel_id: channelId, message_id: messageId, ...row }) =>
      messageId === null
        ? []
        : [{ kind, title, channelId, messageId, by: row.named === 1 ? row.user_id : undefined }],
    );
  }

  /** Who was first seen in the week, and has begun something: an admin who sets the bot up has not. */
  /** Names of groups that were opened, and are still open. */
  async #groups({ guildId, fromMs, toMs }: Span): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('study_group')
      .select('name')
      .where('guild_id', '=', guildId)
      .where('state', '=', 'open')
      .where('created_at', '>=', fromMs)
      .where('created_at', '<', toMs)
      .orderBy('created_at')
      .execute();
    return rows.map(({ name }) => name);
  }

  /** Dates of meetups at which somebody was. */
  async #meetups({ guildId, fromMs, toMs }: Span): Promise<number> {
    const rows = await this.#db
      .selectFrom('meetup_member')
      .select(['meetup_id', 'starts_at'])
      .distinct()
      .where('guild_id', '=', guildId)
      .where('attended', '=', 1)
      .where('starts_at', '>=', fromMs)
      .where('starts_at', '<', toMs)
      .execute();
    return rows.length;
  }

  async #newcomers({ guildId, fromMs, toMs }: Span): Promise<Deed[]> {
    const rows = await this.#present(guildId)
      .select(['m.user_id', 'm.named'])
      .where('first_seen_at', '>=', fromMs)
      .where('first_seen_at', '<', toMs)
      .where((eb) =>
        eb.or([
          ...beginnings.map((table) =>
            eb.exists(
              eb
                .selectFrom(table)
                .select('user_id')
                .whereRef('guild_id', '=', 'm.guild_id')
                .whereRef('user_id', '=', 'm.user_id'),
            ),
          ),
          eb.exists(
            eb
              .selectFrom('step_state')
              .select('step_id')
              .whereRef('step_state.guild_id', '=', 'm.guild_id')
              .whereRef('step_state.user_id', '=', 'm.user_id')
              .where('state', '=', 'done'),
          ),
        ]),
      )
      .orderBy('first_seen_at')
      .execute();
    return rows.map(toDeed);
  }

  /** Members who have not left, each with whether they may be named. */
  #present(guildId: string) {
    return this.#db.selectFrom(
      this.#db
        .selectFrom('member')
        .leftJoin('profile', (join) =>
          join
            .onRef('profile.guild_id', '=', 'member.guild_id')
            .onRef('profile.user_id', '=', 'member.user_id'),
        )
        .select(['member.guild_id', 'member.user_id', 'first_seen_at'])
        .select(sql<number>`coalesce(profile.named, 0)`.as('named'))
        .where('member.guild_id', '=', guildId)
        .where('left_at', 'is', null)
        .as('m'),
    );
  }
}

const toDeed = (row: { user_id: string; named: number }): Deed => ({
  userId: row.user_id,
  isNamed: row.named === 1,
});

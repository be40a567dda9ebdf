/** Reads who may be proposed to whom. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import { recommend } from '../guide/recommend.ts';
import type { Step } from '../guide/schema.ts';
import type { MemberKey } from '../member/store.ts';
import { serverDefaults } from '../settings/store.ts';
import { dayMs } from './act.ts';
import { apartFrom } from './apart.ts';
import { bestPair, ranked, type Seeker } from './match.ts';

export interface PoolSources {
  readonly db: Db;
  readonly clock: Clock;
  readonly learners: {
    ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Learner>>;
  };
  readonly guides: { of(guildId: string): Promise<Guide> };
}

/** Somebody with all that is said of them when they are proposed. */
export interface Face extends Seeker {
  /** Their step as `/nextstep` recommends it; undefined once they have walked the whole guide. */
  readonly at: Step | undefined;
}

/** Who has not used the bot for so long (ms) is not proposed: they would hardly answer. */
const activeWithinMs = 28 * dayMs;
/** A pair is asked to take in a third no more often than this, in ms. */
const inviteEveryMs = 28 * dayMs;

export class Pool {
  readonly #with: PoolSources;

  constructor(sources: PoolSources) {
    this.#with = sources;
  }

  /** A member as others are shown them. */
  async face(member: MemberKey): Promise<Face> {
    const { clock } = this.#with;
    const [face] = await this.#faces(member.guildId, [{ userId: member.userId, sinceAt: clock.now() }]);
    if (face === undefined) throw new Error('whoever is asked for is found');
    return face;
  }

  /** Who may be proposed to a member, the best first: they look, are not being asked, and nothing keeps the two apart. */
  async candidatesFor(member: MemberKey): Promise<Face[]> {
    const { db, clock } = this.#with;
    const { guildId } = member;
    const now = clock.now();
    const asked = db
      .selectFrom('buddy_offer')
      .select('user_id')
      .where('guild_id', '=', guildId)
      .where('answer', '=', 'waiting')
      .where('lapses_at', '>', now);
    const rows = await db
      .selectFrom('buddy_seeker')
      .select(['user_id', 'since_at'])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', this.#active(guildId))
      .where('user_id', 'not in', asked)
      .execute();
    const [own, others, avoided] = await Promise.all([
      this.face(member),
      this.#faces(
        guildId,
        rows.map((row) => ({ userId: row.user_id, sinceAt: row.since_at })),
      ),
      apartFrom(db, member, now),
    ]);
    const faces = new Map(others.map((face) => [face.userId, face]));
    return ranked(own, others, avoided, now).flatMap(({ userId }) => faces.get(userId) ?? []);
  }

  /** The circle of two that a member suits best, and that has not been asked to take in a third for a while. */
  async pairFor(member: MemberKey): Promise<string | undefined> {
    const { db, clock } = this.#with;
    const { guildId } = member;
    const now = clock.now();
    const ofTwo = db
      .selectFrom('buddy_seat')
      .select('circle_id')
      .where('guild_id', '=', guildId)
      .groupBy('circle_id')
      .having((eb) => eb.fn.countAll(), '=', 2);
    const rows = await db
      .selectFrom('buddy_seat')
      .select(['user_id', 'circle_id', 'joined_at'])
      .where('guild_id', '=', guildId)
      .where('circle_id', 'in', ofTwo)
      .where('user_id', 'in', this.#active(guildId))
      .where((eb) => eb.or([eb('invited_at', 'is', null), eb('invited_at', '<=', now - inviteEveryMs)]))
      .execute();
    const [own, members, avoided] = await Promise.all([
      this.face(member),
      this.#faces(
        guildId,
        rows.map((row) => ({ userId: row.user_id, sinceAt: row.joined_at })),
      ),
      apartFrom(db, member, now),
    ]);
    const circles = new Map(rows.map((row) => [row.user_id, row.circle_id]));
    const pairs = [...Map.groupBy(members, ({ userId }) => circles.get(userId) ?? '')]
      .map(([circleId, seated]) => ({ circleId, members: seated }))
      .filter(({ members: seated }) => seated.length === 2);
    return bestPair(own, pairs, avoided, now)?.circleId;
  }

  /** Members who are in the server, as far as is known, and have used the bot lately. */
  #active(guildId: string) {
    const { db, clock } = this.#with;
    return db
      .selectFrom('member')
      .select('member.user_id')
      .where('member.guild_id', '=', guildId)
      .where('member.left_at', 'is', null)
      .where('member.last_seen_at', '>', clock.now() - activeWithinMs);
  }

  /** A few queries for all of them. */
  async #faces(guildId: string, those: readonly Pick<Seeker, 'userId' | 'sinceAt'>[]): Promise<Face[]> {
    const { db, clock, guides, learners } = this.#with;
    if (those.length === 0) return [];
    const userIds = those.map(({ userId }) => userId);
    const [guide, all, profiles, server] = await Promise.all([
      guides.of(guildId),
      learners.ofAll(guildId, userIds),
      db
        .selectFrom('profile')
        .select(['user_id', 'time_zone'])
        .where('guild_id', '=', guildId)
        .where('user_id', 'in', userIds)
        .execute(),
      db.selectFrom('guild_settings').select('time_zone').where('guild_id', '=', guildId).executeTakeFirst(),
    ]);
    const zones = new Map(profiles.map((row) => [row.user_id, row.time_zone]));
    return those.map(({ userId, sinceAt }) => {
      const learner = all.get(userId);
      const now = clock.now();
      const recommendation = learner && recommend(guide, learner, now);
      const at = recommendation && 'step' in recommendation ? recommendation.step : undefined;
      return {
        userId,
        sinceAt,
        timeZone: zones.get(userId) ?? server?.time_zone ?? serverDefaults.timeZone,
        hoursAWeek: learner?.about.hoursAWeek ?? null,
        at,
        // Who has walked the whole guide is past its last step.
        step: at?.number ?? guide.steps.length + 1,
      };
    });
  }
}

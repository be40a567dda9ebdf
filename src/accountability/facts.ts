/** Reads what the nudges of many members of one server say, in a few queries for all of them. */
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner } from '../guide/learner.ts';
import type { OutboxRow } from '../scheduler/batch.ts';
import { keeping } from './check-ins.ts';
import { type Nudge, nudgesOf } from './nudge-rows.ts';
import type { NudgeFacts } from './nudge-view.ts';
import { question, unheardBeforeAsking } from './plan.ts';
import { standingOf } from './standing.ts';
import { streakOf } from './streak.ts';
import { isoWeek, isoWeeks, weeksSince } from './weeks.ts';

export interface FactSources {
  readonly db: Db;
  readonly clock: Clock;
  readonly learners: {
    ofAll(guildId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, Learner>>;
  };
  readonly guides: { of(guildId: string): Promise<Guide> };
  readonly meetups: {
    nextOfAll(
      guildId: string,
      userIds: readonly string[],
    ): Promise<ReadonlyMap<string, { name: string; startsAt: number }>>;
  };
}

/** What a nudge is about: whose, and when it is due (ms, UTC). */
type Due = Pick<OutboxRow, 'member' | 'dueAt'>;

/** What each nudge says where it is read; in the order of `rows`, which are of one server. */
export async function factsOf(
  { db, clock, learners, guides, meetups }: FactSources,
  rows: readonly Due[],
  place: 'channel' | 'dm',
): Promise<NudgeFacts[]> {
  const guildId = guildOf(rows);
  const userIds = rows.map(({ member }) => member.userId);
  const [guide, nudges, all, weeks, next, goals] = await Promise.all([
    guides.of(guildId),
    nudgesOf(db, guildId, userIds),
    learners.ofAll(guildId, userIds),
    weeksOf(db, guildId, userIds),
    meetups.nextOfAll(guildId, userIds),
    db
      .selectFrom('goal')
      .select(['user_id', 'week', 'what', 'plan'])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .where('week', 'in', possibleWeeks(rows))
      .execute(),
  ]);
  const now = clock.now();
  const weekAt = isoWeeks();
  return rows.map(({ member: { userId }, dueAt }) => {
    const nudge = nudges.get(userId);
    const timeZone = nudge?.timeZone ?? 'UTC';
    const week = weekAt(dueAt, timeZone);
    const { kept, paused } = weeks(userId);
    const learner = all.get(userId);
    return {
      userId,
      standing: learner === undefined ? { kind: 'resting' } : standingOf(guide, learner, now),
      streak: streakOf({
        weeks: kept.size === 0 ? [weekAt(now, timeZone)] : weeksSince(kept, now, timeZone),
        kept,
        paused,
      }),
      goal: goals.find((goal) => goal.user_id === userId && goal.week === week),
      meetup: next.get(userId),
      isPrivate: place === 'dm',
      showsGoal: place === 'dm' || nudge?.showsGoal === true,
      weekday: Temporal.Instant.fromEpochMilliseconds(dueAt).toZonedDateTimeISO(timeZone).dayOfWeek,
    };
  });
}

/** Why rows, all of one server, are not to be sent any more, by their ids; those that still are, are left out. */
export async function unwantedOf(
  { db, clock }: Pick<FactSources, 'db' | 'clock'>,
  rows: readonly OutboxRow[],
): Promise<ReadonlyMap<number, string>> {
  const guildId = guildOf(rows);
  const userIds = rows.map(({ member }) => member.userId);
  const ofThem = db.selectFrom('pause').where('guild_id', '=', guildId).where('user_id', 'in', userIds);
  const [nudges, pauses, reported] = await Promise.all([
    nudgesOf(db, guildId, userIds),
    ofThem.select('user_id').where('until_at', '>', clock.now()).execute(),
    db
      .selectFrom('check_in')
      .select(['user_id', 'week'])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .where('week', 'in', possibleWeeks(rows))
      .execute(),
  ]);
  const paused = new Set(pauses.map(({ user_id }) => user_id));
  const done = new Set(reported.map(({ user_id, week }) => `${user_id} ${week}`));
  const weekAt = isoWeeks();
  const reasonOf = ({ member: { userId }, dueAt, about }: OutboxRow) => {
    const nudge = nudges.get(userId);
    if (isOff(nudge)) return 'turned off';
    if (about === question && (nudge?.unheard ?? 0) < unheardBeforeAsking) return 'answered';
    if (paused.has(userId)) return 'paused';
    return done.has(`${userId} ${weekAt(dueAt, nudge?.timeZone ?? 'UTC')}`) ? 'checked in' : undefined;
  };
  return new Map(
    rows.flatMap((row) => {
      const reason = reasonOf(row);
      return reason === undefined ? [] : [[row.id, reason] as const];
    }),
  );
}

const isOff = (nudge: Nudge | undefined) =>
  nudge === undefined || (nudge.nextAt === null && nudge.askedAt === null);

function guildOf(rows: readonly Due[]): string {
  const [first] = rows;
  if (first === undefined) throw new Error('there is nobody to read of');
  return first.member.guildId;
}

/** The names that the weeks of these have somewhere on Earth. */
function possibleWeeks(rows: readonly Due[]): string[] {
  const instants = new Set(rows.map(({ dueAt }) => dueAt));
  const weeks = [...instants].flatMap((atMs) =>
    ['Pacific/Pago_Pago', 'Pacific/Kiritimati'].map((zone) => isoWeek(atMs, zone)),
  );
  return [...new Set(weeks)];
}

/** The weeks that each member has kept and paused. */
async function weeksOf(db: Db, guildId: string, userIds: readonly string[]) {
  const [kept, paused] = await Promise.all([
    db
      .selectFrom('check_in')
      .select(['user_id', 'week'])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .where('outcome', 'in', keeping)
      .execute(),
    db
      .selectFrom('paused_week')
      .select(['user_id', 'week'])
      .where('guild_id', '=', guildId)
      .where('user_id', 'in', userIds)
      .execute(),
  ]);
  const [keptBy, pausedBy] = [kept, paused].map((rows) => Map.groupBy(rows, ({ user_id }) => user_id));
  const weeks = (of: typeof keptBy, userId: string) => new Set(of?.get(userId)?.map(({ week }) => week));
  return (userId: string) => ({ kept: weeks(keptBy, userId), paused: weeks(pausedBy, userId) });
}

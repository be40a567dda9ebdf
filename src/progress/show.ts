/** Reads how far a member is and answers with their card or their year: what commands and buttons have in common. */
import { streakOf } from '../accountability/streak.ts';
import { isoWeek, recentWeeks, weeksSince } from '../accountability/weeks.ts';
import type { Clock } from '../clock.ts';
import type { InPanel } from '../discord/components.ts';
import { illustrate } from '../discord/illustrate.ts';
import { type MessageReply, show } from '../discord/reply.ts';
import type { Guide } from '../guide/guide.ts';
import type { Learner, Progress } from '../guide/learner.ts';
import { type EntryKind, entryKinds } from '../guide/names.ts';
import { recommend } from '../guide/recommend.ts';
import type { Logger } from '../log.ts';
import type { MemberKey } from '../member/store.ts';
import { formatDay } from '../time/day.ts';
import { type Week, weeksOf } from './activity.ts';
import { cardInWords, cardModel, type Overview, yearPanel, yearWords } from './view.ts';

type Drawn = Promise<{ readonly png: Uint8Array }>;

export interface Needs {
  readonly app: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly guides: { of(guildId: string): Promise<Guide> };
    readonly learners: { of(member: MemberKey): Promise<Learner> };
    readonly checkIns: { keptWeeks(member: MemberKey): Promise<ReadonlySet<string>> };
    readonly pauses: { weeks(member: MemberKey): Promise<ReadonlySet<string>> };
    readonly progress: {
      of(member: MemberKey): Promise<Progress>;
      tickInstants(member: MemberKey, sinceMs: number): Promise<number[]>;
    };
    readonly portfolio: {
      list(
        member: MemberKey,
        how: { limit: number; withoutNotes: boolean },
      ): Promise<{ kind: EntryKind; title: string; datedOn: string }[]>;
      logInstants(member: MemberKey, sinceMs: number): Promise<number[]>;
    };
    readonly pictures: {
      progressCard(model: ReturnType<typeof cardModel>): Drawn;
      heatMap(model: { name: string; weeks: readonly Week[]; total: string }): Drawn;
    };
  };
  /** What people are called where the answer is read, by user id. */
  readonly where: { readonly names: ReadonlyMap<string, string> };
}

const weeksOnCard = 26;
const weeksInYear = 52;
/** Latest entries on the card. */
const latestEntries = 3;

/** Draws the card of a member whose weeks are those of `zone`, and answers with what `build` makes of it. */
export async function showCard(
  context: Needs,
  member: MemberKey,
  zone: string,
  build: (overview: Overview, card: InPanel | undefined) => MessageReply,
): Promise<MessageReply> {
  const { app } = context;
  const overview = await overviewOf(app, member, zone);
  const name = nameOf(context, member);
  return await illustrate(
    app.log,
    {
      name: 'progress',
      description: cardInWords(overview, name),
      draw: () => app.pictures.progressCard(cardModel(overview, name)),
    },
    (card) => build(overview, card),
  );
}

/** Draws the last 52 weeks of a member, in their zone. */
export async function showYearOf(context: Needs, member: MemberKey, zone: string): Promise<MessageReply> {
  const { app } = context;
  const weeks = await lastWeeks(app, member, zone, weeksInYear, await app.checkIns.keptWeeks(member));
  const name = nameOf(context, member);
  const total = yearWords(weeks);
  return await illustrate(
    app.log,
    {
      name: 'year',
      description: `${name}: ${total}.`,
      draw: () => app.pictures.heatMap({ name, weeks, total }),
    },
    (heatMap) => show(yearPanel(weeks, heatMap)),
  );
}

const nameOf = ({ where }: Needs, { userId }: MemberKey) => where.names.get(userId) ?? 'A member';

async function overviewOf(app: Needs['app'], member: MemberKey, zone: string): Promise<Overview> {
  const [guide, learner, kept, paused, entries] = await Promise.all([
    app.guides.of(member.guildId),
    app.learners.of(member),
    app.checkIns.keptWeeks(member),
    app.pauses.weeks(member),
    app.portfolio.list(member, { limit: latestEntries, withoutNotes: true }),
  ]);
  const now = app.clock.now();
  const found = recommend(guide, learner, now);
  return {
    guide,
    learner,
    current: found.kind === 'step' ? found.step : undefined,
    streak: streakOf({ weeks: weeksSince(kept, now, zone), kept, paused }).length,
    weeks: await lastWeeks(app, member, zone, weeksOnCard, kept),
    latest: entries.map(({ kind, title, datedOn }) => ({
      kind: entryKinds[kind],
      title,
      date: formatDay(datedOn),
    })),
  };
}

const weekMs = 7 * 24 * 60 * 60_000;

/** The last `count` weeks, with what was done in each. */
async function lastWeeks(
  app: Needs['app'],
  member: MemberKey,
  zone: string,
  count: number,
  kept: ReadonlySet<string>,
): Promise<Week[]> {
  const now = app.clock.now();
  const since = now - (count + 1) * weekMs;
  const [ticks, logs] = await Promise.all([
    app.progress.tickInstants(member, since),
    app.portfolio.logInstants(member, since),
  ]);
  const done = [...ticks, ...logs].map((atMs) => isoWeek(atMs, zone));
  return weeksOf({ weeks: recentWeeks(now, zone, count), kept, done });
}

/** Puts the bot together from its parts, connects it, and takes it apart again. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { CheckInStore } from './accountability/check-ins.ts';
import { GoalStore } from './accountability/goals.ts';
import { NudgeLetter } from './accountability/letter.ts';
import { NudgeStore } from './accountability/nudge-store.ts';
import { PauseStore } from './accountability/pauses.ts';
import type { App } from './app.ts';
import { BuddyLetter } from './buddies/letter.ts';
import { Presence } from './buddies/presence.ts';
import { BuddyStore } from './buddies/store.ts';
import type { Clock } from './clock.ts';
import { type Config, pace } from './config.ts';
import { Guides } from './curation/guides.ts';
import { CurationStore } from './curation/store.ts';
import { type Db, openDatabase } from './database/open.ts';
import { Delivery } from './delivery/delivery.ts';
import { DirectMessages } from './delivery/direct.ts';
import { Origins } from './delivery/origins.ts';
import { Departures } from './departures/departures.ts';
import { DepartureStore } from './departures/store.ts';
import { DigestLetter } from './digest/letter.ts';
import { DigestStore } from './digest/store.ts';
import { connect } from './discord/client.ts';
import { type CommandBody, checkCommandBodies, toCommandBody } from './discord/definition.ts';
import { Dispatcher } from './discord/dispatch.ts';
import { loadCommands } from './discord/load.ts';
import { md } from './discord/markdown.ts';
import { registerCommands } from './discord/register.ts';
import { showNew } from './discord/reply.ts';
import { interactionRest } from './discord/respond.ts';
import { GroupLetter } from './groups/letter.ts';
import { pairingChore } from './groups/pairing.ts';
import { ReportStore } from './groups/reports.ts';
import { GroupStore } from './groups/store.ts';
import { GroupThreads } from './groups/threads.ts';
import { loadGuide } from './guide/load.ts';
import { showNextStep } from './guide/show.ts';
import { jobsOf } from './jobs.ts';
import { LeaderboardStore } from './leaderboard/store.ts';
import type { Logger } from './log.ts';
import { MeetupEvents } from './meetups/events.ts';
import { MeetupLetter } from './meetups/letter.ts';
import { MeetupPosts } from './meetups/posts.ts';
import { MeetupStore } from './meetups/store.ts';
import { ProfileStore } from './member/profile.ts';
import { type MemberKey, MemberStore } from './member/store.ts';
import { Pictures } from './pictures/pictures.ts';
import { places } from './places/known.ts';
import { PortfolioStore } from './portfolio/store.ts';
import { Learners } from './progress/learners.ts';
import { ProgressStore } from './progress/store.ts';
import { Outbox } from './scheduler/outbox.ts';
import { Runs } from './scheduler/runs.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { HealthStore } from './settings/health-store.ts';
import { SettingsStore } from './settings/store.ts';
import { TroubleLetter } from './settings/trouble.ts';
import { ShowcaseStore } from './showcase/store.ts';

/** How long what is in flight may take to finish at a stop, in ms. */
const finishWithinMs = 10_000;

const dayMs = 24 * 60 * 60_000;

/** The longest pause between tries to register the commands, in ms. */
const longestPauseMs = 5 * 60_000;

const root = fileURLToPath(new URL('..', import.meta.url));

/** What of the configuration the bot goes by; what is left out is as by default. */
export type BotConfig = Pick<Config, 'apiUrl' | 'databasePath'> &
  Partial<Pick<Config, 'requestsPerSecond' | 'directMessagesPerMinute'>> & { readonly token: string };

export interface BotOptions {
  readonly config: BotConfig;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the content is; default: the project's own `data/`. */
  readonly dataFolder?: string;
  /** Where the commands are; default: the project's own `commands/`. */
  readonly commandsFolder?: string;
  /** What draws pictures; default: a thread of its own. It is closed with the bot. */
  readonly pictures?: Pictures;
  /** The gateway has closed for good. */
  onLost(reason: string): void;
}

export interface Bot {
  readonly applicationId: string;
  readonly scheduler: Scheduler;
  /** What is not well, in words; empty if all is. */
  ailments(): Promise<string[]>;
  /** Takes no more work, finishes what is in flight, and closes. */
  stop(): Promise<void>;
}

async function isAnswering(db: Db): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

/** All commands with their definitions, checked against Discord's limits. @throws {StartError} naming a broken file. */
export async function loadDefinitions(folder = join(root, 'commands')): Promise<{
  commands: Awaited<ReturnType<typeof loadCommands<App, MemberKey>>>;
  bodies: CommandBody[];
}> {
  const commands = await loadCommands<App, MemberKey>(folder);
  const bodies = commands.map(toCommandBody);
  checkCommandBodies(bodies);
  return { commands, bodies };
}

/** Starts the bot; resolves when it is connected. @throws {StartError} with one sentence about what is wrong. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { clock, log } = options;
  const config = { ...pace, ...options.config };
  const [{ commands, bodies }, guide] = await Promise.all([
    loadDefinitions(options.commandsFolder),
    loadGuide(options.dataFolder ?? join(root, 'data')),
  ]);
  const database = await openDatabase(config.databasePath);
  if (database.migrated.length > 0) log.info({ migrations: database.migrated }, 'database migrated');

  const { db } = database;
  const members = new MemberStore(db, clock);
  const outbox = new Outbox(db, clock);
  const nudges = new NudgeStore(db, clock);
  const curation = new CurationStore(db, clock);
  const guides = new Guides(guide, curation, log);
  const progress = new ProgressStore(db, clock);
  const portfolio = new PortfolioStore(db, clock);
  const profiles = new ProfileStore(db, clock);
  const pictures = options.pictures ?? new Pictures();
  const learners = new Learners({ progress, portfolio, profiles });
  const settings = new SettingsStore(db, clock, outbox);
  const checkIns = new CheckInStore(db, clock);
  const goals = new GoalStore(db, clock);
  const pauses = new PauseStore(db, clock);
  const runs = new Runs(db, clock);
  const groups = new GroupStore(db, clock, outbox);
  const meetups = new MeetupStore(db, clock, outbox);
  const buddies = new BuddyStore({ db, clock, outbox, learners, guides, goals, checkIns, pauses });

  const connection = await connect({
    ...config,
    log,
    onLost: options.onLost,
  }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const { rest } = connection.client;
  const { botUserId, applicationId } = connection;

  const direct = new DirectMessages({ db, clock, rest, log, perMinute: config.directMessagesPerMinute });
  const departureStore = new DepartureStore(db, clock, async (trx, member) => {
    await buddies.leaveAll(trx, member);
    await groups.leaveAll(trx, member);
  });
  const departures = new Departures({ db, store: departureStore, rest, clock, log });
  const origins = new Origins(db, rest, clock);
  const delivery = new Delivery({ rest, botUserId, outbox, direct, origins, departures, clock, log });
  const nudgeLetter = new NudgeLetter({ db, clock, nudges, learners, settings, guides, meetups });
  const groupThreads = new GroupThreads({ db, rest, botUserId, settings, clock, log });
  const groupPlans = { db, outbox, clock, rest, threads: groupThreads, log };
  const meetupEvents = new MeetupEvents({ db, rest, botUserId, clock, log });
  const meetupPosts = new MeetupPosts({ db, rest, clock, log });
  const meetupPlans = { db, outbox, clock, events: meetupEvents, posts: meetupPosts };
  const letters = {
    nudge: nudgeLetter,
    buddy: new BuddyLetter({ buddies, nudges, pauses, settings, direct, clock }),
    group: new GroupLetter({ groups, nudges, settings }),
    meetup: new MeetupLetter({ meetups, groups, groupThreads, nudges, settings }),
    digest: new DigestLetter({ digests: new DigestStore(db), settings, guides }),
    trouble: new TroubleLetter(settings),
  };
  const scheduler = new Scheduler({
    outbox,
    runs,
    chores: [
      departures.chore(),
      pairingChore({ db, outbox, clock }),
      { name: 'old messages', everyMs: dayMs, run: () => outbox.forgetOld() },
    ],
    clock,
    log,
    jobs: jobsOf({ db, outbox, clock, nudges, direct, buddies, groupPlans, meetupPlans, delivery, letters }),
  });
  const app: App = {
    clock,
    log,
    pictures,
    showcase: new ShowcaseStore(db, clock),
    guides,
    learners,
    members,
    profiles,
    progress,
    portfolio,
    checkIns,
    goals,
    pauses,
    nudges,
    nudgeLetter,
    direct,
    buddies,
    presence: new Presence(rest, departureStore),
    groups,
    groupThreads,
    meetups,
    meetupEvents,
    meetupPosts,
    groupReports: new ReportStore(db, clock),
    places,
    leaderboard: new LeaderboardStore(db, clock),
    settings,
    health: new HealthStore(db, clock, runs),
    outbox,
    rest,
    botUserId,
  };
  const dispatcher = new Dispatcher({
    commands,
    app,
    rest: interactionRest(config.apiUrl),
    log,
    homeOf: (userId) => members.homeOf(userId),
    identify: async (where, home) => {
      const member = await members.identify(where, home);
      await nudges.heard(member);
      return member;
    },
    outdated: async (context) => {
      const notice = md`That is from an earlier version of me, so I can't follow it any more. Here is where you stand:`;
      return showNew(await showNextStep(context, { words: notice }));
    },
  });

  connection.onInteraction((payload) => dispatcher.receive(payload));
  connection.onGuilds((guildIds) => void departures.look(guildIds));
  scheduler.start();
  const registering = new AbortController();
  await keepRegistering(registering.signal, log, () => registerCommands(rest, applicationId, bodies));

  return {
    applicationId,
    scheduler,
    async ailments() {
      const found: string[] = [];
      if (!connection.isReady()) found.push('the gateway is not connected');
      if (!(await isAnswering(db))) found.push('the database does not answer');
      if (!scheduler.isWell()) found.push('the scheduler has not run for some minutes');
      return found;
    },
    async stop() {
      registering.abort();
      const finished = Promise.all([scheduler.stop(), connection.leave().then(() => dispatcher.idle())]).then(
        () => groupThreads.idle(),
      );
      const late = await Promise.race([
        finished.then(() => false),
        wait(finishWithinMs, true, { ref: false }),
      ]);
      if (late) log.warn('not everything finished within 10 s; what is left goes on at the next start');
      await Promise.all([database.close(), pictures.close()]);
    },
  };
}

/** Registers the commands; if Discord won't take them now, those of the last start still work, and it is tried again. */
async function keepRegistering(
  signal: AbortSignal,
  log: Logger,
  register: () => Promise<boolean>,
  pauseMs = 2_000,
): Promise<void> {
  try {
    log.info((await register()) ? 'commands registered' : 'commands unchanged');
  } catch (error) {
    if (signal.aborted) return;
    log.error({ err: error }, 'the commands could not be registered; trying again');
    // Not waited for: the bot can do everything else meanwhile.
    void wait(pauseMs, undefined, { signal, ref: false }).then(
      () => keepRegistering(signal, log, register, Math.min(pauseMs * 2, longestPauseMs)),
      () => {},
    );
  }
}

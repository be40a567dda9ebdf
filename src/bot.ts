/** Puts the bot together from its parts, connects it, and takes it apart again. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { CheckInStore } from './accountability/check-ins.ts';
import { NudgeDelivery } from './accountability/deliver.ts';
import { NudgeStore } from './accountability/nudge-store.ts';
import { planNudges } from './accountability/plan.ts';
import type { App } from './app.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { Guides } from './curation/guides.ts';
import { CurationStore } from './curation/store.ts';
import { type Db, openDatabase } from './database/open.ts';
import { connect } from './discord/client.ts';
import { type CommandBody, checkCommandBodies, toCommandBody } from './discord/definition.ts';
import { Dispatcher } from './discord/dispatch.ts';
import { loadCommands } from './discord/load.ts';
import { md } from './discord/markdown.ts';
import { registerCommands } from './discord/register.ts';
import { showNew } from './discord/reply.ts';
import { interactionRest } from './discord/respond.ts';
import { loadGuide } from './guide/load.ts';
import { showNextStep } from './guide/show.ts';
import type { Logger } from './log.ts';
import { ProfileStore } from './member/profile.ts';
import { type MemberKey, MemberStore } from './member/store.ts';
import { Pictures } from './pictures/pictures.ts';
import { PortfolioStore } from './portfolio/store.ts';
import { Learners } from './progress/learners.ts';
import { ProgressStore } from './progress/store.ts';
import { Outbox } from './scheduler/outbox.ts';
import { Scheduler } from './scheduler/scheduler.ts';
import { SettingsStore } from './settings/store.ts';
import { ShowcaseStore } from './showcase/store.ts';

/** How long what is in flight may take to finish at a stop, in ms. */
const finishWithinMs = 10_000;

/** The longest pause between tries to register the commands, in ms. */
const longestPauseMs = 5 * 60_000;

const root = fileURLToPath(new URL('..', import.meta.url));

export interface BotOptions {
  readonly config: Pick<Config, 'apiUrl' | 'databasePath'> & { readonly token: string };
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
  const { config, clock, log } = options;
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
  const settings = new SettingsStore(db, clock);
  const checkIns = new CheckInStore(db, clock);

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

  const delivery = new NudgeDelivery({
    rest,
    botUserId,
    outbox,
    nudges,
    checkIns,
    learners,
    settings,
    guides,
    clock,
    log,
  });
  const scheduler = new Scheduler({
    outbox,
    clock,
    log,
    jobs: [
      {
        kind: 'nudge',
        plan: () => planNudges(db, outbox, clock),
        nextAt: () => nudges.nextAt(),
        deliver: (batch) => delivery.deliver(batch),
      },
    ],
  });
  const app: App = {
    clock,
    log,
    pictures,
    showcase: new ShowcaseStore(db, clock),
    guides,
    learners,
    profiles,
    progress,
    portfolio,
    checkIns,
    nudges,
    settings,
    outbox,
    rest,
    botUserId,
    lastRunAt: () => scheduler.lastRunAt,
  };
  const dispatcher = new Dispatcher({
    commands,
    app,
    rest: interactionRest(config.apiUrl),
    log,
    identify: (where) => members.identify(where),
    outdated: async (context) => {
      const notice = md`That is from an earlier version of me, so I can't follow it any more. Here is where you stand:`;
      return showNew(await showNextStep(context, { words: notice }));
    },
  });

  connection.onInteraction((payload) => dispatcher.receive(payload));
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
      const finished = Promise.all([scheduler.stop(), connection.leave().then(() => dispatcher.idle())]);
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

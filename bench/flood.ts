/**
 * `npm run bench:flood`: ten thousand members due in the same minute. The bot is a process of its own; the local
 * Discord, with its rate limits, and the people who use the bot meanwhile are this one. Options: --only (part of a
 * variant's name), --members.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Presets, SingleBar } from 'cli-progress';
import { openDatabase } from '../src/database/open.ts';
import { type Answered, keepCalling } from './flood/callers.ts';
import { quantile, type Traffic, trafficIn } from './flood/measure.ts';
import { settle, type Town, type TownPlan } from './flood/town.ts';

interface Variant extends TownPlan {
  readonly name: string;
  /** The shortest time in which the limits allow this many messages, in s. */
  leastSeconds(messages: number): number;
}

/** Requests a second over all, and messages a second into one channel, that Discord allows. */
const globally = 50;
const perChannel = 1;
const callsPerSecond = 30;

/** At fifty each second; that the first fifty may come at once is left out of account. */
const byTheGlobalLimit = (messages: number) => messages / globally;

const variants: readonly Variant[] = [
  {
    name: '200 servers, a channel each: 50 members share a message',
    servers: 200,
    members: 10_000,
    place: 'channel',
    leastSeconds: byTheGlobalLimit,
  },
  {
    name: '10 servers, a channel each: 20 messages into each channel',
    servers: 10,
    members: 10_000,
    place: 'channel',
    // Five at once, five more every five seconds.
    leastSeconds: (messages) => (Math.ceil(messages / 10 / 5) - 1) * (5 / perChannel),
  },
  {
    name: '200 servers, direct messages that are open already',
    servers: 200,
    members: 10_000,
    place: 'dm',
    leastSeconds: byTheGlobalLimit,
  },
];

interface Result {
  readonly planMs: number;
  readonly traffic: Traffic;
  readonly before: Answered;
  readonly during: Answered;
  /** Members who were pinged not exactly once. */
  readonly wronged: number;
  /** Share of a core that each process used while messages went out. */
  readonly cores: { readonly bot: number; readonly discord: number };
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', default: '' }, members: { type: 'string' } },
  });
  for (const variant of variants.filter(({ name }) => name.includes(values.only))) {
    const members = values.members === undefined ? variant.members : Number(values.members);
    const result = await measure({ ...variant, members });
    process.stdout.write(reportOf(variant, result));
    if (!isGoodEnough(variant, result)) process.exitCode = 1;
  }
}

async function measure(variant: Variant): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-flood-'));
  const databasePath = join(folder, 'bot.sqlite');
  // Time to fill the database, to start the bot, and to see how fast it answers when nothing else is on.
  const dueMs = Math.ceil((Date.now() + 40_000) / 60_000) * 60_000;
  const town = await settle(variant, databasePath, dueMs);
  const bot = await startBot(town, databasePath);
  try {
    return await watch(town, bot, databasePath, dueMs);
  } finally {
    bot.kill();
    await once(bot, 'exit');
    await town.playground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startBot({ playground }: Town, databasePath: string): Promise<ChildProcess> {
  const bot = fork(new URL('child.ts', import.meta.url), ['nextstep'], {
    env: {
      ...process.env,
      DISCORD_TOKEN: playground.botToken,
      DISCORD_API_URL: playground.apiUrl,
      DATABASE_URL: databasePath,
    },
  });
  const died = once(bot, 'exit').then(() => {
    throw new Error('the bot ended by itself');
  });
  await Promise.race([once(bot, 'message'), died]);
  died.catch(() => {});
  return bot;
}

async function watch(
  { playground, members, callers }: Town,
  bot: ChildProcess,
  databasePath: string,
  dueMs: number,
): Promise<Result> {
  const database = await openDatabase(databasePath);
  const count = async (...states: string[]) => {
    const rows = database.db.selectFrom('outbox').select((eb) => eb.fn.countAll<number>().as('count'));
    const wanted = states.length === 0 ? rows : rows.where('state', 'in', states as 'sent'[]);
    return (await wanted.executeTakeFirstOrThrow()).count;
  };
  const quiet = keepCalling(playground, callers, callsPerSecond);
  await wait(Math.max(0, dueMs - 1_500 - Date.now()));
  const before = await quiet.stop();
  await wait(Math.max(0, dueMs - 500 - Date.now()));
  const calls = keepCalling(playground, callers, callsPerSecond);
  while ((await count()) < members.length) await wait(10);
  const planMs = Date.now() - dueMs;
  const [botBefore, ownBefore, from] = [cpuSeconds(bot.pid), cpuSeconds(process.pid), performance.now()];
  const bar = new SingleBar(
    { format: '{bar} {value} of {total} members · {duration} s', clearOnComplete: true, gracefulExit: false },
    Presets.shades_classic,
  );
  bar.start(members.length, 0);
  for (let done = 0; done < members.length; ) {
    await wait(200);
    done = await count('sent', 'failed', 'skipped');
    bar.update(done);
  }
  bar.stop();
  const seconds = (performance.now() - from) / 1_000;
  const during = await calls.stop();
  await database.close();
  return {
    planMs,
    traffic: trafficIn(playground.requests, dueMs),
    before,
    during,
    wronged: wrongedIn(playground, members),
    cores: {
      bot: (cpuSeconds(bot.pid) - botBefore) / seconds,
      discord: (cpuSeconds(process.pid) - ownBefore) / seconds,
    },
  };
}

function wrongedIn(playground: Town['playground'], members: readonly string[]): number {
  const times = new Map<string, number>();
  const inChannels = Object.values(playground.world.channels).flatMap((id) => playground.messagesIn(id));
  for (const { id } of [...inChannels, ...members.flatMap((userId) => playground.directMessages(userId))]) {
    for (const userId of playground.pingsOf(id).users) times.set(userId, (times.get(userId) ?? 0) + 1);
  }
  return members.filter((userId) => times.get(userId) !== 1).length;
}

/** Processor time that a process has used so far, from Linux's own books. */
function cpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

const shareOf = ({ leastSeconds }: Variant, { traffic }: Result) =>
  leastSeconds(traffic.messages) / traffic.seconds;

function isGoodEnough(variant: Variant, result: Result): boolean {
  const { planMs, traffic, during, wronged } = result;
  return (
    planMs < 2_000 &&
    shareOf(variant, result) >= 0.95 &&
    traffic.refused429 === 0 &&
    traffic.mostInASecond <= globally &&
    quantile(during.times, 0.99) < 300 &&
    during.failed === 0 &&
    wronged === 0
  );
}

function reportOf(variant: Variant, result: Result): string {
  const { planMs, traffic, before, during, wronged, cores } = result;
  const ms = (numbers: readonly number[], share: number) => `${Math.round(quantile(numbers, share))} ms`;
  const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`;
  const answers = ({ times, failed }: Answered) =>
    `${times.length} answers, p50 ${ms(times, 0.5)}, p99 ${ms(times, 0.99)}, ${failed} failed`;
  return [
    `${variant.name}\n`,
    `  planned ${Math.round(planMs)} ms after the full minute\n`,
    `  ${traffic.messages} messages in ${traffic.seconds.toFixed(1)} s, ${(traffic.messages / traffic.seconds).toFixed(1)} a second: ${percent(shareOf(variant, result))} of what the limits allow (${variant.leastSeconds(traffic.messages).toFixed(1)} s)\n`,
    `  429s: ${traffic.refused429}; most requests within any second: ${traffic.mostInASecond} of ${globally}\n`,
    `  /nextstep and /steps before: ${answers(before)}\n`,
    `  /nextstep and /steps meanwhile: ${answers(during)}\n`,
    `  members not pinged exactly once: ${wronged}\n`,
    `  processor: bot ${percent(cores.bot)} of a core, local Discord and callers ${percent(cores.discord)}\n`,
  ].join('');
}

/** Runs a simulation: throws the dice, lets everything happen, and writes the ledger. */
import { type Dice, diceFrom } from '../../test/support/random.ts';
import { Acts, WrongAnswer } from './acts.ts';
import type { Ledger, Outage } from './ledger.ts';
import { type Member, type Population, populate } from './people.ts';
import { type Happening, planOf } from './plan.ts';
import { nudgesIn, questionReader } from './see.ts';
import { known, Servers } from './servers.ts';
import { Stage } from './stage.ts';

export interface Wishes {
  readonly seed: number;
  readonly members: number;
  readonly weeks: number;
  /** The first instant, ISO 8601; a Monday by preference. */
  readonly start: string;
  /** Told how many weeks have passed. */
  onWeek?(week: number): void;
}

export interface Run {
  readonly ledger: Ledger;
  /** What the bot answered otherwise than it should. */
  readonly wrongAnswers: readonly string[];
  /** What the local Discord found wrong with the bot's requests. */
  readonly violations: readonly unknown[];
  readonly databasePath: string;
  /** Ends what is kept for a look afterwards. */
  close(): Promise<void>;
}

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;

export async function run(wishes: Wishes): Promise<Run> {
  const dice = diceFrom(wishes.seed);
  const population = populate(wishes.members, dice);
  const startMs = Temporal.Instant.from(wishes.start).epochMilliseconds;
  const plan = planOf(population, startMs, wishes.weeks, dice);
  const readQuestions = { now: () => {} };
  const stage = await Stage.open({
    startMs,
    seed: population.seed,
    dice,
    onMinute: () => readQuestions.now(),
  });
  const year = new Year(stage, population, dice);
  readQuestions.now = year.questions();
  try {
    await year.live(plan, wishes, startMs);
  } catch (error) {
    await stage.close();
    throw error;
  }
  return {
    ledger: year.ledger(startMs + wishes.weeks * weekMs),
    wrongAnswers: year.wrongAnswers,
    violations: stage.playground.violations,
    databasePath: stage.databasePath,
    close: () => stage.close(),
  };
}

class Year {
  readonly wrongAnswers: string[] = [];
  readonly #outages: Outage[] = [];
  readonly #stage: Stage;
  readonly #population: Population;
  readonly #dice: Dice;
  readonly #servers: Servers;
  readonly #acts: Acts;
  #queue: Happening[] = [];

  constructor(stage: Stage, population: Population, dice: Dice) {
    this.#stage = stage;
    this.#population = population;
    this.#dice = dice;
    this.#servers = new Servers(stage.playground, population, () => stage.clock.now());
    this.#acts = new Acts(stage, this.#servers, dice);
  }

  /** Writes down whom the bot has asked after, each time it is called. */
  questions(): () => void {
    const read = questionReader(this.#stage.playground);
    return () => {
      for (const { guildId, userId, isHere } of read()) this.#acts.askedAfter(guildId, userId, isHere);
    };
  }

  /** Everything in its order; at the end, everybody checks in once more, so that every streak is told. */
  async live(plan: readonly Happening[], { weeks, onWeek }: Wishes, startMs: number): Promise<void> {
    this.#queue = [...plan];
    const lastMs = startMs + weeks * weekMs - minuteMs;
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      if (next.atMs >= lastMs) continue;
      await this.#stage.passTo(next.atMs);
      onWeek?.((next.atMs - startMs) / weekMs);
      await this.#happen(next);
    }
    await this.#stage.passTo(lastMs);
    if (this.#stage.trouble !== undefined) this.#outages.push(await this.#stage.end());
    for (const member of this.#population.members) {
      if (this.#acts.takesPart(member)) await this.#try(member, { kind: 'check-in', outcome: 'kept' });
    }
    onWeek?.(weeks);
  }

  ledger(endMs: number): Ledger {
    const { playground } = this.#stage;
    const users = new Set(this.#population.members.map(({ user }) => known(playground.world.users, user)));
    const direct = [...users].flatMap((userId) =>
      playground.directMessages(userId).flatMap((message) => nudgesIn(playground, message, null, userId)),
    );
    return {
      endMs,
      names: new Map(
        this.#population.members.map((member) => [
          this.#acts.keyOf(member),
          `${member.user} in ${member.guild}`,
        ]),
      ),
      entries: this.#acts.entries,
      channels: this.#servers.changes,
      serverChannels: this.#servers.chosen,
      outages: this.#outages,
      seen: [...this.#servers.nudges(), ...direct].toSorted((a, b) => a.atMs - b.atMs),
    };
  }

  async #happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'member':
        return await this.#memberActs(happening);
      case 'delete channel':
        return this.#servers.replace(happening.guild, happening.channel);
      case 'close channel':
        return this.#servers.close(happening.guild, happening.channel);
      case 'open channels':
        return this.#servers.open(happening.guild);
      case 'choose channel':
        if (this.#isDeferred(happening)) return;
        await this.#servers.choose(happening.guild, happening.channel);
        return;
      case 'outage':
        await this.#stage.begin(happening.outage.kind);
        this.#put({ atMs: happening.outage.toMs, kind: 'outage ends' });
        return;
      case 'outage ends':
        this.#outages.push(await this.#stage.end());
    }
  }

  async #memberActs(happening: Extract<Happening, { kind: 'member' }>): Promise<void> {
    const isOwn = !['leave', 'return', 'direct messages'].includes(happening.act.kind);
    if (isOwn && this.#isDeferred(happening)) return;
    await this.#try(happening.member, happening.act);
  }

  /** While the bot is away, or Discord refuses what it asks, people try again some time later. */
  #isDeferred(happening: Happening): boolean {
    const { trouble } = this.#stage;
    if (trouble === undefined || trouble === 'dropping') return false;
    const isSimple = happening.kind === 'member' && ['off', 'pause', 'check-in'].includes(happening.act.kind);
    if (trouble === 'refusing' && isSimple) return false;
    const ends = this.#queue.find(({ kind }) => kind === 'outage ends');
    const laterMs = (5 + this.#dice.below(600)) * minuteMs + minuteMs / 2;
    this.#put({ ...happening, atMs: (ends?.atMs ?? happening.atMs) + laterMs });
    return true;
  }

  #put(happening: Happening): void {
    const at = this.#queue.findIndex(({ atMs }) => atMs > happening.atMs);
    this.#queue.splice(at === -1 ? this.#queue.length : at, 0, happening);
  }

  async #try(member: Member, act: Parameters<Acts['do']>[1]): Promise<void> {
    try {
      await this.#acts.do(member, act);
    } catch (error) {
      if (!(error instanceof WrongAnswer)) throw error;
      const at = Temporal.Instant.fromEpochMilliseconds(Math.floor(this.#stage.clock.now()));
      this.wrongAnswers.push(`${at} ${member.user} in ${member.guild}, ${act.kind}: ${error.message}`);
    }
  }
}

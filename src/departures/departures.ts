/** Who is still where. Whoever leaves a server gets nothing more from it, and what is kept for them goes after 30 days. */
import type { REST } from 'discord.js';
import type { Clock } from '../clock.ts';
import type { Db } from '../database/open.ts';
import type { Logger } from '../log.ts';
import { directOnly, type MemberKey } from '../member/store.ts';
import type { Chore } from '../scheduler/chores.ts';
import { askForGuilds, askWhere } from './ask.ts';
import { purge } from './purge.ts';
import { askAfterMs, dayMs, isToBeAsked, PerMinute, questionsPerMinute } from './rules.ts';
import type { DepartureStore } from './store.ts';

export interface DeparturesOptions {
  readonly db: Db;
  readonly store: DepartureStore;
  readonly rest: REST;
  readonly clock: Clock;
  readonly log: Logger;
}

export class Departures {
  readonly #with: DeparturesOptions;
  readonly #questions = new PerMinute(questionsPerMinute);

  constructor(options: DeparturesOptions) {
    this.#with = options;
  }

  /**
   * Who of these has left the server; all of them, if the bot itself has. Discord is asked after somebody who has given
   * no sign for two weeks, at most once in two weeks, and only a few times a minute; in doubt they are there.
   * @throws if the database does.
   */
  async whoLeft(guildId: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { store, clock } = this.#with;
    if (guildId === directOnly) return new Set();
    if (await store.isGuildLeft(guildId)) return new Set(userIds);
    const whereabouts = await store.whereaboutsOf(guildId, userIds);
    // All at once: a message that waits for one slow answer after another would outlive its lease.
    const asked = whereabouts.map(async (known) => {
      if (known.leftAt !== null) return true;
      const { userId } = known;
      return isToBeAsked(known, clock.now()) && !(await this.#isFound({ guildId, userId }));
    });
    const isGone = await Promise.all(asked);
    return new Set(whereabouts.filter((_, index) => isGone[index]).map(({ userId }) => userId));
  }

  /** Asks Discord after a member, as far as the budget goes, and notes what it says; false if they are not there. */
  async #isFound(member: MemberKey): Promise<boolean> {
    const { store, rest, clock, log } = this.#with;
    if (!this.#questions.take(clock.now()) || !(await store.beginAsking(member, askAfterMs))) return true;
    const answer = await askWhere(rest, member);
    log.debug({ guild: member.guildId, answer }, 'asked after a member');
    if (answer === 'here') await store.memberIsHere(member);
    else if (answer === 'member left') await store.memberLeft(member);
    else if (answer === 'bot left') await store.guildLeft(member.guildId);
    return answer === 'here' || answer === 'unknown';
  }

  /** Discord has said by itself that the member is not in the server. */
  async memberLeft(member: MemberKey): Promise<void> {
    await this.#with.store.memberLeft(member);
  }

  /** Takes note of the complete list of servers that the bot is in. */
  async look(present: ReadonlySet<string>): Promise<void> {
    const { store, log } = this.#with;
    try {
      const left = await store.look(present);
      if (left.length > 0) log.info({ guilds: left }, 'no longer in these servers');
    } catch (error) {
      log.error({ err: error }, 'the list of servers could not be noted; the next look makes up for it');
    }
  }

  /** What is done every day. What is deleted can't be had back, so the list of servers comes first. */
  chore(): Chore {
    const { db, store, rest, clock } = this.#with;
    return {
      name: 'departures',
      everyMs: dayMs,
      run: async () => {
        await this.look(await askForGuilds(rest));
        return await purge({ db, store, clock, ask: (member) => askWhere(rest, member) });
      },
    };
  }
}

/** Whether somebody is still in a server, by Discord's own word: asked when people are about to be tied together. */
import type { REST } from 'discord.js';
import { askWhere } from '../departures/ask.ts';
import type { DepartureStore } from '../departures/store.ts';
import type { MemberKey } from '../member/store.ts';

export class Presence {
  readonly #rest: REST;
  readonly #departures: DepartureStore;

  constructor(rest: REST, departures: DepartureStore) {
    this.#rest = rest;
    this.#departures = departures;
  }

  /** False if the member, or the bot, has left the server, which is noted; without a clear answer they are there. */
  async isHere(member: MemberKey): Promise<boolean> {
    const answer = await askWhere(this.#rest, member);
    if (answer === 'member left') await this.#departures.memberLeft(member);
    return answer === 'here' || answer === 'unknown';
  }
}

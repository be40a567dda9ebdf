/** What the ledger says of servers and outages at an instant. */
import type { Ledger, Outage } from '../ledger.ts';

/** After an outage has ended, what has been waiting may take so long, in ms: leases of a minute, and one way after another. */
export const graceMs = 5 * 60_000;
/** While connections are dropped, one in two or so, a message is tried every minute. */
const droppingGraceMs = 15 * 60_000;

export class WorldThen {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Whether the bot could post in a channel at an instant (ms, UTC). */
  works(channelId: string, atMs: number): boolean {
    const changes = this.#ledger.channels.filter((change) => change.channelId === channelId);
    return changes.findLast((change) => change.atMs <= atMs)?.works ?? false;
  }

  /** The channel that the server's admin had chosen, or null. */
  serverChannel(guildId: string, atMs: number): string | null {
    const chosen = this.#ledger.serverChannels.filter((choice) => choice.guildId === guildId);
    return chosen.findLast((choice) => choice.atMs <= atMs)?.channelId ?? null;
  }

  /** When a message due at an instant could go out: then, or at the end of the outage in which it falls. */
  chanceAfter(dueMs: number): number {
    const outage = this.#ledger.outages.find(
      ({ kind, fromMs, toMs }) => kind !== 'dropping' && fromMs <= dueMs && dueMs < toMs,
    );
    return outage?.toMs ?? dueMs;
  }

  /** Whether anything was wrong when a message could go out: then nobody may know at first whether it did. */
  isTroubled(chanceMs: number, dueMs: number): boolean {
    return chanceMs > dueMs || this.#outagesAt(chanceMs).length > 0;
  }

  /** By when (ms, UTC) a message that could go out at an instant must be there: within the minute, unless something was wrong. */
  deadlineOf(chanceMs: number, dueMs: number): number {
    if (this.#outagesAt(chanceMs).includes('dropping')) return chanceMs + droppingGraceMs;
    return chanceMs + (this.isTroubled(chanceMs, dueMs) ? graceMs : 60_000);
  }

  #outagesAt(atMs: number): Outage['kind'][] {
    return this.#ledger.outages
      .filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs + graceMs)
      .map(({ kind }) => kind);
  }
}

/** Judges all members, and adds up what became of their weeks. */

import { judge } from './judge/member.ts';
import {
  isResting,
  isSent,
  notSentOutcomes,
  type Outcome,
  restingOutcomes,
  sentOutcomes,
} from './judge/outcomes.ts';
import { WorldThen } from './judge/world.ts';
import { type Ledger, memberKey, type Seen } from './ledger.ts';

export interface Verdict {
  /** Weeks of members, by what became of them. */
  readonly counts: ReadonlyMap<Outcome, number>;
  readonly due: number;
  /** Weeks in which a message was sent, as the members' cases have it. */
  readonly sent: number;
  /** Messages, by member, that the local Discord holds. */
  readonly seen: number;
  readonly streaks: number;
  readonly faults: readonly string[];
}

export function verdictOf(ledger: Ledger): Verdict {
  const world = new WorldThen(ledger);
  const seenBy = bySeen(ledger);
  const counts = new Map<Outcome, number>();
  const faults: string[] = [];
  let streaks = 0;
  for (const [key, entries] of ledger.entries) {
    const [guildId = ''] = key.split(' ');
    const judged = judge({ guildId, entries, seen: seenBy.get(key) ?? [], endMs: ledger.endMs }, world);
    for (const outcome of judged.outcomes.values()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    faults.push(...judged.faults.map((fault) => `${ledger.names.get(key)}, ${fault}`));
    streaks += judged.streaks;
    seenBy.delete(key);
  }
  for (const [key, seen] of seenBy)
    faults.push(`${ledger.names.get(key)} never asked for anything, and got ${seen.length}`);
  const sum = (counted: (outcome: Outcome) => boolean) =>
    [...counts].reduce((total, [outcome, count]) => total + (counted(outcome) ? count : 0), 0);
  return {
    counts,
    due: sum((outcome) => !isResting(outcome)),
    sent: sum(isSent),
    seen: ledger.seen.length,
    streaks,
    faults,
  };
}

/** Whose each message is: a direct message says no server, and whoever gets any is in one alone. */
function bySeen({ entries, seen }: Ledger): Map<string, Seen[]> {
  const serverOf = new Map([...entries.keys()].map((key) => key.split(' ').toReversed() as [string, string]));
  return Map.groupBy(seen, ({ guildId, userId }) => memberKey(guildId ?? serverOf.get(userId) ?? '', userId));
}

/** The counts as a table, and whether they add up. */
export function tableOf({ counts, due, sent, seen, streaks }: Verdict): string {
  const row = (name: string, count: number) => `${String(count).padStart(9)}  ${name}\n`;
  const rows = (outcomes: readonly Outcome[]) =>
    outcomes.map((outcome) => row(outcome, counts.get(outcome) ?? 0)).join('');
  const rule = `${'-'.repeat(9)}\n`;
  return [
    "Members' weeks in which a nudge was due:\n",
    rows(sentOutcomes),
    rows(notSentOutcomes),
    rule,
    row('due', due),
    '\nof which\n',
    row(`sent; the local Discord holds ${seen}`, sent),
    '\nWeeks in which none was due:\n',
    rows(restingOutcomes),
    '\n',
    row('streaks reckoned anew, and compared with what was said', streaks),
  ].join('');
}

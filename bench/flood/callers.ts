/** People who use the bot all the while, whatever else it does. */
import type { Playground } from '../../src/playground/index.ts';

export interface Answered {
  readonly times: readonly number[];
  readonly failed: number;
}

/** `/nextstep` and `/steps` in turn, so many a second, each from somebody else, until told to stop. */
export function keepCalling(
  playground: Playground,
  callers: readonly { userId: string; channelId: string }[],
  perSecond: number,
): { stop(): Promise<Answered> } {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  let failed = 0;
  let calls = 0;
  const call = async () => {
    const caller = callers[calls % callers.length];
    const command = calls % 2 === 0 ? 'nextstep' : 'steps';
    calls += 1;
    if (caller === undefined) return;
    const askedAt = performance.now();
    const outcome = await playground.as(caller.userId).command(caller.channelId, command);
    times.push(performance.now() - askedAt);
    if (outcome.status !== 'message' && outcome.status !== 'deferred') failed += 1;
  };
  const timer = setInterval(() => under.push(call()), 1_000 / perSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(under);
      return { times, failed };
    },
  };
}

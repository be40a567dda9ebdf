/** How fast the bot goes. */
import pLimit from 'p-limit';

const secondMs = 1_000;

/**
 * Makes requests so that Discord sees at most `perSecond` of them in any second, however long each is on its way: one
 * counts from when it is made until a second after it was answered. Others wait, in the order in which they came.
 */
export function paced<A extends unknown[], T>(
  perSecond: number,
  request: (...args: A) => Promise<T>,
): (...args: A) => Promise<T> {
  const limit = pLimit(perSecond);
  return (...args) =>
    new Promise((resolve, reject) => {
      void limit(async () => {
        await request(...args).then(resolve, reject);
        await new Promise((passed) => setTimeout(passed, secondMs).unref());
      });
    });
}

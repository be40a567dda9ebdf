/** What several benches have in common: made-up words, and times in a line. */

/** So many letters, of no meaning. */
export const letters = (length: number, random: () => number): string =>
  Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');

/** The least of three, in ms: what something costs, not what else the machine did meanwhile. */
export function leastOf(run: () => void): number {
  const once = () => {
    const startedAt = performance.now();
    run();
    return performance.now() - startedAt;
  };
  return Math.min(once(), once(), once());
}

export interface Summary {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Times (ms) in three numbers. */
export function summary(ms: readonly number[]): Summary {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

export const line = ({ p50, p99, max }: Summary): string =>
  `p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  max ${max.toFixed(2)} ms`;

export const write = (text: string): boolean => process.stdout.write(`${text}\n`);

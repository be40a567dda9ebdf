/** Faults that a test wishes for: a status, a delay, a dropped socket, on routes of its choice. */

export interface FaultWish {
  method?: string;
  /** A path such as `/channels/:id/messages` (below `/api/v10`; `:x` stands for any part), or an expression. */
  route: string | RegExp;
  /** How many requests it strikes; default 1, `Infinity` for all. */
  times?: number;
  /** Answers with this status instead of doing anything. */
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Waits so long (ms) before anything else. */
  delayMs?: number;
  /** Drops the connection: before the request has taken effect, or after, with no answer. */
  dropSocket?: 'before' | 'after';
}

export interface FaultHandle {
  /** How many requests it has struck. */
  readonly struck: number;
  remove(): void;
}

interface Fault {
  wish: FaultWish;
  pattern: RegExp;
  left: number;
  struck: number;
}

export class Faults {
  #faults: Fault[] = [];

  add(wish: FaultWish): FaultHandle {
    const fault: Fault = { wish, pattern: patternOf(wish.route), left: wish.times ?? 1, struck: 0 };
    this.#faults.push(fault);
    return {
      get struck() {
        return fault.struck;
      },
      remove: () => {
        this.#faults = this.#faults.filter((other) => other !== fault);
      },
    };
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault that strikes this request, if any; it is used up by one. */
  strike(method: string, path: string): FaultWish | null {
    if (this.#faults.length === 0) return null;
    const fault = this.#faults.find(
      ({ wish, pattern, left }) => left > 0 && (wish.method ?? method) === method && pattern.test(path),
    );
    if (fault === undefined) return null;
    fault.left -= 1;
    fault.struck += 1;
    return fault.wish;
  }
}

function patternOf(route: string | RegExp): RegExp {
  if (route instanceof RegExp) return route;
  const parts = route
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`);
}

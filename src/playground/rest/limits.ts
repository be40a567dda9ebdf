/** Rate limits as Discord keeps them: a bucket for each route and top-level resource, and 50 a second over all. */
import { createHash } from 'node:crypto';
import type { Route } from './route.ts';

/** Where a route says nothing of its own. */
const USUAL = { requests: 50, perMs: 1_000 };
const GLOBAL = { requests: 50, perMs: 1_000 };

interface Window {
  remaining: number;
  resetAtMs: number;
}

/** What the limits say of one request: the headers, and whether it must wait. */
export interface Ruling {
  headers: Record<string, string>;
  /** Seconds to wait; null lets the request through. */
  retryAfter: number | null;
  global: boolean;
}

export class RateLimits {
  readonly #windows = new Map<string, Window>();
  #global: Window = { remaining: GLOBAL.requests, resetAtMs: 0 };
  #cleanedAtMs = Date.now();

  /** Counts a request of a route; `major` is its channel, guild or webhook with token. */
  take(route: Route, major: string): Ruling {
    const now = Date.now();
    const exempt = route.path.startsWith('/interactions/') || route.path.startsWith('/webhooks/');
    if (!exempt && !this.#takeGlobal(now)) {
      const retryAfter = seconds(this.#global.resetAtMs - now);
      return {
        headers: { 'X-RateLimit-Global': 'true', ...refusal(retryAfter, 'global') },
        retryAfter,
        global: true,
      };
    }
    if (route.limit === null) return { headers: {}, retryAfter: null, global: false };
    return this.#takeBucket(route, major, now);
  }

  #takeGlobal(now: number): boolean {
    if (now >= this.#global.resetAtMs) {
      this.#global = { remaining: GLOBAL.requests, resetAtMs: now + GLOBAL.perMs };
    }
    if (this.#global.remaining === 0) return false;
    this.#global.remaining -= 1;
    return true;
  }

  #takeBucket(route: Route, major: string, now: number): Ruling {
    this.#clean(now);
    const limit = route.limit ?? USUAL;
    const bucket = bucketOf(route);
    const key = `${bucket}:${major}`;
    let window = this.#windows.get(key);
    if (window === undefined || now >= window.resetAtMs) {
      window = { remaining: limit.requests, resetAtMs: now + limit.perMs };
      this.#windows.set(key, window);
    }
    const allowed = window.remaining > 0;
    if (allowed) window.remaining -= 1;
    const after = seconds(window.resetAtMs - now);
    const headers = {
      'X-RateLimit-Limit': String(limit.requests),
      'X-RateLimit-Remaining': String(window.remaining),
      'X-RateLimit-Reset': (window.resetAtMs / 1000).toFixed(3),
      'X-RateLimit-Reset-After': after.toFixed(3),
      'X-RateLimit-Bucket': bucket,
    };
    if (allowed) return { headers, retryAfter: null, global: false };
    return { headers: { ...headers, ...refusal(after, 'user') }, retryAfter: after, global: false };
  }

  /** Forgets windows that are over, once a minute. */
  #clean(now: number): void {
    if (now - this.#cleanedAtMs < 60_000) return;
    this.#cleanedAtMs = now;
    for (const [key, { resetAtMs }] of this.#windows) if (resetAtMs <= now) this.#windows.delete(key);
  }
}

function refusal(retryAfter: number, scope: string): Record<string, string> {
  return { 'Retry-After': String(Math.ceil(retryAfter)), 'X-RateLimit-Scope': scope };
}

function seconds(ms: number): number {
  return Math.max(ms, 1) / 1000;
}

const buckets = new Map<Route, string>();

/** Discord's buckets are opaque hashes. */
function bucketOf(route: Route): string {
  const made = buckets.get(route) ?? createHash('md5').update(`${route.method} ${route.path}`).digest('hex');
  buckets.set(route, made);
  return made;
}

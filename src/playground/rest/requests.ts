/** What has been asked, for tests to look at. */

export interface RequestLog {
  method: string;
  /** Below `/api/v10`, without the query. */
  path: string;
  /** 0 where no answer was sent, because the connection broke off. */
  status: number;
  /** How long the playground took. */
  ms: number;
  body: unknown;
  atMs: number;
}

/** A request that Discord would refuse or wonder about, or an answer of the playground's own that is not as specified. */
export interface Violation {
  kind: 'refused' | 'unknown-keys' | 'bad-answer';
  method: string;
  path: string;
  /** Discord's error code, of a refusal. */
  code: number | null;
  details: unknown;
}

/** How many requests are kept; a bench makes far more. */
const KEPT = 20_000;

/** A list that forgets its beginning when it grows too long. */
export function keepLatest<T>(list: T[], entry: T): void {
  list.push(entry);
  if (list.length > KEPT * 1.5) list.splice(0, list.length - KEPT);
}

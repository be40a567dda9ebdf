/** What a route is made of. */
import type { ErrorCode } from '../errors.ts';
import { refuse } from '../errors.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Responder } from '../interactions/respond.ts';
import type { Upload } from '../messages/files.ts';
import type { World } from '../world.ts';

/** A request after its path, query and body have been read. */
export interface Call {
  world: World;
  gateway: Gateway;
  responder: Responder;
  /** Where this server is reached, for addresses in answers. */
  origin: string;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: unknown;
  files: readonly Upload[];
  /** Notes keys of the body that Discord does not know: it ignores them, so the sender is mistaken. */
  noteUnknownKeys(keys: readonly string[]): void;
}

export interface Answer {
  status: 200 | 201 | 204;
  /** Checked against the route's schema; with 204 it is not sent. */
  body?: unknown;
}

/** So many requests in so many ms, for one bucket. */
export interface Limit {
  requests: number;
  perMs: number;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for each part that varies. */
  path: string;
  /** Without the bot's token: the path carries an interaction's. */
  open?: true;
  /** The bucket's size; `null` for a route without limit of its own. */
  limit?: Limit | null;
  /** The specification's schema of the answer's body (of each element, if it is a list), by its name. */
  answers?: string | ((answer: unknown) => string);
  handle(call: Call): Answer | Promise<Answer>;
}

/** One part of the path. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** The found object, or the refusal that names what is unknown. */
export function known<T>(found: T | undefined, code: ErrorCode): T {
  if (found === undefined) throw refuse(code);
  return found;
}

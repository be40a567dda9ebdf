/** From a request under `/api` to its route and back: token, limits, faults, errors, and a log of it all. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { faultsOf } from '../checks/body.ts';
import { DiscordError, invalidForm, refuse } from '../errors.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { isSnowflake } from '../ids.ts';
import type { Responder } from '../interactions/respond.ts';
import type { World } from '../world.ts';
import { Faults } from './faults.ts';
import { RateLimits } from './limits.ts';
import { readBody } from './read.ts';
import { keepLatest, type RequestLog, type Violation } from './requests.ts';
import type { Answer, Call, Route } from './route.ts';

export interface RouterOptions {
  world: World;
  gateway: Gateway;
  responder: Responder;
  origin: () => string;
  rateLimits: boolean;
  routes: Route[];
}

/** Refusals that a correct bot never gets: bad forms, empty messages, second answers, too many commands. */
const FAULTY = new Set([50035, 50006, 50109, 40060, 30032]);

/** Every answer of a test is checked; of a flood, after so many, one in so many. */
const CHECK_ALL = 5_000;
const CHECK_ONE_IN = 20;

interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Everything about one request that outlives its handling. */
interface Exchange {
  method: string;
  path: string;
  /** Of the path, each decoded by itself: discord.js sends `@original` as `%40original`. */
  parts: string[];
  startedMs: number;
  body: unknown;
}

export class Router {
  readonly requests: RequestLog[] = [];
  readonly violations: Violation[] = [];
  readonly faults = new Faults();
  readonly #options: RouterOptions;
  readonly #limits = new RateLimits();
  #answers = 0;
  readonly #routes = new Map<string, { route: Route; parts: string[] }[]>();

  constructor(options: RouterOptions) {
    this.#options = options;
    for (const route of options.routes) {
      const parts = route.path.split('/').slice(1);
      const key = `${route.method} ${parts.length} ${parts[0]}`;
      this.#routes.set(key, [...(this.#routes.get(key) ?? []), { route, parts }]);
    }
  }

  /** Answers a request whose path, below `/api/v10`, is `path`. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): Promise<void> {
    const exchange: Exchange = {
      method: request.method ?? 'GET',
      path: decode(path),
      parts: path.split('/').slice(1).map(decode),
      startedMs: performance.now(),
      body: undefined,
    };
    const fault = this.faults.strike(exchange.method, exchange.path);
    if (fault?.delayMs !== undefined) await delay(fault.delayMs);
    if (fault?.dropSocket === 'before') return void request.socket.destroy();
    if (fault?.status !== undefined) {
      return this.#send(
        response,
        exchange,
        fault.status,
        fault.body ?? { message: 'Injected', code: 0 },
        fault.headers,
      );
    }
    const dropAfter = fault?.dropSocket === 'after';
    try {
      await this.#answer(request, response, exchange, query, dropAfter);
    } catch (error) {
      if (dropAfter) request.socket.destroy();
      else if (isBrokenOff(request, error)) this.#log(exchange, 0);
      else this.#sendError(response, exchange, error);
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
    query: URLSearchParams,
    dropAfter: boolean,
  ): Promise<void> {
    const { route, params } = this.#match(exchange);
    const { body, files } = await readBody(request);
    exchange.body = body;
    const isBot = this.#authorized(request);
    if (route.open !== true && !isBot) throw refuse(0);
    const ruling = this.#options.rateLimits ? this.#limits.take(route, majorOf(params)) : undefined;
    if (ruling !== undefined && ruling.retryAfter !== null) {
      const tooMany = {
        message: 'You are being rate limited.',
        retry_after: ruling.retryAfter,
        global: ruling.global,
      };
      return this.#send(response, exchange, 429, tooMany, ruling.headers);
    }
    for (const [name, value] of Object.entries(ruling?.headers ?? {})) response.setHeader(name, value);
    const { world, gateway, responder } = this.#options;
    const call: Call = {
      world,
      gateway,
      responder,
      origin: this.#options.origin(),
      params,
      query,
      body,
      files,
      noteUnknownKeys: (keys) => {
        if (keys.length > 0) this.#violate('unknown-keys', exchange, null, keys);
      },
    };
    const answer = await route.handle(call);
    this.#checkAnswer(route, exchange, answer);
    if (dropAfter) {
      this.#log(exchange, 0);
      request.socket.destroy();
    } else this.#send(response, exchange, answer.status, answer.body);
  }

  #match({ method, parts }: Exchange): Match {
    const candidates = this.#routes.get(`${method} ${parts.length} ${parts[0]}`) ?? [];
    // A literal part, such as `@me`, wins over one that varies.
    const fitting = candidates
      .filter((candidate) => candidate.parts.every((part, i) => part.startsWith(':') || part === parts[i]))
      .toSorted((a, b) => variables(a.parts) - variables(b.parts))[0];
    if (fitting === undefined) throw new DiscordError(404, 0, '404: Not Found');
    const params: Record<string, string> = {};
    fitting.parts.forEach((part, i) => {
      if (part.startsWith(':')) params[part.slice(1)] = parts[i] ?? '';
    });
    mustBeIds(params);
    return { route: fitting.route, params };
  }

  #authorized(request: IncomingMessage): boolean {
    return request.headers.authorization === `Bot ${this.#options.world.identity.botToken}`;
  }

  #checkAnswer(route: Route, exchange: Exchange, { body }: Answer): void {
    if (route.answers === undefined || body === undefined) return;
    this.#answers += 1;
    if (this.#answers > CHECK_ALL && this.#answers % CHECK_ONE_IN !== 0) return;
    const answers: unknown[] = Array.isArray(body) ? body : [body];
    for (const answer of answers) {
      const name = typeof route.answers === 'string' ? route.answers : route.answers(answer);
      const faults = faultsOf(name, answer);
      if (faults.length > 0) this.#violate('bad-answer', exchange, null, faults);
    }
  }

  #sendError(response: ServerResponse, exchange: Exchange, error: unknown): void {
    if (error instanceof DiscordError) {
      const { code, status, errors, message } = error;
      if (blamesSender(error)) this.#violate('refused', exchange, code, errors ?? message);
      this.#send(response, exchange, status, error.toBody());
    } else {
      const trace = error instanceof Error ? error.stack : error;
      this.#violate('bad-answer', exchange, null, String(trace));
      this.#send(response, exchange, 500, { message: '500: Internal Server Error', code: 0 });
    }
  }

  #send(
    response: ServerResponse,
    exchange: Exchange,
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): void {
    this.#log(exchange, status);
    if (response.destroyed) return;
    if (body === undefined || status === 204) {
      response.writeHead(status, headers).end();
      return;
    }
    const text = JSON.stringify(body);
    response
      .writeHead(status, {
        ...headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
      })
      .end(text);
  }

  #log({ method, path, startedMs, body }: Exchange, status: number): void {
    const ms = performance.now() - startedMs;
    keepLatest(this.requests, { method, path, status, ms, body, atMs: Date.now() });
  }

  #violate(kind: Violation['kind'], { method, path }: Exchange, code: number | null, details: unknown): void {
    keepLatest(this.violations, { kind, method, path, code, details });
  }
}

/** Whether a refusal is a fault of the sender's own, and not of the state of the world. */
function blamesSender({ code, status }: DiscordError): boolean {
  return FAULTY.has(code) || (code === 0 && status === 404);
}

/** Whether the sender went away, or was killed, before all of its request was read: nobody waits for an answer. */
function isBrokenOff(request: IncomingMessage, error: unknown): boolean {
  return request.errored !== null && error === request.errored;
}

/** Every part that varies is an id, but for tokens and the two names that stand for one. */
function mustBeIds(params: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(params)) {
    if (name === 'token' || value === '@me' || value === '@original' || isSnowflake(value)) continue;
    const message = `Value "${value}" is not snowflake.`;
    throw invalidForm([{ path: [`${name}_id`], code: 'NUMBER_TYPE_COERCE', message }]);
  }
}

function majorOf(params: Readonly<Record<string, string>>): string {
  return params['channel'] ?? params['token'] ?? params['guild'] ?? '';
}

function variables(parts: readonly string[]): number {
  return parts.filter((part) => part.startsWith(':')).length;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

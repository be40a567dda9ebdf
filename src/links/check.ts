/** Asks one address whether it still works, and reads the answer. */
import { STATUS_CODES } from 'node:http';

export type Outcome =
  | { readonly kind: 'fine' }
  /** It has moved for good; `to` works. */
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'gone'; readonly why: string }
  /** No such host, as far as this machine's name servers know. */
  | { readonly kind: 'noHost'; readonly why: string }
  /** Robots are refused, the server is down, or something on the way is. */
  | { readonly kind: 'unsure'; readonly why: string };

/** Whether any server answered: if none does for any address, it is the network here that is down. */
export type Checked = Outcome & { readonly answered: boolean };

export interface CheckOptions {
  /** How long a server may take to answer a request. */
  readonly timeoutMs: number;
  /** Ends the check at once. */
  readonly stop: AbortSignal;
}

const headers = {
  'user-agent': 'nextstep-links (a maintainer looks whether the links of a guide still work)',
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
};

/** Browsers follow 20; whoever needs more than ten goes in circles. */
const maxRedirects = 10;

/** Follows an address to where it leads. @throws the reason of `stop`, when it is stopped. */
export async function check(url: string, options: CheckOptions): Promise<Checked> {
  return await follow({ at: new URL(url), redirects: 0, isForGood: true, moved: undefined }, options);
}

/** How far one has come from an address. */
interface Way {
  readonly at: URL;
  readonly redirects: number;
  /** Whether all redirects so far were permanent. */
  readonly isForGood: boolean;
  /** Where the permanent ones led, before the first that is not. */
  readonly moved: URL | undefined;
}

async function follow(way: Way, options: CheckOptions): Promise<Checked> {
  const { at, redirects } = way;
  if (redirects > maxRedirects) return { kind: 'unsure', why: 'leads in circles', answered: true };
  const reply = await ask(at, options);
  if ('error' in reply) return { ...failure(reply.error, at), answered: redirects > 0 };
  if (reply.location === undefined) return { ...verdict(reply.status, way), answered: true };
  const next = destination(reply.location, at);
  if (next === undefined)
    return { kind: 'unsure', why: `leads to “${reply.location}”, which is no address`, answered: true };
  const isForGood = way.isForGood && (reply.status === 301 || reply.status === 308);
  const moved = isForGood ? next : way.moved;
  return await follow({ at: next, redirects: redirects + 1, isForGood, moved }, options);
}

function destination(location: string, from: URL): URL | undefined {
  const next = URL.parse(location, from);
  if (next === null || !/^https?:$/.test(next.protocol)) return undefined;
  // As browsers do: the place on the page stays, unless the redirect names another.
  if (next.hash === '') next.hash = from.hash;
  return next;
}

function verdict(status: number, { at, redirects, moved }: Way): Outcome {
  if (status >= 200 && status < 300)
    return moved === undefined ? { kind: 'fine' } : { kind: 'moved', to: moved.href };
  const where = redirects === 0 ? '' : `, at ${at.href}`;
  const why = `${[status, STATUS_CODES[status]].join(' ').trim()}${where}`;
  return status === 404 || status === 410 ? { kind: 'gone', why } : { kind: 'unsure', why };
}

function failure(error: unknown, { hostname }: URL): Outcome {
  if (error instanceof Error && error.name === 'TimeoutError')
    return { kind: 'unsure', why: 'no answer in time' };
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
  if (code === 'ENOTFOUND') return { kind: 'noHost', why: `there is no host ${hostname}` };
  return { kind: 'unsure', why: code ?? (cause instanceof Error ? cause.message : String(error)) };
}

/** Where a reply leads, if it is a redirect, and its status. */
type Reply = { readonly status: number; readonly location: string | undefined } | { readonly error: unknown };

/** HEAD, which costs the server least; GET where that is refused, fails or hangs, since some servers know only GET. */
async function ask(url: URL, options: CheckOptions): Promise<Reply> {
  const reply = await request('HEAD', url, options);
  if ('error' in reply) {
    return failure(reply.error, url).kind === 'noHost' ? reply : await request('GET', url, options);
  }
  return reply.status < 400 || reply.status === 429 ? reply : await request('GET', url, options);
}

async function request(method: string, url: URL, { timeoutMs, stop }: CheckOptions): Promise<Reply> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal });
    await response.body?.cancel();
    const isRedirect = response.status >= 300 && response.status < 400;
    const location = isRedirect ? response.headers.get('location') : null;
    return { status: response.status, location: location ?? undefined };
  } catch (error) {
    stop.throwIfAborted();
    return { error };
  }
}

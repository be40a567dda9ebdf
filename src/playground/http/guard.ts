import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from this machine's own page: its Host is a loopback name (another one means that some
 * site's name was pointed here) and its Origin, if it has one, is the page's.
 */
export function isFromHere(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.headers.host ?? '')) return false;
  const { origin } = request.headers;
  return origin === undefined || hosts.some((host) => origin === `http://${host}`);
}

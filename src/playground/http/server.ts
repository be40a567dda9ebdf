/** The one HTTP server, on loopback: Discord's API and gateway, the page and its endpoints, the files. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { DiscordError } from '../errors.ts';
import { PICTURES } from '../messages/files.ts';
import type { Router } from '../rest/router.ts';
import { EndpointError, endpoint, type Parts, personIn } from './endpoints.ts';
import { isFromHere } from './guard.ts';
import { follow } from './live.ts';
import { policyFor } from './policy.ts';
import { staticFile } from './static.ts';

const API = /^\/api(?:\/v(\d+))?(\/.*)$/;

export interface HttpServer {
  port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes any that is free. Rejects when the port is taken. */
export async function serve(port: number, router: () => Router, parts: Parts): Promise<HttpServer> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  let taken = port;
  const server: Server = createServer((request, response) => {
    void answer(request, response, taken, router(), parts).catch(() => response.destroy());
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(sockets, request, socket, head, taken, parts);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  taken = (server.address() as AddressInfo).port;
  return {
    port: taken,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  router: Router,
  parts: Parts,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const api = API.exec(url.pathname);
  if (api !== null) return router.handle(request, response, api[2] ?? '/', url.searchParams);
  if (url.pathname.startsWith('/playground/')) return answerPage(request, response, url, port, parts);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return sendJson(response, 405, { error: 'Read only' });
  if (url.pathname.startsWith('/cdn/')) return sendFile(response, url.pathname, parts);
  const file = await staticFile(decodeURIComponent(url.pathname));
  if (file === null) return sendJson(response, 404, { error: 'There is nothing here' });
  const isHtml = file.type.startsWith('text/html');
  response
    .writeHead(200, {
      'Content-Type': file.type,
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      ...(isHtml ? { 'Content-Security-Policy': policyFor(String(file.bytes)) } : {}),
    })
    .end(file.bytes);
}

async function answerPage(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  port: number,
  parts: Parts,
): Promise<void> {
  if (!isFromHere(request, port))
    return sendJson(response, 403, { error: 'Only the page itself may ask this' });
  try {
    sendJson(response, 200, await endpoint(parts, request, url));
  } catch (error) {
    if (error instanceof EndpointError || error instanceof DiscordError) {
      return sendJson(response, error.status, { error: error.message });
    }
    sendJson(response, 500, { error: error instanceof Error ? error.message : 'Something went wrong' });
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** `/cdn/attachments/CHANNEL/ID/NAME`. */
function sendFile(response: ServerResponse, path: string, { world }: Parts): void {
  const id = path.split('/')[4] ?? '';
  const bytes = world.store.file(id);
  if (bytes === null) {
    sendJson(response, 404, { error: 'There is no such file' });
    return;
  }
  // Anything but a picture is a download, never a page of ours.
  const type = PICTURES[extname(path).toLowerCase()];
  response
    .writeHead(200, {
      'Content-Type': type ?? 'application/octet-stream',
      'Content-Disposition': type === undefined ? 'attachment' : 'inline',
      'X-Content-Type-Options': 'nosniff',
    })
    .end(bytes);
}

function upgrade(
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  port: number,
  parts: Parts,
): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (/^\/gateway\/?$/.test(url.pathname)) {
    sockets.handleUpgrade(request, socket, head, (client) => parts.gateway.accept(client));
    return;
  }
  if (url.pathname !== '/playground/live' || !isFromHere(request, port)) {
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    return;
  }
  try {
    const userId = personIn(parts.world, url);
    sockets.handleUpgrade(request, socket, head, (client) => follow(parts.world, client, userId, parts.time));
  } catch {
    socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  }
}

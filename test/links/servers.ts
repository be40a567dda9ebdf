/** Local web servers that answer as the sites behind a guide's links do. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Address } from '../../src/links/addresses.ts';

export interface Site {
  /** Such as `http://127.0.0.1:4711`. */
  readonly origin: string;
  /** Every request so far. */
  readonly requests: readonly Pick<IncomingMessage, 'method' | 'url' | 'headers'>[];
}

/** A web server that ends with the test. */
export async function site(answer: RequestListener): Promise<Site> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, requests };
}

/** A server that takes connections and never says a word; `onConnection` hears of each. */
export async function silentPort(onConnection = () => {}): Promise<number> {
  const onEnd: (() => void)[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    onConnection();
    onEnd.push(() => socket.destroy());
  });
  onTestFinished(() => {
    for (const end of onEnd) end();
    server.close();
  });
  return await listening(server);
}

async function listen(server: Server): Promise<number> {
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return await listening(server);
}

function listening(server: TcpServer): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

export const addressOf = (url: string, step = 'pytorch', title = 'A link'): Address => ({
  url,
  places: [{ step, title }],
});

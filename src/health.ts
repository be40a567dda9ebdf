import { createServer, type Server } from 'node:http';
import type { Bot } from './bot.ts';
import { StartError } from './start-error.ts';

/**
 * Answers `GET /healthz` on `port`: 200 while gateway, database and scheduler are well, else 503 with what ails them.
 * @throws {StartError} if the port can't be had.
 */
export async function serveHealth(port: number, bot: Pick<Bot, 'ailments'>): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/healthz') {
      response.writeHead(404).end();
      return;
    }
    void bot.ailments().then((ailments) => {
      const well = ailments.length === 0;
      response.writeHead(well ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(well ? 'ok\n' : `${ailments.join('\n')}\n`);
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error) => {
    reject(
      new StartError(`The health check can't use port ${port}: choose another HEALTH_PORT.`, {
        cause: error,
      }),
    );
  });
  server.listen(port, () => resolve());
  await promise;
  return server;
}

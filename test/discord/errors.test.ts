/** Which errors leave it open whether Discord has done what was asked: met with the real client, on real sockets. */
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server, type Socket } from 'node:net';
import { DiscordAPIError, REST } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { isInDoubt, UserError } from '../../src/discord/errors.ts';
import { md } from '../../src/discord/markdown.ts';

/** What the client throws when it asks a server that behaves like this. */
async function errorFrom(server: Server, body: unknown = {}): Promise<unknown> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return await ask(port, body);
}

async function ask(port: number, body: unknown): Promise<unknown> {
  const rest = new REST({ api: `http://127.0.0.1:${port}`, retries: 0, timeout: 500 }).setToken('token');
  return await rest.post('/channels/123456789012345678/messages', { body }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

const onFirstBytes = (act: (socket: Socket) => void) =>
  createSocketServer((socket) => socket.once('data', () => act(socket)));
const answering = (listener: RequestListener) => createServer(listener);
const json = { 'content-type': 'application/json' };

test.each<[string, () => Server]>([
  ['a dropped connection', () => onFirstBytes((socket) => socket.destroy())],
  ['a reset connection', () => onFirstBytes((socket) => socket.resetAndDestroy())],
  ['no answer in time', () => onFirstBytes(() => {})],
  ['an answer that is no HTTP', () => onFirstBytes((socket) => socket.end('nonsense\r\n\r\n'))],
  [
    'half an answer',
    () =>
      answering((_, response) => {
        response.writeHead(200, { ...json, 'content-length': 100 });
        response.write('{"id":', () => response.destroy());
      }),
  ],
  [
    'an answer that is no JSON',
    () => answering((_, response) => response.writeHead(200, json).end('<html>')),
  ],
  ['a server error', () => answering((_, response) => response.writeHead(500).end())],
])('%s leaves it in doubt', async (_, server) => {
  expect(isInDoubt(await errorFrom(server()))).toBe(true);
});

test('so does nobody who answers the call at all', async () => {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(isInDoubt(await ask(port, {}))).toBe(true);
});

test('a refusal does not, and a fault of ours does not', async () => {
  const refusal = await errorFrom(
    answering((_, response) =>
      response.writeHead(403, json).end('{"code":50001,"message":"Missing Access"}'),
    ),
  );
  expect(refusal).toBeInstanceOf(DiscordAPIError);
  expect(isInDoubt(refusal)).toBe(false);
  const unsendable = await errorFrom(
    answering((_, response) => response.end()),
    { content: 1n },
  );
  expect(unsendable).toBeInstanceOf(TypeError);
  expect(isInDoubt(unsendable)).toBe(false);
  expect(isInDoubt(new RangeError('the nonce is too long'))).toBe(false);
  expect(isInDoubt(new UserError(md`No.`))).toBe(false);
  expect(isInDoubt('nothing')).toBe(false);
});

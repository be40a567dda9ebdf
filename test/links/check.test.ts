import { describe, expect, test } from 'vitest';
import { check } from '../../src/links/check.ts';
import { freePort } from '../support/process.ts';
import { type Site, silentPort, site } from './servers.ts';

const never = new AbortController().signal;
const ask = (url: string, timeoutMs = 5_000) => check(url, { timeoutMs, stop: never });

/** Answers `/404` with 404, `/301/x` with a redirect of that status to `/x`. */
const obedient = () =>
  site((request, response) => {
    const [, status = '200', ...rest] = (request.url ?? '').split('/');
    if (rest.length > 0) response.setHeader('location', `/${rest.join('/')}`);
    response.writeHead(Number(status)).end();
  });

describe('what an answer means', () => {
  test.each([
    ['/200', { kind: 'fine' }],
    ['/204', { kind: 'fine' }],
    ['/404', { kind: 'gone', why: '404 Not Found' }],
    ['/410', { kind: 'gone', why: '410 Gone' }],
    ['/401', { kind: 'unsure', why: '401 Unauthorized' }],
    ['/403', { kind: 'unsure', why: '403 Forbidden' }],
    ['/429', { kind: 'unsure', why: '429 Too Many Requests' }],
    ['/500', { kind: 'unsure', why: '500 Internal Server Error' }],
    ['/503', { kind: 'unsure', why: '503 Service Unavailable' }],
    ['/999', { kind: 'unsure', why: '999' }],
    ['/301', { kind: 'unsure', why: '301 Moved Permanently' }],
    ['/302/200', { kind: 'fine' }],
    ['/307/200', { kind: 'fine' }],
  ])('%s', async (path, outcome) => {
    const { origin } = await obedient();
    expect(await ask(`${origin}${path}`)).toEqual({ ...outcome, answered: true });
  });

  test.each([
    ['/301/200', '/200'],
    ['/308/200', '/200'],
    ['/301/308/200', '/200'],
    // What the last redirect says today may be another page tomorrow.
    ['/301/302/200', '/302/200'],
  ])('%s has moved to %s', async (path, to) => {
    const { origin } = await obedient();
    expect(await ask(`${origin}${path}`)).toEqual({ kind: 'moved', to: `${origin}${to}`, answered: true });
  });

  test('a redirect that is not for good moves nothing, though a later one is', async () => {
    const { origin } = await obedient();
    expect(await ask(`${origin}/302/301/200`)).toMatchObject({ kind: 'fine' });
  });

  test('what moved to nowhere is gone, and the report says where that is', async () => {
    const { origin } = await obedient();
    expect(await ask(`${origin}/301/404`)).toMatchObject({
      kind: 'gone',
      why: `404 Not Found, at ${origin}/404`,
    });
  });

  test('the place on the page stays', async () => {
    const { origin } = await obedient();
    expect(await ask(`${origin}/301/200#part`)).toMatchObject({ to: `${origin}/200#part` });
  });

  test.each(['/', 'https://%%%', 'mailto:someone@example.com', 'javascript:alert(1)'])(
    "a redirect to %s can't be followed for ever",
    async (location) => {
      const { origin } = await site((_, response) => response.writeHead(301, { location }).end());
      expect(await ask(origin)).toMatchObject({ kind: 'unsure', answered: true });
    },
  );
});

describe('how it asks', () => {
  const methods = ({ requests }: Site) => requests.map(({ method }) => method);

  test('with HEAD alone, by name, where that is enough', async () => {
    const polite = await obedient();
    await ask(`${polite.origin}/200`);
    expect(methods(polite)).toEqual(['HEAD']);
    expect(polite.requests[0]?.headers['user-agent']).toContain('nextstep-links');
  });

  test.each([405, 501, 403, 404, 500])('with GET where HEAD gets %i', async (status) => {
    const refusing = await site((request, response) => {
      response.writeHead(request.method === 'HEAD' ? status : 200).end('a page');
    });
    expect(await ask(refusing.origin)).toMatchObject({ kind: 'fine' });
    expect(methods(refusing)).toEqual(['HEAD', 'GET']);
  });

  test('with GET where HEAD is hung up on, or hangs', async () => {
    const rude = await site((request, response) => {
      if (request.method === 'HEAD' && request.url === '/rude') request.socket.destroy();
      else if (request.method === 'GET') response.end();
    });
    expect(await ask(`${rude.origin}/rude`)).toMatchObject({ kind: 'fine' });
    expect(await ask(`${rude.origin}/slow`, 1_000)).toMatchObject({ kind: 'fine' });
  });

  test('but not again where there were too many requests', async () => {
    const busy = await obedient();
    await ask(`${busy.origin}/429`);
    expect(methods(busy)).toEqual(['HEAD']);
  });

  test('without reading an endless page', async () => {
    const endless = await site((request, response) => {
      if (request.method === 'HEAD') return void response.writeHead(405).end();
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    expect(await ask(endless.origin)).toMatchObject({ kind: 'fine' });
  });
});

describe('no answer', () => {
  test('in time', async () => {
    const port = await silentPort();
    expect(await ask(`http://127.0.0.1:${port}/`, 100)).toEqual({
      kind: 'unsure',
      why: 'no answer in time',
      answered: false,
    });
  });

  test('because nobody listens', async () => {
    expect(await ask(`http://127.0.0.1:${await freePort()}/`)).toEqual({
      kind: 'unsure',
      why: 'ECONNREFUSED',
      answered: false,
    });
  });

  test('since it is no web server', async () => {
    const { origin } = await site((request) => request.socket.end('SSH-2.0-OpenSSH\r\n'));
    expect(await ask(origin)).toMatchObject({ kind: 'unsure', answered: false });
  });

  test('when it is stopped', async () => {
    const stop = new AbortController();
    const { origin } = await site(() => stop.abort());
    await expect(check(origin, { timeoutMs: 60_000, stop: stop.signal })).rejects.toThrow(/abort/i);
  });
});

import { connect } from 'node:net';
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { idOf, request, until } from './support.ts';

let playground: Playground;
let routes: [method: string, path: string, good: object][];

beforeAll(async () => {
  playground = await startPlayground({ rateLimits: false });
  const hall = idOf(playground.world.guilds, 'hall');
  const channel = idOf(playground.world.channels, 'hall.nextSteps');
  playground.admin.setRolePermissions(playground.admin.botRole(hall), P.Administrator);
  const made = await request(playground, 'POST', `/channels/${channel}/messages`, { content: 'x' });
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const row = {
    type: 1,
    components: [{ type: 2, style: 1, custom_id: 'a', label: 'b', emoji: { name: '✅' } }],
  };
  const select = {
    type: 1,
    components: [{ type: 3, custom_id: 's', options: [{ label: 'a', value: 'b' }] }],
  };
  const message = {
    content: 'x',
    embeds: [{ title: 't', fields: [{ name: 'a', value: 'b' }], timestamp: soon, footer: { text: 'f' } }],
    components: [row, select],
    allowed_mentions: { parse: ['users'] },
    attachments: [],
    flags: 0,
  };
  const option = {
    type: 3,
    name: 'o',
    description: 'o',
    choices: [{ name: 'a', value: 'a' }],
    required: true,
  };
  const command = {
    name: 'c',
    description: 'c',
    options: [{ type: 1, name: 's', description: 's', options: [option] }],
  };
  routes = [
    ['POST', `/channels/${channel}/messages`, message],
    ['PATCH', `/channels/${channel}/messages/${made.body['id']}`, message],
    ['POST', `/channels/${channel}/threads`, { name: 'x', type: 11 }],
    [
      'PATCH',
      `/channels/${channel}`,
      { name: 'x', permission_overwrites: [{ id: hall, allow: '0', deny: '0' }] },
    ],
    ['POST', `/guilds/${hall}/channels`, { name: 'x', type: 0 }],
    ['POST', `/guilds/${hall}/roles`, { name: 'x', permissions: '0', color: 1 }],
    [
      'POST',
      `/guilds/${hall}/scheduled-events`,
      {
        name: 'x',
        privacy_level: 2,
        entity_type: 3,
        scheduled_start_time: soon,
        entity_metadata: { location: 'l' },
      },
    ],
    ['POST', '/users/@me/channels', { recipient_id: idOf(playground.world.users, 'ben') }],
    ['PUT', `/applications/${playground.applicationId}/commands`, [command]],
    ['POST', `/applications/${playground.applicationId}/commands`, command],
  ];
});
afterAll(() => playground.close());

/** A body with one of its parts, however deep, replaced by anything. */
function spoiled(good: unknown, steps: readonly number[], junk: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof good !== 'object' || good === null) return junk;
  const entries = Object.entries(good);
  const [key, below] = entries[step % Math.max(entries.length, 1)] ?? ['x', null];
  const part = spoiled(below, rest, junk);
  if (Array.isArray(good)) return good.map((value: unknown, i) => (String(i) === key ? part : value));
  return { ...good, [key]: part };
}

it('is answered with an error of Discord’s, whatever it is', async () => {
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, -1, 2 ** 60, '', '0', 'x'.repeat(5_000), [], {}),
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(fc.nat(), { maxLength: 5 }), junk, async (which, steps, value) => {
      const [method, path, good] = routes[which % routes.length] ?? ['GET', '/', {}];
      const { status, body } = await request(playground, method, path, spoiled(good, steps, value));
      expect(
        status,
        status < 500 ? '' : `${JSON.stringify(body)} ${playground.violations.at(-1)?.details}`,
      ).toBeLessThan(500);
    }),
    { numRuns: 1_500 },
  );
  expect(playground.violations.filter(({ kind }) => kind === 'bad-answer')).toEqual([]);
});

it('is let go, without a word, when its sender is gone before the end of it', async () => {
  const { violations, requests } = playground;
  const before = violations.length;
  const { port, hostname } = new URL(playground.origin);
  const path = `/channels/${idOf(playground.world.channels, 'hall.nextSteps')}/messages`;
  const head = [
    `POST /api/v10${path} HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bot ${playground.botToken}`,
    'Content-Type: application/json',
    'Content-Length: 100',
  ];
  const socket = connect(Number(port), hostname);
  socket.write(`${head.join('\r\n')}\r\n\r\n{"content":`, () => socket.resetAndDestroy());
  const broken = await until(() => requests.find((one) => one.path === path && one.status === 0));
  expect(broken.body).toBeUndefined();
  expect(violations.length).toBe(before);
  expect(await request(playground, 'GET', '/users/@me')).toMatchObject({ status: 200 });
});

/** How fast conversations are opened after an outage. */
import { expect, test } from 'vitest';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

const friday = { weekday: 'friday', time: '9:00', timezone: 'UTC' } as const;
const names = Array.from({ length: 60 }, (_, index) => `member${index}`);
const world = {
  users: Object.fromEntries(names.map((name) => [name, { username: name }])),
  guilds: {
    hall: {
      name: 'Hall',
      owner: 'member0',
      members: names,
      channels: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, { name: `c${i}` }])),
    },
  },
};

/** All at once, and until each is answered: on a busy machine an answer may come after a deferral. */
async function turnOnAll(scene: Scene, channel: string): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const person = scene.person(name);
      await person.settled(await person.command(channel, 'nudge on', { ...friday, where: 'dm' }));
    }),
  );
}

test('after an outage, no more conversations are opened in a minute than the budget allows', async () => {
  const scene = await startScene({ rateLimits: false, world });
  const channel = scene.channel('hall.c0');
  await turnOnAll(scene, channel);
  const opened = () =>
    scene.playground.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/users/@me/channels'),
    ).length;
  const before = opened();
  // Time passes without a run, as while the process is down.
  scene.clock.moveTo(Temporal.Instant.from('2027-01-13T13:00:00Z').epochMilliseconds);
  await scene.bot.scheduler.tick();
  expect(opened() - before).toBeLessThanOrEqual(10);
});

test('nor when their nudges are due already', async () => {
  const scene = await startScene({ rateLimits: false, world });
  const channel = scene.channel('hall.c0');
  await turnOnAll(scene, channel);
  const opened = () =>
    scene.playground.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/users/@me/channels'),
    ).length;
  const before = opened();
  scene.clock.moveTo(Temporal.Instant.from('2027-01-15T09:00:30Z').epochMilliseconds);
  await scene.bot.scheduler.tick();
  expect(opened() - before).toBeLessThanOrEqual(10);
});

const opening = { method: 'POST', route: '/users/@me/channels' } as const;

test.each([
  ['a server error', { status: 502 }],
  ['a dropped connection', { dropSocket: 'before' }],
  [
    'a long rate limit',
    {
      status: 429,
      headers: { 'retry-after': '60' },
      body: { message: 'You are being rate limited.', retry_after: 60, global: false },
    },
  ],
] as const)('nudges by direct message are turned on, though the opening meets with %s', async (_, fault) => {
  const scene = await startScene();
  scene.playground.faults.add({ ...opening, ...fault, times: Number.POSITIVE_INFINITY });
  const ben = scene.person('ben');
  const reply = messageOf(await ben.command(scene.channel('hall.nextSteps'), 'nudge on', { where: 'dm' }));
  expect(textOf(reply)).toContain('Weekly nudges are on');
});

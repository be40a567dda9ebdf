/** The ways in which Discord can fail a nudge, each through the front door. */
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

const post = { method: 'POST', route: '/channels/:id/messages' } as const;

/** Ben's nudge falls due on Friday at nine; `at` says where. */
async function nudged(where: 'channel' | 'dm' = 'channel'): Promise<{ scene: Scene; channel: string }> {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC', where });
  return { scene, channel };
}

test.each(['before', 'after'] as const)(
  'a connection dropped %s the post took effect: one message',
  async (dropSocket) => {
    const { scene, channel } = await nudged();
    scene.playground.faults.add({ ...post, dropSocket });
    await scene.moveTo('2027-01-15T09:00:30Z');
    scene.playground.forgetNonces();
    await scene.moveTo('2027-01-15T09:10:00Z');
    expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  },
);

test('an hour of talk since does not hide a message whose answer was lost', async () => {
  const { scene, channel } = await nudged();
  scene.playground.faults.add({ ...post, dropSocket: 'after' });
  await scene.moveTo('2027-01-15T09:00:02Z');
  for (let index = 0; index < 250; index += 1) scene.person('ada').say(channel, `talk ${index}`);
  scene.playground.forgetNonces();
  await scene.moveTo('2027-01-15T10:00:00Z');
  const own = scene.playground
    .messagesIn(channel)
    .filter(({ author }) => author.id === scene.playground.botUserId);
  expect(own).toHaveLength(1);
});

test('a server error after the post took effect: one message, even by direct message', async () => {
  const { scene } = await nudged('dm');
  scene.playground.faults.add({ ...post, dropSocket: 'after' });
  scene.playground.forgetNonces();
  await scene.moveTo('2027-01-15T09:10:00Z');
  expect(scene.playground.directMessages(scene.person('ben').userId)).toHaveLength(1);
});

test('an hour of server errors: sent when they end', async () => {
  const { scene, channel } = await nudged();
  const fault = scene.playground.faults.add({ ...post, status: 503, times: Number.POSITIVE_INFINITY });
  await scene.moveTo('2027-01-15T09:03:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(0);
  expect(fault.struck).toBeGreaterThan(1);
  fault.remove();
  await scene.moveTo('2027-01-15T09:06:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

test('without the permission to read the history, a message in doubt is not sent again', async () => {
  const { scene, channel } = await nudged();
  const { admin, botUserId, faults } = scene.playground;
  faults.add({ ...post, dropSocket: 'after' });
  await scene.moveTo('2027-01-15T09:00:02Z');
  admin.setChannelOverwrites(channel, { [botUserId]: { deny: 1n << 16n } });
  scene.playground.forgetNonces();
  await scene.moveTo('2027-01-15T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

const history = { method: 'GET', route: '/channels/:id/messages' } as const;

test.each([
  ['a server error', { status: 503 }],
  [
    'a long rate limit',
    {
      status: 429,
      body: { message: 'slow', retry_after: 600, global: false },
      headers: { 'retry-after': '600' },
    },
  ],
  ['a refused token', { status: 401, body: { message: '401: Unauthorized', code: 0 } }],
  ['a dropped connection', { dropSocket: 'before' as const }],
])(
  '%s while a message in doubt is looked for leaves it in doubt, and sends nothing twice',
  async (_, fault) => {
    const { scene, channel } = await nudged();
    scene.playground.faults.add({ ...post, dropSocket: 'after' });
    scene.playground.faults.add({ ...history, ...fault });
    await scene.moveTo('2027-01-15T09:00:02Z');
    scene.playground.forgetNonces();
    for (let minute = 1; minute < 20; minute += 1) {
      await setImmediate();
      await scene.moveTo(`2027-01-15T09:${String(minute).padStart(2, '0')}:00Z`);
    }
    expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  },
);

test('a message in doubt in a channel that has closed since is not sent elsewhere', async () => {
  const { scene, channel } = await nudged();
  await scene.person('ada').command(channel, 'setup', { channel: scene.channel('hall.showcase') });
  scene.playground.faults.add({ ...post, dropSocket: 'after' });
  await scene.moveTo('2027-01-15T09:00:02Z');
  const { admin, botUserId } = scene.playground;
  admin.setChannelOverwrites(scene.channel('hall.showcase'), { [botUserId]: { deny: 1n << 10n } });
  await scene.moveTo('2027-01-15T10:00:00Z');
  expect(scene.playground.messagesIn(scene.channel('hall.showcase'))).toHaveLength(1);
  expect(scene.playground.messagesIn(channel)).toEqual([]);
});

test('a rate limit is waited for, and the message comes once', async () => {
  const { scene, channel } = await nudged();
  scene.playground.faults.add({
    ...post,
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 0.3, global: false },
    headers: { 'retry-after': '0.3', 'x-ratelimit-scope': 'user' },
  });
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

test('one refusal of the token does not end all nudges', async () => {
  const { scene, channel } = await nudged();
  scene.playground.faults.add({ ...post, status: 401, body: { message: '401: Unauthorized', code: 0 } });
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(0);
  // However far the clock is moved, the process itself has had no turn yet.
  await setImmediate();
  await scene.moveTo('2027-01-15T09:10:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

test('an hour’s rate limit on one channel holds up no other', async () => {
  const { scene, channel } = await nudged();
  const other = scene.channel('hall.welcome');
  await scene
    .person('chidi')
    .command(other, 'nudge on', { weekday: 'friday', time: '9:01', timezone: 'UTC' });
  const slow = scene.playground.faults.add({
    method: 'POST',
    route: new RegExp(`^/channels/${channel}/messages$`),
    times: Number.POSITIVE_INFINITY,
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 3_600, global: false },
    headers: { 'retry-after': '3600', 'x-ratelimit-scope': 'shared' },
  });
  await scene.moveTo('2027-01-15T09:02:00Z');
  expect(scene.playground.messagesIn(other)).toHaveLength(1);
  slow.remove();
});

test('who checks in, or turns nudges off, while a nudge waits to be tried again, gets none', async () => {
  const { scene, channel } = await nudged();
  const [ben, chidi] = [scene.person('ben'), scene.person('chidi')];
  await chidi.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  const down = scene.playground.faults.add({ ...post, status: 503, times: Number.POSITIVE_INFINITY });
  await scene.moveTo('2027-01-15T09:00:30Z');
  await ben.command(channel, 'checkin', { goal: 'partly' });
  await chidi.command(channel, 'nudge off');
  down.remove();
  await scene.moveTo('2027-01-15T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
});

test('direct messages opened too fast: later; unknown ones: opened anew', async () => {
  const { scene } = await nudged('dm');
  const ben = scene.person('ben');
  scene.playground.faults.add({ ...post, status: 404, body: { message: 'Unknown Channel', code: 10_003 } });
  scene.playground.faults.add({
    method: 'POST',
    route: '/users/@me/channels',
    status: 400,
    body: { message: 'You are opening direct messages too fast.', code: 40_003 },
  });
  await scene.moveTo('2027-01-15T09:02:00Z');
  expect(scene.playground.directMessages(ben.userId)).toHaveLength(0);
  await scene.moveTo('2027-01-15T09:10:00Z');
  expect(scene.playground.directMessages(ben.userId)).toHaveLength(1);
});

test('a channel of the member’s own choice that is gone ends the nudges, and says so', async () => {
  const { scene, channel } = await nudged();
  scene.playground.admin.deleteChannel(channel);
  await scene.moveTo('2027-01-15T09:02:00Z');
  const shown = textOf(
    messageOf(await scene.person('ben').command(scene.channel('hall.welcome'), 'nudge show')),
  );
  expect(shown).toContain('Weekly nudges are off');
  expect(shown).toContain('the channel is gone');
});

test('sixty members in one minute: two messages, each member once', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `member${index}`);
  const scene = await startScene({
    rateLimits: false,
    world: {
      users: Object.fromEntries(names.map((name) => [name, { username: name }])),
      guilds: {
        hall: { name: 'Hall', owner: 'member0', members: names, channels: { general: { name: 'general' } } },
      },
    },
  });
  const channel = scene.channel('hall.general');
  await Promise.all(
    names.map((name) =>
      scene.person(name).command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' }),
    ),
  );
  await scene.moveTo('2027-01-15T09:01:00Z');
  const messages = scene.playground.messagesIn(channel);
  expect(messages).toHaveLength(2);
  const pinged = messages.flatMap((message) => scene.playground.pingsOf(message.id).users);
  expect(pinged.toSorted()).toEqual(names.map((name) => scene.person(name).userId).toSorted());
  expect(scene.playground.violations).toEqual([]);
});

test('a refusal of direct messages that nobody has foreseen ends them, and says so', async () => {
  const { scene } = await nudged('dm');
  const body = { message: 'Unknown User', code: 10_013 };
  scene.playground.faults.add({ ...post, status: 404, body, times: Number.POSITIVE_INFINITY });
  await scene.moveTo('2027-01-15T09:05:00Z');
  const shown = textOf(
    messageOf(await scene.person('ben').command(scene.channel('hall.welcome'), 'nudge show')),
  );
  expect(shown).toContain("Discord doesn't take my direct messages to you");
});

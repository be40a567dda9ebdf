import { expect, test } from 'vitest';
import { messageOf, startScene, textOf } from '../support/bot.ts';

test('an admin sets channel, day, time and zone, from options and from the panel', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channel = scene.channel('hall.nextSteps');
  const first = messageOf(await ada.command(scene.channel('hall.welcome'), 'setup'));
  expect(textOf(first)).toContain('none yet, so each nudge goes where the member turned it on');
  expect(textOf(first)).toContain('Mondays at 18:00, UTC');
  expect(textOf(first)).toContain(
    "All of this is optional. Shared work, study groups' threads and the weekly post each need a channel.",
  );
  expect(textOf(first)).toContain('Only members who allowed it are named');

  const chosen = messageOf(await ada.select(first, 'Channel for weekly nudges', [channel]));
  expect(textOf(chosen)).toContain(`<#${channel}>`);
  const day = messageOf(await ada.select(chosen, 'Usual day', ['Thursday']));
  expect(textOf(day)).toContain('Thursdays at 18:00');
  const form = await ada.press(day, 'Change time and zone');
  expect(form.status).toBe('modal');
  const wrong = messageOf(await ada.submit(form, { time: '7 o clock', zone: 'Europe/Berlin' }));
  expect(textOf(wrong)).toContain("I can't read “7 o clock” as a time");
  const again = await ada.press(day, 'Change time and zone');
  const saved = messageOf(await ada.submit(again, { time: '7pm', zone: 'europe/berlin' }));
  expect(textOf(saved)).toContain('Thursdays at 19:00, Europe/Berlin');

  await scene.restart();
  const shown = messageOf(await ada.command(channel, 'setup', { time: '6:30 pm' }));
  expect(textOf(shown)).toContain('Thursdays at 18:30, Europe/Berlin');
  const none = messageOf(await ada.select(shown, 'Channel for weekly nudges', []));
  expect(textOf(none)).toContain('none yet');
  expect(scene.playground.violations).toEqual([]);
});

test('members who turn nudges on without saying when get the usual time and channel', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ada')
    .command(channel, 'setup', { channel, weekday: 'friday', time: '9:00', timezone: 'UTC' });
  const on = messageOf(await scene.person('ben').command(scene.channel('hall.welcome'), 'nudge on'));
  expect(textOf(on)).toContain('Fridays at 09:00, UTC');
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
});

test('only who manages the server sees it, and an old panel does not outlive the right', async () => {
  const scene = await startScene();
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const { playground } = scene;
  expect(ben.offered(scene.channel('hall.welcome'))).not.toContain('setup');
  expect(ada.offered(scene.channel('hall.welcome'))).toContain('setup');
  expect(ada.offered(ada.direct())).not.toContain('setup');

  const hall = playground.world.guilds['hall'] ?? '';
  const moderators = playground.world.roles['hall.moderators'] ?? '';
  playground.admin.setRoles(hall, ben.userId, [moderators]);
  const panel = messageOf(await ben.command(scene.channel('hall.welcome'), 'setup'));
  playground.admin.setRoles(hall, ben.userId, []);
  const refused = messageOf(await ben.select(panel, 'Usual day', ['Sunday']));
  expect(textOf(refused)).toContain('Only members with the permission Manage Server');
});

test('it says what is missing in the channel, and saves none that it can’t use', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channel = scene.channel('hall.nextSteps');
  const { admin, botUserId } = scene.playground;
  const set = async (id: string) =>
    textOf(messageOf(await ada.command(channel, 'setup', { channel: id }, { raw: true })));
  admin.setChannelOverwrites(channel, { [botUserId]: { deny: (1n << 11n) | (1n << 16n) } });
  expect(await set(channel)).toContain(
    `Not saved: In <#${channel}> I'm missing: Send Messages, Read Message History. Allow me that in the channel's settings.`,
  );
  admin.setChannelOverwrites(channel, { [botUserId]: { deny: 1n << 10n } });
  expect(await set(channel)).toContain(`Not saved: I can't see that channel, <#${channel}>`);
  expect(await set(scene.channel('circle.general'))).toContain("isn't in this server");
  expect(await set(scene.channel('hall.study')), 'a category').toContain('Choose a text channel');
  expect(textOf(messageOf(await ada.command(channel, 'setup')))).toContain('none yet');

  admin.setChannelOverwrites(channel, {});
  expect(await set(channel)).toContain('Saved');
  admin.setChannelOverwrites(channel, { [botUserId]: { deny: 1n << 11n } });
  expect(textOf(messageOf(await ada.command(channel, 'setup'))), 'what has broken since').toContain(
    "I'm missing: Send Messages.",
  );
});

test('the showcase is a channel of its own, where the bot needs threads as well', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const { admin, botUserId, violations } = scene.playground;
  const [nudges, showcase] = [scene.channel('hall.nextSteps'), scene.channel('hall.showcase')];
  const first = messageOf(await ada.command(scene.channel('hall.welcome'), 'setup', { channel: nudges }));
  expect(textOf(first)).toContain('show their work:** none yet');

  const menu = 'Channel where members show their work';
  admin.setChannelOverwrites(showcase, { [botUserId]: { deny: (1n << 35n) | (1n << 38n) } });
  expect(textOf(messageOf(await ada.select(first, menu, [showcase])))).toBe(
    `Not saved: In <#${showcase}> I'm missing: Create Public Threads, Send Messages in Threads. Allow me that in the channel's settings.`,
  );
  const nudgesThere = messageOf(await ada.select(first, 'Channel for weekly nudges', [showcase]));
  expect(textOf(nudgesThere), 'nudges need no threads').toContain('Saved');
  await ada.select(first, 'Channel for weekly nudges', [nudges]);

  admin.setChannelOverwrites(showcase, {});
  const chosen = messageOf(await ada.select(first, menu, [showcase]));
  expect(textOf(chosen)).toContain(`show their work:** <#${showcase}>`);
  expect(textOf(chosen)).toContain(`weekly nudges:** <#${nudges}>`);

  admin.setChannelOverwrites(showcase, { [botUserId]: { deny: 1n << 35n } });
  admin.setChannelOverwrites(nudges, { [botUserId]: { deny: 1n << 10n } });
  await scene.restart();
  const broken = textOf(messageOf(await ada.command(scene.channel('hall.welcome'), 'setup')));
  expect(broken, 'what has broken since, of each').toContain(`⚠️ I can't see that channel, <#${nudges}>.`);
  expect(broken).toContain(`⚠️ In <#${showcase}> I'm missing: Create Public Threads.`);

  admin.setChannelOverwrites(nudges, {});
  const both = { channel: nudges, showcase };
  const neither = textOf(messageOf(await ada.command(nudges, 'setup', both)));
  expect(neither, 'one bad channel saves neither').toContain('Not saved');
  const none = messageOf(await ada.select(first, menu, []));
  expect(textOf(none)).toContain('show their work:** none yet');
  expect(violations).toEqual([]);
});

test('the server and the bot in it are read once, however many channels there are', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const [channel, showcase] = [scene.channel('hall.nextSteps'), scene.channel('hall.showcase')];
  await ada.command(channel, 'setup', { channel, showcase });
  const reads = ['/guilds/:id', '/guilds/:id/members/:id', '/channels/:id'].map((route) =>
    scene.playground.faults.add({ method: 'GET', route, delayMs: 0, times: Number.POSITIVE_INFINITY }),
  );
  const counted = () => reads.map(({ struck }) => struck);
  const panel = messageOf(await ada.command(channel, 'setup'));
  expect(counted()).toEqual([1, 1, 2]);
  expect(textOf(messageOf(await ada.select(panel, 'Usual day', ['Sunday'])))).toContain('Saved');
  expect(counted(), 'a change').toEqual([2, 2, 4]);
});

test.each([
  ['a server error', { status: 502 }],
  ['a dropped connection', { dropSocket: 'before' }],
] as const)('the panel opens though Discord meets the check of a channel with %s', async (_, fault) => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channel = scene.channel('hall.nextSteps');
  await ada.command(channel, 'setup', { channel });
  const route = '/channels/:id';
  scene.playground.faults.add({ method: 'GET', route, ...fault, times: Number.POSITIVE_INFINITY });
  const panel = textOf(messageOf(await ada.command(channel, 'setup')));
  expect(panel).toContain("Discord isn't answering just now");
  expect(panel).toContain('Set up this server');
});

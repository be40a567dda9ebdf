/** The weekly post, from the admin's toggle to what members read and press. */
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { addMembers, fates, guildOf, ownIn, startWeekly } from '../digest/scene.ts';
import { startHall } from '../showcase/scene.ts';
import { buttonsOf, messageOf, startScene, textOf } from '../support/bot.ts';

const said = async (outcome: Promise<Parameters<typeof messageOf>[0]>) => textOf(messageOf(await outcome));
const seconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds / 1000;
const next = (instant: string) => `**Weekly post:** on. Next: <t:${seconds(instant)}:F>`;

describe('the admin’s toggle', () => {
  test('is off by default, wants a channel first, and says when the next post comes', async () => {
    const scene = await startScene();
    const ada = scene.person('ada');
    const channel = scene.channel('hall.nextSteps');
    const panel = messageOf(await ada.command(channel, 'setup'));
    expect(textOf(panel)).toContain('**Weekly post:** off');
    const refused = messageOf(await ada.press(panel, 'Weekly post: turn on'));
    expect(textOf(refused)).toContain('Choose a channel for weekly nudges first');
    expect(textOf(refused)).toContain('**Weekly post:** off');

    const chosen = messageOf(await ada.select(refused, 'Channel for weekly nudges', [channel]));
    const on = messageOf(await ada.press(chosen, 'Weekly post: turn on'));
    expect(textOf(on)).toContain(next('2027-01-18T18:00:00Z'));
    await scene.restart();
    const shown = messageOf(await ada.command(channel, 'setup', { time: '9:00', timezone: 'Asia/Tokyo' }));
    expect(textOf(shown)).toContain(next('2027-01-18T00:00:00Z'));

    const lost = messageOf(await ada.select(shown, 'Channel for weekly nudges', []));
    expect(textOf(lost)).toContain('It has no channel');
    const off = messageOf(await ada.press(lost, 'Weekly post: turn off'));
    expect(textOf(off)).toContain('**Weekly post:** off');
    expect(scene.playground.violations).toEqual([]);
  });

  test('is for admins alone, also on a panel of before and with a forged id', async () => {
    const { scene, channel, posts } = await startWeekly();
    const { playground } = scene;
    const [ada, ben] = [scene.person('ada'), scene.person('ben')];
    const own = messageOf(await ada.command(channel, 'setup'));
    playground.admin.setRoles(guildOf(scene), ben.userId, [playground.world.roles['hall.moderators'] ?? '']);
    const panel = messageOf(await ben.command(channel, 'setup'));
    playground.admin.setRoles(guildOf(scene), ben.userId, []);
    expect(await said(ben.press(panel, 'Weekly post: turn off'))).toContain(
      'Only members with the permission',
    );
    expect(await said(ada.press(own, 'setup.digest@1/perhaps', { raw: true }))).toContain(
      'from an earlier version',
    );
    await ben.command(channel, 'checkin', { goal: 'kept' });
    await scene.moveTo('2027-01-18T18:01:00Z');
    expect(posts()).toHaveLength(1);
  });

  test('off means none, and off and on again no second one for a week', async () => {
    const { scene, channel, posts } = await startWeekly();
    const [ada, ben] = [scene.person('ada'), scene.person('ben')];
    await ben.command(channel, 'checkin', { goal: 'kept' });
    await scene.moveTo('2027-01-18T18:01:00Z');
    expect(posts()).toHaveLength(1);
    const again = async (options: Record<string, string>) => {
      const off = messageOf(
        await ada.press(messageOf(await ada.command(channel, 'setup')), 'Weekly post: turn off'),
      );
      await ada.press(off, 'Weekly post: turn on');
      return await said(ada.command(channel, 'setup', options));
    };
    await ben.command(channel, 'checkin', { goal: 'kept' });
    expect(await again({ time: '20:00' }), 'later the same Monday').toContain(next('2027-01-25T20:00:00Z'));
    expect(await again({ timezone: 'America/Los_Angeles' })).toContain(next('2027-01-26T04:00:00Z'));
    expect(await again({ weekday: 'sunday', time: '18:00' })).toContain(next('2027-01-26T02:00:00Z'));
    await scene.moveTo('2027-01-26T01:59:00Z');
    expect(posts()).toHaveLength(1);
    await scene.moveTo('2027-01-26T02:01:00Z');
    expect(posts()).toHaveLength(2);
    const panel = messageOf(await ada.command(channel, 'setup'));
    await ada.press(panel, 'Weekly post: turn off');
    await scene.moveTo('2027-02-03T12:00:00Z');
    expect(posts()).toHaveLength(2);
  });

  test('a Monday whose time has passed in a new zone is not lost', async () => {
    const { scene, channel, posts } = await startWeekly();
    await scene.person('ben').command(channel, 'checkin', { goal: 'kept' });
    await scene.moveTo('2027-01-18T10:00:00Z');
    await scene.person('ada').command(channel, 'setup', { timezone: 'Asia/Tokyo' });
    await scene.moveTo('2027-01-18T10:02:00Z');
    expect(posts()).toHaveLength(1);
    await scene.moveTo('2027-01-25T08:59:00Z');
    expect(posts()).toHaveLength(1);
  });
});

test.each([
  ['spring in Berlin', 'Europe/Berlin', '2027-03-24T12:00:00Z', '2027-03-29T16:00:00Z'],
  ['autumn in Berlin', 'Europe/Berlin', '2027-10-27T12:00:00Z', '2027-11-01T17:00:00Z'],
  ['spring in New York', 'America/New_York', '2027-03-10T12:00:00Z', '2027-03-15T22:00:00Z'],
  ['autumn in New York', 'America/New_York', '2027-11-03T12:00:00Z', '2027-11-08T23:00:00Z'],
])('it keeps its local time through a clock change: %s', async (_, timezone, startsAt, dueAt) => {
  const { scene, channel, posts } = await startWeekly({ startsAt, settings: { timezone } });
  await scene.person('ben').command(channel, 'checkin', { goal: 'kept' });
  await scene.moveTo(Temporal.Instant.from(dueAt).epochMilliseconds - 1_000);
  expect(posts()).toEqual([]);
  await scene.moveTo(Temporal.Instant.from(dueAt).epochMilliseconds + 30_000);
  expect(posts()).toHaveLength(1);
});

describe('what it says', () => {
  test('counts everybody and names those who allowed it, without a ping', async () => {
    const { scene, channel, posts } = await startWeekly();
    const [ben, chidi, yuki] = [scene.person('ben'), scene.person('chidi'), scene.person('yuki')];
    const form = await ben.press(messageOf(await ben.command(channel, 'goal')), 'Set a goal');
    await ben.submit(form, { what: 'Train a small net', plan: 'Tuesday' });
    await ben.command(channel, 'checkin', { goal: 'kept' });
    await chidi.command(channel, 'checkin', { goal: 'missed' });
    await yuki.press(messageOf(await yuki.command(channel, 'nextstep')), 'Step done');
    await ben.press(messageOf(await ben.command(channel, 'me show')), 'Name me in the post');
    await scene.moveTo('2027-01-18T18:01:00Z');

    const [post, ...more] = posts();
    if (post === undefined) throw new Error('nothing was posted');
    expect(more).toEqual([]);
    const words = textOf(post);
    expect(words).toContain('## Another week of small steps\n-# Jan 11 – 17');
    expect(words).toContain(`✅ **2 members checked in**: <@${ben.userId}> and 1 more; **1 goal was kept**`);
    expect(words).toMatch(/🏁 \*\*1 step finished:\*\* \S/u);
    expect(words).toContain(`👋 **3 members have begun here**: <@${ben.userId}> and 2 more`);
    expect(words).not.toContain(yuki.userId);
    expect(words).not.toContain(chidi.userId);
    expect(words).not.toContain('Train a small net');
    expect(words.length).toBeLessThan(1_000);
    expect(scene.playground.pingsOf(post.id)).toEqual({ users: [], roles: [], everyone: false });
    expect(buttonsOf(post)).toEqual(['My goal this week', 'My next step', 'Name me next time']);
    expect(scene.playground.violations).toEqual([]);
  });

  test('its buttons answer each reader alone, also weeks later and after a restart', async () => {
    const { scene, channel, posts } = await startWeekly();
    const [ben, layla] = [scene.person('ben'), scene.person('layla')];
    await ben.command(channel, 'checkin', { goal: 'kept' });
    await scene.moveTo('2027-01-18T18:01:00Z');
    const [post] = posts();
    if (post === undefined) throw new Error('nothing was posted');
    const before = textOf(post);
    await scene.restart();
    await scene.moveTo('2027-02-10T12:00:00Z');

    const named = messageOf(await ben.press(post, 'Name me next time'));
    expect((named.flags ?? 0) & 64).toBe(64);
    expect(textOf(named)).toContain('From the next one on you are named');
    expect(await said(ben.press(post, 'Name me next time'))).toContain('You are named already');
    const gone = messageOf(await ben.press(named, "Don't name me in the post"));
    expect(gone.id, 'in place').toBe(named.id);
    expect(textOf(gone)).toContain('no longer named');
    expect(await said(ben.press(gone, 'My settings'))).toContain('no, you are only counted');
    const direct = messageOf(await ben.command(ben.direct(), 'me show'));
    for (const forged of ['digest.named@1/yes', 'digest.name@1/preview'])
      expect(await said(ben.press(direct, forged, { raw: true }))).toContain('Each server has a weekly post');
    expect(await said(layla.press(post, 'My goal this week'))).toContain('A goal for this week (Feb 8 – 14)');
    const step = messageOf(await layla.press(post, 'My next step'));
    expect((step.flags ?? 0) & 64).toBe(64);
    expect(posts().map(textOf), 'the post itself stays').toEqual([before]);
  });

  test('works are linked, and titled only where their maker may be named', async () => {
    const hall = await startHall();
    const { scene, ben } = hall;
    const ada = scene.person('ada');
    const where = scene.channel('hall.welcome');
    const panel = messageOf(await ada.command(where, 'setup', { channel: where }));
    await ada.press(panel, 'Weekly post: turn on');
    const title = '@everyone [x](https://evil.example) **Ben’s** thesis';
    await ben.press(await hall.preview(await hall.log({ title, kind: 'post' })), 'Post it');
    const [shown] = hall.posts();
    await scene.moveTo('2027-01-18T18:01:00Z');
    const url = `https://discord.com/channels/${guildOf(scene)}/${hall.channel}/${shown?.id}`;
    expect(textOf(ownIn(scene, where)[0] ?? panel)).toContain(
      `✨ **1 piece of work shown**: [a post](${url})`,
    );

    await ben.press(messageOf(await ben.command(where, 'me show')), 'Name me in the post');
    const second = await hall.log({ title, kind: 'post', url: 'https://ben.example.org/2' });
    await ben.press(await hall.preview(second), 'Post it');
    await scene.moveTo('2027-01-25T18:01:00Z');
    const post = ownIn(scene, where)[1] ?? panel;
    expect(textOf(post)).toContain(`thesis](https://discord.com/channels/`);
    expect(textOf(post)).toContain(`by <@${ben.userId}>`);
    expect(textOf(post), 'nothing typed is a link or a ping').toContain('\\@everyone \\[x\\]\\(https\\://');
    expect(scene.playground.pingsOf(post.id).everyone).toBe(false);
    expect(scene.playground.violations).toEqual([]);
  });

  test('who has left is neither named nor counted; a week of nobody gets no post', async () => {
    const { scene, channel, posts } = await startWeekly();
    const ben = scene.person('ben');
    await ben.press(messageOf(await ben.command(channel, 'me show')), 'Name me in the post');
    await ben.command(channel, 'checkin', { goal: 'kept' });
    const { db, close } = await openDatabase(scene.databasePath);
    await db
      .updateTable('member')
      .set({ left_at: scene.clock.now() })
      .where('user_id', '=', ben.userId)
      .execute();
    await scene.moveTo('2027-01-18T18:01:00Z');
    await scene.moveTo('2027-01-25T18:01:00Z');
    expect(posts()).toEqual([]);
    expect(fates(scene).map(({ about, reason }) => [about, reason])).toEqual([
      ['2027-W02', 'nothing to say'],
      ['2027-W03', 'nothing to say'],
    ]);
    await close();
  });

  test.each<[string, string, Record<string, string>, string?]>([
    ['a goal', 'goal', { text: 'Read' }],
    ['a check-in', 'checkin', { goal: 'missed' }],
    ['a finished step', 'nextstep', {}, 'Step done'],
    ['an entry', 'log', { title: 'My first post', kind: 'post' }],
    ['a nudge', 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' }],
  ])('who has begun is told of; %s is a beginning', async (_, command, options, label) => {
    const { scene, channel, posts } = await startWeekly();
    const ben = scene.person('ben');
    // Whoever only looked around has not begun, and nor has the admin who set all this up.
    await scene.person('chidi').command(channel, 'help');
    const shown = messageOf(await ben.command(scene.channel('hall.welcome'), command, options));
    if (label !== undefined) await ben.press(shown, label);
    await scene.moveTo('2027-01-18T18:01:00Z');
    expect(posts().map(textOf).join()).toContain('👋 **1 member has begun here**');
  });

  test('an admin who only set things up is no news: there is no post', async () => {
    const { scene, posts } = await startWeekly();
    await scene.moveTo('2027-01-18T18:01:00Z');
    expect(posts()).toEqual([]);
    expect(fates(scene)).toEqual([{ about: '2027-W02', state: 'skipped', reason: 'nothing to say' }]);
  });

  test('a thousand members: short, quick, three names', async () => {
    const { scene, posts } = await startWeekly();
    const ids = await addMembers(scene, 1_000, {
      weeks: ['2027-W01', '2027-W02'],
      leave: (index) => index % 2 === 1,
    });
    await scene.moveTo('2027-01-18T18:01:00Z');
    const words = posts().map(textOf).join();
    expect(words).toContain('**1000 members checked in**');
    expect(words.match(/<@\d+>/g)).toHaveLength(3);
    expect(words).toContain('and 997 more');
    expect(ids).toContain(/<@(\d+)>/.exec(words)?.[1]);
    expect(words.length).toBeLessThan(1_000);
  });
});

describe('where it can’t go', () => {
  test('a deleted channel: the admin is told once, however many weeks, and members go on', async () => {
    const { scene, channel } = await startWeekly();
    const [ada, ben] = [scene.person('ada'), scene.person('ben')];
    const other = scene.channel('hall.welcome');
    await ben.command(other, 'checkin', { goal: 'kept' });
    scene.playground.admin.deleteChannel(channel);
    await scene.moveTo('2027-01-18T18:05:00Z');
    await ben.command(other, 'checkin', { goal: 'kept' });
    await scene.moveTo('2027-01-25T18:05:00Z');
    expect(scene.playground.directMessages(ada.userId)).toHaveLength(1);
    expect(fates(scene).map(({ state, reason }) => `${state}: ${reason}`)).toEqual([
      'failed: channel refused 10003',
      'failed: channel refused 10003',
    ]);
    await ben.command(other, 'checkin', { goal: 'kept' });
    await ada.command(other, 'setup', { channel: other });
    await scene.moveTo('2027-02-01T18:05:00Z');
    expect(ownIn(scene, other)).toHaveLength(1);
  });

  test('a channel that was taken away by the admin: nothing is posted, and `/setup` says why', async () => {
    const { scene, channel, posts } = await startWeekly();
    const ada = scene.person('ada');
    await ada.command(channel, 'checkin', { goal: 'kept' });
    await ada.select(messageOf(await ada.command(channel, 'setup')), 'Channel for weekly nudges', []);
    await scene.moveTo('2027-01-18T18:05:00Z');
    expect(posts()).toEqual([]);
    expect(fates(scene)).toEqual([{ about: '2027-W02', state: 'failed', reason: 'no channel' }]);
    expect(await said(ada.command(channel, 'setup'))).toContain('no channel');
  });

  test('a server that the bot has left, or that turns it off while it waits: nothing', async () => {
    const { scene, channel, posts } = await startWeekly();
    const [ada, ben] = [scene.person('ada'), scene.person('ben')];
    await ben.command(channel, 'checkin', { goal: 'kept' });
    const down = scene.playground.faults.add({
      method: 'POST',
      route: '/channels/:id/messages',
      status: 503,
      times: Number.POSITIVE_INFINITY,
    });
    await scene.moveTo('2027-01-18T18:00:30Z');
    await ada.press(messageOf(await ada.command(channel, 'setup')), 'Weekly post: turn off');
    down.remove();
    await scene.moveTo('2027-01-18T18:10:00Z');
    expect(posts()).toEqual([]);
    expect(fates(scene)).toEqual([{ about: '2027-W02', state: 'skipped', reason: 'turned off' }]);

    await ada.press(messageOf(await ada.command(channel, 'setup')), 'Weekly post: turn on');
    await ben.command(channel, 'checkin', { goal: 'kept' });
    const { db, close } = await openDatabase(scene.databasePath);
    const now = scene.clock.now();
    await db
      .insertInto('departed_guild')
      .values({ guild_id: guildOf(scene), missed_at: now, left_at: now })
      .execute();
    await close();
    await scene.moveTo('2027-01-25T18:01:00Z');
    expect(posts()).toEqual([]);
    expect(fates(scene).at(-1)?.state).toBe('skipped');
  });

  test('a lost answer, and a restart in between: one post', async () => {
    const { scene, channel, posts } = await startWeekly();
    await scene.person('ben').command(channel, 'checkin', { goal: 'kept' });
    scene.playground.faults.add({ method: 'POST', route: '/channels/:id/messages', dropSocket: 'after' });
    await scene.moveTo('2027-01-18T18:00:02Z');
    scene.playground.forgetNonces();
    await scene.restart();
    await scene.moveTo('2027-01-18T18:10:00Z');
    expect(posts()).toHaveLength(1);
    expect(fates(scene)).toEqual([{ about: '2027-W02', state: 'sent', reason: null }]);
  });

  test('after an outage, what is more than a day late is left out, and the latest is not', async () => {
    const { scene, posts } = await startWeekly();
    const { clock, bot } = scene;
    await addMembers(scene, 1, { weeks: ['2027-W02', '2027-W03', '2027-W04'], leave: () => false });
    // Nobody ticks meanwhile.
    clock.moveTo(Temporal.Instant.from('2027-02-02T17:00:00Z').epochMilliseconds);
    await bot.scheduler.tick();
    expect(fates(scene)).toEqual([
      { about: '2027-W02', state: 'skipped', reason: 'late' },
      { about: '2027-W04', state: 'sent', reason: null },
    ]);
    expect(posts().map(textOf)).toEqual([expect.stringContaining('**1 member checked in**')]);
  });
});

/** Whether members come: said in the thread, and counted there. */
import { expect, test } from 'vitest';
import { crowdedWorld } from '../groups/scene.ts';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { customId, met, seconds } from './scene.ts';

const numbers = (scene: Awaited<ReturnType<typeof met>>) => buttonsOf(scene.announcement()).slice(0, 3);

test('all three answers, and a change of mind, are counted on the announcement', async () => {
  const scene = await met();
  const { ben, yuki, pressed } = scene;
  await scene.plan();
  expect(numbers(scene)).toEqual(['Coming (1)', 'Maybe (0)', "Can't (0)"]);
  const said = await pressed(yuki, scene.announcement(), 'Maybe (0)');
  expect(textOf(said)).toContain('✔️ Noted: **Maybe**. I remind you a day and an hour before.');
  await expect.poll(() => numbers(scene)).toEqual(['Coming (1)', 'Maybe (1)', "Can't (0)"]);
  expect(textOf(await pressed(yuki, scene.announcement(), "Can't (0)"))).toContain('Noted. Another time!');
  await expect.poll(() => numbers(scene)).toEqual(['Coming (1)', 'Maybe (0)', "Can't (1)"]);
  const shown = await pressed(ben, scene.announcement(), 'Who comes');
  expect(textOf(shown)).toContain(`✅ <@${ben.userId}>`);
  expect(textOf(shown)).not.toContain(yuki.userId);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('thirty who press at once are all counted, in few changes of the message', {
  timeout: 30_000,
}, async () => {
  const scene = await met({ world: crowdedWorld(30), rateLimits: true });
  const crowd = Array.from({ length: 30 }, (_, index) => scene.scene.person(`m${index}`));
  for (const person of crowd) await scene.join(person, scene.group);
  await scene.plan();
  const announcement = scene.announcement();
  await Promise.all(crowd.map((person) => person.press(announcement, 'Coming (1)')));
  await expect.poll(() => numbers(scene)[0], { timeout: 15_000 }).toBe('Coming (31)');
  const { playground } = scene.scene;
  const changes = playground.requests.filter(
    ({ method, path }) => method === 'PATCH' && path.includes(scene.thread),
  );
  expect(changes.length).toBeLessThan(12);
  expect(playground.violations).toEqual([]);
});

test.each([
  ['the same process', async () => {}],
  ['another process', async (scene: Awaited<ReturnType<typeof met>>) => await scene.scene.restart()],
])('if the change of the message is lost, %s shows the answer a minute later', async (_, meanwhile) => {
  const scene = await met();
  await scene.plan();
  const { faults, violations } = scene.scene.playground;
  const route = /^\/channels\/\d+\/messages\/\d+$/;
  const lost = faults.add({ method: 'PATCH', route, times: Number.POSITIVE_INFINITY, dropSocket: 'before' });
  await scene.yuki.press(scene.announcement(), 'Coming (1)');
  await expect.poll(() => lost.struck).toBeGreaterThan(0);
  await meanwhile(scene);
  lost.remove();
  expect(numbers(scene)[0]).toBe('Coming (1)');
  await scene.aMinute();
  await scene.aMinute();
  expect(numbers(scene)[0]).toBe('Coming (2)');
  expect(violations).toEqual([]);
});

test('an answer that comes while the announcement is still on its way is counted on it', async () => {
  const scene = await met();
  const { yuki, channel } = scene;
  const draft = messageOf(
    await scene.ben.command(channel, 'meetup plan', { group: scene.group, when: 'sat 18:30' }),
  );
  await scene.ben.press(draft, 'Plan it');
  const list = messageOf(await yuki.command(channel, 'meetup list'));
  const own = await scene.pressed(yuki, list, 'Open');
  const held = scene.scene.playground.faults.add({
    method: 'POST',
    route: `/channels/${scene.thread}/messages`,
    delayMs: 300,
  });
  const minute = scene.aMinute();
  await expect.poll(() => held.struck).toBe(1);
  await yuki.press(own, 'Coming (1)');
  await minute;
  await scene.aMinute();
  await scene.aMinute();
  expect(numbers(scene)[0]).toBe('Coming (2)');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('whoever leaves the group is counted no more from the next reminder on, and named nowhere', async () => {
  const scene = await met();
  const { ben, yuki, channel, group, pressed } = scene;
  await scene.plan();
  await yuki.press(scene.announcement(), 'Coming (1)');
  const button = customId(scene.announcement(), 'meetup.rsvp@1');
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  expect(textOf(await pressed(ben, scene.announcement(), 'Who comes'))).not.toContain(yuki.userId);
  await scene.scene.moveTo('2027-01-15T17:35:00Z');
  expect(numbers(scene)[0]).toBe('Coming (1)');
  expect(await scene.forge(yuki, button)).toContain('for the members of its group');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a stranger, another server’s and a made-up date change nothing', async () => {
  const scene = await met();
  const { forge } = scene;
  await scene.plan();
  const own = customId(scene.announcement(), 'meetup.rsvp@1');
  const stranger = scene.scene.person('chidi');
  expect(await forge(stranger, own)).toContain('for the members of its group');
  const elsewhere = own.replace(/\d{13}/, String(seconds('2027-01-20T17:30:00Z') * 1000));
  expect(await forge(scene.yuki, elsewhere)).toContain('no longer the one');
  expect(await forge(scene.yuki, 'meetup.rsvp@1/AAAAAAAAAAAA/1799841600000/yes')).toContain('no more');
  expect(await forge(scene.yuki, 'meetup.rsvp@1/x/y/z')).toContain('earlier version');
  expect(await forge(scene.yuki, 'meetup.see@1/AAAAAAAAAAAA')).toContain('Meetups ahead');
  expect(scene.rows('select * from meetup_member')).toHaveLength(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

/** Where a nudge goes, and whose it is, when the member or an admin changes something meanwhile. */
import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { messageOf, startScene, textOf } from '../support/bot.ts';

const friday = { weekday: 'friday', time: '9:00', timezone: 'UTC' } as const;
const post = { method: 'POST', route: '/channels/:id/messages' } as const;

test('“Pause” on a nudge in direct messages pauses the nudges of the server that it came from', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const [hall, circle] = [scene.channel('hall.nextSteps'), scene.channel('circle.general')];
  await ada.command(hall, 'nudge on', { ...friday, where: 'dm' });
  await scene.moveTo('2027-01-15T09:01:00Z');
  const [nudge] = scene.playground.directMessages(ada.userId);
  if (nudge === undefined) throw new Error('no nudge came');
  await ada.command(circle, 'help');
  await scene.moveTo('2027-01-15T09:30:00Z');
  const offered = messageOf(await ada.press(nudge, 'Pause'));
  await ada.press(offered, '2 weeks');
  expect(textOf(messageOf(await ada.command(hall, 'nudge show')))).toContain("You're on pause");
});

test('whoever changes to a channel while a direct message waits keeps their nudges', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', { ...friday, where: 'dm' });
  const down = scene.playground.faults.add({ ...post, status: 503, times: Number.POSITIVE_INFINITY });
  await scene.moveTo('2027-01-15T09:01:00Z');
  await ben.command(channel, 'nudge on', { where: 'channel' });
  down.remove();
  scene.playground.faults.add({
    ...post,
    status: 403,
    body: { message: 'Cannot send messages to this user', code: 50_007 },
  });
  await scene.moveTo('2027-01-15T10:00:00Z');
  expect(textOf(messageOf(await ben.command(channel, 'nudge show')))).toContain('Weekly nudges are on');
});

test('whoever changes to direct messages while a nudge waits is not named in the channel', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', friday);
  const down = scene.playground.faults.add({ ...post, status: 503, times: Number.POSITIVE_INFINITY });
  await scene.moveTo('2027-01-15T09:01:00Z');
  await ben.command(channel, 'nudge on', { where: 'dm' });
  down.remove();
  await scene.moveTo('2027-01-15T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
});

test('a nudge that waits for a channel which an admin has replaced meanwhile goes to the new one', async () => {
  const scene = await startScene();
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const [old, fresh] = [scene.channel('hall.showcase'), scene.channel('hall.welcome')];
  await ada.command(scene.channel('hall.nextSteps'), 'setup', { channel: old });
  await ben.command(scene.channel('hall.nextSteps'), 'nudge on', friday);
  const down = scene.playground.faults.add({
    ...post,
    times: Number.POSITIVE_INFINITY,
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: 600, global: false },
    headers: { 'retry-after': '600', 'x-ratelimit-scope': 'shared' },
  });
  await scene.moveTo('2027-01-15T09:01:00Z');
  await ada.command(scene.channel('hall.nextSteps'), 'setup', { channel: fresh });
  scene.playground.admin.deleteChannel(old);
  down.remove();
  await scene.moveTo('2027-01-15T10:00:00Z');
  expect(textOf(messageOf(await ben.command(scene.channel('hall.nextSteps'), 'nudge show')))).toContain(
    'Weekly nudges are on',
  );
});

test('a direct message in doubt is not sent again because its conversation was forgotten', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  await ben.command(scene.channel('hall.nextSteps'), 'nudge on', { ...friday, where: 'dm' });
  scene.playground.faults.add({ ...post, dropSocket: 'after' });
  await scene.moveTo('2027-01-15T09:00:02Z');
  // As `direct.forget` does when another of the member's messages met with 10003, in a crowd that wants direct messages.
  const db = new BetterSqlite3(scene.databasePath);
  db.prepare('delete from dm_channel').run();
  for (let index = 0; index < 10; index += 1)
    db.prepare('insert into dm_opening (opened_at) values (?)').run(scene.clock.now() + 60_000);
  db.close();
  scene.playground.forgetNonces();
  await scene.moveTo('2027-01-15T09:30:00Z');
  expect(scene.playground.directMessages(ben.userId)).toHaveLength(1);
});

test('nudges that ended with their channel come where they are turned on again', async () => {
  const scene = await startScene({ rateLimits: false });
  const ben = scene.person('ben');
  const [lost, other] = [scene.channel('hall.nextSteps'), scene.channel('hall.welcome')];
  await ben.command(lost, 'nudge on', friday);
  scene.playground.admin.deleteChannel(lost);
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(textOf(messageOf(await ben.command(other, 'nudge show')))).toContain('the channel is gone');

  expect(textOf(messageOf(await ben.command(other, 'nudge on')))).toContain(`<#${other}>`);
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(scene.playground.messagesIn(other)).toHaveLength(1);
});

test('who changes only the day, from another channel, stays where the nudges come', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const [usual, other] = [scene.channel('hall.nextSteps'), scene.channel('hall.welcome')];
  await ben.command(usual, 'nudge on', friday);
  await ben.command(other, 'nudge on', { weekday: 'saturday' });
  await scene.moveTo('2027-01-16T09:01:00Z');
  expect(scene.playground.messagesIn(usual)).toHaveLength(1);
  await ben.command(other, 'nudge on', { where: 'channel' });
  await scene.moveTo('2027-01-23T09:01:00Z');
  expect(scene.playground.messagesIn(other), 'unless they say so').toHaveLength(1);
});

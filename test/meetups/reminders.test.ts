/** Reminders: each exactly once, for the date that counts, to those who come, wherever they can be reached. */
import { expect, test } from 'vitest';
import { messageOf, textOf } from '../support/bot.ts';
import { type Met, met } from './scene.ts';

const day = '⏰ Tomorrow';
const hour = '⏰ Within the hour';
const pingsOf = ({ scene, posts }: Met, words: string) =>
  posts()
    .filter((post) => textOf(post).includes(words))
    .map((post) => scene.playground.pingsOf(post.id).users.toSorted());
const sorted = (...people: { userId: string }[]) => people.map(({ userId }) => userId).toSorted();

async function withYuki(options?: Record<string, string>): Promise<Met> {
  const scene = await met();
  await scene.plan(options);
  await scene.yuki.press(scene.announcement(), 'Coming (1)');
  return scene;
}

test('come a day and an hour before, in the thread, to those who come; whoever can’t is left in peace', async () => {
  const scene = await withYuki();
  const { ben, yuki } = scene;
  await scene.scene.moveTo('2027-01-15T17:35:00Z');
  expect(pingsOf(scene, day)).toEqual([sorted(ben, yuki)]);
  expect(textOf(await scene.pressed(yuki, scene.last(), "Can't"))).toContain('Another time');
  await scene.scene.moveTo('2027-01-16T17:29:00Z');
  expect(pingsOf(scene, hour)).toEqual([sorted(ben)]);
  expect(pingsOf(scene, day)).toHaveLength(1);
  expect(textOf(await scene.pressed(yuki, scene.announcement(), 'Coming (1)'))).not.toContain('I remind you');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('whoever has left the group after saying yes is not reminded', async () => {
  const scene = await withYuki();
  const { ben, yuki, channel, group } = scene;
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  await scene.scene.moveTo('2027-01-16T17:00:00Z');
  expect([...pingsOf(scene, day), ...pingsOf(scene, hour)]).toEqual([sorted(ben), sorted(ben)]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('what is moved is reminded of once more for its new date, and for no other', async () => {
  const scene = await withYuki({ when: 'fri 18:30' });
  const { ben, yuki, channel } = scene;
  await scene.scene.moveTo('2027-01-14T17:35:00Z');
  expect(pingsOf(scene, day)).toHaveLength(1);
  const move = async (when: string) => {
    const open = await scene.pressed(ben, messageOf(await ben.command(channel, 'meetup list')), 'Open');
    await scene.change(ben, open, { 'When?': when });
  };
  await move('sun 18:30');
  await scene.scene.moveTo('2027-01-16T12:00:00Z');
  expect([...pingsOf(scene, day), ...pingsOf(scene, hour)], 'nothing of Friday').toHaveLength(1);
  await move('sun 20:00');
  await scene.scene.moveTo('2027-01-16T18:00:00Z');
  expect(pingsOf(scene, day), 'not of the hour that was').toHaveLength(1);
  await scene.scene.moveTo('2027-01-17T18:55:00Z');
  expect(pingsOf(scene, day)).toEqual([sorted(ben, yuki), sorted(ben, yuki)]);
  expect(pingsOf(scene, hour)).toEqual([sorted(ben, yuki)]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('after an outage they say what is true by then, or nothing', async () => {
  for (const [until, said] of [
    ['2027-01-16T12:00:00Z', '⏰ Today'],
    ['2027-01-16T15:30:00Z', ''],
    ['2027-01-16T17:00:00Z', hour],
    ['2027-01-16T17:31:00Z', ''],
  ] as const) {
    const scene = await withYuki();
    const { clock, bot } = scene.scene;
    clock.moveTo(Temporal.Instant.from(until).epochMilliseconds);
    await bot.scheduler.tick();
    const reminders = scene.posts().filter((post) => textOf(post).includes('⏰'));
    expect(
      reminders.map((post) => textOf(post).includes(said)),
      until,
    ).toEqual(said === '' ? [] : [true]);
    expect(scene.scene.playground.violations).toEqual([]);
  }
});

test('one that Discord takes only after the beginning is not sent any more', async () => {
  const scene = await withYuki();
  const { playground } = scene.scene;
  await scene.scene.moveTo('2027-01-16T16:25:00Z');
  const down = playground.faults.add({
    method: 'POST',
    route: `/channels/${scene.thread}/messages`,
    times: Number.POSITIVE_INFINITY,
    dropSocket: 'before',
  });
  await scene.scene.moveTo('2027-01-16T17:20:00Z');
  scene.scene.clock.moveTo(Temporal.Instant.from('2027-01-16T17:45:00Z').epochMilliseconds);
  down.remove();
  await scene.scene.moveTo('2027-01-16T17:50:00Z');
  expect(scene.countOf(hour)).toBe(0);
  expect(playground.violations).toEqual([]);
});

test('without a thread they come where nudges come: directly, or in a channel that tells nobody else more', async () => {
  const scene = await met({ threads: false });
  const { ben, yuki, channel, said } = scene;
  const ada = scene.scene.person('ada');
  const nudges = scene.scene.channel('hall.welcome');
  await ada.select(messageOf(await ada.command(channel, 'setup')), 'Channel for weekly nudges', [nudges]);
  await said(
    yuki.command(channel, 'nudge on', { weekday: 'monday', time: '9:00', timezone: 'UTC', where: 'channel' }),
  );
  await scene.plan({ place: 'At my home' });
  const inChannel = () => scene.scene.playground.messagesIn(nudges);
  const news = inChannel().at(-1);
  if (news === undefined) throw new Error('nothing was posted');
  expect(textOf(news)).toBe(`<@${yuki.userId}>\n📬 There is news about a meetup, for you alone.`);
  const shown = await scene.pressed(yuki, news, 'See it');
  expect(textOf(shown)).toContain('At my home');
  await yuki.press(shown, 'Coming (1)');
  expect(scene.mail(ben).map(textOf).join(), 'who plans it knows').not.toContain('Will you come?');
  await scene.scene.moveTo('2027-01-16T17:00:00Z');
  expect(scene.mail(ben).map(textOf).join()).toMatch(/Tomorrow.*Within the hour/s);
  expect(inChannel().map(textOf).join()).not.toMatch(/my home|Tensors/);
  expect(inChannel().filter((post) => textOf(post).includes('A meetup of yours begins'))).toHaveLength(2);
  const direct = scene.mail(ben).at(-1);
  if (direct === undefined) throw new Error('no mail');
  expect(textOf(await scene.pressed(ben, direct, "Can't"))).toContain('Another time');
  expect(scene.scene.playground.violations).toEqual([]);
});

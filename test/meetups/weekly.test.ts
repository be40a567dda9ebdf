/** A meetup that repeats every week, one date after the other. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { customId, type Met, met, seconds } from './scene.ts';

function asked(scene: Met) {
  const post = scene.posts().findLast((one) => textOf(one).includes('Were you there?'));
  if (post === undefined) throw new Error('nobody was asked');
  return post;
}

test('each date is announced, those who came to the last are counted in, and attendance is asked for each', async () => {
  const scene = await met();
  const { ben, yuki, pressed } = scene;
  await scene.plan({ repeats: 'weekly' });
  const first = scene.announcement();
  await yuki.press(first, 'Coming (1)');
  const ofFirst = customId(first, 'meetup.rsvp@1');
  await scene.scene.moveTo('2027-01-16T18:05:00Z');
  expect(scene.countOf('Will you come?')).toBe(1);
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  expect(textOf(scene.announcement())).toContain('Who came last time is counted in; say so if you can');
  expect(scene.countOf('Were you there?')).toBe(1);
  expect(textOf(scene.announcement())).toContain(`<t:${seconds('2027-01-23T17:30:00Z')}:F>`);
  expect(await scene.forge(yuki, ofFirst)).toContain('no longer the one');
  const past = await pressed(ben, asked(scene), 'The meetup');
  expect(textOf(past)).toContain('counts for step 10 of the guide.');
  expect(buttonsOf(past)).toContain('I was there');
  await scene.scene.moveTo('2027-01-22T17:35:00Z');
  expect(scene.scene.playground.pingsOf(scene.last().id).users.toSorted(), 'reminded unasked').toEqual(
    [ben.userId, yuki.userId].toSorted(),
  );
  expect(textOf(await pressed(yuki, scene.announcement(), "Can't (0)"))).toContain('Another time!');
  await scene.scene.moveTo('2027-01-23T19:05:00Z');
  expect(scene.countOf('Were you there?')).toBe(2);
  expect(scene.scene.playground.pingsOf(asked(scene).id).users).toEqual([ben.userId]);
  expect(scene.events().map((event) => Date.parse(event.scheduled_start_time) / 1000)).toContain(
    seconds('2027-01-30T17:30:00Z'),
  );
  expect(scene.scene.playground.violations).toEqual([]);
});

test.each([
  ['Berlin in spring', '2027-03-24T12:00:00Z', 'Leipzig', ['2027-03-25T18:00:00Z', '2027-04-01T17:00:00Z']],
  ['Berlin in autumn', '2027-10-27T12:00:00Z', 'Leipzig', ['2027-10-28T17:00:00Z', '2027-11-04T18:00:00Z']],
  [
    'New York in spring',
    '2027-03-10T12:00:00Z',
    'New York City',
    ['2027-03-12T00:00:00Z', '2027-03-18T23:00:00Z'],
  ],
  [
    'New York in autumn',
    '2027-11-03T12:00:00Z',
    'New York City',
    ['2027-11-04T23:00:00Z', '2027-11-12T00:00:00Z'],
  ],
])('keeps its local time across the clock change of %s', async (_, startsAt, city, dates) => {
  const { startGroups, groupIdIn } = await import('../groups/scene.ts');
  const groups = await startGroups({ startsAt, rateLimits: false });
  const ben = groups.scene.person('ben');
  const group = groupIdIn(await groups.open(ben, { city }));
  const typed = { group, when: 'thu 19:00', repeats: 'weekly' };
  const draft = messageOf(await ben.command(groups.channel, 'meetup plan', typed));
  await ben.press(draft, 'Plan it');
  const [first = '', second = ''] = dates;
  const next = async () => textOf(messageOf(await ben.command(groups.channel, 'meetup list')));
  expect(await next()).toContain(`<t:${seconds(first)}:F>`);
  await groups.scene.moveTo(Temporal.Instant.from(first).add({ hours: 2 }).epochMilliseconds);
  expect(await next()).toContain(`<t:${seconds(second)}:F>`);
  expect(groups.scene.playground.violations).toEqual([]);
});

test('dates that an outage has swallowed are passed over; it goes on with the next', async () => {
  const scene = await met();
  await scene.plan({ repeats: 'weekly' });
  scene.scene.clock.moveTo(Temporal.Instant.from('2027-02-03T12:00:00Z').epochMilliseconds);
  await scene.scene.bot.scheduler.tick();
  expect(scene.countOf('### ☕')).toBe(1);
  expect(scene.countOf('Will you come?')).toBe(1);
  expect(scene.countOf('Were you there?')).toBe(0);
  expect(textOf(scene.announcement())).toContain(`<t:${seconds('2027-02-06T17:30:00Z')}:F>`);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('while a date is on, it can’t be moved, and called off it ends with that date', async () => {
  const scene = await met();
  const { ben, yuki, channel, pressed } = scene;
  await scene.plan({ repeats: 'weekly' });
  await yuki.press(scene.announcement(), 'Coming (1)');
  const early = await pressed(ben, messageOf(await ben.command(channel, 'meetup list')), 'Open');
  const form = await ben.press(early, 'Change it');
  await scene.scene.moveTo('2027-01-16T18:00:00Z');
  const late = messageOf(await ben.submit(form, { 'When?': 'sun 11:00' }));
  expect(textOf(late)).toContain('Once it is over, you can change the dates to come.');
  const open = await pressed(ben, messageOf(await ben.command(channel, 'meetup list')), 'Open');
  const asked = await pressed(ben, open, 'Call it off');
  expect(textOf(asked)).toContain('ends with the date that is on just now');
  await ben.press(asked, 'Call it off');
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  expect(scene.countOf('is called off')).toBe(0);
  expect(scene.countOf('Were you there?')).toBe(1);
  expect(scene.countOf('Will you come?')).toBe(0);
  expect(scene.rows('select state from meetup')).toEqual([{ state: 'over' }]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a form that was opened for one date changes no other', async () => {
  const scene = await met();
  const { ben, channel, pressed } = scene;
  await scene.plan({ repeats: 'weekly' });
  const open = await pressed(ben, messageOf(await ben.command(channel, 'meetup list')), 'Open');
  const form = await ben.press(open, 'Change it');
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  const late = messageOf(await ben.submit(form, { 'When?': '2027-01-20 11:00' }));
  expect(textOf(late)).toContain('has changed since you opened the form');
  expect(textOf(late)).toContain(`<t:${seconds('2027-01-23T17:30:00Z')}:F>`);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('without a thread, the next date is told to whoever came or answered lately; nobody is written to every week', async () => {
  const scene = await met({ threads: false });
  const { ben, yuki } = scene;
  await scene.plan({ repeats: 'weekly' });
  const announced = (person: typeof ben) =>
    scene.mail(person).filter((mail) => textOf(mail).includes('Will you come?')).length;
  expect([announced(ben), announced(yuki)]).toEqual([0, 1]);
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  expect([announced(ben), announced(yuki)]).toEqual([1, 1]);
  const mail = scene.mail(ben).findLast((one) => textOf(one).includes('Will you come?'));
  expect(mail && buttonsOf(mail), 'numbers that nobody mends are left out').toEqual([
    ...['Coming', 'Maybe', "Can't", 'Who comes'],
  ]);
  const list = messageOf(await yuki.command(scene.channel, 'meetup list'));
  await yuki.press(await scene.pressed(yuki, list, 'Open'), "Can't (0)");
  await scene.scene.moveTo('2027-01-23T19:05:00Z');
  expect([announced(ben), announced(yuki)], 'she had answered').toEqual([2, 2]);
  expect(textOf(messageOf(await yuki.command(scene.channel, 'meetup list')))).not.toContain('you:');
  await scene.scene.moveTo('2027-01-30T19:05:00Z');
  expect([announced(ben), announced(yuki)], 'and then no more').toEqual([3, 2]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('what announced a date says once that it has met, and asks no more; a lost change is made up for', async () => {
  const scene = await met();
  const { faults, requests } = scene.scene.playground;
  await scene.plan({ repeats: 'weekly' });
  const first = scene.announcement();
  const now = () => scene.posts().find(({ id }) => id === first.id) ?? first;
  const route = /^\/channels\/\d+\/messages\/\d+$/;
  const lost = faults.add({
    ...{ method: 'PATCH', route },
    ...{ times: Number.POSITIVE_INFINITY, dropSocket: 'before' as const },
  });
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  expect(buttonsOf(now())).toContain('Coming (1)');
  lost.remove();
  await scene.scene.restart();
  await scene.scene.moveTo('2027-01-16T19:08:00Z');
  expect(textOf(now())).toContain('☕ **Tuesday Tensors** has met');
  expect(textOf(now())).toContain(`<t:${seconds('2027-01-16T17:30:00Z')}:F>`);
  expect(buttonsOf(now())).toEqual(['The meetup']);
  expect(buttonsOf(scene.announcement())).toContain('Coming (1)');
  expect(textOf(await scene.pressed(scene.yuki, now(), 'The meetup'))).toContain('Tuesday Tensors');
  const changes = () =>
    requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith(first.id)).length;
  const before = changes();
  await scene.yuki.press(scene.announcement(), 'Coming (1)');
  await expect.poll(() => buttonsOf(scene.announcement())).toContain('Coming (2)');
  expect(changes()).toBe(before);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('one that is held once says so too', async () => {
  const scene = await met();
  await scene.plan();
  const first = scene.announcement();
  await scene.scene.moveTo('2027-01-16T19:06:00Z');
  const now = scene.posts().find(({ id }) => id === first.id) ?? first;
  expect(textOf(now)).toContain('has met');
  expect(buttonsOf(now)).toEqual(['The meetup']);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('whoever said perhaps is asked anew; who has left is not counted in', async () => {
  const scene = await met();
  const { yuki, channel, group } = scene;
  const ada = scene.scene.person('ada');
  await scene.join(ada, group);
  await scene.plan({ repeats: 'weekly' });
  await ada.press(scene.announcement(), 'Maybe (0)');
  await yuki.press(scene.announcement(), 'Coming (1)');
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  expect(buttonsOf(scene.announcement()).slice(0, 3)).toEqual(['Coming (1)', 'Maybe (0)', "Can't (0)"]);
  expect(scene.scene.playground.violations).toEqual([]);
});

/** Who was there: one click, which counts once. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { customId, type Met, met, seconds } from './scene.ts';

const entries = (scene: Met) => scene.rows('select user_id, title, dated_on, note from entry order by id');
const asked = (scene: Met) => {
  const post = scene.posts().findLast((one) => textOf(one).includes('Were you there?'));
  if (post === undefined) throw new Error('nobody was asked');
  return post;
};

test('it is one entry, dated at the meetup, and ticks the milestone of step 10', async () => {
  const scene = await met();
  const { ben, channel, pressed, said } = scene;
  await scene.plan();
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  await scene.scene.moveTo('2027-01-18T09:00:00Z');
  const logged = await pressed(ben, asked(scene), 'I was there');
  expect(textOf(logged)).toContain('Meetup: Tuesday Tensors');
  expect(textOf(logged)).toMatch(/Go to one meetup or study group/);
  expect(textOf(await pressed(ben, asked(scene), 'I was there'))).toContain('You said so already');
  const zoned = { user_id: ben.userId, title: 'Tuesday Tensors', dated_on: '2027-01-16' };
  expect(entries(scene)).toEqual([{ ...zoned, note: '2027-01-16 17:30 to 19:00' }]);
  expect(await said(ben.command(channel, 'portfolio'))).toContain('Tuesday Tensors');
  expect(scene.rows("select milestone_id from milestone_tick where step_id = 'community'")).toEqual([
    { milestone_id: 'first-visit' },
  ]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('said at once on two devices, again after a “no”, or by a process that died over it: still one', async () => {
  const scene = await met();
  const { ben, pressed } = scene;
  await scene.plan();
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  await Promise.all([ben.press(asked(scene), 'I was there'), ben.press(asked(scene), 'I was there')]);
  expect(entries(scene)).toHaveLength(1);
  expect(textOf(await pressed(ben, asked(scene), 'Not this time'))).toContain('stays in your `/portfolio`');
  expect(textOf(await pressed(ben, asked(scene), 'I was there'))).toContain('You said so already');
  const raw = new (await import('better-sqlite3')).default(scene.scene.databasePath);
  raw.prepare('update meetup_member set logged = 0').run();
  raw.close();
  await scene.scene.moveTo('2027-01-17T12:00:00Z');
  expect(textOf(await pressed(ben, asked(scene), 'I was there'))).toContain('You said so already');
  expect(entries(scene)).toHaveLength(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('two dates of one series are two entries, even if both are said in one minute; without an answer before, too', async () => {
  const scene = await met();
  const { ben, yuki, pressed } = scene;
  await scene.plan({ repeats: 'weekly' });
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  const first = asked(scene);
  await ben.press(scene.announcement(), 'Coming (1)');
  await scene.scene.moveTo('2027-01-23T19:05:00Z');
  for (const post of [first, asked(scene)])
    expect(textOf(await pressed(yuki, post, 'I was there'))).toContain('Logged');
  expect(entries(scene).map((entry) => entry['dated_on'])).toEqual(['2027-01-16', '2027-01-23']);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('not before it begins, nor after two weeks, nor by strangers, nor of a date that was none', async () => {
  const scene = await met();
  const { ben, yuki, forge } = scene;
  const planned = await scene.plan();
  await yuki.press(scene.announcement(), 'Coming (1)');
  const id = customId(planned, 'meetup.ics@1').split('/')[1] ?? '';
  const was = (instant: string) => `meetup.was@1/${id}/${seconds(instant) * 1000}/yes`;
  expect(await forge(ben, was('2027-01-16T17:30:00Z'))).toContain('from its start on');
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  expect(await forge(ben, was('2027-01-14T17:30:00Z'))).toContain('There was no meetup of yours then');
  const [ada, chidi] = [scene.scene.person('ada'), scene.scene.person('chidi')];
  expect(await forge(ada, was('2027-01-16T17:30:00Z')), 'a moderator').toContain('no meetup of yours');
  expect(await forge(chidi, was('2027-01-16T17:30:00Z'))).toContain('for the members of its group');
  await scene.scene.moveTo('2027-01-31T19:05:00Z');
  expect(await forge(ben, was('2027-01-16T17:30:00Z'))).toContain('for two weeks after');
  expect(entries(scene)).toEqual([]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('one that was called off has nobody who was there', async () => {
  const scene = await met();
  const { ben, forge, pressed } = scene;
  const planned = await scene.plan();
  await ben.press(await pressed(ben, planned, 'Call it off'), 'Call it off');
  await scene.scene.moveTo('2027-01-16T18:00:00Z');
  const id = customId(planned, 'meetup.ics@1').split('/')[1] ?? '';
  expect(await forge(ben, `meetup.was@1/${id}/${seconds('2027-01-16T17:30:00Z') * 1000}/yes`)).toContain(
    'no meetup',
  );
  expect(scene.scene.playground.violations).toEqual([]);
});

test('whoever missed the question finds it on the meetup, in direct messages as well', async () => {
  const scene = await met({ threads: false });
  const { ben, pressed } = scene;
  await scene.plan();
  await scene.scene.moveTo('2027-01-16T19:05:00Z');
  const mail = scene.mail(ben).at(-1);
  if (mail === undefined) throw new Error('no mail');
  const meetup = await pressed(ben, mail, 'The meetup');
  expect(textOf(meetup)).toContain('This is over');
  expect(buttonsOf(meetup)).toContain('I was there');
  expect(textOf(await pressed(ben, meetup, 'I was there'))).toContain('Logged');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a button in direct messages acts in the server of its meetup, whichever was used last; one of another server nowhere', async () => {
  const scene = await met({ threads: false });
  const { ben, pressed } = scene;
  const { playground } = scene.scene;
  const general = { general: { name: 'general' } };
  const seed = { name: 'Elsewhere', owner: ben.userId, members: [ben.userId], channels: general };
  const [channel = ''] = Object.values(playground.admin.addGuild(seed).channels);
  const id = customId(await scene.plan(), 'meetup.ics@1').split('/')[1] ?? '';
  await scene.scene.moveTo('2027-01-15T17:35:00Z');
  const there = messageOf(await ben.command(channel, 'nextstep'));
  for (const forged of [`meetup.show@1/${id}`, `meetup.off@1/${id}`, `meetup.ics@1/${id}`])
    expect(textOf(messageOf(await ben.press(there, forged, { raw: true })))).toContain('no more');
  const reminder = scene.mail(ben).at(-1);
  if (reminder === undefined) throw new Error('no mail');
  expect(textOf(await pressed(ben, reminder, "Can't"))).toContain('Another time');
  expect(scene.rows('select answer from meetup_member')).toEqual([{ answer: 'no' }]);
  expect(playground.violations).toEqual([]);
});

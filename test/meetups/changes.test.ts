/** Changing a meetup and calling it off: who may, who hears of it, and what the thread shows then. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { customId, type Met, met, seconds } from './scene.ts';

const opened = async ({ pressed, channel }: Met, person: Met['ben']) =>
  await pressed(person, messageOf(await person.command(channel, 'meetup list')), 'Open');

test('another time is told to the others who come, and the announcement shows it', async () => {
  const scene = await met();
  const { ben, yuki, pressed } = scene;
  const planned = await scene.plan();
  await yuki.press(scene.announcement(), 'Coming (1)');
  const form = await ben.press(planned, 'Change it');
  expect(JSON.stringify(form)).toContain('2027-01-16 18:30');
  const shown = messageOf(await ben.submit(form, { 'When?': 'sun 11:00', 'Where?': 'The library' }));
  const [from, to] = ['2027-01-16T17:30:00Z', '2027-01-17T10:00:00Z'].map(seconds);
  expect(textOf(shown)).toContain(`🗓️ From <t:${from}:F> to **<t:${to}:F>**`);
  expect(textOf(shown)).toContain('📍 From Café to The library');
  const back = await pressed(ben, shown, 'Back');
  expect(textOf(back), 'nothing is saved yet').toContain('📍 Café');
  const again = await ben.submit(await ben.press(back, 'Change it'), {
    ...{ 'When?': 'sun 11:00', 'Where?': 'The library' },
  });
  await scene.scene.restart();
  const move = customId(messageOf(again), 'meetup.move@1');
  const changed = await pressed(ben, messageOf(again), 'Change it so');
  expect(textOf(changed)).toContain('✔️ Changed. Those who come hear of it.');
  expect(await scene.forge(ben, move)).toContain('done or forgotten already');
  await scene.aMinute();
  expect(textOf(scene.last())).toContain('has changed');
  expect(textOf(scene.last())).toContain('The library');
  expect(scene.scene.playground.pingsOf(scene.last().id).users).toEqual([yuki.userId]);
  expect(textOf(scene.announcement())).toContain(`<t:${seconds('2027-01-17T10:00:00Z')}:F>`);
  expect(buttonsOf(scene.announcement())).toContain('Coming (2)');
  await yuki.press(scene.announcement(), "Can't (0)");
  await expect.poll(() => buttonsOf(scene.announcement())).toContain("Can't (1)");
  expect(textOf(await pressed(ben, changed, 'Calendar file'))).toContain('in your calendar');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('called off, it is told, shown on the announcement, and gone from the list', async () => {
  const scene = await met();
  const { ben, yuki, channel, said, pressed } = scene;
  const planned = await scene.plan();
  await yuki.press(scene.announcement(), 'Coming (1)');
  const asked = await pressed(ben, planned, 'Call it off');
  expect(textOf(asked)).toContain('One other says that they come, and hears of it.');
  expect(textOf(await pressed(ben, asked, 'Keep it'))).toContain('Tuesday Tensors');
  expect(textOf(await pressed(ben, await pressed(ben, planned, 'Call it off'), 'Call it off'))).toContain(
    'It is called off',
  );
  await scene.aMinute();
  expect(textOf(scene.last())).toContain('🚫 The meetup of **Tuesday Tensors** is called off.');
  expect(scene.scene.playground.pingsOf(scene.last().id).users).toEqual([yuki.userId]);
  const shown = scene.posts().find((post) => textOf(post).startsWith('### 🚫'));
  expect(buttonsOf(shown ?? planned)).toEqual(['The meetup']);
  expect(await said(yuki.command(channel, 'meetup list'))).toContain('Nothing is planned');
  expect(await scene.forge(ben, `meetup.off@1/${customId(planned, 'meetup.ics@1').split('/')[1]}`)).toContain(
    'is over',
  );
  await scene.scene.moveTo('2027-01-16T21:00:00Z');
  expect(scene.countOf('⏰')).toBe(0);
  expect(scene.countOf('Were you there?')).toBe(0);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('the planner, the owner and moderators may; other members and strangers may not', async () => {
  const scene = await met();
  const { ben, yuki, channel, group, said, forge } = scene;
  const ada = scene.scene.person('ada');
  const chidi = scene.scene.person('chidi');
  const planned = await scene.plan();
  const id = customId(planned, 'meetup.ics@1').split('/')[1] ?? '';
  for (const forged of [
    `meetup.change@1/${id}`,
    `meetup.off@1/${id}`,
    `meetup.cancel@1/${id}`,
    `meetup.show@1/${id}`,
    `meetup.ics@1/${id}`,
  ])
    expect(await forge(chidi, forged)).toContain('for the members of its group');
  expect(await forge(yuki, `meetup.off@1/${id}`)).toContain('Only who planned it');
  expect(await forge(yuki, `meetup.change@1/${id}`)).toContain('Only who planned it');
  expect(await said(yuki.command(channel, 'meetup cancel', { meetup: id }))).toContain('Only who planned it');
  expect(await said(ada.command(channel, 'meetup cancel', { meetup: id }))).toContain('Call it off?');

  const hers = messageOf(await yuki.command(channel, 'meetup plan', { group, when: 'sun 9:00' }));
  await yuki.press(hers, 'Plan it');
  const herId = customId(hers, 'meetup.plan@1').split('/')[1] ?? '';
  expect(await said(ben.command(channel, 'meetup cancel', { meetup: herId }))).toContain('Call it off?');
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  expect(await forge(yuki, `meetup.off@1/${herId}`)).toContain('for the members of its group');
  expect(await forge(ada, `meetup.off@1/${herId}`)).toContain('It is called off');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('of two who change it at once, the second reads what the first has done', async () => {
  const scene = await met();
  const { ben, yuki, channel, group } = scene;
  const hers = messageOf(
    await yuki.command(channel, 'meetup plan', { group, when: 'sat 18:30', place: 'Here' }),
  );
  await yuki.press(hers, 'Plan it');
  const [his, her] = [await opened(scene, ben), await opened(scene, yuki)];
  const forms = [await ben.press(his, 'Change it'), await yuki.press(her, 'Change it')] as const;
  const [first, second] = [
    messageOf(await ben.submit(forms[0], { 'Where?': 'The library' })),
    messageOf(await yuki.submit(forms[1], { 'Where?': 'The park' })),
  ];
  const both = await Promise.all([ben.press(first, 'Change it so'), yuki.press(second, 'Change it so')]);
  const texts = both.map((outcome) => textOf(messageOf(outcome)));
  expect(texts.filter((text) => text.includes('✔️ Changed'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('yours was not saved'))).toHaveLength(1);
  expect(scene.rows('select sequence from meetup')).toEqual([{ sequence: 1 }]);
  const same = messageOf(await ben.submit(await ben.press(await opened(scene, ben), 'Change it'), {}));
  expect(textOf(same)).toContain('Nothing was changed');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('two changes in one minute are one message; nobody stands in it twice', async () => {
  const scene = await met();
  const { ben, yuki } = scene;
  await scene.plan();
  await yuki.press(scene.announcement(), 'Coming (1)');
  for (const place of ['The library', 'The park'])
    await scene.change(ben, await opened(scene, ben), { 'Where?': place });
  await scene.aMinute();
  expect(scene.countOf('has changed')).toBe(1);
  expect(textOf(scene.last())).toContain('The park');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('one that is moved before it was announced is announced as it is by then', async () => {
  const scene = await met();
  const { ben, channel, group } = scene;
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  const planned = messageOf(await ben.press(draft, 'Plan it'));
  await scene.change(ben, planned, { 'When?': 'sun 11:00' });
  await scene.aMinute();
  expect([scene.countOf('Will you come?'), scene.countOf('has changed')]).toEqual([1, 0]);
  expect(textOf(scene.announcement())).toContain(`<t:${seconds('2027-01-17T10:00:00Z')}:F>`);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('when the group moves to another city’s zone, the form reads in that one', async () => {
  const scene = await met();
  const { ben } = scene;
  await scene.plan();
  const raw = new (await import('better-sqlite3')).default(scene.scene.databasePath);
  raw.prepare("update study_group set time_zone = 'America/New_York'").run();
  raw.close();
  const form = await ben.press(await opened(scene, ben), 'Change it');
  expect(JSON.stringify(form)).toContain('2027-01-16 12:30');
  const shown = messageOf(await ben.submit(form, { 'Where?': 'Elsewhere' }));
  const changed = await scene.pressed(ben, shown, 'Change it so');
  expect(textOf(changed)).toContain(`<t:${seconds('2027-01-16T17:30:00Z')}:F>`);
  expect(scene.rows('select time_zone from meetup')).toEqual([{ time_zone: 'America/New_York' }]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a change and a cancellation reach the thread once, even if nobody else has said that they come', async () => {
  const scene = await met();
  const { ben, pressed } = scene;
  const planned = await scene.plan({ repeats: 'weekly' });
  const form = await ben.press(planned, 'Change it');
  const shown = messageOf(await ben.submit(form, { 'When?': 'fri 20:00' }));
  expect(textOf(shown)).toContain('All weeks from this one on move.');
  const changed = await pressed(ben, shown, 'Change it so');
  expect(textOf(changed)).toContain('Nobody else had said that they come; the thread hears of it.');
  await scene.aMinute();
  expect(textOf(scene.last())).toContain('has changed');
  expect(scene.scene.playground.pingsOf(scene.last().id)).toMatchObject({ users: [], everyone: false });
  const off = await pressed(ben, await pressed(ben, changed, 'Call it off'), 'Call it off');
  expect(textOf(off)).toContain('Nobody else had said that they come; the thread hears of it.');
  await scene.aMinute();
  expect(scene.countOf('The meetup of **Tuesday Tensors** is called off.')).toBe(1);
  expect(scene.countOf('has changed')).toBe(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('what was moved says at its end when it was; a change that can no longer be is refused', async () => {
  const scene = await met();
  const { ben } = scene;
  const planned = await scene.plan();
  const changed = await scene.change(ben, planned, { 'When?': 'fri 20:00' });
  const late = messageOf(await ben.submit(await ben.press(changed, 'Change it'), { 'When?': 'fri 12:00' }));
  const announced = scene.announcement();
  await scene.scene.moveTo('2027-01-15T12:00:00Z');
  expect(textOf(await scene.pressed(ben, late, 'Change it so'))).toMatch(
    /gone by meanwhile|done or forgotten/,
  );
  await scene.scene.moveTo('2027-01-15T20:35:00Z');
  const now = scene.posts().find(({ id }) => id === announced.id) ?? announced;
  expect(textOf(now)).toContain(`has met\n🗓️ **<t:${seconds('2027-01-15T19:00:00Z')}:F>**`);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a change that is not one’s own, or not a change, does nothing', async () => {
  const scene = await met();
  const { ben, yuki, forge } = scene;
  const planned = await scene.plan();
  const id = customId(planned, 'meetup.ics@1').split('/')[1] ?? '';
  const shown = messageOf(await ben.submit(await ben.press(planned, 'Change it'), { 'When?': 'fri 20:00' }));
  expect(await forge(yuki, customId(shown, 'meetup.move@1'))).toContain('Only who planned it');
  expect(await forge(scene.scene.person('ada'), customId(shown, 'meetup.move@1'))).toContain(
    'forgotten already',
  );
  for (const draft of [id, 'AAAAAAAAAAAA'])
    expect(await forge(ben, `meetup.move@1/${id}/${draft}/0`)).toContain('forgotten already');
  expect(scene.rows("select sequence from meetup where state = 'planned'")).toEqual([{ sequence: 0 }]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('with its group, it ends', async () => {
  const scene = await met();
  const { ben, yuki, channel, group, said } = scene;
  await scene.plan();
  await yuki.press(scene.announcement(), 'Coming (1)');
  expect(scene.events()).toHaveLength(1);
  const asked = messageOf(await ben.command(channel, 'group close', { group }));
  await ben.press(asked, buttonsOf(asked).find((label) => label.startsWith('Close')) ?? '');
  await scene.aMinute();
  expect(scene.events()).toEqual([]);
  expect(await said(yuki.command(channel, 'meetup list'))).toContain('you are in none yet');
  const before = scene.posts().length;
  await scene.scene.moveTo('2027-01-17T12:00:00Z');
  expect(scene.posts()).toHaveLength(before);
  expect(scene.scene.playground.violations).toEqual([]);
});

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
  const changed = messageOf(await ben.submit(form, { 'When?': 'sun 11:00', 'Where?': 'The library' }));
  expect(textOf(changed)).toContain('✔️ Changed');
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
  const [first, second] = await Promise.all([
    ben.submit(forms[0], { 'Where?': 'The library' }),
    yuki.submit(forms[1], { 'Where?': 'The park' }),
  ]);
  const texts = [first, second].map((outcome) => textOf(messageOf(outcome)));
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
    await ben.submit(await ben.press(await opened(scene, ben), 'Change it'), { 'Where?': place });
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
  await ben.submit(await ben.press(planned, 'Change it'), { 'When?': 'sun 11:00' });
  await scene.aMinute();
  expect(scene.countOf('Will you come?')).toBe(1);
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
  const changed = messageOf(await ben.submit(form, { 'Where?': 'Elsewhere' }));
  expect(textOf(changed)).toContain(`<t:${seconds('2027-01-16T17:30:00Z')}:F>`);
  expect(scene.rows('select time_zone from meetup')).toEqual([{ time_zone: 'America/New_York' }]);
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

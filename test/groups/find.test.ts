/** Finding a group. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { crowdedWorld, people, startGroups } from './scene.ts';

test('near first, the nearest first, then online by waking hours; page by page', {
  timeout: 30_000,
}, async () => {
  const groups = await startGroups({ world: crowdedWorld(9), threads: false });
  const { scene, channel, open } = groups;
  const yuki = scene.person('yuki');
  const cities = ['Halle (Saale)', 'Leipzig', 'Markkleeberg', '', '', '', ''];
  for (const [index, city] of cities.entries()) {
    // The later ones meet at night, UTC, which is where the server is.
    const hour = index >= 5 ? 'Mondays 03:00' : 'Mondays 19:00';
    await open(scene.person(`m${index}`), { name: `Group ${index}`, city, hour });
  }
  const first = messageOf(await yuki.command(channel, 'group find', { near: 'Leipzig', radius: '50' }));
  const names = (message: typeof first) =>
    [...textOf(message).matchAll(/\*\*Group (\d)\*\*/g)].map(([, n]) => n);
  expect(textOf(first)).toContain('7 study groups: near Leipzig first, then online');
  expect(names(first).slice(0, 3)).toEqual(['1', '2', '0']);
  expect(textOf(first)).toMatch(/Markkleeberg[^\n]*\(under 10 km\)/);
  expect(textOf(first)).toMatch(/Halle[^\n]*\(under 50 km\)/);
  const second = messageOf(await yuki.press(first, 'More'));
  expect(names(second).toSorted()).toEqual(['5', '6']);
  expect(names(messageOf(await yuki.press(second, 'Back')))).toEqual(names(first));
  const near = messageOf(
    await yuki.command(channel, 'group find', { near: 'Leipzig', radius: '10', online: 'near' }),
  );
  expect(textOf(near)).toContain('2 study groups within 10 km of Leipzig');
  const online = messageOf(await yuki.command(channel, 'group find', { near: 'Leipzig', online: 'online' }));
  expect(textOf(online)).toContain('4 study groups online');
  expect(scene.playground.violations).toEqual([]);
});

test('by step, words, language and free places; what can’t be read is said', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, join, said } = groups;
  const [ben, chidi, noor, yuki] = people(groups, 'ben', 'chidi', 'noor', 'yuki');
  await open(
    ben,
    { name: 'Übungsgruppe', step: 'pytorch', topic: 'Donnerstags' },
    { places: 2, language: 'de' },
  );
  await open(noor, { name: 'Кружок', topic: '100 % paper_club' }, { language: 'ru' });
  const find = (options: Record<string, string>) => said(yuki.command(channel, 'group find', options));
  expect(await find({ topic: 'pytorch' })).toMatch(/1 study group online.*Übungsgruppe/s);
  expect(await find({ topic: 'ubungs' })).toContain('Übungsgruppe');
  expect(await find({ topic: 'ÜBUNGS' })).toContain('Übungsgruppe');
  expect(await find({ topic: 'кружок' })).toContain('Кружок');
  expect(await find({ topic: '%' }), 'no sign is a wild card').toContain('2 study groups');
  expect(await find({ topic: 'paper_club' })).toContain('1 study group online');
  const none = await find({ topic: 'paperXclub', language: 'de' });
  expect(none).toContain('Nothing fits all of that online');
  expect(none).toContain('Leave out the language or the topic to see more.');
  expect(none, 'also when nothing is found').toContain('Tell me your city, with');
  expect(await find({ language: 'Deutsch' })).toContain('Übungsgruppe');
  expect(await find({ language: 'Klingonisch' })).toContain("I don't know the language “Klingonisch”");
  expect(await find({ near: 'Xyzzyvale' })).toContain("I don't know the city “Xyzzyvale”");
  expect(await find({ online: 'near' })).toContain('To look nearby I need a city');
  expect(await find({ free: 'yes' })).toContain('2 study groups');
  await join(
    chidi,
    String(groups.rows('select group_id from study_group where capacity = 2')[0]?.['group_id']),
  );
  expect(await find({ free: 'yes' })).toMatch(/1 study group online.*Кружок/s);
  const all = messageOf(await yuki.command(channel, 'group find'));
  expect(buttonsOf(all)).toEqual(expect.arrayContaining(['Join', 'Wait for a place']));
  expect(buttonsOf(messageOf(await chidi.command(channel, 'group find')))).toContain('Open');
  expect(scene.playground.violations).toEqual([]);
});

test('what is said of a search is true: near, online, filtered, with its radius', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, said } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const find = (options: Record<string, string>) => said(yuki.command(channel, 'group find', options));
  const nothing = messageOf(await yuki.command(channel, 'group find'));
  expect(textOf(nothing)).toContain('### No study group online yet');
  expect(textOf(nothing)).toContain(
    'Tell me your city, with `near` or `/me city`, and I look around it too.',
  );
  const wished = messageOf(await yuki.press(nothing, 'Tell me when there is one'));
  expect(textOf(wished)).toContain('I write to you once there is a new group online.');
  expect(textOf(wished), 'it is remembered').not.toContain('Or I remember');
  expect(await find({ near: 'Leipzig' })).toContain('### No study group within 25 km of Leipzig yet');
  await open(ben, { name: 'Here', city: 'Leipzig' }, { language: 'de' });
  expect(await find({ near: 'Leipzig' })).toContain('### 1 study group near Leipzig');
  const narrow = await find({ near: 'Leipzig', radius: '50', language: 'en', topic: 'pytorch' });
  expect(narrow).toContain('### Nothing fits all of that within 50 km of Leipzig, or online');
  expect(narrow).toContain('Leave out the language or the topic to see more.');
  await open(ben, { name: 'Away' }, { language: 'en' });
  const away = await find({ near: 'Leipzig', language: 'en' });
  expect(away).toContain('### 1 study group online');
  expect(away).toContain(
    'Nothing fits all of that within 25 km of Leipzig. Leave out the language to see more.',
  );
  const filtered = messageOf(
    await yuki.command(channel, 'group find', { topic: 'paper club', language: 'de', near: 'Leipzig' }),
  );
  await yuki.press(filtered, "Don't tell me");
  const again = messageOf(
    await yuki.command(channel, 'group find', { topic: 'paper club', language: 'de', near: 'Leipzig' }),
  );
  expect(await said(yuki.press(again, 'Tell me when there is one'))).toContain(
    'a new group within 25 km of Leipzig in German about “paper club”.',
  );
  expect(scene.playground.violations).toEqual([]);
});

test('the fullest page fits into a message', { timeout: 30_000 }, async () => {
  const groups = await startGroups({ world: crowdedWorld(6), threads: false });
  const { scene, channel, open } = groups;
  const longest = '*_~`|<>[]()@#'.repeat(8);
  for (let index = 0; index < 6; index += 1)
    await open(scene.person(`m${index}`), {
      name: longest.slice(0, 60),
      topic: longest.slice(0, 100),
      city: 'Llanfairpwllgwyngyll',
      step: 'pytorch',
      hour: 'Wednesdays 19:00',
    });
  const found = messageOf(
    await scene.person('yuki').command(channel, 'group find', { near: 'Llanfairpwllgwyngyll' }),
  );
  expect(textOf(found)).toContain('6 study groups');
  expect(buttonsOf(found).filter((label) => label === 'Join')).toHaveLength(5);
  expect(scene.playground.violations).toEqual([]);
});

/** Planning a meetup: typed, shown back, confirmed. */
import { describe, expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { customId, met, seconds } from './scene.ts';

test('is shown back in everybody’s own time, and announced in the thread once it is confirmed', async () => {
  const scene = await met({ rateLimits: true });
  const { ben, channel, group } = scene;
  const options = { group, when: 'sat 18:30', place: 'Café *Grundmann*', duration: '2 hours' };
  const draft = messageOf(await ben.command(channel, 'meetup plan', options));
  expect(textOf(draft)).toContain(`<t:${seconds('2027-01-16T17:30:00Z')}:F>`);
  expect(textOf(draft)).toContain('⏱️ 2 hours · 📍 Café \\*Grundmann\\*');
  expect(textOf(draft)).toContain('Europe/Berlin');
  expect(textOf(draft)).toContain('Tuesday Tensors: Is this right?');
  expect(textOf(draft)).toContain(
    '-# The whole server sees its date and city among its events, not the place.',
  );
  const planned = await scene.pressed(ben, draft, 'Plan it');
  expect(textOf(planned)).toContain('🎉 It is planned');
  expect(buttonsOf(planned)).toContain('Coming (1)');
  await scene.aMinute();
  expect(textOf(scene.announcement())).toContain('**Tuesday Tensors** meets. Will you come?');
  expect(scene.scene.playground.pingsOf(scene.announcement().id).users).toEqual([]);
  expect(scene.scene.playground.violations).toEqual([]);
});

describe('what can’t be read', () => {
  test.each([
    [{ when: 'when I feel like it' }, "I can't read"],
    [{ when: 'sat' }, 'no time of day'],
    [{ when: '2026-01-01 18:00' }, 'has gone by'],
    [{ when: '2031-01-01 18:00' }, 'more than a year ahead'],
    [{ when: 'sat 18:30', duration: 'for ever' }, 'as a length'],
    [{ when: 'sat 18:30', duration: '5 min' }, 'as a length'],
  ])('%j: a sentence that says what to do, and the form with all that was typed', async (typed, words) => {
    const { ben, channel, group, scene } = await met();
    const options = { group, place: 'The *attic*', repeats: 'weekly', ...typed };
    const refused = messageOf(await ben.command(channel, 'meetup plan', options));
    expect(textOf(refused)).toContain(words);
    expect(textOf(refused)).toMatch(/You wrote: “.+”, place “The \\\*attic\\\*”.*, every week/);
    await scene.restart();
    const form = await ben.press(refused, 'Type it again');
    expect(JSON.stringify(form)).toContain('The *attic*');
    for (const value of Object.values(typed)) expect(JSON.stringify(form)).toContain(value);
    const draft = messageOf(await ben.submit(form, { 'When?': 'sun 9:00', 'How long?': '2 hours' }));
    expect(textOf(draft)).toMatch(/, every week\n⏱️ 2 hours · 📍 The \\\*attic\\\*/);
    expect(scene.playground.violations).toEqual([]);
  });
});

test('without a time it is a form, filled with what was typed; without a place it is where the group meets', async () => {
  const { ben, channel, group, scene } = await met();
  const form = await ben.command(channel, 'meetup plan', { group, duration: '3h' });
  expect(JSON.stringify(form)).toContain('3h');
  const draft = messageOf(
    await ben.submit(form, { 'When?': 'tomorrow 7pm', 'Where?': '', 'Again?': ['weekly'] }),
  );
  expect(textOf(draft)).toContain(`<t:${seconds('2027-01-14T18:00:00Z')}:F>`);
  expect(textOf(draft)).toContain('every week');
  expect(textOf(draft)).toContain('3 hours · 📍 Leipzig, Saxony, Germany, see the thread');
  expect(scene.playground.violations).toEqual([]);
});

test('the longest and strangest words fit, do no harm, and reach Discord’s event', async () => {
  const scene = await met();
  const place = `@everyone \u202E**${'W'.repeat(40)}** [x](https://evil.example) 👩‍👩‍👧‍👦 مقهى `.padEnd(
    100,
    '_',
  );
  const planned = await scene.plan({ place });
  expect(textOf(planned)).toContain('\\@everyone');
  expect(textOf(planned)).not.toContain('\u202E');
  expect(textOf(scene.announcement())).toContain('\\[x\\]\\(');
  expect(scene.scene.playground.pingsOf(scene.announcement().id)).toMatchObject({
    users: [],
    everyone: false,
  });
  expect(scene.events()).toHaveLength(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('it is planned once, however often it is confirmed, and not by anybody else', async () => {
  const scene = await met();
  const { ben, yuki, channel, group, forge, said } = scene;
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  const id = customId(draft, 'meetup.plan@1');
  for (const name of ['plan', 'show', 'off', 'change', 'drop'])
    expect(await forge(yuki, id.replace('plan', name))).not.toContain('sat');
  expect(await forge(yuki, id)).toContain('no more');
  expect(await said(yuki.command(channel, 'meetup cancel', { meetup: id.split('/')[1] ?? '' }))).toContain(
    'no more',
  );
  const twice = await Promise.all([ben.press(draft, 'Plan it'), ben.press(draft, 'Plan it')]);
  expect(
    twice.map((outcome) => textOf(messageOf(outcome))).filter((text) => text.includes('🎉')),
  ).toHaveLength(1);
  await scene.aMinute();
  expect(scene.countOf('Will you come?')).toBe(1);
  expect(scene.events()).toHaveLength(1);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('what is confirmed too late, or after leaving, is not planned; what is typed anew takes the place of the old', async () => {
  const scene = await met();
  const { ben, yuki, channel, group, pressed } = scene;
  const first = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'today 18:30' }));
  await scene.scene.moveTo('2027-01-13T18:00:00Z');
  expect(textOf(await pressed(ben, first, 'Plan it'))).toContain('gone by meanwhile');
  const old = customId(first, 'meetup.plan@1');
  const second = messageOf(await ben.submit(await ben.press(first, 'Change it'), { 'When?': 'fri 18:30' }));
  expect(await scene.forge(ben, old)).toContain('no more');
  expect(textOf(await pressed(ben, second, 'Never mind'))).toContain('Nothing was planned');
  const hers = messageOf(await yuki.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  await yuki.press(messageOf(await yuki.command(channel, 'group leave', { group })), 'Leave');
  expect(textOf(await pressed(yuki, hers, 'Plan it'))).toContain('for the members of its group');
  await scene.scene.moveTo('2027-01-15T00:00:00Z');
  expect(scene.rows('select * from meetup'), 'forgotten after a day').toEqual([]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('ten lie ahead at most, even if two plan the tenth at once', { timeout: 20_000 }, async () => {
  const scene = await met();
  const { ben, yuki, channel, group } = scene;
  const typed = (hour: number) => ({ group, when: `sat ${hour}:30`, place: '*'.repeat(100) });
  for (let hour = 8; hour < 17; hour += 1)
    await ben.press(messageOf(await ben.command(channel, 'meetup plan', typed(hour))), 'Plan it');
  const drafts = await Promise.all([
    ben.command(channel, 'meetup plan', typed(17)),
    yuki.command(channel, 'meetup plan', typed(18)),
  ]);
  const [his, hers] = drafts.map(messageOf);
  if (his === undefined || hers === undefined) throw new Error('no drafts');
  const both = await Promise.all([ben.press(his, 'Plan it'), yuki.press(hers, 'Plan it')]);
  const texts = both.map((outcome) => textOf(messageOf(outcome)));
  expect(texts.filter((text) => text.includes('🎉'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('10 meetups ahead already'))).toHaveLength(1);
  const list = messageOf(await yuki.command(channel, 'meetup list'));
  expect(buttonsOf(list).filter((label) => label === 'Open')).toHaveLength(10);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('only members plan, and only in a server', async () => {
  const scene = await met();
  const { group, channel, said, forge } = scene;
  const stranger = scene.scene.person('chidi');
  expect(await said(stranger.command(channel, 'meetup plan', { group, when: 'sat 18:30' }))).toContain(
    'Only members',
  );
  expect(await forge(stranger, `meetup.ask@1/${group}`)).toContain('Only members');
  expect(await said(stranger.command(channel, 'meetup list'))).toContain('you are in none yet');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a place that is one link can be pressed, wherever it is shown', async () => {
  const scene = await met();
  const planned = await scene.plan({ place: 'https://meet.example.org/a_b*c*' });
  const link = '📍 <https://meet.example.org/a_b*c*>';
  expect(textOf(planned)).toContain(link);
  expect(textOf(scene.announcement())).toContain(link);
  await scene.change(scene.ben, planned, { 'Where?': 'see https://meet.example.org' });
  const list = messageOf(await scene.ben.command(scene.channel, 'meetup list'));
  expect(textOf(list)).toContain('see https\\://meet.example.org');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('what can’t be read of a change comes back in its form', async () => {
  const scene = await met();
  const { ben, yuki, forge } = scene;
  const planned = await scene.plan();
  const form = await ben.press(planned, 'Change it');
  const refused = messageOf(await ben.submit(form, { 'When?': 'soonish', 'Where?': 'The *park*' }));
  expect(textOf(refused)).toContain("I can't read “soonish”");
  expect(await forge(yuki, customId(refused, 'meetup.rechange@1'))).toContain('Only who planned it');
  const again = await ben.press(refused, 'Type it again');
  expect(JSON.stringify(again)).toContain('soonish');
  const shown = messageOf(await ben.submit(again, { 'When?': 'sun 9:00' }));
  expect(textOf(shown)).toContain('to The \\*park\\*');
  const kept = customId(refused, 'meetup.rechange@1').split('/')[2] ?? '';
  expect(await forge(ben, `meetup.show@1/${kept}`)).toContain('no more');
  expect(await forge(ben, `meetup.plan@1/${kept}`)).not.toContain('🎉');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a group hears of ten new ones a day at most, called off or not', { timeout: 20_000 }, async () => {
  const scene = await met();
  const { ben, channel, group } = scene;
  const plan = async () => {
    const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
    return messageOf(await ben.press(draft, 'Plan it'));
  };
  for (let count = 0; count < 10; count += 1) {
    const asked = await scene.pressed(ben, await plan(), 'Call it off');
    await ben.press(asked, 'Call it off');
  }
  expect(textOf(await plan())).toContain('10 new meetups within a day. Let it rest');
  await scene.scene.moveTo('2027-01-14T13:00:00Z');
  expect(textOf(await plan())).toContain('🎉');
  expect(scene.scene.playground.violations).toEqual([]);
});

/** The calendar file, as a calendar reads it. */
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { messageOf, partsOf } from '../support/bot.ts';
import { type Met, met } from './scene.ts';

async function fileOf(scene: Met) {
  const open = await scene.pressed(
    scene.ben,
    messageOf(await scene.ben.command(scene.channel, 'meetup list')),
    'Open',
  );
  const sent = await scene.pressed(scene.ben, open, 'Calendar file');
  const url = partsOf(sent).find((part) => part.file !== undefined)?.file?.url ?? '';
  expect(url).toContain('/meetup.ics');
  const answer = await fetch(url);
  const component = new ICAL.Component(ICAL.parse(await answer.text())).getFirstSubcomponent('vevent');
  if (component === null) throw new Error('no event');
  return new ICAL.Event(component);
}

const utc = (time: ICAL.Time | null | undefined) =>
  new Date((time?.toUnixTime() ?? Number.NaN) * 1000).toISOString();

test('has what was planned, in words that came out as they were', async () => {
  const scene = await met();
  await scene.plan({ place: 'Café; "Grundmann", Tür 2 \\ مقهى', duration: '2h' });
  const event = await fileOf(scene);
  expect([utc(event.startDate), utc(event.endDate)]).toEqual([
    '2027-01-16T17:30:00.000Z',
    '2027-01-16T19:30:00.000Z',
  ]);
  expect(event.summary).toBe('Tuesday Tensors');
  expect(event.location).toBe('Café; "Grundmann", Tür 2 \\ مقهى');
  expect(event.component.getFirstPropertyValue('url')).toBe(
    `https://discord.com/channels/${scene.hall}/${scene.thread}`,
  );
  expect(scene.scene.playground.violations).toEqual([]);
});

test('of a series: one id, a higher edition with each change and date, from the next date on', async () => {
  const scene = await met({ startsAt: '2027-03-10T12:00:00Z' });
  const { ben } = scene;
  const planned = await scene.plan({ repeats: 'weekly' });
  const first = await fileOf(scene);
  expect(first.isRecurring()).toBe(true);
  await scene.scene.moveTo('2027-03-20T20:00:00Z');
  const later = await fileOf(scene);
  expect(later.uid).toBe(first.uid);
  expect(later.sequence).toBe(first.sequence + 2);
  const dates = later.iterator();
  expect([utc(dates.next()), utc(dates.next())], 'across the change of clocks').toEqual([
    '2027-03-27T17:30:00.000Z',
    '2027-04-03T16:30:00.000Z',
  ]);
  await scene.change(ben, planned, { 'Where?': 'The library' });
  expect((await fileOf(scene)).sequence).toBe(first.sequence + 3);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('a date that a clock change has shifted shifts no other, in the file and after a change', async () => {
  const scene = await met({ startsAt: '2027-03-20T12:00:00Z' });
  const planned = await scene.plan({ repeats: 'weekly', when: 'sun 2:30', duration: '1h' });
  await scene.scene.moveTo('2027-03-21T12:00:00Z');
  const dates = (await fileOf(scene)).iterator();
  const read = [dates.next(), dates.next(), dates.next()].map(utc);
  expect(read.at(2)).toBe('2027-04-04T00:30:00.000Z');
  const { ben } = scene;
  await scene.change(ben, planned, { 'Where?': 'The library' });
  await scene.scene.moveTo('2027-03-28T12:00:00Z');
  expect(utc((await fileOf(scene)).startDate)).toBe('2027-04-04T00:30:00.000Z');
  expect(scene.scene.playground.violations).toEqual([]);
});

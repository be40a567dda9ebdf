/** Meetups through the front door: planned, answered, reminded of, changed, called off, and attended. */
import { describe, expect, test } from 'vitest';
import { groupIdIn, startGroups } from '../groups/scene.ts';
import { buttonsOf, messageOf, partsOf, textOf } from '../support/bot.ts';

/** Ben's group in Leipzig, with Yuki in it; it is Wednesday, noon, UTC. */
async function met(options: Parameters<typeof startGroups>[0] = {}) {
  const groups = await startGroups(options);
  const { scene, channel, open } = groups;
  const [ben, yuki] = [scene.person('ben'), scene.person('yuki')];
  const group = groupIdIn(await open(ben, { city: 'Leipzig' }));
  await yuki.command(channel, 'group join', { group });
  const thread = scene.playground.threadsIn(scene.channel('hall.studyGroups'))[0]?.id ?? '';
  return { ...groups, ben, yuki, group, thread, posts: () => scene.playground.messagesIn(thread) };
}

type Met = Awaited<ReturnType<typeof met>>;

async function plan({ ben, channel, group }: Met, options: Record<string, string> = {}) {
  const draft = messageOf(
    await ben.command(channel, 'meetup plan', {
      group,
      when: 'sat 18:30',
      place: 'Café *Grundmann*',
      duration: '2 hours',
      ...options,
    }),
  );
  return { draft, planned: messageOf(await ben.press(draft, 'Plan it')) };
}

const seconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds / 1000;

describe('planning', () => {
  test('is shown back in everybody’s own time, and announced in the thread once it is confirmed', async () => {
    const scene = await met();
    const { draft, planned } = await plan(scene);
    expect(textOf(draft)).toContain(`<t:${seconds('2027-01-16T17:30:00Z')}:F>`);
    expect(textOf(draft)).toContain('⏱️ 2 hours · 📍 Café \\*Grundmann\\*');
    expect(textOf(draft)).toContain('Europe/Berlin');
    expect(textOf(planned)).toContain('🎉 It is planned');
    expect(buttonsOf(planned)).toContain('Coming (1)');
    await scene.scene.moveTo('2027-01-13T12:05:00Z');
    const announcement = scene.posts().at(-1);
    if (announcement === undefined) throw new Error('nothing was announced');
    expect(textOf(announcement)).toContain('**Tuesday Tensors** meets. Will you come?');
    expect(scene.scene.playground.pingsOf(announcement.id).users).toEqual([]);
    const said = messageOf(await scene.yuki.press(announcement, 'Maybe (0)'));
    expect(textOf(said)).toContain('✔️ Noted: **Maybe**');
    await expect
      .poll(() => buttonsOf(scene.posts().at(-1) ?? announcement))
      .toEqual(['Coming (1)', 'Maybe (1)', "Can't (0)", 'Who comes']);
    const [event] = scene.scene.playground.eventsIn(scene.scene.playground.world.guilds['hall'] ?? '');
    expect(event).toMatchObject({
      name: 'Tuesday Tensors',
      entity_metadata: { location: 'Café *Grundmann*' },
    });
    expect(Date.parse(event?.scheduled_start_time ?? '')).toBe(seconds('2027-01-16T17:30:00Z') * 1000);
    expect(scene.scene.playground.violations).toEqual([]);
  });

  test.each([
    ['when I feel like it', "I can't read"],
    ['sat', 'no time of day'],
    ['2026-01-01 18:00', 'has gone by'],
    ['2031-01-01 18:00', 'more than a year ahead'],
  ])('%s: a sentence that says what to do', async (when, words) => {
    const { ben, channel, group, said } = await met();
    expect(await said(ben.command(channel, 'meetup plan', { group, when, place: 'Here' }))).toContain(words);
  });

  test('without options it is a form', async () => {
    const { ben, channel, group } = await met();
    const form = await ben.command(channel, 'meetup plan', { group });
    const draft = messageOf(await ben.submit(form, { 'When?': 'tomorrow 7pm', 'Where?': '' }));
    expect(textOf(draft)).toContain(`<t:${seconds('2027-01-14T18:00:00Z')}:F>`);
    expect(textOf(draft)).toContain('90 minutes · 📍 Leipzig, Saxony, Germany, see the thread');
  });
});

describe('reminders', () => {
  test('come a day and an hour before to those who come, in the thread; after it, one click says who was there', async () => {
    const scene = await met();
    const { yuki, ben, channel } = scene;
    await plan(scene);
    await scene.scene.moveTo('2027-01-13T12:05:00Z');
    const announcement = scene.posts().at(-1);
    if (announcement === undefined) throw new Error('nothing was announced');
    await yuki.press(announcement, 'Coming (1)');
    const before = scene.posts().length;
    await scene.scene.moveTo('2027-01-15T17:31:00Z');
    const day = scene.posts().slice(before);
    expect(day.map(textOf).join()).toContain('⏰ Tomorrow');
    expect(day).toHaveLength(1);
    expect(scene.scene.playground.pingsOf(day[0]?.id ?? '').users.toSorted()).toEqual(
      [ben.userId, yuki.userId].toSorted(),
    );
    await yuki.press(day[0] ?? announcement, "Can't (0)");
    await scene.scene.moveTo('2027-01-16T16:31:00Z');
    const hour = scene.posts().at(-1);
    expect(textOf(hour ?? announcement)).toContain('⏰ Within the hour');
    expect(scene.scene.playground.pingsOf(hour?.id ?? '').users).toEqual([ben.userId]);

    await scene.scene.moveTo('2027-01-16T19:31:00Z');
    const after = scene.posts().at(-1);
    expect(textOf(after ?? announcement)).toContain('has met. Were you there?');
    const logged = messageOf(await ben.press(after ?? announcement, 'I was there'));
    expect(textOf(logged)).toContain('Meetup: Tuesday Tensors');
    expect(textOf(messageOf(await ben.press(after ?? announcement, 'I was there')))).toContain(
      'Noted already',
    );
    expect(textOf(messageOf(await ben.command(channel, 'portfolio')))).toContain('Tuesday Tensors');
    expect(textOf(messageOf(await yuki.press(announcement, 'Coming (1)')))).toContain('This is over');
    expect(scene.scene.playground.violations).toEqual([]);
  });

  test('a weekly meetup keeps its local time across a clock change, and asks anew for each date', async () => {
    const scene = await met({ startsAt: '2027-03-24T12:00:00Z' });
    await plan(scene, { repeats: 'weekly', when: 'thu 19:00' });
    await scene.scene.moveTo('2027-04-01T12:00:00Z');
    const texts = scene.posts().map(textOf).join('\n');
    expect(texts).toContain(`<t:${seconds('2027-03-25T18:00:00Z')}:F>`);
    expect(texts).toContain(`<t:${seconds('2027-04-01T17:00:00Z')}:F>`);
    const list = textOf(messageOf(await scene.ben.command(scene.channel, 'meetup list')));
    expect(list).toContain(`<t:${seconds('2027-04-01T17:00:00Z')}:F>`);
  });
});

describe('changes', () => {
  test('another time, and the end of it, are told to those who come', async () => {
    const scene = await met();
    const { ben, yuki, channel } = scene;
    const { planned } = await plan(scene);
    await scene.scene.moveTo('2027-01-13T12:05:00Z');
    await yuki.press(scene.posts().at(-1) ?? planned, 'Coming (1)');
    const form = await ben.press(planned, 'Change it');
    const changed = messageOf(await ben.submit(form, { 'When?': 'sun 11:00', 'Where?': 'The library' }));
    expect(textOf(changed)).toContain('✔️ Changed');
    await scene.scene.moveTo('2027-01-13T12:10:00Z');
    const told = scene.posts().at(-1);
    expect(textOf(told ?? planned)).toContain('has changed');
    expect(textOf(told ?? planned)).toContain('The library');
    expect(scene.scene.playground.pingsOf(told?.id ?? '').users.toSorted()).toEqual(
      [ben.userId, yuki.userId].toSorted(),
    );
    const hall = scene.scene.playground.world.guilds['hall'] ?? '';
    expect(scene.scene.playground.eventsIn(hall)).toHaveLength(1);
    expect(scene.scene.playground.eventsIn(hall)[0]?.entity_metadata).toEqual({ location: 'The library' });

    const asked = messageOf(await ben.press(changed, 'Call it off'));
    const off = messageOf(await ben.press(asked, 'Call it off'));
    expect(textOf(off)).toContain('It is called off');
    await scene.scene.moveTo('2027-01-13T12:20:00Z');
    expect(textOf(scene.posts().at(-1) ?? planned)).toContain('is called off');
    expect(scene.scene.playground.eventsIn(hall)).toHaveLength(0);
    expect(textOf(messageOf(await yuki.command(channel, 'meetup list')))).toContain('Nothing is planned');
    expect(scene.scene.playground.violations).toEqual([]);
  });

  test('only who planned it and the owner can change it, and only members see it', async () => {
    const scene = await met();
    const { planned } = await plan(scene);
    const stranger = scene.scene.person('chidi');
    const id = /meetup\.ics@1\/([\w-]{12})/.exec(JSON.stringify(planned))?.[1] ?? '';
    const strangers = messageOf(await stranger.command(scene.channel, 'meetup list'));
    for (const forged of [`meetup.change@1/${id}`, `meetup.off@1/${id}`, `meetup.show@1/${id}`]) {
      const outcome = await stranger.press(strangers, forged, { raw: true });
      expect(textOf(messageOf(outcome))).toContain('for the members of its group');
    }
    const own = messageOf(await scene.yuki.command(scene.channel, 'meetup list'));
    const outcome = await scene.yuki.press(own, `meetup.off@1/${id}`, { raw: true });
    expect(textOf(messageOf(outcome))).toContain('Only who planned it');
  });
});

test('the calendar file opens in calendars', async () => {
  const scene = await met();
  const { planned } = await plan(scene, { repeats: 'weekly' });
  const sent = messageOf(await scene.ben.press(planned, 'Calendar file'));
  const found = partsOf(sent).find((part) => part.file !== undefined)?.file;
  expect(found?.url).toContain('/meetup.ics');
  const content = await (await fetch(found?.url ?? '')).text();
  expect(content).toContain('RRULE:FREQ=WEEKLY');
  expect(content).toContain('SUMMARY:Tuesday Tensors');
});

test('without a thread, each member hears of it where their nudges come', async () => {
  const scene = await met({ threads: false });
  await plan(scene);
  await scene.scene.moveTo('2027-01-13T12:05:00Z');
  expect(scene.mail(scene.yuki).map(textOf).join('\n')).toContain(
    '**Tuesday Tensors** meets. Will you come?',
  );
});

test('the nudge names the next meetup, to its member alone', async () => {
  const scene = await met();
  const { ben, channel } = scene;
  await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC', where: 'dm' });
  await plan(scene);
  await scene.scene.moveTo('2027-01-15T09:01:00Z');
  const nudge = scene
    .mail(ben)
    .map(textOf)
    .find((words) => words.includes('goal'));
  expect(nudge).toContain(`🗓️ **Tuesday Tensors** meets <t:${seconds('2027-01-16T17:30:00Z')}:F>.`);
});

test('an announcement in the thread whose answer was lost is looked for there, and sent once', async () => {
  const scene = await met();
  const { playground } = scene.scene;
  playground.faults.add({
    method: 'POST',
    route: `/channels/${scene.thread}/messages`,
    dropSocket: 'before',
  });
  await plan(scene);
  await scene.scene.moveTo('2027-01-13T12:01:00Z');
  playground.forgetNonces();
  await scene.scene.moveTo('2027-01-13T12:20:00Z');
  const announced = scene.posts().filter((post) => textOf(post).includes('Will you come?'));
  expect(announced).toHaveLength(1);
});

/** Nudges over months: pauses, silence, a change of zone, and how direct messages are opened. */
import { describe, expect, test } from 'vitest';
import { buttonsOf, messageOf, type SceneOptions, startScene, textOf } from '../support/bot.ts';

const friday = { weekday: 'friday', time: '9:00', timezone: 'UTC' } as const;

async function nudged(options: SceneOptions = {}) {
  const scene = await startScene(options);
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', friday);
  const nudges = () => scene.playground.messagesIn(channel);
  /** The nudge of so many weeks after the first. */
  const nudge = (index: number) => {
    const found = nudges().at(index);
    if (found === undefined) throw new Error(`there is no nudge ${index}`);
    return found;
  };
  return { scene, ben, channel, nudges, nudge };
}

const said = async (outcome: Promise<Parameters<typeof messageOf>[0]>) => textOf(messageOf(await outcome));

const seconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds / 1000;

describe('the form', () => {
  const labels = { day: 'Day', time: 'Time of day', zone: 'Your time zone', where: 'Where' };

  test('says when and where in one go, from /nudge show', async () => {
    const scene = await startScene();
    const [ben, channel] = [scene.person('ben'), scene.channel('hall.nextSteps')];
    const off = messageOf(await ben.command(channel, 'nudge show'));
    const form = await ben.press(off, 'Choose when and where');
    const on = await said(
      ben.submit(form, {
        [labels.day]: ['7'],
        [labels.time]: '8pm',
        [labels.zone]: 'tokyo',
        [labels.where]: ['dm'],
      }),
    );
    expect(on).toContain('Sundays at 20:00, Asia/Tokyo');
    expect(on).toContain('**Where:** by direct message');
  });

  test('what can’t be read stays as it was, and is said; the rest is kept', async () => {
    const { ben, channel } = await nudged();
    const form = await ben.press(
      messageOf(await ben.command(channel, 'nudge show')),
      'Change when and where',
    );
    const saved = await said(
      ben.submit(form, { [labels.day]: ['2'], [labels.time]: 'noonish', [labels.zone]: '+02:00' }),
    );
    expect(saved).toContain("I can't read “noonish” as a time, so it is 09:00");
    expect(saved).toContain("I don't know the time zone “\\+02:00”, so it is UTC");
    expect(saved).toContain('Tuesdays at 09:00, UTC');
  });
});

describe('a pause', () => {
  test('until a day: no nudge before, the first after it, and the streak stands', async () => {
    const { scene, ben, channel, nudges } = await nudged();
    await ben.command(channel, 'checkin', { goal: 'kept' });
    const paused = messageOf(await ben.command(channel, 'nudge pause', { until: '2027-02-15' }));
    expect(textOf(paused)).toContain("You're on pause");
    expect(textOf(paused)).toContain(`<t:${seconds('2027-02-15T00:00:00Z')}:F>`);
    expect(textOf(paused)).toContain(`**Next nudge:** <t:${seconds('2027-02-19T09:00:00Z')}:F>`);
    await scene.moveTo('2027-02-19T08:59:00Z');
    expect(nudges()).toEqual([]);
    expect(await said(ben.command(channel, 'checkin', { goal: 'kept' }))).toContain(
      'Your streak: **2 weeks**',
    );
    expect(await said(ben.command(channel, 'nudge show'))).toContain('Weekly nudges are on');
  });

  test('ended early: the nudges go on, and the weeks count again', async () => {
    const { scene, ben, channel, nudges } = await nudged();
    const paused = messageOf(await ben.command(channel, 'nudge pause', { until: '8 weeks' }));
    await scene.moveTo('2027-01-20T12:00:00Z');
    const back = messageOf(await ben.press(paused, 'End the pause'));
    expect(textOf(back)).toContain('Welcome back');
    await scene.moveTo('2027-01-22T09:01:00Z');
    expect(nudges()).toHaveLength(1);
    expect(await said(ben.press(paused, 'pause.end@1', { raw: true }))).toContain(
      'There was no pause to end',
    );
  });

  test('from the nudge’s button, or by form; turning nudges on ends it', async () => {
    const { scene, ben, channel, nudges, nudge } = await nudged();
    await scene.moveTo('2027-01-15T09:01:00Z');
    const offered = messageOf(await ben.press(nudge(0), 'Pause'));
    expect(buttonsOf(offered)).toEqual(['1 week', '2 weeks', '4 weeks', 'Until a day …', 'Stop nudges']);
    expect(await said(ben.press(offered, '2 weeks'))).toContain(`<t:${seconds('2027-01-29T00:00:00Z')}:F>`);
    const form = await ben.press(messageOf(await ben.command(channel, 'nudge show')), 'Another day');
    expect(await said(ben.submit(form, { 'When are you back?': 'march 1' }))).toContain(
      `<t:${seconds('2027-03-01T00:00:00Z')}:F>`,
    );
    const back = await said(ben.command(channel, 'nudge on'));
    expect(back).toContain('✔️ Your pause is over.\n### Weekly nudges are on');
    expect(await said(ben.command(channel, 'nudge on')), 'there was none').not.toContain('pause');
    await scene.moveTo('2027-01-22T09:01:00Z');
    expect(nudges()).toHaveLength(2);
  });

  test('also without nudges, for the streak alone', async () => {
    const scene = await startScene();
    const chidi = scene.person('chidi');
    const channel = scene.channel('hall.nextSteps');
    await chidi.command(channel, 'checkin', { goal: 'kept' });
    const paused = await said(chidi.command(channel, 'nudge pause', { until: '3 weeks' }));
    expect(paused).toContain('Your streak waits');
    expect(paused).not.toContain('Next nudge');
    await scene.moveTo('2027-02-03T12:00:00Z');
    expect(await said(chidi.command(channel, 'checkin', { goal: 'kept' }))).toContain(
      'Your streak: **2 weeks**',
    );
  });

  test.each([
    ['yesterday', "“yesterday” isn't a day to come"],
    ['2027-01-13', "isn't a day to come"],
    ['2031-01-01', 'is more than a year away'],
    ['when I am *ready*', "I can't read “when I am \\*ready\\*” as a day"],
    ['0 weeks', "isn't a day to come"],
  ])('until %s: a sentence that says what to do', async (until, words) => {
    const { ben, channel } = await nudged();
    expect(await said(ben.command(channel, 'nudge pause', { until }))).toContain(words);
    expect(await said(ben.command(channel, 'nudge show'))).toContain('Weekly nudges are on');
  });

  test('suggests what is typed, and whole weeks', async () => {
    const { ben, channel } = await nudged();
    const choices = async (until: string) => {
      const found = await ben.autocomplete(channel, 'nudge pause', { until }, 'until');
      return found.status === 'choices' ? found.choices : [];
    };
    expect((await choices(''))[0]).toEqual({ name: '1 week: until Wed, Jan 20', value: '2027-01-20' });
    expect((await choices('2'))[0]).toEqual({ name: '2 weeks: until Wed, Jan 27', value: '2027-01-27' });
    expect(await choices('next monday')).toEqual([
      { name: 'next monday: until Mon, Jan 18', value: '2027-01-18' },
    ]);
    expect(await choices('🥑'.repeat(18))).toEqual([]);
  });
});

describe('three nudges without any reaction', () => {
  test('one question, then silence, until the member wants them again', async () => {
    const { scene, ben, nudges, nudge } = await nudged();
    await scene.moveTo('2027-01-29T09:01:00Z');
    expect(nudges()).toHaveLength(3);
    await scene.moveTo('2027-02-05T09:01:00Z');
    const question = nudge(3);
    expect(textOf(question)).toContain('shall I go on with your weekly nudges?');
    expect(scene.playground.pingsOf(question.id).users).toEqual([ben.userId]);
    await scene.moveTo('2027-04-01T09:00:00Z');
    expect(nudges()).toHaveLength(4);
    expect(await said(ben.press(question, 'Keep them coming'))).toContain('Weekly nudges are on');
    await scene.moveTo('2027-04-02T09:01:00Z');
    expect(nudges()).toHaveLength(5);
    expect(textOf(nudge(4))).not.toContain('shall I go on');
  });

  test('any use of the bot is a reaction', async () => {
    const { scene, ben, channel, nudges, nudge } = await nudged();
    for (const day of ['2027-01-15', '2027-01-22', '2027-01-29', '2027-02-05', '2027-02-12']) {
      await scene.moveTo(`${day}T09:01:00Z`);
      if (day === '2027-01-29') await ben.command(channel, 'help');
    }
    expect(nudges().map(textOf).join()).not.toContain('shall I go on');
    await scene.moveTo('2027-02-26T09:01:00Z');
    expect(textOf(nudge(-1))).toContain('shall I go on');
  });

  test('the nudges rest in /nudge show, and stop for good by one button', async () => {
    const { scene, ben, channel, nudge } = await nudged();
    await scene.moveTo('2027-02-05T09:01:00Z');
    const shown = messageOf(await ben.command(channel, 'nudge show'));
    expect(textOf(shown)).toContain('Your nudges rest');
    expect(buttonsOf(shown)).toEqual(['Keep them coming']);
    const question = nudge(3);
    expect(await said(ben.press(question, 'Stop nudges'))).toContain('No more nudges');
    expect(await said(ben.command(channel, 'nudge show'))).toContain('Weekly nudges are off');
  });
});

test('a goal is told in the channel only if the member says so', async () => {
  const { scene, ben, channel, nudge } = await nudged();
  await ben.command(channel, 'goal', { text: 'Train one model' });
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(textOf(nudge(0))).toContain('*My goal* shows it to you alone');
  expect(await said(ben.press(nudge(0), 'My goal'))).toContain('**Train one model**');
  const shown = messageOf(await ben.command(channel, 'nudge show'));
  expect(await said(ben.press(shown, 'Show my goal in the channel'))).toContain(
    'the nudge shows it to the channel',
  );
  await scene.moveTo('2027-01-21T09:01:00Z');
  await ben.command(channel, 'goal', { text: 'Train @everyone' });
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(textOf(nudge(1))).toContain('🎯 **Train \\@everyone**');
  expect(scene.playground.pingsOf(nudge(1).id)).toMatchObject({ users: [ben.userId], everyone: false });
});

test('by direct message, the goal is told, and the whole week is done from its buttons', async () => {
  const scene = await startScene();
  const [ben, channel] = [scene.person('ben'), scene.channel('hall.nextSteps')];
  await ben.command(channel, 'nudge on', { ...friday, where: 'dm' });
  await ben.command(channel, 'goal', { text: 'Train one model' });
  await scene.moveTo('2027-01-15T09:01:00Z');
  const [nudge] = scene.playground.directMessages(ben.userId);
  if (nudge === undefined) throw new Error('no nudge came');
  expect(textOf(nudge)).toContain('🎯 **Train one model**');
  const asked = messageOf(await ben.press(nudge, 'Check in'));
  const done = messageOf(await ben.press(asked, 'Kept it'));
  expect(textOf(done)).toContain('Checked in for this week');
  const form = await ben.press(done, "Next week's goal");
  await ben.submit(form, { 'What will you do?': 'Chapter 3' });
  expect(await said(ben.press(nudge, 'My step'))).toContain('Step 1 of 10');
  await scene.moveTo('2027-01-18T12:00:00Z');
  expect(await said(ben.press(nudge, 'My goal'))).toContain('**Chapter 3**');
});

test('in direct messages, what a nudge opens belongs to the server that it came from', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const [hall, circle] = [scene.channel('hall.nextSteps'), scene.channel('circle.general')];
  await ada.command(hall, 'nudge on', { ...friday, where: 'dm' });
  await scene.moveTo('2027-01-15T09:01:00Z');
  const [nudge] = scene.playground.directMessages(ada.userId);
  if (nudge === undefined) throw new Error('no nudge came');
  await ada.command(circle, 'help');
  await scene.moveTo('2027-01-15T09:30:00Z');
  const asked = messageOf(await ada.press(nudge, 'Check in'));
  await ada.press(asked, 'Kept it');
  expect(await said(ada.command(hall, 'checkin'))).toContain('Checked in for this week');
  expect(await said(ada.command(circle, 'checkin'))).toContain('How did this week go?');
});

test('conversations are opened ten a minute, before there is something to say, and each only once', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `member${index}`);
  const scene = await startScene({
    rateLimits: false,
    world: {
      users: Object.fromEntries(names.map((name) => [name, { username: name }])),
      guilds: {
        hall: { name: 'Hall', owner: 'member0', members: names, channels: { general: { name: 'general' } } },
      },
    },
  });
  const channel = scene.channel('hall.general');
  const wish = { ...friday, where: 'dm' };
  await Promise.all(names.map((name) => scene.person(name).command(channel, 'nudge on', wish)));
  const opened = () =>
    scene.playground.requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/users/@me/channels'),
    );
  expect(opened(), 'ten at once, the others in their turn').toHaveLength(10);
  await scene.moveTo('2027-01-15T09:01:00Z');
  const written = () =>
    names.filter((name) => scene.playground.directMessages(scene.person(name).userId).length === 1);
  expect(written().length, 'turns came on Wednesday, so all are opened by now').toBe(30);
  expect(opened()).toHaveLength(30);
  await scene.moveTo('2027-01-22T09:01:00Z');
  expect(opened(), 'kept').toHaveLength(30);
});

test('a goal written on the panel of one server’s nudge is that server’s, whichever was pressed last', async () => {
  const scene = await startScene();
  const yuki = scene.person('yuki');
  const wish = { weekday: 'friday', time: '9:00', timezone: 'UTC', where: 'dm' };
  const [hall, circle] = [scene.channel('hall.welcome'), scene.channel('circle.general')];
  await yuki.command(hall, 'nudge on', wish);
  await yuki.command(circle, 'nudge on', wish);
  await scene.moveTo('2027-01-15T09:02:00Z');
  const [first, second] = scene.playground.directMessages(yuki.userId);
  if (first === undefined || second === undefined) throw new Error('two nudges were to come');

  const panel = messageOf(await yuki.press(first, 'My goal'));
  await yuki.press(second, 'My goal');
  await yuki.submit(await yuki.press(panel, 'Set a goal'), { what: 'of the first', plan: '' });

  const goals = await Promise.all(
    [hall, circle].map(async (channel) => textOf(messageOf(await yuki.command(channel, 'goal')))),
  );
  const [ofFirst, ofSecond] = goals;
  expect(ofFirst).toContain('of the first');
  expect(ofSecond).not.toContain('of the first');
});

test('the pauses offered in the settings lead back to them', async () => {
  const scene = await startScene();
  const [ben, channel] = [scene.person('ben'), scene.channel('hall.nextSteps')];
  const settings = messageOf(await ben.command(channel, 'nudge on'));
  const pauses = messageOf(await ben.press(settings, 'Pause'));
  expect(textOf(pauses)).toContain('Take a pause\nNo nudges and no news of buddies until it ends');
  const paused = messageOf(await ben.command(channel, 'nudge pause', { until: '1 week' }));
  expect(textOf(paused)).toContain('News of buddies stops too.');
  await ben.press(paused, 'End the pause');
  expect(textOf(messageOf(await ben.press(pauses, 'Back')))).toContain('Weekly nudges are on');
});

test('direct messages from two servers say which one each is from; those from one alone need not', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const at = { weekday: 'friday', time: '9:00', timezone: 'UTC', where: 'dm' };
  await ada.command(scene.channel('hall.nextSteps'), 'nudge on', at);
  await scene.moveTo('2027-01-15T09:01:00Z');
  // Whatever keeps Discord from saying a name holds up no message for long.
  const hung = scene.playground.faults.add({ method: 'GET', route: '/guilds/:id', status: 500, times: 1 });
  await ada.command(scene.channel('circle.general'), 'nudge on', { ...at, time: '10:00' });
  await scene.moveTo('2027-01-15T10:01:00Z');
  expect(hung.struck).toBe(1);
  await scene.moveTo('2027-01-22T10:01:00Z');
  const endings = scene.playground
    .directMessages(ada.userId)
    .map((message) => /^-# From (.*)$/m.exec(textOf(message))?.[1]);
  expect(endings).toEqual([undefined, undefined, 'Deep Learning Study Hall', 'Sunday Paper Circle']);
});

/** A week of a member: its goal, its check-in, and what is made of them. */
import { describe, expect, test } from 'vitest';
import { pair } from '../buddies/scene.ts';
import { altOf, buttonsOf, messageOf, type Scene, startScene, textOf } from '../support/bot.ts';

async function begun(startsAt = '2027-01-13T12:00:00Z') {
  const scene = await startScene({ startsAt });
  return { scene, ben: scene.person('ben'), channel: scene.channel('hall.nextSteps') };
}

const said = async (outcome: Promise<Parameters<typeof messageOf>[0]>) => textOf(messageOf(await outcome));

/** Checks in at noon of each day. */
async function checkInOn(scene: Scene, ...days: string[]) {
  for (const day of days) {
    await scene.moveTo(`${day}T12:00:00Z`);
    await scene.person('ben').command(scene.channel('hall.nextSteps'), 'checkin', { goal: 'kept' });
  }
}

describe('a goal', () => {
  test('is asked for by form, with when and where, changed, and taken back', async () => {
    const { ben, channel } = await begun();
    const empty = messageOf(await ben.command(channel, 'goal'));
    expect(textOf(empty)).toContain('A goal for this week (Jan 11 – 17)');
    const form = await ben.press(empty, 'Set a goal');
    const set = messageOf(
      await ben.submit(form, { 'What will you do?': 'Port my *network*', 'When and where?': 'Tue 19:00' }),
    );
    expect(textOf(set)).toContain('**Port my \\*network\\***');
    expect(textOf(set)).toContain('**When and where:** Tue 19:00');
    expect((set.flags ?? 0) & 64).toBe(64);

    const again = await ben.press(set, 'Change it');
    const changed = messageOf(
      await ben.submit(again, { 'What will you do?': 'Read chapter 2', 'When and where?': '' }),
    );
    expect(textOf(changed)).toContain('When and where will you do it?');
    expect(await said(ben.press(changed, 'Take it back'))).toContain('A goal for this week');
  });

  test('is one line of the command, keeps its plan if it stays, and is cut of what nobody sees', async () => {
    const { ben, channel } = await begun();
    const set = messageOf(await ben.command(channel, 'goal', { text: ' Train   one model\u202e ' }));
    expect(textOf(set)).toContain('**Train one model**');
    const form = await ben.press(set, 'Say when and where');
    await ben.submit(form, { 'When and where?': 'Café, Saturday' });
    expect(await said(ben.command(channel, 'goal', { text: 'Train one model' }))).toContain('Café, Saturday');
    expect(await said(ben.command(channel, 'goal', { text: 'Another' }))).not.toContain('Café, Saturday');
    expect(await said(ben.command(channel, 'goal', { text: '\u200b ' }))).toContain('Write what you will do');
    expect(await said(ben.command(channel, 'goal'))).toContain('**Another**');
  });

  test('is for this week or the next: others can’t be had, whatever a custom id says', async () => {
    const { ben, channel } = await begun();
    const panel = messageOf(await ben.command(channel, 'goal'));
    for (const week of ['2027-W01', '2027-W04', '2031-W05']) {
      const answer = await said(ben.press(panel, `goal.ask@1/${week}`, { raw: true }));
      expect(answer).toContain("can't be changed now");
    }
    expect(await said(ben.press(panel, 'goal.ask@1/2027-W53', { raw: true })), 'no such week').toContain(
      'earlier version',
    );
    const next = await ben.press(panel, 'goal.ask@1/2027-W03', { raw: true });
    expect(next.status).toBe('modal');
  });

  test('typed into a form that has grown old is given back', async () => {
    const { scene, ben, channel } = await begun();
    const form = await ben.press(messageOf(await ben.command(channel, 'goal')), 'Set a goal');
    await scene.moveTo('2027-01-25T12:00:00Z');
    const typed = { 'What will you do?': 'Port my *network*', 'When and where?': 'Tue 19:00' };
    expect(await said(ben.submit(form, typed))).toBe(
      "The goal of Jan 11 – 17 can't be changed now. `/goal` is about this week.\n-# You wrote: Port my \\*network\\*\n-# When and where: Tue 19:00",
    );
  });

  test('is for one week: the next has none', async () => {
    const { scene, ben, channel } = await begun();
    await ben.command(channel, 'goal', { text: 'Train one model' });
    await scene.moveTo('2027-01-18T12:00:00Z');
    expect(await said(ben.command(channel, 'goal'))).toContain('A goal for this week (Jan 18 – 24)');
  });
});

describe('a buddy is offered', () => {
  const offer = '🤝 A buddy would see your goals and check-ins, and you would see theirs.';

  test('beside the first goal of a week, and explained in a message of its own', async () => {
    const { scene, ben, channel } = await begun();
    await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' });
    const shown = messageOf(await ben.command(channel, 'nudge show'));
    await ben.press(shown, 'Show my goal in the channel');
    const empty = messageOf(await ben.command(channel, 'goal'));
    const set = messageOf(
      await ben.submit(await ben.press(empty, 'Set a goal'), { 'What will you do?': 'Train one model' }),
    );
    expect(textOf(set)).toContain(offer);
    expect(textOf(set), 'the channel may see it').not.toContain('Nobody else');
    expect(buttonsOf(set).filter((label) => label.includes('buddy'))).toEqual(['What is a buddy?']);
    const about = messageOf(await ben.press(set, 'What is a buddy?'));
    expect(about.id, 'the goal stays where it is').not.toBe(set.id);
    expect(textOf(about)).toContain('A buddy for your weeks');
    expect((about.flags ?? 0) & 64).toBe(64);

    const changed = messageOf(
      await ben.submit(await ben.press(set, 'Say when and where'), { 'When and where?': 'Tuesday' }),
    );
    expect(textOf(changed), 'changed').not.toContain('A buddy would');
    const anew = messageOf(await ben.command(channel, 'goal', { text: 'Train two models' }));
    expect(textOf(anew), 'changed by the command').not.toContain('A buddy would');
    await scene.moveTo('2027-01-18T12:00:00Z');
    expect(await said(ben.command(channel, 'goal', { text: 'Train three' })), 'next week').toContain(offer);
  });

  test('by direct message it is about the server that the goal belongs to', async () => {
    const { ben, channel } = await begun();
    await ben.command(channel, 'nextstep');
    const set = messageOf(await ben.command(ben.direct(), 'goal', { text: 'Train one model' }));
    const about = messageOf(await ben.press(set, 'What is a buddy?'));
    expect(await said(ben.press(about, 'Find a buddy'))).toContain('You are looking for a buddy');
  });

  test('not to whoever looks for one already', async () => {
    const { ben, channel } = await begun();
    await ben.command(channel, 'buddy find');
    expect(await said(ben.command(channel, 'goal', { text: 'Train one model' }))).not.toContain('A buddy');
  });
});

test('whoever has a buddy reads that they can see the goal, also after a change and during a pause', async () => {
  const { scene, ben, channel } = await begun();
  await pair(scene, 'ben', 'chidi');
  await scene.person('chidi').command(channel, 'nudge pause', { until: '2 weeks' });
  for (const text of ['Train one model', 'Train two models'])
    expect(await said(ben.command(channel, 'goal', { text }))).toContain('-# Your buddy can see it.');
  expect(await said(ben.command(channel, 'checkin', { goal: 'kept' }))).toContain(
    '-# Your buddy can see it.',
  );
});

describe('a check-in', () => {
  test('takes two clicks, and a third for a line', async () => {
    const { ben, channel } = await begun();
    await ben.command(channel, 'goal', { text: 'Train one model' });
    const asked = messageOf(await ben.command(channel, 'checkin'));
    expect(textOf(asked)).toContain('🎯 Your goal: **Train one model**');
    const done = messageOf(await ben.press(asked, 'Partly'));
    expect(textOf(done)).toContain('Checked in for this week (Jan 11 – 17): partly kept');
    expect(textOf(done)).toContain('📆 Your streak: **1 week**.');
    const form = await ben.press(done, 'Add a line or change it');
    const written = messageOf(
      await ben.submit(form, {
        'How did it go?': ['kept'],
        'What did you do?': 'The loss went down.\nAnd up.',
        'Minutes, if you count them': '1:30',
      }),
    );
    expect(textOf(written)).toContain(': kept');
    expect(textOf(written)).toContain('> The loss went down.\n> And up.');
    expect(textOf(written)).toContain('1 h 30 min');
  });

  test('by options; minutes that can’t be read cost nothing else', async () => {
    const { ben, channel } = await begun();
    const wrong = await said(
      ben.command(channel, 'checkin', { did: 'Read two papers', minutes: 'long', goal: 'kept' }),
    );
    expect(wrong).toContain("Saved, but I can't read “long” as minutes. Write 90, or 1:30.");
    expect(wrong).toContain('Read two papers');
    const right = await said(ben.command(channel, 'checkin', { minutes: '90' }));
    expect(right).toContain('Read two papers');
    expect(right).toContain('1 h 30 min');
  });

  test('missed is fine to say: it is no kept week, and the streak stands', async () => {
    const { scene, ben, channel } = await begun('2027-01-06T12:00:00Z');
    await checkInOn(scene, '2027-01-06', '2027-01-13');
    await scene.moveTo('2027-01-20T12:00:00Z');
    const asked = messageOf(await ben.command(channel, 'checkin'));
    const missed = await said(ben.press(asked, 'Missed it'));
    expect(missed).toContain(': missed');
    expect(missed).toContain('your streak of 2 weeks stands');
    expect(altOf(messageOf(await ben.command(channel, 'progress')))).toContain('2 of the last 26 weeks kept');
    await checkInOn(scene, '2027-01-27');
    expect(altOf(messageOf(await ben.command(channel, 'progress')))).toContain('Streak in weeks: 3');
  });

  test('two weeks missed in a row end a streak', async () => {
    const { scene, ben, channel } = await begun('2027-01-06T12:00:00Z');
    await checkInOn(scene, '2027-01-06', '2027-01-13', '2027-02-03');
    expect(altOf(messageOf(await ben.command(channel, 'progress')))).toContain('Streak in weeks: 1');
  });

  test('for two days, last week can be reported too', async () => {
    const { scene, ben, channel } = await begun('2027-01-06T12:00:00Z');
    await checkInOn(scene, '2027-01-06');
    await scene.moveTo('2027-01-19T22:00:00Z');
    const late = messageOf(await ben.command(channel, 'checkin'));
    expect(textOf(late)).toContain('Last week (Jan 11 – 17) has no check-in yet');
    const done = messageOf(await ben.press(late, 'Last week: kept it'));
    expect(textOf(done)).toContain('Checked in for last week (Jan 11 – 17): kept');
    expect(textOf(done)).toContain('Your streak: **2 weeks**');
    await scene.moveTo('2027-01-20T01:00:00Z');
    const over = messageOf(await ben.press(late, 'checkin.week@1/2027-W02/missed', { raw: true }));
    expect(textOf(over)).toContain("The week of Jan 11 – 17 is over and can't be reported any more");
    expect(buttonsOf(over)).not.toContain('Last week: kept it');
  });

  test('a week to come can’t be reported, whatever a custom id says', async () => {
    const { ben, channel } = await begun();
    const asked = messageOf(await ben.command(channel, 'checkin'));
    const forged = await said(ben.press(asked, 'checkin.week@1/2027-W03/kept', { raw: true }));
    expect(forged).toContain('How did this week go?');
    const nonsense = await said(ben.press(asked, 'checkin.week@1/2027-W99/kept', { raw: true }));
    expect(nonsense).toContain('earlier version');
    expect(altOf(messageOf(await ben.command(channel, 'progress')))).toContain('0 of the last 26 weeks kept');
  });

  test('on a Friday, the next week can be planned', async () => {
    const { scene, ben, channel } = await begun();
    await checkInOn(scene, '2027-01-15');
    const done = messageOf(await ben.command(channel, 'checkin'));
    const form = await ben.press(done, "Next week's goal");
    expect(await said(ben.submit(form, { 'What will you do?': 'Chapter 3' }))).toContain(
      'Your goal for next week (Jan 18 – 24)',
    );
    await scene.moveTo('2027-01-18T12:00:00Z');
    expect(await said(ben.command(channel, 'goal'))).toContain('**Chapter 3**');
  });
});

test('the week of a member begins where they live', async () => {
  const { scene, ben, channel } = await begun('2027-01-17T12:00:00Z');
  await ben.command(channel, 'nudge on', { timezone: 'Pacific/Auckland' });
  expect(await said(ben.command(channel, 'goal'))).toContain('(Jan 18 – 24)');
  await scene.person('chidi').command(channel, 'nudge on', { timezone: 'America/New_York' });
  expect(await said(scene.person('chidi').command(channel, 'goal'))).toContain('(Jan 11 – 17)');
});

test('the command says how a week is taken that nothing is said of', async () => {
  const { scene, ben, channel } = await begun();
  const options = scene.playground.commands().find(({ name }) => name === 'checkin')?.options ?? [];
  expect(options.find(({ name }) => name === 'goal')?.description).toBe(
    "How the week's goal fared: kept, unless you say, or have said, otherwise",
  );
  expect(await said(ben.command(channel, 'checkin', { did: 'Read' }))).toContain(': kept');
  await ben.command(channel, 'checkin', { goal: 'partly' });
  expect(await said(ben.command(channel, 'checkin', { did: 'Read more' }))).toContain(': partly kept');
});

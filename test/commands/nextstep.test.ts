import { expect, test } from 'vitest';
import { buttonsOf, messageOf, optionsOf, startScene, textOf } from '../support/bot.ts';

test('a new member gets one step at once, in a server that nobody has set up', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const outcome = await ben.command(scene.channel('hall.welcome'), 'nextstep');

  const message = messageOf(outcome);
  expect(textOf(message)).toContain('Step 1 of 10: Start learning PyTorch');
  expect(textOf(message)).toContain('**Why now:** It comes first');
  expect(textOf(message)).toMatch(/Today, in \d+ minutes/);
  expect(optionsOf(message)).toHaveLength(6);
  expect(buttonsOf(message)).toEqual([
    'Tutorials, week by week',
    'Step done',
    'More links',
    'Not now',
    'Not for me',
    'All steps',
    'Answer them',
    'Skip',
  ]);
  expect((message.flags ?? 0) & 64, 'seen by the member alone').toBe(64);
  expect(scene.playground.messagesIn(scene.channel('hall.welcome'))).toEqual([]);
  expect(scene.playground.violations).toEqual([]);
});

test('ticks survive a restart, and the panel from before it still works', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const panel = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));
  const ticked = messageOf(await ben.select(panel, 'Tick what you have done', ['Install PyTorch']));
  expect(textOf(ticked)).toContain('1 of 6 ticked');
  expect(ticked.id, 'the panel itself changes').toBe(panel.id);
  expect(textOf(ticked), 'the first task gives way to that of the next milestone').toContain(
    'Towards: **Compute a gradient with autograd',
  );

  await scene.restart();
  const again = messageOf(
    await ben.select(panel, 'Tick what you have done', [
      'Install PyTorch',
      'Train one project from pytorch/examples',
    ]),
  );
  expect(textOf(again)).toContain('2 of 6 ticked');
  const fresh = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));
  expect(textOf(fresh)).toContain("You've ticked 2 of 6 milestones here");
  expect(
    optionsOf(fresh)
      .filter((option) => option.default)
      .map((option) => option.value),
  ).toEqual(['install-pytorch', 'train-example']);
});

test('an old panel does not undo what was ticked on another since', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const onPhone = messageOf(await ben.command(channel, 'nextstep'));
  const onDesk = messageOf(await ben.command(channel, 'nextstep'));
  await ben.select(onDesk, 'Tick what you have done', ['install-pytorch']);
  const ticked = messageOf(await ben.select(onPhone, 'Tick what you have done', ['read-source']));
  expect(textOf(ticked)).toContain('2 of 6 ticked');
  const unticked = messageOf(await ben.select(ticked, 'Tick what you have done', []));
  expect(textOf(unticked)).toContain('0 of 6 ticked');
});

test('done, not now and not for me each lead on, and say what happened', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const first = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));

  const afterDone = messageOf(await ben.press(first, 'Step done'));
  expect(textOf(afterDone)).toContain('**Start learning PyTorch** is done, with 0 of 6 milestones ticked.');
  expect(textOf(afterDone)).toContain('Step 2 of 10');
  expect(textOf(afterDone)).toContain('**Why now:** You finished PyTorch');

  const afterLater = messageOf(await ben.press(afterDone, 'Not now'));
  expect(textOf(afterLater)).toContain('is put off for two weeks');
  expect(textOf(afterLater)).not.toContain('Step 2 of 10');

  const declined = messageOf(await ben.press(afterLater, 'Not for me'));
  expect(textOf(declined)).toContain('is marked as not for you');

  await scene.moveTo('2027-01-28T12:00:00Z');
  const fresh = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));
  expect(textOf(fresh), 'two weeks later it is back').toContain('Step 2 of 10');
});

test('all steps put off, all done, and what a member can do then', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  let message = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));
  while (buttonsOf(message).includes('Not now')) message = messageOf(await ben.press(message, 'Not now'));
  expect(textOf(message)).toContain("You've put everything off for now");

  message = messageOf(await ben.press(message, 'Pick it up now'));
  expect(textOf(message)).toContain('is open again');
  await scene.moveTo('2027-02-01T12:00:00Z');
  message = messageOf(await ben.press(message, 'My next step'));
  while (buttonsOf(message).includes('Step done')) message = messageOf(await ben.press(message, 'Step done'));
  expect(textOf(message)).toContain("You've walked the whole guide");
  expect(textOf(message)).toContain("You've done all 10 steps");

  message = messageOf(await ben.press(message, 'All steps'));
  expect(textOf(message)).toContain('10 of 10 done');
  message = messageOf(await ben.select(message, 'Open a step', ['papers']));
  message = messageOf(await ben.press(message, 'Open it again'));
  message = messageOf(await ben.press(message, 'My next step'));
  expect(textOf(message)).toContain('Implement papers');
  expect(scene.playground.violations).toEqual([]);
});

test('the last open step is put off, with one button to pick it up', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  let message = messageOf(await ben.command(channel, 'nextstep'));
  for (let step = 1; step <= 9; step += 1) message = messageOf(await ben.press(message, 'Not for me'));
  message = messageOf(await ben.press(message, 'Not now'));
  expect(textOf(message)).toContain('is put off for two weeks');
  expect(textOf(message)).toContain("You've put everything off for now");
  expect(buttonsOf(message)).toEqual(['Pick it up now', 'All steps']);
  expect(scene.playground.violations).toEqual([]);
});

test('two members of one server, and one member in two servers, have progress of their own', async () => {
  const scene = await startScene();
  const [ada, yuki] = [scene.person('ada'), scene.person('yuki')];
  const own = messageOf(await ada.command(scene.channel('hall.welcome'), 'nextstep'));
  await ada.press(own, 'Step done');
  expect(textOf(messageOf(await yuki.command(scene.channel('hall.welcome'), 'nextstep')))).toContain(
    'Step 1 of 10',
  );
  expect(textOf(messageOf(await ada.command(scene.channel('circle.general'), 'nextstep')))).toContain(
    'Step 1 of 10',
  );
});

test('in direct messages a member meets the progress of the server where they were last', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const panel = messageOf(await ben.command(scene.channel('hall.welcome'), 'nextstep'));
  await ben.press(panel, 'Step done');
  expect(textOf(messageOf(await ben.command(ben.direct(), 'nextstep')))).toContain('Step 2 of 10');

  const maja = scene.person('maja');
  expect(textOf(messageOf(await maja.command(maja.direct(), 'nextstep')))).toContain('Step 1 of 10');
});

test('a slip can be undone at once, and a step put off is taken up again from its page', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const first = messageOf(await ben.command(channel, 'nextstep'));
  const done = messageOf(await ben.press(first, 'Step done'));
  expect(buttonsOf(done)[0]).toBe('Undo');
  const undone = messageOf(await ben.press(done, 'Undo'));
  expect(textOf(undone)).toContain('**Start learning PyTorch** is open again');

  await ben.press(messageOf(await ben.command(channel, 'nextstep')), 'Not now');
  const page = messageOf(await ben.command(channel, 'steps', { step: 'pytorch' }));
  expect(buttonsOf(page)[0]).toBe('Pick it up now');
  await ben.press(page, 'Pick it up now');
  expect(textOf(messageOf(await ben.command(channel, 'nextstep')))).toContain('Step 1 of 10');

  await ben.press(messageOf(await ben.command(channel, 'nextstep')), 'Not now');
  const again = messageOf(await ben.command(channel, 'steps', { step: 'pytorch' }));
  await ben.select(again, 'Tick what you have done', ['install-pytorch']);
  expect(
    textOf(messageOf(await ben.command(channel, 'nextstep'))),
    'who works on it has taken it up',
  ).toContain('Step 1 of 10');
});

test('a panel of last month does not undo a step that is done since', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const old = [
    messageOf(await ben.command(channel, 'nextstep')),
    messageOf(await ben.command(channel, 'nextstep')),
  ];
  await ben.press(messageOf(await ben.command(channel, 'nextstep')), 'Step done');
  for (const [index, panel] of old.entries()) {
    const page = messageOf(await ben.press(panel, index === 0 ? 'Not now' : 'Not for me'));
    expect(textOf(page)).toContain('✅ done');
  }
  expect(textOf(messageOf(await ben.command(channel, 'steps')))).toContain('1 of 10 done');
});

test('who only wrote directly takes progress and nudges along to their first server', async () => {
  const scene = await startScene();
  const maja = scene.person('maja');
  const direct = maja.direct();
  await maja.press(messageOf(await maja.command(direct, 'nextstep')), 'Step done');
  await maja.command(direct, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' });
  const server = scene.channel('circle.general');
  expect(textOf(messageOf(await maja.command(server, 'nextstep')))).toContain('Step 2 of 10');
  expect(textOf(messageOf(await maja.command(direct, 'nudge off')))).toContain('No more nudges');
  await scene.moveTo('2027-01-16T09:00:00Z');
  expect(scene.playground.directMessages(maja.userId)).toEqual([]);
});

test('direct messages follow the server used last, to the minute', async () => {
  const scene = await startScene();
  const yuki = scene.person('yuki');
  const [hall, circle] = [scene.channel('hall.welcome'), scene.channel('circle.general')];
  await yuki.press(messageOf(await yuki.command(hall, 'nextstep')), 'Step done');
  await yuki.command(circle, 'nextstep');
  expect(textOf(messageOf(await yuki.command(yuki.direct(), 'nextstep')))).toContain('Step 1 of 10');
  await scene.moveTo('2027-01-13T12:01:00Z');
  await yuki.command(hall, 'progress');
  await scene.moveTo('2027-01-13T12:02:00Z');
  expect(textOf(messageOf(await yuki.command(yuki.direct(), 'nextstep')))).toContain('Step 2 of 10');
});

import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { altOf, buttonsOf, messageOf, startScene, textOf } from '../support/bot.ts';

test('next Monday the nudge arrives in the channel where it was asked for, and pings only its member', async () => {
  const scene = await startScene({ startsAt: '2027-01-13T12:00:00Z' });
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  const on = messageOf(
    await ben.command(channel, 'nudge on', { weekday: 'monday', time: '18:30', timezone: 'Europe/Berlin' }),
  );
  expect(textOf(on)).toContain('Mondays at 18:30, Europe/Berlin');
  expect(textOf(on)).toContain(`<#${channel}>`);

  await scene.moveTo('2027-01-18T17:29:59Z');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
  await scene.moveTo('2027-01-18T17:30:30Z');
  const [nudge, ...more] = scene.playground.messagesIn(channel);
  if (nudge === undefined) throw new Error('no nudge came');
  expect(more).toEqual([]);
  expect(textOf(nudge)).toContain(`<@${ben.userId}>`);
  expect(textOf(nudge)).toContain('Start learning PyTorch');
  expect(buttonsOf(nudge)).toEqual(['Check in', 'My goal', 'My step', 'Pause', 'Stop nudges']);
  expect(scene.playground.pingsOf(nudge.id)).toEqual({ users: [ben.userId], roles: [], everyone: false });

  await scene.moveTo('2027-01-25T17:30:30Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
  expect(scene.playground.violations).toEqual([]);
});

test('who has checked in hears nothing that week; the buttons work for whoever presses them', async () => {
  const scene = await startScene();
  const [ben, chidi] = [scene.person('ben'), scene.person('chidi')];
  const channel = scene.channel('hall.nextSteps');
  for (const person of [ben, chidi])
    await person.command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' });
  await scene.moveTo('2027-01-15T09:00:30Z');
  const [shared, ...more] = scene.playground.messagesIn(channel);
  if (shared === undefined) throw new Error('no nudge came');
  expect(more, 'one minute, one channel, one message').toEqual([]);
  expect(scene.playground.pingsOf(shared.id).users.toSorted()).toEqual([ben.userId, chidi.userId].toSorted());

  const asked = messageOf(await ben.press(shared, 'Check in'));
  expect(textOf(asked)).toContain('How did this week go? (Jan 11 – 17)');
  expect((asked.flags ?? 0) & 64).toBe(64);
  expect(textOf(messageOf(await ben.press(asked, 'Kept it')))).toContain('Checked in for this week');
  expect(textOf(messageOf(await ben.press(shared, 'Check in'))), 'the second time').toContain(
    'Checked in for this week (Jan 11 – 17): kept',
  );
  expect(textOf(messageOf(await scene.person('ada').press(shared, 'My step')))).toContain('Step 1 of 10');
  expect(textOf(messageOf(await chidi.press(shared, 'Stop nudges')))).toContain('No more nudges');
  expect(textOf(messageOf(await scene.person('ada').press(shared, 'Stop nudges')))).toContain(
    'were off already',
  );
  expect(altOf(messageOf(await ben.command(channel, 'progress')))).toContain('1 of the last 26 weeks kept');

  // Next week Ben checks in before his nudge: silence. Chidi has none any more.
  await scene.moveTo('2027-01-19T09:00:00Z');
  const late = messageOf(await ben.press(shared, 'Check in'));
  expect(textOf(late), 'two days into the next week').toContain('Checked in for last week (Jan 11 – 17)');
  const now = messageOf(await ben.command(channel, 'checkin'));
  expect(textOf(messageOf(await ben.press(now, 'Partly')))).toContain('(Jan 18 – 24): partly kept');
  await scene.moveTo('2027-01-22T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  await scene.moveTo('2027-01-29T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
  expect(scene.playground.violations).toEqual([]);
});

test('by direct message, and its buttons belong to the server it came from', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const on = messageOf(
    await ben.command(scene.channel('hall.nextSteps'), 'nudge on', {
      weekday: 'friday',
      time: '9am',
      timezone: 'UTC',
      where: 'dm',
    }),
  );
  expect(textOf(on)).toContain('**Where:** by direct message');
  await scene.moveTo('2027-01-15T09:01:00Z');
  const [nudge] = scene.playground.directMessages(ben.userId);
  if (nudge === undefined) throw new Error('no direct message came');
  expect(textOf(messageOf(await ben.press(nudge, 'My step')))).toContain('Step 1 of 10');
  expect(textOf(messageOf(await ben.press(nudge, 'Stop nudges')))).toContain('No more nudges');
  expect(textOf(messageOf(await ben.command(scene.channel('hall.nextSteps'), 'nudge show')))).toContain(
    'are off',
  );
  expect(scene.playground.messagesIn(scene.channel('hall.nextSteps'))).toEqual([]);
});

test('closed direct messages: the channel if the member allowed it, else nudges stop and say why', async () => {
  const scene = await startScene();
  const [layla, ben] = [scene.person('layla'), scene.person('ben')];
  const channel = scene.channel('hall.nextSteps');
  const wish = { weekday: 'friday', time: '9:00', timezone: 'UTC' };
  await layla.command(channel, 'nudge on', { ...wish, where: 'dm-or-channel' });
  await ben.command(channel, 'nudge on', { ...wish, where: 'dm' });
  scene.playground.admin.setDmsOpen(ben.userId, false);
  await scene.moveTo('2027-01-15T09:02:00Z');
  expect(
    scene.playground.messagesIn(channel).map((message) => scene.playground.pingsOf(message.id).users),
  ).toEqual([[layla.userId]]);
  const told = textOf(messageOf(await ben.command(channel, 'nudge show')));
  expect(told).toContain('are off');
  expect(told).toContain('your direct messages are closed');
  const triedBefore = scene.playground.requests.length;
  await scene.moveTo('2027-01-22T09:02:00Z');
  const tried = scene.playground.requests.slice(triedBefore).filter((request) => request.status === 403);
  expect(tried, 'Ben is not tried again, and Layla goes to the channel').toHaveLength(1);
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
});

test('the server’s channel is lost: the admin is told once, and members get theirs where they asked for it', async () => {
  const scene = await startScene();
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const [channel, own] = [scene.channel('hall.nextSteps'), scene.channel('hall.welcome')];
  await ada.command(channel, 'setup', { channel });
  await ben.command(own, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  scene.playground.admin.deleteChannel(channel);
  await scene.moveTo('2027-01-22T09:05:00Z');
  const told = scene.playground.directMessages(ada.userId);
  expect(told.map(textOf).join()).toContain("My weekly messages aren't arriving");
  expect(told, 'two nudges met with it, one message told of it').toHaveLength(1);
  expect(scene.playground.messagesIn(own)).toHaveLength(2);
  expect(textOf(messageOf(await ada.command(own, 'setup')))).toContain("I can't see that channel");

  scene.playground.admin.deleteChannel(own);
  await scene.moveTo('2027-01-29T09:05:00Z');
  const shown = textOf(messageOf(await ben.command(scene.channel('hall.showcase'), 'nudge show')));
  expect(shown).toContain('the channel is gone');
});

test('a channel that is mended serves again', async () => {
  const scene = await startScene();
  const [ada, ben] = [scene.person('ada'), scene.person('ben')];
  const [channel, own] = [scene.channel('hall.nextSteps'), scene.channel('hall.welcome')];
  const { admin, botUserId } = scene.playground;
  await ada.command(channel, 'setup', { channel });
  await ben.command(own, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  admin.setChannelOverwrites(channel, { [botUserId]: { deny: 1n << 10n } });
  await scene.moveTo('2027-01-15T09:05:00Z');
  expect(scene.playground.messagesIn(own)).toHaveLength(1);
  admin.setChannelOverwrites(channel, {});
  await ada.command(own, 'setup');
  await scene.moveTo('2027-01-22T09:05:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  expect(textOf(messageOf(await ben.command(own, 'nudge show')))).not.toContain("didn't reach you");
});

test('down for an hour: sent late. Down for two days: skipped, and next week is normal', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  await scene.bot.stop();
  scene.clock.moveTo(Temporal.Instant.from('2027-01-15T10:00:00Z').epochMilliseconds);
  await scene.restart();
  await scene.bot.scheduler.tick();
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);

  await scene.bot.stop();
  scene.clock.moveTo(Temporal.Instant.from('2027-01-24T10:00:00Z').epochMilliseconds);
  await scene.restart();
  await scene.bot.scheduler.tick();
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  await scene.moveTo('2027-01-29T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
});

test('down for weeks: each nudge that was lost is recorded, and one of the last day still comes', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  await scene
    .person('ben')
    .command(channel, 'nudge on', { weekday: 'friday', time: '9:00', timezone: 'UTC' });
  await scene.bot.stop();
  scene.clock.moveTo(Temporal.Instant.from('2027-02-05T20:00:00Z').epochMilliseconds);
  await scene.restart();
  await scene.bot.scheduler.tick();
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  const database = new BetterSqlite3(scene.databasePath, { readonly: true });
  const rows = database.prepare('select state, reason from outbox order by due_at').raw().all();
  database.close();
  expect(rows).toEqual([
    ['skipped', 'late'],
    ['skipped', 'late'],
    ['skipped', 'late'],
    ['sent', null],
  ]);
});

test('wrong times and zones get one clear sentence, and zones are found by city', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  expect(textOf(messageOf(await ben.command(channel, 'nudge on', { time: 'half *past* six' })))).toBe(
    "I can't read “half \\*past\\* six” as a time. Write it like 18:30 or 6:30 pm.",
  );
  expect(textOf(messageOf(await ben.command(channel, 'nudge on', { timezone: '+02:00' })))).toContain(
    "I don't know the time zone",
  );
  const found = await ben.autocomplete(channel, 'nudge on', { timezone: 'kolk' }, 'timezone');
  expect(found.status === 'choices' && found.choices.map((choice) => choice.value)).toEqual(['Asia/Kolkata']);
  const first = await scene.person('chidi').autocomplete(channel, 'nudge on', { timezone: '' }, 'timezone');
  expect(
    first.status === 'choices' && first.choices[0]?.value,
    'a German client is offered Berlin first',
  ).toBe('Europe/Berlin');
  expect(first.status === 'choices' && first.choices.length).toBe(25);
});

test('test shows a nudge to the member alone, and its buttons change nothing', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.welcome');
  const shown = messageOf(await ben.command(channel, 'nudge test'));
  expect((shown.flags ?? 0) & 64).toBe(64);
  expect(scene.playground.pingsOf(shown.id).users).toEqual([]);
  for (const label of ['Stop nudges', 'Pause']) {
    const pressed = messageOf(await ben.press(shown, label));
    expect(textOf(pressed), label).toContain('only a preview');
    expect(buttonsOf(pressed), label).toEqual([]);
  }
  expect(altOf(messageOf(await ben.command(channel, 'progress')))).toContain('0 of the last 26 weeks kept');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
});

test('where the bot may not post, it says which permission is missing', async () => {
  const scene = await startScene();
  const ada = scene.person('ada');
  const channel = scene.channel('hall.welcome');
  scene.playground.admin.setChannelOverwrites(channel, { [scene.playground.botUserId]: { deny: 1n << 11n } });
  const answer = textOf(messageOf(await ada.command(channel, 'nudge on')));
  expect(answer).toContain("I can't post in this channel (missing: Send Messages)");
});

test('turned on in direct messages, it comes there, also for somebody of no server', async () => {
  const scene = await startScene();
  const maja = scene.person('maja');
  const on = messageOf(
    await maja.command(maja.direct(), 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' }),
  );
  expect(textOf(on)).toContain('**Where:** by direct message');
  const refused = messageOf(await maja.command(maja.direct(), 'nudge on', { where: 'channel' }));
  expect(textOf(refused)).toContain("I don't know a channel for your nudges yet");
  await scene.moveTo('2027-01-15T09:01:00Z');
  expect(scene.playground.directMessages(maja.userId)).toHaveLength(1);
});

test('a thread is no place for nudges, and it says what is', async () => {
  const scene = await startScene();
  const channel = scene.channel('hall.nextSteps');
  const created = await fetch(`${scene.playground.apiUrl}/v10/channels/${channel}/threads`, {
    method: 'POST',
    headers: { authorization: `Bot ${scene.playground.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'aside', type: 11, auto_archive_duration: 1440 }),
  });
  const { id } = (await created.json()) as { id: string };
  const answer = textOf(messageOf(await scene.person('ben').command(id, 'nudge on')));
  expect(answer).toContain('Nudges need a channel, and this is a thread');
  const byDm = textOf(messageOf(await scene.person('ben').command(id, 'nudge on', { where: 'dm' })));
  expect(byDm).toContain('Weekly nudges are on');
});

test('two presses at once, and a change of day in the same week, give one nudge', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  const wish = { weekday: 'thursday', time: '9', timezone: 'UTC' };
  await Promise.all([1, 2, 3].map(() => ben.command(channel, 'nudge on', wish)));
  await scene.moveTo('2027-01-14T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(1);
  await ben.command(channel, 'nudge on', { ...wish, weekday: 'saturday' });
  await scene.moveTo('2027-01-17T23:00:00Z');
  expect(scene.playground.messagesIn(channel), 'one a week').toHaveLength(1);
  await scene.moveTo('2027-01-23T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
  await Promise.all([1, 2, 3].map(() => ben.command(channel, 'nudge off')));
  await scene.moveTo('2027-02-10T09:01:00Z');
  expect(scene.playground.messagesIn(channel)).toHaveLength(2);
});

test('checking in before the nudge, from /progress or /nudge show, keeps the week silent', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  const on = messageOf(
    await ben.command(channel, 'nudge on', { weekday: 'friday', time: '9', timezone: 'UTC' }),
  );
  const asked = messageOf(await ben.press(on, 'Check in'));
  expect(textOf(messageOf(await ben.press(asked, 'Missed it'))), 'it is said, so no nudge').toContain(
    'Thank you for saying so',
  );
  await ben.command(channel, 'checkin', { goal: 'kept' });
  expect(buttonsOf(messageOf(await ben.command(channel, 'progress')))).not.toContain('Check in');
  await scene.moveTo('2027-01-18T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
  const progress = messageOf(await ben.command(channel, 'progress'));
  const next = messageOf(await ben.press(progress, 'Check in'));
  expect(textOf(messageOf(await ben.press(next, 'Kept it')))).toContain('Checked in for this week');
  await scene.moveTo('2027-01-23T10:00:00Z');
  expect(scene.playground.messagesIn(channel)).toEqual([]);
});

test('a day that comes again this week says next week, since there is one nudge a week', async () => {
  const scene = await startScene();
  const ben = scene.person('ben');
  const channel = scene.channel('hall.nextSteps');
  await ben.command(channel, 'nudge on', { weekday: 'thursday', time: '9', timezone: 'UTC' });
  await scene.moveTo('2027-01-14T09:01:00Z');
  const changed = textOf(
    messageOf(await ben.command(channel, 'nudge on', { weekday: 'saturday', time: '9' })),
  );
  expect(changed).toContain(
    `<t:${Temporal.Instant.from('2027-01-23T09:00:00Z').epochMilliseconds / 1000}:F>`,
  );
});

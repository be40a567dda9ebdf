/** Putting a group together and changing it. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { groupIdIn, people, startGroups } from './scene.ts';

test('language, places and door are chosen on the panel; what was begun can be dropped', async () => {
  const groups = await startGroups();
  const { scene, channel, open, said, rows } = groups;
  const chidi = scene.person('chidi');
  const opened = await open(
    chidi,
    { city: 'Halle', hour: 'Sundays 10am' },
    { places: 5, byRequest: true, language: 'en' },
  );
  expect(textOf(opened)).toContain(
    '🕖 Sundays at 10:00 (Europe/Berlin) · 💬 English · 👥 1 of 5 · by request',
  );
  const form = await chidi.command(channel, 'group create', { city: 'Leipzig' });
  const draft = messageOf(await chidi.submit(form, { Name: 'Another' }));
  expect(textOf(draft), 'his Discord speaks German, and the city stood in the form').toMatch(
    /Leipzig, Saxony.*German/s,
  );
  const dropped = messageOf(await chidi.press(draft, 'Never mind'));
  expect(textOf(dropped)).toContain('Nothing was opened.');
  expect(rows('select name from study_group')).toEqual([{ name: 'Tuesday Tensors' }]);
  expect(await said(chidi.command(channel, 'group edit', { group: 'Another' }))).toContain(
    'Pick one of your groups',
  );
  expect(scene.playground.violations).toEqual([]);
});

test('nobody sees or opens what another has begun; opened twice at once, it is opened once', async () => {
  const groups = await startGroups();
  const { scene, channel, forge, said, rows } = groups;
  const [ada, ben, yuki] = people(groups, 'ada', 'ben', 'yuki');
  const form = await ben.command(channel, 'group create');
  const draft = messageOf(await ben.submit(form, { Name: 'Not yet' }));
  const group = groupIdIn(draft);
  for (const person of [ada, yuki])
    for (const name of ['show', 'join', 'leave', 'edit', 'open', 'drop', 'close', 'report', 'people'])
      expect(await forge(person, `group.${name}@1/${group}`), name).toContain('That group is no more');
  expect(await said(ben.command(channel, 'group show', { group }))).toContain('### Not yet');
  expect(buttonsOf(messageOf(await ben.command(channel, 'group show', { group })))).toEqual([
    'Go on',
    'Never mind',
  ]);
  const answers = await Promise.all([
    forge(ben, `group.open@1/${group}`),
    forge(ben, `group.open@1/${group}`),
  ]);
  expect(answers.filter((words) => words.includes('🎉 It is open.'))).toHaveLength(1);
  expect(await forge(ben, `group.drop@1/${group}`), 'an open group is not dropped').toContain('Nothing was');
  expect(rows('select state from study_group')).toEqual([{ state: 'open' }]);
  expect(scene.playground.violations).toEqual([]);
});

test('three groups are as many as one person can own', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open } = groups;
  const ben = scene.person('ben');
  for (const name of ['One', 'Two', 'Three']) await open(ben, { name });
  expect(textOf(await open(ben, { name: 'Four' }))).toContain('You own 3 groups already');
  expect(textOf(messageOf(await ben.command(channel, 'group close', { group: 'One' })))).toContain(
    'Close One?',
  );
  expect(scene.playground.violations).toEqual([]);
});

test('a slip moves no group, and a moderator’s hand changes no hour', async () => {
  const groups = await startGroups();
  const { scene, channel, open, said } = groups;
  const [ada, ben] = people(groups, 'ada', 'ben');
  await ada.command(channel, 'me timezone', { zone: 'America/New_York' });
  const local = groupIdIn(await open(ben, { name: 'Local', city: 'Leipzig', hour: 'Tue 19:00' }));
  const edit = messageOf(await ben.command(channel, 'group edit', { group: local }));
  const slip = messageOf(
    await ben.submit(await ben.press(edit, 'Change the words'), {
      Name: 'Local',
      City: 'Xyzzyvale',
      'Regular day and time': 'whenever',
    }),
  );
  expect(textOf(slip)).toContain('so the group is still in Leipzig');
  expect(textOf(slip)).toContain('📍 Leipzig');
  expect(textOf(slip)).toContain('Tuesdays at 19:00 (Europe/Berlin)');

  const online = groupIdIn(await open(ben, { name: 'Online', hour: 'Tue 19:00' }));
  const moderated = messageOf(await ada.command(channel, 'group edit', { group: online }));
  await ada.submit(await ada.press(moderated, 'Change the words'), {
    Name: 'On line',
    'Regular day and time': 'Tue 19:00',
  });
  const [own] =
    (await said(ben.command(channel, 'group show', { group: online }))).match(/Tuesdays.*\)/) ?? [];
  expect(own).toBe('Tuesdays at 19:00 (UTC)');
  expect(scene.playground.violations).toEqual([]);
});

test('names of any kind fit, and do nothing', async () => {
  const groups = await startGroups();
  const { scene, channel, open, said } = groups;
  const [ben, yuki] = people(groups, 'ben', 'yuki');
  const names = [
    '@everyone <@1> <#2> [x](https://evil.example) **b**',
    '\u202Eevil\u202C مجموعة الدراسة שלום',
    '👩🏽‍🚀'.repeat(8),
    '# ~~||`*_'.repeat(7).slice(0, 60),
  ];
  for (const [index, name] of names.entries()) {
    const owner = scene.person(['ben', 'yuki', 'chidi', 'noor'][index] ?? '');
    const opened = await open(owner, { name, topic: name });
    expect(textOf(opened)).not.toMatch(/(?<!\\)<@1>|(?<!\\)@everyone|\u202E/);
    expect(scene.playground.pingsOf(opened.id)).toEqual({ users: [], roles: [], everyone: false });
  }
  expect(await said(yuki.command(channel, 'group find'))).toContain('4 study groups online');
  const suggested = await ben.autocomplete(channel, 'group join', { group: 'MAJMŪ' }, 'group');
  expect(suggested.status).toBe('choices');
  const found = await ben.autocomplete(channel, 'group join', { group: 'مجموعة' }, 'group');
  expect(found.status === 'choices' ? found.choices : []).toHaveLength(1);
  expect(scene.playground.threadsIn(scene.channel('hall.studyGroups'))).toHaveLength(4);
  expect(scene.playground.violations).toEqual([]);
});

test('last month’s buttons, in another version or with made-up fields, are answered kindly', async () => {
  const groups = await startGroups();
  const { scene, forge } = groups;
  const ben = scene.person('ben');
  for (const id of [
    'group.join@0/abc',
    'group.join@1',
    'group.join@1/a/b',
    'group.find@1/1/2',
    'group.mine@1/x',
  ])
    expect(await forge(ben, id), id).toContain('earlier version of me');
  for (const id of ['group.join@1/none', 'group.see@1/none', 'group.take@1/1/none', 'group.settled@1/none'])
    expect((await forge(ben, id)).length, id).toBeGreaterThan(10);
  expect(scene.playground.violations).toEqual([]);
});

test('an online group is in its owner’s zone, once they have said it', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, said } = groups;
  const ben = scene.person('ben');
  const form = await ben.command(channel, 'group create');
  const draft = messageOf(await ben.submit(form, { Name: 'Draft', 'Regular day and time': 'Tue 19:00' }));
  expect(textOf(draft)).toContain(
    "I take your time zone to be UTC. If it isn't, set yours with `/me timezone`",
  );
  const opened = messageOf(await ben.press(draft, 'Open the group'));
  const group = groupIdIn(opened);
  const change = async (hour: string) => {
    const edit = messageOf(await ben.command(channel, 'group edit', { group }));
    const words = { Name: 'Draft', 'Regular day and time': hour };
    return said(ben.submit(await ben.press(edit, 'Change the words'), words));
  };
  await ben.command(channel, 'me timezone', { zone: 'Europe/Berlin' });
  expect(await change('Tue 19:00'), 'nobody had said a zone').toContain('at 19:00 (Europe/Berlin)');
  await ben.command(channel, 'me timezone', { zone: 'Asia/Tokyo' });
  expect(await change('Tue 19:00'), 'the hour stays').toContain('at 19:00 (Europe/Berlin)');
  expect(await change('Tue 20:00'), 'the hour is typed anew').toContain('at 20:00 (Asia/Tokyo)');
  await open(ben, { name: 'Second' });
  const second = messageOf(await ben.submit(await ben.command(channel, 'group create'), { Name: 'Third' }));
  expect(textOf(second)).not.toContain('I take your time zone');
  expect(scene.playground.violations).toEqual([]);
});

test('of two who change the words at once, the slower one is told, and loses nothing', async () => {
  const groups = await startGroups({ threads: false });
  const { scene, channel, open, said } = groups;
  const [ada, ben] = people(groups, 'ada', 'ben');
  const group = groupIdIn(await open(ben));
  const edits = [
    messageOf(await ben.command(channel, 'group edit', { group })),
    messageOf(await ada.command(channel, 'group edit', { group })),
  ] as const;
  const forms = [
    await ben.press(edits[0], 'Change the words'),
    await ada.press(edits[1], 'Change the words'),
  ] as const;
  expect(await said(ada.submit(forms[1], { Name: 'Better *Tensors*' }))).toContain('✔️ Saved.');
  const late = await said(ben.submit(forms[0], { Name: 'Tensor Town', 'In your own words': 'Slowly' }));
  expect(late).toContain('This group was changed while you wrote, so your words are not saved.');
  expect(late).toContain('> Tensor Town\n> Slowly');
  expect(late).toContain('### Better \\*Tensors\\*');
  const again = messageOf(await ben.command(channel, 'group edit', { group }));
  expect(
    await said(ben.submit(await ben.press(again, 'Change the words'), { Name: 'Tensor Town' })),
  ).toContain('### Tensor Town');
  expect(scene.playground.violations).toEqual([]);
});

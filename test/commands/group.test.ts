/** Study groups through the front door: made, found, joined, left, changed and closed. */
import { describe, expect, test } from 'vitest';
import { groupIdIn, startGroups } from '../groups/scene.ts';
import { buttonsOf, messageOf, optionsOf, textOf } from '../support/bot.ts';

describe('a group is put together', () => {
  test('by a form and a panel; nobody else sees it until it is open', async () => {
    const { scene, channel, said } = await startGroups();
    const [ben, yuki] = [scene.person('ben'), scene.person('yuki')];
    const form = await ben.command(channel, 'group create');
    const draft = messageOf(
      await ben.submit(form, {
        Name: 'Leipzig *Learners*',
        'What will you study?': 'pytorch',
        'In your own words': 'One tutorial a week',
        City: 'leipzig',
        'Regular day and time': 'Tuesdays 19:00',
      }),
    );
    const words = textOf(draft);
    expect(words).toContain('### Leipzig \\*Learners\\*');
    expect(words).toContain('Nobody else sees it yet.');
    expect(words).toContain('📍 Leipzig, Saxony, Germany');
    expect(words).toContain('🕖 Tuesdays at 19:00 (Europe/Berlin)');
    expect(words).toContain('👥 1 of 8');
    expect(await said(yuki.command(channel, 'group find', { near: 'Leipzig' }))).toContain(
      'No study group within 25 km of Leipzig yet',
    );

    const opened = messageOf(await ben.press(draft, 'Open the group'));
    expect(textOf(opened)).toContain('🎉 It is open.');
    const found = messageOf(await yuki.command(channel, 'group find', { near: 'Halle', radius: '50' }));
    expect(textOf(found)).toContain('1 study group');
    expect(textOf(found)).toContain('📍 Leipzig, Saxony, Germany (under 50 km)');
    expect(scene.playground.violations).toEqual([]);
  });

  test('what can’t be read is said, and nothing typed is lost', async () => {
    const { scene, channel } = await startGroups();
    const ben = scene.person('ben');
    const form = await ben.command(channel, 'group create');
    const draft = messageOf(
      await ben.submit(form, {
        Name: 'Nightowls',
        City: 'Xyzzyvale',
        'Regular day and time': 'when the moon is full',
      }),
    );
    expect(textOf(draft)).toContain("I don't know the city “Xyzzyvale”");
    expect(textOf(draft)).toContain("I can't read “when the moon is full” as a day and a time");
    expect(textOf(draft)).toContain('### Nightowls');
    expect(textOf(draft)).toContain('🌐 Online');
    const nameless = await ben.submit(await ben.press(draft, 'Change the words'), { Name: ' \u200b ' });
    expect(textOf(messageOf(nameless))).toContain('Give your group a name');
  });

  test('of cities with one name, the owner picks', async () => {
    const { scene, channel } = await startGroups();
    const ben = scene.person('ben');
    const form = await ben.command(channel, 'group create');
    const draft = messageOf(await ben.submit(form, { Name: 'Simpsons', City: 'Springfield' }));
    const other = optionsOf(draft).find(({ label }) => label.includes('Illinois'));
    const picked = messageOf(await ben.select(draft, 'Which of these is it?', [other?.value ?? '']));
    expect(textOf(picked)).toContain('📍 Springfield, Illinois, United States');
    expect(textOf(messageOf(await ben.select(picked, 'Which of these is it?', ['online'])))).toContain(
      '🌐 Online',
    );
  });
});

describe('joining', () => {
  test('puts a member into the thread with the others', async () => {
    const { scene, channel, open } = await startGroups();
    const [ben, yuki] = [scene.person('ben'), scene.person('yuki')];
    const opened = await open(ben);
    const [thread] = scene.playground.threadsIn(scene.channel('hall.studyGroups'));
    expect(thread).toMatchObject({ name: 'Tuesday Tensors', type: 12 });
    expect(textOf(opened)).toContain(`<#${thread?.id}>`);
    const found = messageOf(await yuki.command(channel, 'group find'));
    const joined = messageOf(await yuki.press(found, 'Join'));
    expect(textOf(joined)).toContain('🎉 You are in.');
    expect(textOf(joined)).toContain(`<@${ben.userId}> (owner), <@${yuki.userId}>`);
    expect(Object.keys(thread?.thread?.members ?? {})).toEqual(
      expect.arrayContaining([ben.userId, yuki.userId]),
    );
    expect(scene.playground.violations).toEqual([]);
  });

  test('a full group has a line: who is next has 24 hours to take a place', async () => {
    const { scene, channel, open, mail, said } = await startGroups();
    const [ben, yuki, chidi, noor] = ['ben', 'yuki', 'chidi', 'noor'].map((name) => scene.person(name));
    if (!ben || !yuki || !chidi || !noor) throw new Error('somebody is missing');
    const id = groupIdIn(await open(ben, {}, { places: 2 }));
    await yuki.command(channel, 'group join', { group: id });
    expect(await said(chidi.command(channel, 'group join', { group: id }))).toContain(
      'You are number 1 in line',
    );
    expect(await said(noor.command(channel, 'group join', { group: id }))).toContain(
      'You are number 2 in line',
    );

    const asked = messageOf(await yuki.command(channel, 'group leave', { group: id }));
    expect(await said(yuki.press(asked, 'Leave'))).toContain('You have left **Tuesday Tensors**');
    await scene.moveTo('2027-01-13T12:05:00Z');
    const [letter] = mail(chidi);
    expect(letter && textOf(letter)).toContain('is kept for you until');
    expect(
      await said(yuki.command(channel, 'group join', { group: id })),
      'nobody jumps the queue',
    ).toContain('You are number 2 in line');

    await scene.moveTo('2027-01-14T12:10:00Z');
    const second = mail(noor)[0];
    if (second === undefined) throw new Error('noor has no mail');
    const taken = messageOf(await noor.press(second, 'Take the place'));
    expect(textOf(taken)).toContain('🎉 You are in.');
    if (letter === undefined) throw new Error('chidi has no mail');
    expect(textOf(messageOf(await chidi.press(letter, 'Take the place')))).toContain('in line');
    expect(scene.playground.violations).toEqual([]);
  });

  test('without a channel for groups, members write to each other, and the owner hears why', async () => {
    const { scene, open, join } = await startGroups({ threads: false });
    const [ben, yuki] = [scene.person('ben'), scene.person('yuki')];
    const opened = await open(ben);
    expect(textOf(opened)).toContain('-# It has no thread: an admin can choose a channel with `/setup`.');
    expect(await join(yuki, groupIdIn(opened))).toContain(
      `🎉 You are in, with <@${ben.userId}>. This server has no channel for groups yet, so write to them directly.`,
    );
    expect(scene.playground.violations).toEqual([]);
  });

  test('by request: the owner lets in, or says no kindly', async () => {
    const { scene, channel, open, mail, said } = await startGroups();
    const [ben, yuki, chidi] = [scene.person('ben'), scene.person('yuki'), scene.person('chidi')];
    await open(ben, {}, { byRequest: true });
    const found = messageOf(await yuki.command(channel, 'group find'));
    expect(buttonsOf(found)).toContain('Ask to join');
    expect(textOf(messageOf(await yuki.press(found, 'Ask to join')))).toContain('The owner has been asked');
    await chidi.press(messageOf(await chidi.command(channel, 'group find')), 'Ask to join');
    await scene.moveTo('2027-01-13T12:05:00Z');
    const [letter] = mail(ben);
    if (letter === undefined) throw new Error('ben has no mail');
    expect(textOf(letter)).toContain(
      `<@${yuki.userId}>, <@${chidi.userId}> would like to join **Tuesday Tensors**`,
    );
    const members = messageOf(await ben.press(letter, 'See it'));
    expect(textOf(members)).toContain(`<@${yuki.userId}>`);
    const after = messageOf(await ben.press(members, 'Let in'));
    expect(textOf(after)).toContain(`<@${yuki.userId}> is in`);
    expect(textOf(messageOf(await ben.press(after, 'Not this time')))).toContain('a kind no');
    await scene.moveTo('2027-01-13T12:10:00Z');
    expect(mail(yuki).map(textOf).join()).toContain('You are in **Tuesday Tensors**. Welcome!');
    expect(mail(chidi).map(textOf).join()).toContain('**Tuesday Tensors** said no this time');
    expect(
      await said(chidi.press(messageOf(await chidi.command(channel, 'group find')), 'Ask to join')),
    ).toMatch(/not long ago.*You can ask again from <t:\d+:F>/s);
    expect(scene.playground.violations).toEqual([]);
  });
});

describe('from a group', () => {
  test('its members come to its meetups; others don’t', async () => {
    const { scene, channel, open, join } = await startGroups();
    const [ben, yuki, chidi] = [scene.person('ben'), scene.person('yuki'), scene.person('chidi')];
    const group = groupIdIn(await open(ben));
    await join(yuki, group);
    const shown = messageOf(await yuki.command(channel, 'group show', { group }));
    expect((await yuki.press(shown, 'Plan a meetup')).status).toBe('modal');
    expect(textOf(messageOf(await yuki.press(shown, 'Meetups'))).toLowerCase()).toContain('meetup');
    const stranger = messageOf(await chidi.command(channel, 'group show', { group }));
    expect(buttonsOf(stranger)).not.toContain('Plan a meetup');
    expect(scene.playground.violations).toEqual([]);
  });

  test('only what one may change is suggested to be changed', async () => {
    const { scene, channel, open, join } = await startGroups({ threads: false });
    const [ada, ben, yuki] = [scene.person('ada'), scene.person('ben'), scene.person('yuki')];
    const group = groupIdIn(await open(ben, { name: 'Bens' }));
    await open(yuki, { name: 'Yukis' });
    await join(yuki, group);
    const suggested = async (person: typeof ada, command: string, typed = '') => {
      const found = await person.autocomplete(channel, command, { group: typed }, 'group');
      return found.status === 'choices' ? found.choices.map(({ name }) => name) : [];
    };
    for (const command of ['group edit', 'group close']) {
      expect(await suggested(yuki, command)).toEqual(['Yukis']);
      expect(await suggested(ben, command)).toEqual(['Bens']);
      expect(await suggested(ada, command), 'a moderator').toHaveLength(2);
      expect(await suggested(ada, command, 'yuk')).toEqual(['Yukis, online']);
    }
    expect((await suggested(yuki, 'group leave')).toSorted()).toEqual(['Bens', 'Yukis']);
    expect(scene.playground.violations).toEqual([]);
  });
});

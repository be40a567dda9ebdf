/** Reports: from any member, to the moderators alone. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { crowdedWorld, groupIdIn, people, startGroups } from './scene.ts';

test('a report is read in /setup, where a moderator sees, changes or closes the group, and settles it', async () => {
  const groups = await startGroups();
  const { scene, channel, open, forge, said } = groups;
  const [ada, ben, yuki] = people(groups, 'ada', 'ben', 'yuki');
  const group = groupIdIn(await open(ben));
  const shown = messageOf(await yuki.command(channel, 'group show', { group }));
  const form = await yuki.press(shown, 'Report');
  expect(await said(yuki.submit(form, { 'What is wrong?': ' \u200b\n ' }, { raw: true }))).toContain(
    'Write in a few words',
  );
  const again = await yuki.press(shown, 'Report');
  expect(await said(yuki.submit(again, { 'What is wrong?': '**Spam**\n@everyone' }))).toContain(
    'The moderators read it',
  );
  expect(buttonsOf(messageOf(await ben.command(channel, 'group show', { group })))).not.toContain('Report');

  for (const person of [ben, yuki])
    for (const id of ['group.reports@1', `group.settled@1/abc`])
      expect(await forge(person, id)).toContain('Only moderators can');
  const setup = messageOf(await ada.command(channel, 'setup'));
  const reports = messageOf(await ada.press(setup, 'Reports (1)'));
  expect(textOf(reports)).toContain(`**Tuesday Tensors**, by <@${yuki.userId}>`);
  expect(textOf(reports)).toContain('> \\*\\*Spam\\*\\*\n> \\@everyone');
  const seen = messageOf(await ada.press(reports, 'See the group'));
  expect(textOf(seen)).toContain('### Tuesday Tensors');
  expect(textOf(messageOf(await ada.press(seen, 'Back')))).toContain('### Reports about study groups');
  expect(buttonsOf(messageOf(await yuki.command(channel, 'group show', { group })))).not.toContain('Back');
  const second = messageOf(await ada.press(messageOf(await ada.command(channel, 'setup')), 'Reports (1)'));
  expect(textOf(messageOf(await ada.press(second, 'Change it')))).toContain('### Tuesday Tensors');
  const third = messageOf(await ada.press(messageOf(await ada.command(channel, 'setup')), 'Reports (1)'));
  await ada.press(messageOf(await ada.press(third, 'Close it')), 'Close it');
  const fourth = messageOf(await ada.press(messageOf(await ada.command(channel, 'setup')), 'Reports (1)'));
  expect(textOf(fourth)).toContain('(ended since)');
  expect(buttonsOf(fourth)).toEqual(['Settled']);
  expect(textOf(messageOf(await ada.press(fourth, 'Settled')))).toContain('There are none.');
  expect(scene.playground.violations).toEqual([]);
});

test('the longest reports fit, one member can’t flood, and another server reads nothing', {
  timeout: 30_000,
}, async () => {
  const groups = await startGroups({ world: crowdedWorld(6), threads: false });
  const { scene, channel, open, forge, said } = groups;
  const [ada, yuki] = people(groups, 'ada', 'yuki');
  const longest = '*\n'.repeat(149);
  const ids = [];
  for (let index = 0; index < 6; index += 1)
    ids.push(groupIdIn(await open(scene.person(`m${index}`), { name: '*'.repeat(60) })));
  const report = async (group: string | undefined) =>
    said(
      yuki.submit(
        await yuki.press(
          messageOf(await yuki.command(channel, 'group show', { group: group ?? '' })),
          'Report',
        ),
        {
          'What is wrong?': longest,
        },
      ),
    );
  for (const id of ids.slice(0, 5)) expect(await report(id)).toContain('Thank you');
  expect(await report(ids[0]), 'the same once more is one report').toContain('Thank you');
  expect(await report(ids[5])).toContain('You have reported 5 groups');
  const panel = await forge(ada, 'group.reports@1');
  expect(panel).toContain('The oldest 3 of 5:');
  const elsewhere = messageOf(await scene.person('maja').command(scene.channel('circle.general'), 'setup'));
  expect(buttonsOf(elsewhere).join()).not.toContain('Reports');
  expect(scene.playground.violations).toEqual([]);
});

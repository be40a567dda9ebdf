/** What was to go into a thread that is gone, closed or archived reaches everybody all the same. */
import { PermissionFlagsBits as P } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { type Met, met } from './scene.ts';

const threads = ({ scene }: Met) => scene.playground.threadsIn(scene.channel('hall.studyGroups'));
const texts = ({ scene }: Met, thread: string) => scene.playground.messagesIn(thread).map(textOf).join('\n');

test('a deleted thread: announcement and reminders arrive in the new one', async () => {
  const scene = await met();
  const { ben, yuki, channel, group } = scene;
  const { admin, pingsOf, messagesIn } = scene.scene.playground;
  admin.deleteChannel(scene.thread);
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  await ben.press(draft, 'Plan it');
  await scene.aMinute();
  const second = threads(scene)[0]?.id ?? '';
  expect(texts(scene, second)).toContain('Will you come?');
  const announced = messagesIn(second).at(-1);
  if (announced === undefined) throw new Error('nothing in the new thread');
  await yuki.press(announced, 'Coming (1)');
  await expect.poll(() => buttonsOf(messagesIn(second).at(-1) ?? announced)[0]).toBe('Coming (2)');

  admin.deleteChannel(second);
  await scene.scene.moveTo('2027-01-15T17:35:00Z');
  const third = threads(scene)[0]?.id ?? '';
  const reminders = messagesIn(third).filter((post) => textOf(post).includes('⏰ Tomorrow'));
  expect(reminders.flatMap(({ id }) => pingsOf(id).users).toSorted(), 'each once').toEqual(
    [ben.userId, yuki.userId].toSorted(),
  );
  expect([...scene.mail(ben), ...scene.mail(yuki)]).toEqual([]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test.each([
  [
    'may see no channel',
    (scene: Met) =>
      scene.scene.playground.admin.setChannelOverwrites(scene.scene.channel('hall.studyGroups'), {
        [scene.scene.playground.admin.botRole(scene.hall)]: { deny: P.ViewChannel },
      }),
  ],
  [
    'has no channel for threads',
    (scene: Met) => scene.scene.playground.admin.deleteChannel(scene.scene.channel('hall.studyGroups')),
  ],
])('where the bot %s any more, each hears of it directly, once', async (_, lose) => {
  const scene = await met();
  const { ben, yuki, channel, group } = scene;
  lose(scene);
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  await ben.press(draft, 'Plan it');
  await scene.aMinute();
  await scene.aMinute();
  expect(
    scene
      .mail(yuki)
      .map(textOf)
      .filter((text) => text.includes('Will you come?')),
  ).toHaveLength(1);
  expect(scene.mail(ben), 'who plans it knows').toEqual([]);
  const mail = scene.mail(yuki).at(-1);
  if (mail === undefined) throw new Error('no mail');
  await yuki.press(mail, 'Coming');
  await scene.scene.moveTo('2027-01-16T17:00:00Z');
  for (const person of [ben, yuki])
    expect(
      scene
        .mail(person)
        .map(textOf)
        .filter((text) => text.includes('⏰')),
    ).toHaveLength(2);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('the next date of a series is told directly to those whom it concerns, a change that nobody waits for to nobody', async () => {
  const scene = await met();
  const { ben, yuki, channel } = scene;
  await scene.plan({ repeats: 'weekly' });
  scene.scene.playground.admin.deleteChannel(scene.scene.channel('hall.studyGroups'));
  const open = await scene.pressed(ben, messageOf(await ben.command(channel, 'meetup list')), 'Open');
  await scene.change(ben, open, { 'Where?': 'The library' });
  await scene.aMinute();
  await scene.aMinute();
  expect([...scene.mail(ben), ...scene.mail(yuki)]).toEqual([]);
  await scene.scene.moveTo('2027-01-16T19:06:00Z');
  await scene.aMinute();
  const asked = (person: Met['ben']) =>
    scene.mail(person).filter((mail) => textOf(mail).includes('Will you come?')).length;
  expect([asked(ben), asked(yuki)], 'she has never answered').toEqual([1, 0]);
  expect(scene.scene.playground.violations).toEqual([]);
});

test('with direct messages closed as well, it ends there, and is recorded', async () => {
  const scene = await met();
  const { ben, yuki, channel, group } = scene;
  const { admin } = scene.scene.playground;
  admin.deleteChannel(scene.scene.channel('hall.studyGroups'));
  admin.setDmsOpen(yuki.userId, false);
  const draft = messageOf(await ben.command(channel, 'meetup plan', { group, when: 'sat 18:30' }));
  await ben.press(draft, 'Plan it');
  await scene.aMinute();
  await scene.aMinute();
  const states = scene.rows(
    `select state, reason from outbox where kind = 'meetup' and user_id = '${yuki.userId}'`,
  );
  expect(states).toEqual([{ state: 'failed', reason: 'direct messages closed' }]);
  const list = messageOf(await yuki.command(channel, 'meetup list'));
  expect(textOf(list)).toContain('Tuesday Tensors');
  expect(scene.scene.playground.violations).toEqual([]);
});

test('in an archived thread the numbers are changed all the same; a message that was deleted is left alone', async () => {
  const scene = await met();
  const { yuki } = scene;
  const { apiUrl, botToken, admin, requests } = scene.scene.playground;
  await scene.plan();
  const archive = () =>
    fetch(`${apiUrl}/v10/channels/${scene.thread}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ archived: true }),
    });
  await archive();
  await yuki.press(scene.announcement(), 'Coming (1)');
  await expect.poll(() => buttonsOf(scene.announcement())[0]).toBe('Coming (2)');
  const open = await scene.pressed(yuki, scene.announcement(), 'Who comes');
  admin.deleteMessage(scene.announcement().id);
  await yuki.press(open, "Can't (0)");
  await scene.aMinute();
  const before = requests.length;
  await scene.aMinute();
  expect(requests.slice(before).filter(({ method }) => method === 'PATCH')).toEqual([]);
  expect(scene.scene.playground.violations).toEqual([]);
});

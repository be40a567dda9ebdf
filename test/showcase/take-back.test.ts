/** Taking a shared entry back. */
import { expect, test } from 'vitest';
import { buttonsOf, messageOf, textOf } from '../support/bot.ts';
import { bits, type Hall, requests, startHall } from './scene.ts';

/** Ben has shared an entry, and sees *Take it back*. */
async function shared() {
  const hall = await startHall();
  const entry = await hall.log();
  const panel = messageOf(await hall.ben.press(await hall.preview(entry), 'Post it'));
  const [post] = hall.posts();
  if (post === undefined) throw new Error('nothing was posted');
  const takeBack = async () => textOf(messageOf(await hall.ben.press(panel, 'Take it back')));
  return { hall, entry, post, panel, takeBack };
}

/** As it stands when the process dies before it has heard that the post is out. */
const cutOff = ({ db }: Hall, entry: number) =>
  db
    .updateTable('showcase_post')
    .set({ state: 'sending', message_id: null, thread_id: null })
    .where('entry_id', '=', entry)
    .execute();

const rows = ({ db }: Hall) => db.selectFrom('showcase_post').selectAll().execute();

const isShared = ({ showcase, member, ben }: Hall, entry: number) => showcase.isShared(member(ben), entry);

/** Deletes the entry as Ben does, and returns what he hears. */
async function deleteEntry({ ben, open }: Hall, entry: number): Promise<string> {
  const asked = messageOf(await ben.press(await open(entry), 'Delete'));
  return textOf(messageOf(await ben.press(asked, 'Delete it')));
}

test('the post goes, the thread stays, and the entry can be shared again at once', async () => {
  const { hall, entry, post, takeBack } = await shared();
  expect(await isShared(hall, entry)).toBe(true);
  const words = await takeBack();
  expect(words).toContain(`gone from <#${hall.channel}>`);
  expect(words).toContain('thread');
  expect(hall.posts()).toEqual([]);
  expect(hall.inThread(post)).toHaveLength(1);
  expect(await isShared(hall, entry)).toBe(false);

  await hall.ben.press(await hall.preview(entry), 'Post it');
  expect(hall.posts()).toHaveLength(1);
  expect(await isShared(hall, entry)).toBe(true);
  expect(hall.scene.playground.violations).toEqual([]);
});

test('it can be taken back from direct messages, and from a panel of last month', async () => {
  const { hall, entry } = await shared();
  const { ben } = hall;
  await hall.scene.restart();
  const direct = await hall.openDirectly(entry);
  const pressed = await ben.press(direct, `entry.unshare@1/${entry}`, { raw: true });
  expect(textOf(messageOf(pressed))).toContain('Taken back');
  expect(hall.posts()).toEqual([]);
});

test('pressed twice at once, both are told that it is gone', async () => {
  const { hall, panel } = await shared();
  const press = () => hall.ben.press(panel, 'Take it back');
  const told = await Promise.all([press(), press()]);
  for (const one of told) expect(textOf(messageOf(one))).toContain('✔️');
  expect(hall.posts()).toEqual([]);
});

test.each([
  [
    'the post',
    ({ scene, posts }: Hall) => {
      for (const { id } of posts()) scene.playground.admin.deleteMessage(id);
    },
  ],
  ['the channel', ({ scene, channel }: Hall) => scene.playground.admin.deleteChannel(channel)],
] as const)('%s is gone already: that is fine', async (_, remove) => {
  const { hall, entry, takeBack } = await shared();
  remove(hall);
  expect(await takeBack()).toContain('Taken back');
  expect(await isShared(hall, entry)).toBe(false);
});

test('a post that a moderator has deleted is not taken to be shared', async () => {
  const { hall, entry, post } = await shared();
  hall.scene.playground.admin.deleteMessage(post.id);
  expect(buttonsOf(await hall.preview(entry))).toContain('Post it');
  expect(await isShared(hall, entry)).toBe(false);
});

test.each(['before', 'after'] as const)(
  'an answer lost %s it took effect is asked for again',
  async (dropSocket) => {
    const { hall, takeBack } = await shared();
    hall.scene.playground.faults.add({ ...requests.deletion, dropSocket });
    expect(await takeBack()).toContain('Taken back');
    expect(hall.posts()).toEqual([]);
  },
);

test.each([
  ['is down', { status: 503, times: 2 }],
  [
    'slows the bot down',
    {
      status: 429,
      body: { message: 'slow', retry_after: 600, global: false },
      headers: { 'retry-after': '600' },
    },
  ],
])('while Discord %s it stays, and the entry as well', async (_, fault) => {
  const { hall, entry } = await shared();
  hall.scene.playground.faults.add({ ...requests.deletion, ...fault });
  expect(await deleteEntry(hall, entry)).toContain("isn't answering");
  expect(await isShared(hall, entry)).toBe(true);
  expect(textOf(await hall.open(entry))).toContain('A network in ten lines');
});

test('shut out of the channel, the bot says so, and remembers the post', async () => {
  const { hall, entry, takeBack } = await shared();
  hall.deny(bits.view);
  expect(await takeBack()).toContain("can't get into");
  expect(await isShared(hall, entry)).toBe(true);
  hall.deny(0n);
  expect(await takeBack()).toContain('Taken back');
});

test('shut out of the channel, the entry can be deleted all the same', async () => {
  const { hall, entry } = await shared();
  hall.deny(bits.view);
  expect(await deleteEntry(hall, entry)).toContain('the post stays there');
  expect(await rows(hall)).toEqual([]);
});

test('an entry that is deleted is taken back, and the author is told so before and after', async () => {
  const { hall, entry } = await shared();
  const asked = messageOf(await hall.ben.press(await hall.open(entry), 'Delete'));
  expect(textOf(asked)).toContain('It is also taken back');
  expect(textOf(messageOf(await hall.ben.press(asked, 'Delete it')))).toContain('Taken back');
  expect(hall.posts()).toEqual([]);
  expect(await rows(hall)).toEqual([]);
});

test('nobody but the author can take it back', async () => {
  const { hall, entry, post } = await shared();
  await hall.scene.person('chidi').press(post, `entry.unshare@1/${entry}`, { raw: true });
  expect(hall.posts()).toHaveLength(1);
  expect(await isShared(hall, entry)).toBe(true);
});

test('a try that is under way is let finish; one that was cut off is looked for, and taken back', async () => {
  const { hall, entry, takeBack } = await shared();
  await cutOff(hall, entry);
  expect(await takeBack()).toContain('at this very moment');
  await hall.scene.moveTo('2027-01-13T12:02:00Z');
  expect(await takeBack()).toContain('Taken back');
  expect(hall.posts()).toEqual([]);
});

test('where nobody can say whether it is out, the member hears where to look', async () => {
  const { hall, entry, takeBack } = await shared();
  await cutOff(hall, entry);
  await hall.scene.moveTo('2027-01-13T12:02:00Z');
  hall.deny(bits.history);
  expect(await takeBack()).toContain("can't read far enough back");
  expect(hall.posts()).toHaveLength(1);
});

test('a try that was cut off before it posted anything is forgotten', async () => {
  const hall = await startHall();
  const entry = await hall.log();
  await hall.showcase.claim(hall.member(hall.ben), entry, hall.channel);
  expect(await deleteEntry(hall, entry)).toContain('at this very moment');
  await hall.scene.moveTo('2027-01-13T12:02:00Z');
  const words = await deleteEntry(hall, entry);
  expect(words).toContain('Deleted');
  expect(words).not.toContain('Taken back');
  expect(await rows(hall)).toEqual([]);
});

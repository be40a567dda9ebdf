/** The ways in which sharing can be cut off: the post comes once, its thread once, its checklist once. */
import { describe, expect, test } from 'vitest';
import { messageOf, textOf } from '../support/bot.ts';
import { bits, expectWhole, press, requests, startHall } from './scene.ts';

/** Longer than a try to post may go on. */
const later = '2027-01-13T12:02:00Z';

describe('two presses at once', () => {
  test('of one button', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const preview = await hall.preview(entry);
    const told = await Promise.all([1, 2, 3].map(() => press(hall, preview)));
    for (const words of told) expect(words).toMatch(/Shared in|at this very moment/);
    await expectWhole(hall, entry);
  });

  test('while Discord is slow: the second is told to wait, and posts nothing', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const [one, other] = [await hall.preview(entry), await hall.preview(entry)];
    hall.scene.playground.faults.add({ ...requests.post(hall.channel), delayMs: 300 });
    const first = press(hall, one);
    await expect.poll(() => hall.showcase.of(hall.member(hall.ben), entry)).toBeDefined();
    expect(await press(hall, other)).toContain('at this very moment');
    expect(await first).toContain('Shared in');
    await expectWhole(hall, entry);
  });

  test('while the thread is being made: one thread, one checklist', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const [one, other] = [await hall.preview(entry), await hall.preview(entry)];
    hall.scene.playground.faults.add({ ...requests.thread, delayMs: 300 });
    const first = press(hall, one);
    await expect.poll(() => hall.showcase.isShared(hall.member(hall.ben), entry)).toBe(true);
    expect(await press(hall, other)).toContain('Shared in');
    expect(await first).toContain('Shared in');
    await expectWhole(hall, entry);
  });

  test('while the checklist is being posted: one checklist', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const [one, other] = [await hall.preview(entry), await hall.preview(entry)];
    const slow = hall.scene.playground.faults.add({ ...requests.checklist(hall.channel), delayMs: 300 });
    const first = press(hall, one);
    await expect.poll(() => slow.struck).toBe(1);
    expect(await press(hall, other)).toContain('Shared in');
    expect(await first).toContain('Shared in');
    await expectWhole(hall, entry);
  });
});

describe.each(['before', 'after'] as const)('a connection dropped %s it took effect', (dropSocket) => {
  test.each([
    ['the post', (channel: string) => requests.post(channel)],
    ['the thread', () => requests.thread],
    ['the checklist', (channel: string) => requests.checklist(channel)],
  ])('for %s is mended at once', async (_, request) => {
    const hall = await startHall();
    const entry = await hall.log();
    const fault = hall.scene.playground.faults.add({ ...request(hall.channel), dropSocket });
    expect(await press(hall, await hall.preview(entry))).toContain('Shared in');
    expect(fault.struck).toBe(1);
    await expectWhole(hall, entry);
  });

  test('twice for the post: the author is told, and a minute later it is looked for', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const preview = await hall.preview(entry);
    hall.scene.playground.faults.add({ ...requests.post(hall.channel), dropSocket, times: 2 });
    expect(await press(hall, preview)).toContain("didn't say whether it took your post");
    hall.scene.playground.forgetNonces();
    expect(await press(hall, preview)).toContain('at this very moment');
    await hall.scene.moveTo(later);
    expect(await press(hall, preview)).toContain('Shared in');
    await expectWhole(hall, entry);
  });

  test.each([
    ['thread', () => requests.thread],
    ['checklist', (channel: string) => requests.checklist(channel)],
  ])('twice for the %s: shared all the same, and completed at the next press', async (_, request) => {
    const hall = await startHall();
    const entry = await hall.log();
    hall.scene.playground.faults.add({ ...request(hall.channel), dropSocket, times: 2 });
    const shared = messageOf(await hall.ben.press(await hall.preview(entry), 'Post it'));
    expect(textOf(shared)).toContain("thread isn't complete");
    hall.scene.playground.forgetNonces();
    await press(hall, shared, 'Try the thread again');
    await expectWhole(hall, entry);
  });
});

describe('a process that was killed', () => {
  /** Leaves the row as it stands when the process dies after the given step, then starts the bot anew. */
  async function killedAfter(left: 'claim' | 'post' | 'recorded' | 'thread' | 'checklist') {
    const hall = await startHall({ rateLimits: false });
    const entry = await hall.log();
    const { db, showcase, scene, channel } = hall;
    const change = (set: { state?: 'sending'; message_id?: null; thread_id: null }) =>
      db.updateTable('showcase_post').set(set).where('entry_id', '=', entry).execute();
    if (left === 'claim') await showcase.claim(hall.member(hall.ben), entry, channel);
    if (left === 'post') scene.playground.faults.add({ ...requests.thread, status: 500, times: 2 });
    if (left === 'recorded') scene.playground.faults.add({ ...requests.thread, status: 500, times: 2 });
    if (left === 'thread')
      scene.playground.faults.add({ ...requests.checklist(channel), status: 500, times: 2 });
    if (left !== 'claim') await press(hall, await hall.preview(entry));
    if (left === 'post') await change({ state: 'sending', message_id: null, thread_id: null });
    if (left === 'checklist') await change({ thread_id: null });
    scene.playground.forgetNonces();
    await scene.restart();
    return { hall, entry, preview: await hall.preview(entry) };
  }

  test.each(['claim', 'post', 'recorded', 'thread', 'checklist'] as const)(
    'after the %s: the next press goes on from there',
    async (left) => {
      const { hall, entry, preview } = await killedAfter(left);
      await hall.scene.moveTo(later);
      const isOut = textOf(preview).includes('Shared in');
      expect(isOut).toBe(left !== 'claim' && left !== 'post');
      expect(await press(hall, preview, isOut ? 'Try the thread again' : 'Post it')).toContain('Shared in');
      await expectWhole(hall, entry);
      expect(hall.scene.playground.violations).toEqual([]);
    },
  );

  test('two presses at once go on together', async () => {
    const { hall, entry, preview } = await killedAfter('claim');
    await hall.scene.moveTo(later);
    const again = await hall.preview(entry);
    // Both have looked before either has posted.
    hall.scene.playground.faults.add({ ...requests.post(hall.channel), delayMs: 400 });
    const told = await Promise.all([press(hall, preview), press(hall, again)]);
    for (const words of told) expect(words).toMatch(/Shared in|at this very moment/);
    await expectWhole(hall, entry);
  });

  test('what one finds that another has just posted is left to it', async () => {
    const { hall, entry, preview } = await killedAfter('claim');
    await hall.scene.moveTo(later);
    const again = await hall.preview(entry);
    const { faults } = hall.scene.playground;
    // One finds nothing and posts, but has no answer; then the other finds what it has posted.
    faults.add({ ...requests.history, delayMs: 0 });
    faults.add({ ...requests.history, delayMs: 150 });
    faults.add({ ...requests.post(hall.channel), dropSocket: 'after' });
    const told = await Promise.all([press(hall, preview), press(hall, again)]);
    for (const words of told) expect(words).toMatch(/Shared in|at this very moment/);
    await expectWhole(hall, entry);
  });

  test('a hundred messages later, it is still found', async () => {
    const { hall, entry, preview } = await killedAfter('post');
    for (let index = 0; index < 130; index += 1) hall.scene.person('ada').say(hall.channel, `talk ${index}`);
    await hall.scene.moveTo(later);
    await press(hall, preview);
    await expectWhole(hall, entry);
  });

  test('another entry’s post is not taken for it', async () => {
    const { hall, entry, preview } = await killedAfter('claim');
    const others = await Promise.all(
      Array.from({ length: 12 }, (_, index) => hall.log({ url: `https://ben.example.org/${index}` })),
    );
    for (const other of others) await press(hall, await hall.preview(other));
    await hall.scene.moveTo(later);
    expect(await press(hall, preview)).toContain('Shared in');
    expect(hall.posts()).toHaveLength(others.length + 1);
    expect((await hall.showcase.of(hall.member(hall.ben), entry))?.state).toBe('shared');
  });

  test('where the history can’t be read, nothing is posted twice; the author may start over', async () => {
    const { hall, entry, preview } = await killedAfter('post');
    hall.deny(bits.history);
    await hall.scene.moveTo(later);
    const told = messageOf(await hall.ben.press(preview, 'Post it'));
    expect(textOf(told)).toContain('It may be out already');
    expect(hall.posts()).toHaveLength(1);
    hall.deny(0n);
    expect(await press(hall, told, 'Start over')).toContain('Taken back');
    expect(hall.posts()).toEqual([]);
    await press(hall, await hall.preview(entry));
    await expectWhole(hall, entry);
  });

  test('while Discord can’t be asked, nothing is posted', async () => {
    const { hall, entry, preview } = await killedAfter('post');
    await hall.scene.moveTo(later);
    hall.scene.playground.faults.add({ ...requests.history, status: 503, times: 2 });
    expect(await press(hall, preview)).toContain("isn't answering");
    expect(await press(hall, preview)).toContain('Shared in');
    await expectWhole(hall, entry);
  });

  test('in a channel that is gone since: it is posted in the new one', async () => {
    const { hall, entry, preview } = await killedAfter('post');
    hall.scene.playground.admin.deleteChannel(hall.channel);
    const other = hall.scene.channel('hall.welcome');
    await hall.db.updateTable('guild_settings').set({ showcase_channel_id: other }).execute();
    await hall.scene.moveTo(later);
    expect(await press(hall, preview)).toContain(`Shared in <#${other}>`);
    expect(await hall.showcase.of(hall.member(hall.ben), entry)).toMatchObject({ channelId: other });
  });
});

test('an entry that is deleted while it is being posted leaves no post behind', async () => {
  const hall = await startHall();
  const entry = await hall.log();
  const preview = await hall.preview(entry);
  hall.scene.playground.faults.add({ ...requests.post(hall.channel), delayMs: 300 });
  const pressed = press(hall, preview);
  await expect.poll(() => hall.showcase.of(hall.member(hall.ben), entry)).toBeDefined();
  await hall.db.deleteFrom('entry').where('id', '=', entry).execute();
  expect(await pressed).toContain('taken its post back');
  expect(hall.posts()).toEqual([]);
});

test('a post that a moderator deletes before its thread is there is gone, and can be posted anew', async () => {
  const hall = await startHall();
  const entry = await hall.log();
  hall.scene.playground.faults.add({ ...requests.thread, delayMs: 300 });
  const pressed = press(hall, await hall.preview(entry));
  await expect.poll(() => hall.posts().length).toBe(1);
  for (const post of hall.posts()) hall.scene.playground.admin.deleteMessage(post.id);
  expect(await pressed).toContain('somebody has deleted it');
  expect(await hall.showcase.isShared(hall.member(hall.ben), entry)).toBe(false);
  await press(hall, await hall.preview(entry));
  await expectWhole(hall, entry);
});

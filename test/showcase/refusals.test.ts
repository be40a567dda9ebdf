/** The ways in which Discord can refuse to share: a sentence each, and nothing in the way of another try. */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { messageOf, textOf } from '../support/bot.ts';
import { bits, expectWhole, type Hall, press, requests, startHall } from './scene.ts';

describe('a channel that refuses', () => {
  test.each([
    [
      'is gone',
      'showcase channel is gone',
      ({ scene, channel }: Hall) => scene.playground.admin.deleteChannel(channel),
    ],
    ['can’t be seen', "can't see", ({ deny }: Hall) => deny(bits.view)],
    ['can’t be written to', 'not allowed to post', ({ deny }: Hall) => deny(bits.send)],
  ] as const)('because it %s: a sentence, and the entry stays unshared', async (_, words, refuse) => {
    const hall = await startHall();
    const entry = await hall.log();
    const preview = await hall.preview(entry);
    refuse(hall);
    expect(await press(hall, preview)).toContain(words);
    expect(await hall.showcase.of(hall.member(hall.ben), entry)).toBeUndefined();
  });

  test('can be shared in once it no longer does', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const preview = await hall.preview(entry);
    hall.deny(bits.send);
    await press(hall, preview);
    hall.deny(0n);
    await press(hall, preview);
    await expectWhole(hall, entry);
  });

  test.each([
    ['threads', bits.createThreads],
    ['words in threads', bits.sendInThreads],
  ])('only %s: the post is out, and its thread follows once it is allowed', async (_, denied) => {
    const hall = await startHall();
    const entry = await hall.log();
    hall.deny(denied);
    const shared = messageOf(await hall.ben.press(await hall.preview(entry), 'Post it'));
    expect(textOf(shared)).toContain('not allowed to make public threads');
    expect(hall.posts()).toHaveLength(1);
    expect(await press(hall, shared, 'Try the thread again')).toContain('not allowed');
    hall.deny(0n);
    await press(hall, shared, 'Try the thread again');
    await expectWhole(hall, entry);
  });

  test('a thread because there are too many', async () => {
    const hall = await startHall();
    const body = { code: 160_006, message: 'Maximum number of active threads reached' };
    hall.scene.playground.faults.add({ ...requests.thread, status: 400, body });
    expect(await press(hall, await hall.preview(await hall.log()))).toContain('as many active threads');
  });
});

describe('Discord itself', () => {
  test.each([
    [
      'slows the bot down',
      {
        status: 429,
        body: { message: 'slow', retry_after: 600, global: false },
        headers: { 'retry-after': '600' },
      },
      'slow down',
    ],
    [
      'doubts the token',
      { status: 401, body: { message: '401: Unauthorized', code: 0 } },
      'something went wrong',
    ],
  ])('%s: nothing is posted, and nothing stands in the way of another try', async (_, fault, words) => {
    const hall = await startHall();
    const entry = await hall.log();
    hall.scene.playground.faults.add({ ...requests.post(hall.channel), ...fault });
    expect(await press(hall, await hall.preview(entry))).toContain(words);
    expect(hall.posts()).toEqual([]);
    expect(await hall.showcase.of(hall.member(hall.ben), entry)).toBeUndefined();
  });

  test('is down for an hour: it is posted when it is back', async () => {
    const hall = await startHall();
    const entry = await hall.log();
    const preview = await hall.preview(entry);
    const down = hall.scene.playground.faults.add({
      ...requests.post(hall.channel),
      status: 503,
      times: Number.POSITIVE_INFINITY,
    });
    expect(await press(hall, preview)).toContain("didn't say");
    await setImmediate();
    await hall.scene.moveTo('2027-01-13T13:00:00Z');
    expect(await press(hall, preview)).toContain("didn't say");
    down.remove();
    await hall.scene.moveTo('2027-01-13T13:02:00Z');
    await press(hall, preview);
    await expectWhole(hall, entry);
  });
});

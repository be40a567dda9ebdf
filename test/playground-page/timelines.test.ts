import type { APIMessage } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { Timelines } from '../../src/playground/page/state/timelines.ts';
import type { MessagesView } from '../../src/playground/protocol.ts';

const CHANNEL = '7';

function message(id: number): APIMessage {
  return { id: String(id), channel_id: CHANNEL } as APIMessage;
}

/** Timelines whose pages come when the test says so. */
function bench() {
  const asked: { before: string | null; answer: (ids: number[], hasMore?: boolean) => Promise<void> }[] = [];
  const timelines = new Timelines({
    messages: (_channel, before) => {
      const { promise, resolve } = Promise.withResolvers<MessagesView>();
      asked.push({
        before,
        answer: async (ids, hasMore = false) => {
          resolve({ messages: ids.map(message), hasMore });
          await promise;
          // The reading itself goes on behind the promise.
          await new Promise(setImmediate);
        },
      });
      return promise;
    },
  });
  const answer = async (index: number, ids: number[], hasMore = false): Promise<void> => {
    await asked[index]?.answer(ids, hasMore);
  };
  const ids = (): number[] => (timelines.get(CHANNEL)?.messages ?? []).map(({ id }) => Number(id));
  return { timelines, asked, answer, ids };
}

test('what arrives, or goes, while a page is on its way is in what is shown', async () => {
  const { timelines, answer, ids } = bench();
  const reading = timelines.readLatest(CHANNEL);
  timelines.put(message(4));
  timelines.remove(CHANNEL, '2');
  await answer(0, [1, 2, 3]);
  expect((await reading)?.length).toBe(3);
  expect(ids()).toEqual([1, 3, 4]);
});

test('a page asked for before the socket came back does not hide what was missed', async () => {
  const { timelines, answer, ids } = bench();
  const old = timelines.readLatest(CHANNEL);
  timelines.connected();
  void timelines.readLatest(CHANNEL);
  await answer(1, [1, 2, 3]);
  await answer(0, [1]);
  expect(await old).toBe(null);
  expect(ids()).toEqual([1, 2, 3]);
});

test('one page is asked for once; older ones from the oldest known', async () => {
  const { timelines, asked, answer, ids } = bench();
  void timelines.readLatest(CHANNEL);
  expect(await timelines.readLatest(CHANNEL)).toBe(null);
  expect(await timelines.readOlder(CHANNEL)).toBe(null);
  await answer(0, [5, 6], true);
  void timelines.readOlder(CHANNEL);
  expect(await timelines.readOlder(CHANNEL)).toBe(null);
  expect(asked.map(({ before }) => before)).toEqual([null, '5']);
  timelines.put(message(7));
  await answer(1, [3, 4], false);
  expect(ids()).toEqual([3, 4, 5, 6, 7]);
  expect(await timelines.readOlder(CHANNEL)).toBe(null);
});

test('after a failure it can be read again', async () => {
  let fails = true;
  const timelines = new Timelines({
    messages: async () => {
      if (fails) throw new Error('not now');
      return { messages: [message(1)], hasMore: false };
    },
  });
  await expect(timelines.readLatest(CHANNEL)).rejects.toThrow('not now');
  fails = false;
  expect(await timelines.readLatest(CHANNEL)).toHaveLength(1);
});

/** The outbox does not grow without end. */
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';

const dayMs = 24 * 60 * 60_000;

test('what was settled more than 400 days ago goes, some at a time; what waits stays', async () => {
  const { db, close } = await openDatabase(':memory:');
  onTestFinished(close);
  const clock = new MovableClock();
  const outbox = new Outbox(db, clock);
  const add = (name: string, count: number, skip?: string) =>
    db.transaction().execute((trx) =>
      outbox.add(
        trx,
        Array.from({ length: count }, (_, index) => ({
          kind: 'nudge',
          dedupeKey: `${name}:${index}`,
          member: { guildId: '1', userId: String(index) },
          place: 'channel' as const,
          channelId: '5',
          dueAt: clock.now(),
          ...(skip !== undefined && { skip }),
        })),
      ),
    );
  await add('old', 700, 'checked in');
  await add('waiting', 3);
  clock.moveTo(clock.now() + 399 * dayMs);
  await add('new', 5, 'checked in');
  expect(await outbox.forgetOld(), 'nothing is old enough').toBe(true);
  clock.moveTo(clock.now() + 2 * dayMs);
  expect(await outbox.forgetOld(), 'there is more').toBe(false);
  expect(await outbox.forgetOld()).toBe(true);
  const left = await db.selectFrom('outbox').select('dedupe_key').execute();
  expect(left.map(({ dedupe_key }) => dedupe_key.split(':')[0]).toSorted()).toEqual([
    ...Array.from({ length: 5 }, () => 'new'),
    ...Array.from({ length: 3 }, () => 'waiting'),
  ]);
});

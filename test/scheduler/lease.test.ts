/** A claim that has lapsed is worth nothing any more, not even to the process that made it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { leaseMs, Outbox } from '../../src/scheduler/outbox.ts';

test('a message that waited longer than its lease, and was claimed anew meanwhile, is begun once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-'));
  const { db, close } = await openDatabase(join(folder, 'bot.sqlite'));
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const clock = new MovableClock();
  const outbox = new Outbox(db, clock);
  const member = { guildId: '1', userId: '10' };
  const row = { kind: 'nudge', dedupeKey: 'k', member, place: 'dm', channelId: null } as const;
  await db.transaction().execute((trx) => outbox.add(trx, [{ ...row, dueAt: clock.now() - 1_000 }]));
  const [first] = await outbox.claim(500, 50);
  clock.moveTo(clock.now() + leaseMs + 1_000);
  const [second] = await outbox.claim(500, 50);
  if (first === undefined || second === undefined) throw new Error('nothing was claimed');
  expect(await outbox.beginSending(first), 'they have different nonces').toBe(false);
  await outbox.skipped(first, 'paused');
  await outbox.postpone(first, clock.now());
  expect(await outbox.beginSending(second)).toBe(true);
});

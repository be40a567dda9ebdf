/** A shared message is not sent as it was built once somebody in it has turned nudges off. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NudgeStore } from '../../src/accountability/nudge-store.ts';
import { MovableClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/database/open.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';

test('a batch out of which a row was called off does not begin as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nextstep-'));
  const { db, close } = await openDatabase(join(folder, 'bot.sqlite'));
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const clock = new MovableClock();
  const outbox = new Outbox(db, clock);
  const dueAt = clock.now() - 1_000;
  const row = (userId: string) => ({
    kind: 'nudge',
    dedupeKey: `nudge:1:${userId}:2027-W02`,
    member: { guildId: '1', userId },
    place: 'channel' as const,
    channelId: '5',
    dueAt,
  });
  await db.transaction().execute((trx) => outbox.add(trx, [row('10'), row('11')]));
  const [batch] = await outbox.claim(200, 50);
  if (batch === undefined) throw new Error('nothing was claimed');
  expect(batch.rows).toHaveLength(2);
  // Their message is being built meanwhile.
  await new NudgeStore(db, clock).turnOff({ guildId: '1', userId: '11' });
  expect(await outbox.beginSending(batch), 'or the message pings who has just turned nudges off').toBe(false);
});

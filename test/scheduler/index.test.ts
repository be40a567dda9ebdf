/** However many messages have been sent, to find those that are to be sent looks at these alone. */
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { NextstepSqliteDialect } from '../../src/database/dialect.ts';
import { migrate, ownMigrations } from '../../src/database/migrate.ts';
import type { Schema } from '../../src/database/schema.ts';
import { Outbox } from '../../src/scheduler/outbox.ts';

test('a claim and the look for the next use the index of open messages', async () => {
  const raw = new BetterSqlite3(':memory:');
  const queries: string[] = [];
  const db = new Kysely<Schema>({
    dialect: new NextstepSqliteDialect(raw),
    log: ({ query }) => {
      queries.push(query.sql);
    },
  });
  await migrate(db, ownMigrations, async () => {});
  queries.length = 0;
  const outbox = new Outbox(db, systemClock);
  await outbox.claim(200, 50);
  await outbox.nextAt();
  const looking = queries.filter((query) => query.includes('outbox'));
  expect(looking).toHaveLength(4);
  for (const query of looking) {
    const values = Array.from(query.matchAll(/\?/g), () => 1);
    const plan = raw.prepare(`explain query plan ${query}`).all(...values) as { detail: string }[];
    const details = plan.map(({ detail }) => detail).join('\n');
    expect(details, query).toContain('outbox_open');
  }
  await db.destroy();
});

import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownMigrations } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nextstep-db-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'deep', 'bot.sqlite');

/** All migrations that there are, in their order. */
const all = readdirSync(ownMigrations)
  .map((file) => file.replace(/\.ts$/, ''))
  .toSorted();

test('a new database is migrated without a backup, and opening it again changes nothing', async () => {
  const first = await openDatabase(path());
  expect(first.migrated).toEqual(all);
  await first.close();
  expect(readdirSync(join(folder, 'deep'))).not.toContain('backups');
  const second = await openDatabase(path());
  expect(second.migrated).toEqual([]);
  await second.close();
});

test('a database of the first version goes on with all that it holds', async () => {
  const firstOnly = join(folder, 'first');
  mkdirSync(firstOnly);
  cpSync(join(ownMigrations, '0001-first-light.ts'), join(firstOnly, '0001-first-light.ts'));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  const old = await openDatabase(path(), firstOnly);
  const member = { guild_id: '1', user_id: '2' };
  await old.db
    .insertInto('milestone_tick')
    .values({ ...member, step_id: 'blog', milestone_id: 'first-post', ticked_at: 7 })
    .execute();
  const settings = { nudge_channel_id: '5', weekday: 3, minute_of_day: 600, time_zone: 'UTC' };
  await old.db
    .insertInto('guild_settings')
    .values({ guild_id: '1', ...settings, updated_by: '2', updated_at: 7 })
    .execute();
  await old.db
    .insertInto('member')
    .values({ ...member, first_seen_at: 5, last_seen_at: 7 })
    .execute();
  await old.close();

  const now = await openDatabase(path());
  expect(now.migrated).toEqual(all.filter((name) => name !== '0001-first-light'));
  expect(readdirSync(join(folder, 'deep', 'backups'))).toHaveLength(1);
  expect(await now.db.selectFrom('milestone_tick').select('ticked_at').execute()).toEqual([{ ticked_at: 7 }]);
  expect(await now.db.selectFrom('member').selectAll().execute()).toMatchObject([
    { ...member, here_at: 7, asked_at: null, left_at: null },
  ]);
  expect(await now.db.selectFrom('guild_settings').selectAll().execute()).toMatchObject([
    { ...settings, showcase_channel_id: null, content_revision: 0 },
  ]);
  await now.close();
});

test('tables are STRICT, in WAL mode', async () => {
  const database = await openDatabase(path());
  await expect(
    database.db
      .insertInto('check_in')
      .values({ guild_id: '1', user_id: '2', week: 'w', created_at: 'soon' as never })
      .execute(),
  ).rejects.toThrow(/cannot store TEXT value in INTEGER column/);
  await database.close();
  const raw = new BetterSqlite3(path());
  expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
  raw.close();
});

describe('a later version of the code', () => {
  const withMigration = (name: string, body: string) => {
    const migrations = join(folder, 'migrations');
    cpSync(ownMigrations, migrations, { recursive: true });
    writeFileSync(join(migrations, name), body);
    return migrations;
  };
  const filled = async () => {
    const old = await openDatabase(path());
    await old.db
      .insertInto('check_in')
      .values({ guild_id: '1', user_id: '2', week: 'w', created_at: 1 })
      .execute();
    await old.close();
  };
  const backups = () => readdirSync(join(folder, 'deep', 'backups'));

  test('backs a database up before it migrates it, and keeps what it holds', async () => {
    await filled();
    const migrations = withMigration(
      '9999-later.ts',
      `export const up = (db) => db.schema.alterTable('check_in').addColumn('note', 'text').execute();`,
    );
    const later = await openDatabase(path(), migrations);
    expect(later.migrated).toEqual(['9999-later']);
    expect(await later.db.selectFrom('check_in').selectAll().execute()).toMatchObject([
      { week: 'w', note: null },
    ]);
    await later.close();
    expect(backups()).toHaveLength(1);
    await expect(openDatabase(path()), 'this version must not touch it').rejects.toThrow(
      /used by a newer version/,
    );
  });

  test('undoes all of a migration that fails', async () => {
    await filled();
    const migrations = withMigration(
      '9999-broken.ts',
      `export async function up(db) { await db.schema.createTable('half').addColumn('x', 'text').execute(); throw new Error('no'); }`,
    );
    await expect(openDatabase(path(), migrations)).rejects.toThrow(/can't be opened \(no\)/);
    const same = await openDatabase(path());
    const tables = await same.db.introspection.getTables();
    expect(tables.map((table) => table.name)).not.toContain('half');
    await same.close();
  });
});

test('a transaction waits for another process’s, instead of failing', async () => {
  const [one, two] = [await openDatabase(path()), await openDatabase(path())];
  const add = (database: typeof one, user: string) =>
    database.db.transaction().execute(async (trx) => {
      await trx.selectFrom('check_in').selectAll().execute();
      await trx
        .insertInto('check_in')
        .values({ guild_id: '1', user_id: user, week: 'w', created_at: 1 })
        .execute();
    });
  // One process's transactions run in turn, so the two can't block each other within this test's one thread.
  for (let index = 0; index < 20; index += 1) {
    await add(one, `a${index}`);
    await add(two, `b${index}`);
  }
  expect(await one.db.selectFrom('check_in').selectAll().execute()).toHaveLength(40);
  await one.close();
  await two.close();
});

test('a backup is a whole database', async () => {
  const database = await openDatabase(path());
  await database.db
    .insertInto('check_in')
    .values({ guild_id: '1', user_id: '2', week: 'w', created_at: 1 })
    .execute();
  const copy = await database.backUp();
  await database.close();
  const restored = await openDatabase(copy);
  expect(await restored.db.selectFrom('check_in').selectAll().execute()).toHaveLength(1);
  await restored.close();
});

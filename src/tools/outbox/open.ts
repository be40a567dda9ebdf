/** Opens the database to look at it only, while bots may be running: nothing is created, migrated or locked. */
import { existsSync, readdirSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { NextstepSqliteDialect } from '../../database/dialect.ts';
import { ownMigrations } from '../../database/migrate.ts';
import type { Db } from '../../database/open.ts';
import type { Schema } from '../../database/schema.ts';
import { StartError } from '../../start-error.ts';

/** @throws {StartError} with one sentence if there is none, or it is not of this version. */
export function openReadOnly(path: string): Db {
  if (!existsSync(path)) {
    throw new StartError(
      `There is no database at ${path}: check DATABASE_URL, or start the bot once to make one.`,
    );
  }
  let raw: BetterSqlite3.Database | undefined;
  try {
    raw = new BetterSqlite3(path, { readonly: true, fileMustExist: true });
    checkVersion(migrationsIn(raw), path);
    return new Kysely<Schema>({ dialect: new NextstepSqliteDialect(raw) });
  } catch (error) {
    raw?.close();
    throw explain(error, path);
  }
}

/** Names of the migrations that the database has been through; none if it is no database of nextstep's. */
function migrationsIn(raw: BetterSqlite3.Database): readonly string[] {
  const table = raw.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (table === undefined) return [];
  return raw.prepare('select name from kysely_migration').pluck().all() as string[];
}

/** @throws {StartError} if this code's migrations are not those of the database. */
function checkVersion(done: readonly string[], path: string): void {
  if (done.length === 0) throw new StartError(`${path} is no database of nextstep's: check DATABASE_URL.`);
  const own = readdirSync(ownMigrations).map((file) => file.replace(/\.ts$/, ''));
  if (done.some((name) => !own.includes(name))) {
    throw new StartError(
      `The database ${path} was last used by a newer version of nextstep: update the code.`,
    );
  }
  if (done.length < own.length) {
    throw new StartError(
      `The database ${path} is of an older version: start the bot, or type npm run migrate, to bring it up to date.`,
    );
  }
}

function explain(error: unknown, path: string): Error {
  if (error instanceof StartError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const why =
    code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')
      ? 'is damaged or no SQLite file'
      : `can't be read (${error instanceof Error ? error.message : String(error)})`;
  return new StartError(`The database ${path} ${why}: check DATABASE_URL.`, { cause: error });
}

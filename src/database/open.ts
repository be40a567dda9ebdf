/** Opens the SQLite file, and turns everything that can be wrong with it into one sentence. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { StartError } from '../start-error.ts';
import { backUp } from './backup.ts';
import { NextstepSqliteDialect } from './dialect.ts';
import { migrate, NewerDatabaseError, ownMigrations } from './migrate.ts';
import type { Schema } from './schema.ts';

export type Db = Kysely<Schema>;

export interface Database {
  readonly db: Db;
  /** Names of the migrations that ran while opening. */
  readonly migrated: readonly string[];
  /** Copies the database while it is in use; returns the copy's path. */
  backUp(): Promise<string>;
  close(): Promise<void>;
}

/** How long SQLite itself waits for another process's write lock, in ms: it blocks the thread, so the dialect waits on. */
const busyTimeoutMs = 50;

/**
 * Opens (or creates) the database at `path`, an absolute path or `:memory:`, and migrates it.
 * @throws {StartError} if it cannot be opened, is damaged, or is newer than this code.
 */
export async function openDatabase(path: string, migrations = ownMigrations): Promise<Database> {
  let raw: BetterSqlite3.Database | undefined;
  try {
    if (path !== ':memory:') makeFolder(dirname(path));
    raw = new BetterSqlite3(path, { timeout: busyTimeoutMs });
    raw.pragma('journal_mode = WAL');
    raw.pragma('synchronous = NORMAL');
    raw.pragma('foreign_keys = ON');
    const health = raw.pragma('quick_check(1)', { simple: true });
    if (health !== 'ok') throw new StartError(damaged(path));

    const connection = raw;
    const db = new Kysely<Schema>({ dialect: new NextstepSqliteDialect(connection) });
    const copy = () => backUp(connection, path);
    const migrated = await migrate(db, migrations, async () => {
      await copy();
    });
    return { db, migrated, backUp: copy, close: () => db.destroy() };
  } catch (error) {
    raw?.close();
    throw explain(error, path);
  }
}

/** Creates a folder and those above it. mkdir's own `recursive` never returns below /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function explain(error: unknown, path: string): Error {
  if (error instanceof StartError) return error;
  if (error instanceof NewerDatabaseError) {
    return new StartError(
      `The database ${path} was last used by a newer version of nextstep: update the code, or restore the backup made before it.`,
      { cause: error },
    );
  }
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new StartError(damaged(path), { cause: error });
  }
  if (code === 'SQLITE_BUSY') {
    return new StartError(`The database ${path} is locked by another program: stop that one first.`, {
      cause: error,
    });
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StartError(
    `The database ${path} can't be opened (${reason}): check DATABASE_URL and that its folder can be written to.`,
    { cause: error },
  );
}

const damaged = (path: string) =>
  `The database ${path} is damaged or no SQLite file: restore a backup, or move it away to start with an empty one.`;

/** Kysely's SQLite dialect, with two differences that matter when several processes share one file. */
import { setTimeout as wait } from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';

/** How long a statement waits for another process's write lock, in ms, and between two looks at it. */
const lockWithinMs = 5_000;
const lookAgainMs = 20;

/**
 * Waits for the lock without holding up the process: SQLite's own `busy_timeout` blocks the thread, and with it the
 * answers to all members. Within a transaction nothing ever waits, since its beginning took the lock.
 */
function patient(connection: DatabaseConnection): DatabaseConnection {
  return {
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    async executeQuery(query) {
      const until = performance.now() + lockWithinMs;
      for (;;) {
        try {
          return await connection.executeQuery(query);
        } catch (error) {
          const isBusy = (error as NodeJS.ErrnoException).code?.startsWith('SQLITE_BUSY') === true;
          if (!isBusy || performance.now() > until) throw error;
          await wait(lookAgainMs);
        }
      }
    },
  };
}

/**
 * Takes the write lock when a transaction begins. A plain `begin` takes it at the first write, and SQLite then
 * refuses at once, without waiting `busy_timeout`, if another process has written since the first read.
 */
class SharingDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    return patient(await super.acquireConnection());
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite's DDL is transactional; saying so makes Kysely run all pending migrations in one transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class NextstepSqliteDialect extends SqliteDialect {
  readonly #database: BetterSqlite3.Database;

  constructor(database: BetterSqlite3.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new SharingDriver({ database: this.#database });
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}

/** Brings a database to the schema of this code: forward only, in one transaction, after a backup. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Schema } from './schema.ts';

/** The project's own migrations. */
export const ownMigrations = fileURLToPath(new URL('./migrations/', import.meta.url));

/** The migrations in a folder, in the order of their file names. */
class MigrationFiles implements MigrationProvider {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async getMigrations(): Promise<Record<string, Migration>> {
    const files = (await readdir(this.#folder)).filter((file) => /^\d{4}-[a-z0-9-]+\.ts$/.test(file)).sort();
    const loaded = files.map(async (file) => {
      const module = (await import(join(this.#folder, file))) as Migration;
      return [file.replace(/\.ts$/, ''), { up: module.up }] as const;
    });
    return Object.fromEntries(await Promise.all(loaded));
  }
}

/** A database that a later version of the code has migrated: this one must not touch it. */
export class NewerDatabaseError extends Error {
  override name = 'NewerDatabaseError';
}

/**
 * Runs what is pending and returns the names of the migrations that ran.
 * `beforeFirst` runs once if something is pending in a database that has been migrated before (the backup).
 * @throws {NewerDatabaseError} if the database knows a migration that this code does not.
 */
export async function migrate(
  db: Kysely<Schema>,
  folder: string,
  beforeFirst: () => Promise<void>,
): Promise<string[]> {
  const provider = new MigrationFiles(folder);
  const migrator = new Migrator({ db, provider });
  const known = Object.keys(await provider.getMigrations());
  const done = await executedMigrations(db);
  const unknown = done.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new NewerDatabaseError(`unknown migrations: ${unknown.join(', ')}`);
  if (done.length > 0 && done.length < known.length) await beforeFirst();

  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

async function executedMigrations(db: Kysely<Schema>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map((row) => row.name);
}

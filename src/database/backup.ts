import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';

/**
 * Copies the open database at `path` into `backups/` beside it, page by page while others read and write, and returns
 * the copy's path. The name holds the instant (UTC), so that copies sort by age.
 */
export async function backUp(database: BetterSqlite3.Database, path: string): Promise<string> {
  const stamp = new Date().toISOString().replaceAll(':', '-');
  const target = join(dirname(path), 'backups', `${basename(path)}.${stamp}`);
  mkdirSync(dirname(target), { recursive: true });
  await database.backup(target);
  return target;
}

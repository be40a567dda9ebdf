/** `npm run backup`: copies the database into `backups/` beside it, while the bot runs, and prints the copy's path. */
import { existsSync } from 'node:fs';
import { loadConfig } from '../config.ts';
import { openDatabase } from '../database/open.ts';
import { StartError } from '../start-error.ts';
import { endWith } from './end-with.ts';

export async function main(): Promise<void> {
  await endWith(async () => {
    const { databasePath } = loadConfig();
    if (!existsSync(databasePath))
      throw new StartError(`There is no database at ${databasePath} to back up.`);
    const database = await openDatabase(databasePath);
    try {
      process.stdout.write(`${await database.backUp()}\n`);
    } finally {
      await database.close();
    }
  });
}

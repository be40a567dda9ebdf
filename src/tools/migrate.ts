/** `npm run migrate`: brings the database to this version, as a start does, and says what ran. */
import { loadConfig } from '../config.ts';
import { openDatabase } from '../database/open.ts';
import { endWith } from './end-with.ts';

export async function main(): Promise<void> {
  await endWith(async () => {
    const { databasePath } = loadConfig();
    const database = await openDatabase(databasePath);
    await database.close();
    const ran = database.migrated.length === 0 ? 'nothing to do' : database.migrated.join(', ');
    process.stdout.write(`${databasePath}: ${ran}\n`);
  });
}

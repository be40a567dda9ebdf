/** What tests of departures ask of a scene. */
import BetterSqlite3 from 'better-sqlite3';
import type { Scene } from '../support/bot.ts';

/** The seeded server in which everything happens. */
export const hallOf = (scene: Scene): string => scene.playground.world.guilds['hall'] ?? '';

/** How often Discord was asked whether somebody is in the server. */
export const questionsAbout = (scene: Scene, userId: string): number =>
  scene.playground.requests.filter(
    ({ method, path }) => method === 'GET' && path === `/guilds/${hallOf(scene)}/members/${userId}`,
  ).length;

/** One value from the bot's database. */
export function valueIn(scene: Scene, query: string): unknown {
  const raw = new BetterSqlite3(scene.databasePath, { readonly: true });
  try {
    return raw.prepare(query).pluck().get();
  } finally {
    raw.close();
  }
}

/** All values of all tables in which a text stands, as `table.column`. */
export function placesOf(text: string, databasePath: string): string[] {
  const raw = new BetterSqlite3(databasePath, { readonly: true });
  const names = raw.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const places = names.flatMap((table) =>
    (raw.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]).flatMap((row) =>
      Object.entries(row)
        .filter(([, value]) => String(value).includes(text))
        .map(([column]) => `${table}.${column}`),
    ),
  );
  raw.close();
  return [...new Set(places)].toSorted();
}

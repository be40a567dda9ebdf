import Database from 'better-sqlite3';

/** What is kept across restarts, by kind. */
export type Kind =
  | 'meta'
  | 'user'
  | 'guild'
  | 'role'
  | 'member'
  | 'channel'
  | 'message'
  | 'command'
  | 'event';

/** Where the world writes every change as it happens. */
export interface Store {
  /** Everything of one kind, as it was written, in no order. */
  all(kind: Kind): unknown[];
  put(kind: Kind, id: string, body: unknown): void;
  drop(kind: Kind, id: string): void;
  putFile(id: string, bytes: Buffer): void;
  file(id: string): Buffer | null;
  /** Writes everything that `run` writes, or nothing. */
  atomically<T>(run: () => T): T;
  close(): void;
}

/** Keeps nothing on disk: a world for one test. */
export function memoryStore(): Store {
  const files = new Map<string, Buffer>();
  return {
    all: () => [],
    put: () => undefined,
    drop: () => undefined,
    putFile: (id, bytes) => void files.set(id, bytes),
    file: (id) => files.get(id) ?? null,
    atomically: (run) => run(),
    close: () => undefined,
  };
}

/** Keeps the world in one SQLite file; a write is there after a `kill -9` once the call has returned. */
export function sqliteStore(path: string): Store {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.exec(`
    CREATE TABLE IF NOT EXISTS objects (
      kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  `);
  const all = db.prepare<[string], { body: string }>('SELECT body FROM objects WHERE kind = ?');
  const put = db.prepare('INSERT OR REPLACE INTO objects (kind, id, body) VALUES (?, ?, ?)');
  const drop = db.prepare('DELETE FROM objects WHERE kind = ? AND id = ?');
  const putFile = db.prepare('INSERT OR REPLACE INTO files (id, bytes) VALUES (?, ?)');
  const file = db.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM files WHERE id = ?');
  return {
    all: (kind) => all.all(kind).map(({ body }): unknown => JSON.parse(body)),
    put: (kind, id, body) => void put.run(kind, id, JSON.stringify(body)),
    drop: (kind, id) => void drop.run(kind, id),
    putFile: (id, bytes) => void putFile.run(id, bytes),
    file: (id) => file.get(id)?.bytes ?? null,
    atomically: (run) => db.transaction(run)(),
    close: () => void db.close(),
  };
}

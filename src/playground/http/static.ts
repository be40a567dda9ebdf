/** The page's own files, with types stripped on the way, and the modules that it imports from npm. */
import { readFile, stat } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));
const PROTOCOL = fileURLToPath(new URL('../protocol.ts', import.meta.url));
/** The packages whose files `/vendor/` serves, and no others. */
const VENDOR = new Set(['lit', 'lit-html', 'lit-element', '@lit/reactive-element']);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface StaticFile {
  type: string;
  bytes: Buffer | string;
}

const cache = new Map<string, { changedMs: number; file: StaticFile }>();
const require = createRequire(import.meta.url);

/** The file that a path of the page stands for, or null. */
export async function staticFile(path: string): Promise<StaticFile | null> {
  const place = placeOf(path);
  if (place === null) return null;
  const found = await stat(place).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const known = cache.get(place);
  if (known !== undefined && known.changedMs === found.mtimeMs) return known.file;
  const file = await load(place);
  cache.set(place, { changedMs: found.mtimeMs, file });
  return file;
}

function placeOf(path: string): string | null {
  if (path === '/' || path === '/index.html') return join(PAGE, 'index.html');
  if (path === '/protocol.ts') return PROTOCOL;
  if (path.startsWith('/page/')) return inside(PAGE, path.slice('/page/'.length));
  if (path.startsWith('/vendor/')) return vendorPlace(path.slice('/vendor/'.length));
  return null;
}

/** A path below a folder; null for one that climbs out of it. */
function inside(folder: string, path: string): string | null {
  const place = normalize(join(folder, path));
  return place.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? place : null;
}

function vendorPlace(path: string): string | null {
  const parts = path.split('/');
  const name = path.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  if (!VENDOR.has(name)) return null;
  return inside(packageFolder(name), path.slice(name.length + 1));
}

/** Packages seldom export their package.json, but every file of one lies below a folder of its name. */
function packageFolder(name: string): string {
  const entry = require.resolve(name);
  const folder = join('node_modules', name) + sep;
  return entry.slice(0, entry.lastIndexOf(folder) + folder.length);
}

async function load(place: string): Promise<StaticFile> {
  const extension = extname(place);
  const type = TYPES[extension] ?? 'application/octet-stream';
  if (extension !== '.ts') return { type, bytes: await readFile(place) };
  return { type, bytes: stripped(await readFile(place, 'utf8')) };
}

/** Node calls its own stripping experimental on standard error once; the person who started this can do nothing with that. */
function stripped(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } finally {
    process.emitWarning = emitWarning;
  }
}

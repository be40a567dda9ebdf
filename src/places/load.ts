/**
 * Has the tables built by a process of its own: it takes 200 MB for a second or two, which a thread would not give back,
 * and the bot goes on meanwhile.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Tables } from './tables.ts';
import { tablesIn } from './transfer.ts';

const builder = fileURLToPath(new URL('builder.ts', import.meta.url));
/** A small young generation is swept often: it is as fast, and takes 80 MB less. */
const options = ['--max-semi-space-size=2'];
/** Much more than it takes on a slow machine. */
const timeout = 60_000;

/** Rejects if a file of data is missing or broken, or nothing can be written to the folder for temporary files. */
export async function loadTables(): Promise<Tables> {
  await using file = await unnamedFile();
  const child = spawn(process.execPath, [...options, builder], {
    stdio: ['ignore', file.fd, 'pipe'],
    timeout,
  });
  const [[code, signal], said] = await Promise.all([
    once(child, 'exit'),
    text(child.stderr ?? Readable.from([])),
  ]);
  if (code !== 0) throw new Error(`The places were not loaded (${code ?? signal}): ${said.trim()}`);
  return tablesIn(await bytesOf(file));
}

/** A file that goes when it is closed, however this process ends. */
async function unnamedFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'nextstep-places-'));
  try {
    return await open(join(folder, 'places'), 'w+');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Into memory of the file's size, and no more: what comes through a pipe leaves as much behind again. */
async function bytesOf(file: FileHandle): Promise<ArrayBuffer> {
  const bytes = new Uint8Array((await file.stat()).size);
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, at);
    if (bytesRead === 0) throw new Error('The tables of places end too soon.');
    at += bytesRead;
  }
  return bytes.buffer;
}

/** How far the local Discord's clock has been moved: kept, or time would run backwards after a restart. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playFolder } from './config.ts';

export const offsetFile = join(playFolder, 'clock-offset-ms');

/** How far it is ahead of the machine's, in ms; undefined if what is kept is no number. @throws what the file system says. */
export function keptOffset(): number | undefined {
  const offset = existsSync(offsetFile) ? Number(readFileSync(offsetFile, 'utf8')) : 0;
  return Number.isFinite(offset) ? offset : undefined;
}

/** Written whole or not at all, and before anything happens at the new time. */
export function keepOffset(offsetMs: number): void {
  writeFileSync(`${offsetFile}.new`, String(Math.round(offsetMs)));
  renameSync(`${offsetFile}.new`, offsetFile);
}

/** What the process runs that builds the tables: it writes them to its standard output, which is a file. */
import { writeSync } from 'node:fs';
import { buildTables } from './build.ts';
import { partsOf } from './transfer.ts';

for (const part of partsOf(await buildTables())) {
  for (let at = 0; at < part.length; ) at += writeSync(process.stdout.fd, part, at);
}

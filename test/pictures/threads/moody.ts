/** Stands in for the drawing thread: does what the heat map's name says, and counts how often it was asked. */
import type { Job, Picture } from '../../../src/pictures/models.ts';

let asked = 0;

/** The width is how often this thread was asked, this time included. */
export default function moody(job: Job): Picture {
  asked += 1;
  const wish = job.kind === 'heatMap' ? job.model.name : '';
  if (wish.startsWith('die')) process.exit(1);
  if (wish.startsWith('throw')) throw new Error('not today');
  while (wish.startsWith('hang'));
  return { png: new Uint8Array(1_000), width: asked, height: 1 };
}

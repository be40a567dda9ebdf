/** Stands in for the drawing thread: does what the heat map's name says, and counts how often it was asked. */
import { answerWith } from '../../../src/pictures/answer.ts';
import type { Job, Picture } from '../../../src/pictures/models.ts';

let asked = 0;

/** The width is how often this thread was asked, this time included. */
answerWith((job: Job): Picture => {
  asked += 1;
  const wish = job.kind === 'heatMap' ? job.model.name : '';
  if (wish.startsWith('die')) process.exit(1);
  if (wish.startsWith('faint'))
    setImmediate(() => {
      throw new Error('after the answer');
    });
  if (wish.startsWith('throw')) throw new Error('not today');
  if (wish.startsWith('hang')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return { png: new Uint8Array(1_000), width: asked, height: 1 };
});

/** The thread's side of the conversation with `DrawingThread`: a job comes in, a picture or a reason goes out. */
import { parentPort } from 'node:worker_threads';
import type { Job, Picture } from './models.ts';

export type Answer = { readonly picture: Picture } | { readonly error: unknown };

/** Answers every job of this thread with what `draw` makes of it. */
export function answerWith(draw: (job: Job) => Picture): void {
  parentPort?.on('message', (job: Job) => parentPort?.postMessage(attempt(draw, job)));
}

function attempt(draw: (job: Job) => Picture, job: Job): Answer {
  try {
    return { picture: draw(job) };
  } catch (error) {
    return { error };
  }
}

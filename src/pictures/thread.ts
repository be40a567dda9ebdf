/** One thread that draws one picture after the other. It starts with the first, and ends when it has been idle for long. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answer } from './answer.ts';
import type { Job, Picture } from './models.ts';

/** The thread gives back what it holds, some 150 MB, when nobody has asked for so long. */
const idleMs = 5 * 60_000;
/** About 30 ms each: whoever comes after so many would run into the time-out. */
const maxWaiting = 64;

export class DrawingThread {
  readonly #file: URL;
  readonly #timeoutMs: number;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #closed = false;

  constructor(file: URL, timeoutMs: number) {
    this.#file = file;
    this.#timeoutMs = timeoutMs;
  }

  /** The picture; rejects after the time-out, which includes the wait for others, or if the thread dies. */
  async run(job: Job): Promise<Picture> {
    if (this.#waiting >= maxWaiting) throw new Error('Too many pictures are waiting to be drawn.');
    const over = new AbortController();
    const late = () => over.abort(new Error(`The picture was not drawn within ${this.#timeoutMs} ms.`));
    const timer = setTimeout(late, this.#timeoutMs);
    const drawn = this.#last.then(() => this.#draw(job, over));
    this.#waiting += 1;
    this.#last = drawn
      .catch(() => {})
      .finally(() => {
        clearTimeout(timer);
        this.#waiting -= 1;
      });
    return await drawn;
  }

  /** Ends the thread; whatever is being drawn, or asked for later, is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end();
  }

  async #draw(job: Job, over: AbortController): Promise<Picture> {
    if (this.#closed) throw new Error('The pictures are closed.');
    over.signal.throwIfAborted();
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const answer = await this.#ask(this.#worker, job, over);
    this.#worker.unref();
    this.#idle = setTimeout(() => this.#end(), idleMs).unref();
    if ('error' in answer) throw answer.error;
    return answer.picture;
  }

  #start(): Worker {
    const worker = new Worker(this.#file, {
      // A picture looks the same on every machine: only fonts that come with the project are used.
      env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
      // A small young generation is swept often, and with it the pixels of the pictures that have been written.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 },
    });
    // A thread that dies between two pictures is nobody's error: the next picture starts another one.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }

  /** A thread that gives no answer, dead or lost in thought, is ended: the next picture starts another one. */
  async #ask(worker: Worker, job: Job, over: AbortController): Promise<Answer> {
    const died = once(worker, 'exit', over).then(() => {
      throw new Error('The drawing thread ended.');
    });
    try {
      worker.ref();
      worker.postMessage(job);
      const [answer] = (await Promise.race([once(worker, 'message', over), died])) as [Answer];
      return answer;
    } catch (error) {
      void this.#end();
      throw over.signal.aborted ? over.signal.reason : error;
    } finally {
      died.catch(() => {});
      over.abort();
    }
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

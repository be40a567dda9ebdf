/** PNGs drawn in a thread of their own, so that a picture never keeps an interaction waiting. */
import { fileURLToPath } from 'node:url';
import { LRUCache } from 'lru-cache';
import { Piscina } from 'piscina';
import type { HeatMapModel, Job, Picture, ProgressCardModel, RoadMapModel } from './models.ts';

/** Discord waits 3 s for an answer: a picture that takes longer than this is left out, and the words go alone. */
const timeoutMs = 2_500;
/** The thread ends when nobody has asked for so long, and gives back what it holds. */
const idleMs = 5 * 60_000;
/** About 25 ms each: whoever comes after so many would run into the time-out. */
const maxWaiting = 64;
const maxKept = 200;
const maxKeptBytes = 16 * 1024 * 1024;

/** Draws pictures, and keeps the latest: the same picture is drawn once, however many ask for it. */
export class Pictures {
  readonly #pool: Piscina<Job, Picture>;
  readonly #kept: LRUCache<string, Picture, { readonly job: Job }>;

  /** Costs nothing until the first picture. `thread` is another file to draw with, for tests. */
  constructor(options: { thread?: URL; timeoutMs?: number } = {}) {
    this.#pool = new Piscina({
      filename: fileURLToPath(options.thread ?? new URL('draw.ts', import.meta.url)),
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idleMs,
      maxQueue: maxWaiting,
      // A picture looks the same on every machine: only fonts that come with the project are used.
      env: { ...process.env, DISABLE_SYSTEM_FONTS_LOAD: '1' },
      recordTiming: false,
      // A small young generation is swept often, and with it the pixels of the pictures that have been written.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 },
      // Pixels are freed in the thread's event loop, which would stand still if it waited for work on an atomic.
      atomics: 'disabled',
    });
    this.#kept = new LRUCache({
      max: maxKept,
      maxSize: maxKeptBytes,
      sizeCalculation: ({ png }) => png.byteLength,
      // A picture whose place was taken while it was drawn still goes to those who wait for it.
      ignoreFetchAbort: true,
      fetchMethod: (_key, _stale, { context }) =>
        this.#pool.run(context.job, { signal: AbortSignal.timeout(options.timeoutMs ?? timeoutMs) }),
    });
  }

  /** The guide as a road. Rejects if it can't be drawn in time, as all pictures do: the caller then shows words alone. */
  roadMap(model: RoadMapModel): Promise<Picture> {
    return this.#draw({ kind: 'roadMap', model });
  }

  /** One member's progress at a glance. */
  progressCard(model: ProgressCardModel): Promise<Picture> {
    return this.#draw({ kind: 'progressCard', model });
  }

  /** A year of check-ins. */
  heatMap(model: HeatMapModel): Promise<Picture> {
    return this.#draw({ kind: 'heatMap', model });
  }

  /** Ends the thread; whatever is being drawn is rejected. */
  async close(): Promise<void> {
    this.#kept.clear();
    await this.#pool.destroy();
  }

  async #draw(job: Job): Promise<Picture> {
    return await this.#kept.forceFetch(JSON.stringify(job), { context: { job } });
  }
}

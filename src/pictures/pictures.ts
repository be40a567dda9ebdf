/** PNGs drawn in a thread of their own, so that a picture never keeps an interaction waiting. */
import { LRUCache } from 'lru-cache';
import type { HeatMapModel, Job, Picture, ProgressCardModel, RoadMapModel } from './models.ts';
import { DrawingThread } from './thread.ts';

/** Discord waits 3 s for an answer: a picture that takes longer than this is left out, and the words go alone. */
const timeoutMs = 2_500;
const maxKept = 200;
const maxKeptBytes = 16 * 1024 * 1024;

/** Draws pictures, and keeps the latest: the same picture is drawn once, however many ask for it. */
export class Pictures {
  readonly #thread: DrawingThread;
  readonly #kept: LRUCache<string, Picture, { readonly job: Job }>;

  /** Costs nothing until the first picture. `worker` is another file to draw with, for tests. */
  constructor(options: { worker?: URL; timeoutMs?: number } = {}) {
    this.#thread = new DrawingThread(
      options.worker ?? new URL('worker.ts', import.meta.url),
      options.timeoutMs ?? timeoutMs,
    );
    this.#kept = new LRUCache({
      max: maxKept,
      maxSize: maxKeptBytes,
      sizeCalculation: ({ png }) => png.byteLength,
      // A picture whose place was taken while it was drawn still goes to those who wait for it.
      ignoreFetchAbort: true,
      fetchMethod: (_key, _stale, { context }) => this.#thread.run(context.job),
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
    await this.#thread.close();
  }

  async #draw(job: Job): Promise<Picture> {
    return await this.#kept.forceFetch(JSON.stringify(job), { context: { job } });
  }
}

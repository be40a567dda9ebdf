/** The guide as each server has it. */
import type { Guide } from '../guide/guide.ts';

export class Guides {
  readonly #base: Guide;

  constructor(base: Guide) {
    this.#base = base;
  }

  /** The guide of a server: the project's own. */
  async of(_guildId: string): Promise<Guide> {
    return this.#base;
  }
}

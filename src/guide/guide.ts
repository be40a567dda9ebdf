import type { Resource, Step } from './schema.ts';

/** The content that the bot teaches: steps in order, and links, best first. */
export class Guide {
  readonly steps: readonly Step[];
  readonly resources: readonly Resource[];
  readonly #byId: ReadonlyMap<string, Step>;

  constructor(steps: readonly Step[], resources: readonly Resource[]) {
    this.steps = steps;
    this.resources = resources;
    this.#byId = new Map(steps.map((step) => [step.id, step]));
  }

  /** The step with this id, or undefined: an id may come from an old button or from a member's typing. */
  step(id: string): Step | undefined {
    return this.#byId.get(id);
  }

  /** The links that serve a step, best first. */
  resourcesFor(stepId: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.step === stepId);
  }
}
